//! The hard rules of a plan, one function each.

use std::collections::{BTreeMap, BTreeSet};

use crate::instance::{Appointment, Window};
use crate::plan::Plan;

use super::event;
use super::fault::Fault;
use super::view::{Talk, View, inside};

fn name(said: &Appointment) -> String {
    let Appointment { candidate, role, table, day, slot } = said;
    format!("{candidate} for {role} at {table}, day {day} slot {slot}")
}

fn fault(faults: &mut Vec<Fault>, code: &'static str, text: String) {
    faults.push(Fault { code, text });
}

/// Appointments whose ids exist, whose table serves the role and whose pair is eligible.
pub(super) fn known<'a>(view: &View<'a>, plan: &'a Plan, faults: &mut Vec<Fault>) -> Vec<Talk<'a>> {
    let mut talks = Vec::new();
    let mut seen = BTreeSet::new();
    for said in &plan.plan {
        if !seen.insert(said) {
            fault(faults, "duplicate", format!("{} is there twice", name(said)));
        }
        let candidate = view.candidates.get(said.candidate.as_str());
        let role = view.roles.get(said.role.as_str());
        let table = view.tables.get(said.table.as_str());
        let (Some(candidate), Some(role), Some(table)) = (candidate, role, table) else {
            fault(faults, "unknown_id", format!("{} names something unknown", name(said)));
            continue;
        };
        if !table.roles.contains(&role.id) {
            fault(faults, "role_not_served", format!("{}: not served there", name(said)));
        }
        let pair = (said.candidate.as_str(), said.role.as_str());
        let score = view.scores.get(&pair).copied();
        if score.is_none() {
            fault(faults, "not_eligible", format!("{}: no eligible pair", name(said)));
        }
        talks.push(Talk { said, candidate, role, table, score: score.unwrap_or(0) });
    }
    talks
}

/// Each talk starts on a cell of its table, outside breaks, while the person is there.
pub(super) fn cells(view: &View<'_>, talks: &[Talk<'_>], faults: &mut Vec<Fault>) {
    for talk in talks {
        let (day, from, to) = (talk.said.day, talk.said.slot, talk.end());
        if !talk.table.open.iter().any(|open| is_cell(open, talk)) {
            fault(faults, "not_a_cell", format!("{}: no cell starts there", name(talk.said)));
        }
        let grid = usize::try_from(day).ok().and_then(|day| view.instance.days.get(day));
        let Some(grid) = grid else {
            fault(faults, "no_such_day", format!("{}: no such day", name(talk.said)));
            continue;
        };
        if to > grid.slots || grid.closed.iter().any(|slot| (from..to).contains(slot)) {
            fault(faults, "in_a_break", format!("{}: break or end of day", name(talk.said)));
        }
        if !inside(&talk.candidate.avail, day, from, to) {
            fault(faults, "person_away", format!("{}: person is not there", name(talk.said)));
        }
    }
}

fn is_cell(open: &Window, talk: &Talk<'_>) -> bool {
    let Some(offset) = talk.said.slot.checked_sub(open.from) else { return false };
    let len = talk.table.len;
    open.day == talk.said.day && len > 0 && offset % len == 0 && talk.end() <= open.to
}

/// One talk at a time for tables and people, with the buffer between a person's talks.
pub(super) fn clashes(view: &View<'_>, talks: &[Talk<'_>], faults: &mut Vec<Fault>) {
    let mut tables: BTreeMap<(&str, u32), Vec<&Talk<'_>>> = BTreeMap::new();
    let mut people: BTreeMap<(&str, u32), Vec<&Talk<'_>>> = BTreeMap::new();
    for talk in talks {
        tables.entry((talk.table.id.as_str(), talk.said.day)).or_default().push(talk);
        people.entry((talk.candidate.id.as_str(), talk.said.day)).or_default().push(talk);
    }
    for ((table, _), row) in tables {
        overlap(row, 0, |talk| {
            fault(faults, "table_twice", format!("{}: {table} is busy", name(talk.said)));
        });
    }
    for ((person, _), row) in people {
        overlap(row, view.instance.rules.buffer, |talk| {
            fault(faults, "person_twice", format!("{}: {person} is busy", name(talk.said)));
        });
    }
}

fn overlap<'a>(mut row: Vec<&Talk<'a>>, free: u32, mut report: impl FnMut(&Talk<'a>)) {
    row.sort_by_key(|talk| (talk.said.slot, talk.end()));
    for pair in row.windows(2) {
        if let [before, after] = pair
            && after.said.slot < before.end().saturating_add(free)
        {
            report(after);
        }
    }
}

/// At most so many talks per person, table and role, and an employer once.
pub(super) fn caps(_: &View<'_>, talks: &[Talk<'_>], faults: &mut Vec<Fault>) {
    let mut counts: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    let mut met: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for talk in talks {
        let rows = [
            ("person", talk.candidate.id.as_str(), talk.candidate.max_iv),
            ("table", talk.table.id.as_str(), talk.table.max_iv),
            ("role", talk.role.id.as_str(), talk.role.max_iv),
        ];
        for (kind, id, most) in rows {
            let count = counts.entry((kind, id)).or_insert((0, most));
            count.0 = count.0.saturating_add(1);
        }
        let count = met.entry((&talk.candidate.id, &talk.table.employer)).or_default();
        *count = count.saturating_add(1);
    }
    for ((kind, id), (count, most)) in counts {
        if count > most {
            fault(faults, "over_cap", format!("{kind} {id}: {count} talks, at most {most}"));
        }
    }
    for ((person, employer), count) in met {
        if count > 1 {
            fault(faults, "employer_twice", format!("{person} meets {employer} {count} times"));
        }
    }
}

/// Never more interpreters in a slot than there are.
pub(super) fn interpreters(view: &View<'_>, talks: &[Talk<'_>], faults: &mut Vec<Fault>) {
    let mut used: BTreeMap<(&str, u32, u32), u32> = BTreeMap::new();
    for talk in talks {
        let Some(language) = talk.language() else { continue };
        for slot in talk.said.slot..talk.end() {
            let count = used.entry((language, talk.said.day, slot)).or_default();
            *count = count.saturating_add(1);
        }
    }
    for ((language, day, slot), count) in used {
        let rows = view.instance.interpreters.get(language).map_or(&[][..], Vec::as_slice);
        let there = rows
            .iter()
            .filter(|row| inside(&[row.window], day, slot, slot.saturating_add(1)))
            .fold(0_u32, |sum, row| sum.saturating_add(row.count));
        if count > there {
            let text = format!("{language}, day {day} slot {slot}: {count} used, {there} there");
            fault(faults, "no_interpreter", text);
        }
    }
}

/// Every pin is kept, unless the day made it impossible.
pub(super) fn pins(view: &View<'_>, plan: &Plan, faults: &mut Vec<Fault>) {
    for pin in &view.instance.pinned {
        let gone = view.event.is_some_and(|event| event::is_impossible(event, pin, view));
        if !gone && !plan.plan.contains(pin) {
            fault(faults, "pin_missing", format!("{} was pinned", name(pin)));
        }
    }
}
