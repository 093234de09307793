//! Judges a day's plan from the documents alone, in minutes; shares no code with the search.

use std::collections::BTreeMap;

use super::model::{Day, Happened, Hours, Person, Role, Table};
use super::planned::{DayPlan, PlannedTalk};
use crate::check::Fault;
use crate::goal::Goal;

/// A talk with its rows of the document.
struct Row<'a> {
    said: &'a PlannedTalk,
    person: &'a Person,
    role: &'a Role,
    table: &'a Table,
    fit: i64,
    from: u32,
    to: u32,
}

impl Row<'_> {
    fn name(&self) -> String {
        let talk = &self.said.talk;
        format!("{} for {} at {}, {} {}", talk.person, talk.role, talk.table, talk.date, talk.from)
    }

    fn is_past(&self, happened: Option<&Happened>, day: &Day) -> bool {
        happened.is_some_and(|now| {
            let at = |id: &str| day.dates.iter().position(|date| date.id == id);
            (at(&self.said.talk.date), self.from) < (at(&now.date), now.now.minutes())
        })
    }
}

/// Every broken rule of a day's plan; none in a legal one.
pub fn check_day(day: &Day, happened: Option<&Happened>, plan: &DayPlan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let rows = known(day, happened, plan, &mut faults);
    for row in &rows {
        alone(day, happened, row, &mut faults);
    }
    together(day, &rows, &mut faults);
    counts(day, &rows, &mut faults);
    shared(day, happened, &rows, &mut faults);
    promises(day, happened, plan, &mut faults);
    values(day, happened, &rows, (plan, &mut faults));
    faults.sort();
    faults
}

fn fault(faults: &mut Vec<Fault>, code: &'static str, text: String) {
    faults.push(Fault { code, text });
}

fn known<'a>(
    day: &'a Day,
    happened: Option<&'a Happened>,
    plan: &'a DayPlan,
    faults: &mut Vec<Fault>,
) -> Vec<Row<'a>> {
    let walk_ins = happened.map_or(&[][..], |now| &now.walk_ins);
    let more_fits = happened.map_or(&[][..], |now| &now.walk_in_fits);
    let people: BTreeMap<&str, &Person> =
        (day.people.iter().chain(walk_ins)).map(|row| (row.id.as_str(), row)).collect();
    let fits: BTreeMap<(&str, &str), u32> = (day.fits.iter().chain(more_fits))
        .map(|row| ((row.person.as_str(), row.role.as_str()), row.fit))
        .collect();
    let mut rows = Vec::new();
    for said in &plan.talks {
        let talk = &said.talk;
        let person = people.get(talk.person.as_str()).copied();
        let role = day.roles.iter().find(|row| row.id == talk.role);
        let table = day.tables.iter().find(|row| row.id == talk.table);
        let fit = fits.get(&(talk.person.as_str(), talk.role.as_str()));
        let (Some(person), Some(role), Some(table), Some(fit)) = (person, role, table, fit) else {
            fault(faults, "unknown_id", format!("{talk:?}"));
            continue;
        };
        let (from, to) = (talk.from.minutes(), said.to.minutes());
        rows.push(Row { said, person, role, table, fit: i64::from(*fit), from, to });
    }
    rows
}

/// Rules about one talk.
fn alone(day: &Day, happened: Option<&Happened>, row: &Row<'_>, faults: &mut Vec<Fault>) {
    let date = &row.said.talk.date;
    let needs = row.person.language.as_ref().filter(|l| !row.table.languages.contains(l));
    let length = match needs {
        None => row.role.minutes,
        Some(language) => (row.role.minutes_by_language.get(language).copied())
            .or(row.role.interpreted_minutes)
            .unwrap_or(row.role.minutes),
    };
    let within = |hours: &Hours| {
        hours.date == *date && hours.from.minutes() <= row.from && row.to <= hours.to.minutes()
    };
    let open = day.dates.iter().find(|row| row.id == *date).is_some_and(|open| {
        open.from.minutes() <= row.from
            && row.to <= open.to.minutes()
            && !open.breaks.iter().any(|b| b.from.minutes() < row.to && row.from < b.to.minutes())
    });
    let excluded = day.exclusions.iter().any(|bar| {
        bar.person == row.person.id
            && bar.employer == row.table.employer
            && bar.role.as_ref().is_none_or(|only| *only == row.role.id)
    });
    let rules = [
        ("role_not_served", row.table.roles.contains(&row.role.id)),
        ("wrong_length", row.to == row.from + length),
        ("in_a_break", open),
        ("table_closed", row.table.open.iter().any(within)),
        ("person_away", row.person.available.iter().any(within)),
        ("other_site", row.person.sites.is_empty() || row.person.sites.contains(&row.table.site)),
        ("not_accessible", row.table.accessible || !row.person.needs_accessible),
        ("excluded", !excluded),
    ];
    for (code, kept) in rules {
        if !kept {
            fault(faults, code, row.name());
        }
    }
    if let Some(now) = happened
        && !row.is_past(happened, day)
    {
        let late = now.late.iter().any(|late| {
            late.person == row.person.id && late.date == *date && row.from < late.from.minutes()
        });
        let closed = now.closed.iter().any(|closed| {
            closed.table == row.table.id && closed.date == *date && closed.from.minutes() < row.to
        });
        if late || closed || now.no_shows.contains(&row.person.id) {
            fault(faults, "absent", row.name());
        }
    }
}

/// One talk at a time, with the way and the buffer between.
fn together(day: &Day, rows: &[Row<'_>], faults: &mut Vec<Fault>) {
    for (at, a) in rows.iter().enumerate() {
        for b in rows.iter().skip(at + 1) {
            let (first, second) = if a.from <= b.from { (a, b) } else { (b, a) };
            if a.said.talk.date != b.said.talk.date {
                continue;
            }
            if a.table.id == b.table.id && second.from < first.to {
                fault(faults, "table_twice", second.name());
            }
            if a.person.id == b.person.id {
                let free = between(day, &a.table.site, &b.table.site);
                if free.is_none_or(|free| second.from < first.to + free) {
                    fault(faults, "person_twice", second.name());
                }
            }
        }
    }
}

/// Minutes needed between two sites; `None` when there is no way.
fn between(day: &Day, a: &str, b: &str) -> Option<u32> {
    if a == b {
        return Some(day.buffer_minutes);
    }
    (day.travel.iter())
        .rfind(|way| (way.from == a && way.to == b) || (way.from == b && way.to == a))
        .map(|way| way.minutes.max(day.buffer_minutes))
}

fn counts(day: &Day, rows: &[Row<'_>], faults: &mut Vec<Fault>) {
    let mut counts: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    for row in rows {
        let most = [
            ("person", row.person.id.as_str(), row.person.max_talks),
            ("table", row.table.id.as_str(), row.table.max_talks.unwrap_or(u32::MAX)),
            ("role", row.role.id.as_str(), row.role.max_talks.unwrap_or(u32::MAX)),
        ];
        for (kind, id, most) in most {
            counts.entry((kind, id)).or_insert((0, most)).0 += 1;
        }
    }
    for ((kind, id), (count, most)) in counts {
        if count > most {
            fault(faults, "over_cap", format!("{kind} {id}: {count} talks, at most {most}"));
        }
    }
    let mut met = BTreeMap::new();
    for row in rows {
        *met.entry((&row.person.id, &row.table.employer)).or_insert(0_u32) += 1;
    }
    for ((person, employer), count) in met {
        if count > 1 {
            fault(faults, "employer_twice", format!("{person} meets {employer} {count} times"));
        }
    }
    for pair in day.sites.windows(2) {
        if let [a, b] = pair
            && a.id == b.id
        {
            fault(faults, "unknown_id", format!("site {} is there twice", a.id));
        }
    }
}

/// Interpreters and childcare, minute by minute.
fn shared(day: &Day, happened: Option<&Happened>, rows: &[Row<'_>], faults: &mut Vec<Fault>) {
    let mut used: BTreeMap<(String, &str, u32), u32> = BTreeMap::new();
    for row in rows {
        let date = row.said.talk.date.as_str();
        for minute in row.from..row.to {
            if let Some(language) =
                row.person.language.as_ref().filter(|l| !row.table.languages.contains(l))
            {
                let bound = (day.interpreters.iter())
                    .any(|i| i.language == *language && i.site.as_ref() == Some(&row.table.site));
                let place = if bound { row.table.site.as_str() } else { "" };
                let key = (format!("interpreter {language} {place}"), date, minute);
                *used.entry(key).or_default() += 1;
            }
            if row.person.children > 0 {
                let key = (format!("childcare {}", row.table.site), date, minute);
                *used.entry(key).or_default() += row.person.children;
            }
        }
    }
    let covers = |hours: &Hours, date: &str, minute: u32| {
        hours.date == date && hours.from.minutes() <= minute && minute < hours.to.minutes()
    };
    for ((what, date, minute), count) in used {
        let name = |i: &super::model::Interpreter| {
            format!("interpreter {} {}", i.language, i.site.as_deref().unwrap_or(""))
        };
        let helpers = (day.interpreters.iter())
            .filter(|i| name(i) == what && covers(&i.hours, date, minute))
            .map(|i| i.count);
        let children = (day.sites.iter())
            .filter(|site| format!("childcare {}", site.id) == what)
            .flat_map(|site| &site.childcare)
            .filter(|row| covers(&row.hours, date, minute))
            .map(|row| row.places);
        let missing = (happened.into_iter().flat_map(|now| &now.missing))
            .filter(|i| name(i) == what && covers(&i.hours, date, minute))
            .map(|i| i.count);
        let there: u32 = helpers.chain(children).fold(0, u32::saturating_add);
        let gone: u32 = missing.fold(0, u32::saturating_add);
        if count > there.saturating_sub(gone) {
            fault(faults, "nobody_free", format!("{what}, {date} minute {minute}: {count} used"));
            return; // one minute tells enough
        }
    }
}

/// Confirmed and pinned talks are kept unless named as conflicts; the past is untouched.
fn promises(day: &Day, happened: Option<&Happened>, plan: &DayPlan, faults: &mut Vec<Fault>) {
    let planned = |talk: &super::model::Talk| plan.talks.iter().any(|row| row.talk == *talk);
    let conflict = |talk: &super::model::Talk| plan.conflicts.iter().any(|row| row.talk == *talk);
    let place = |talk: &super::model::Talk| {
        (day.dates.iter().position(|date| date.id == talk.date), talk.from)
    };
    let now = happened.map(|now| (day.dates.iter().position(|date| date.id == now.date), now.now));
    let pins = day.pins.iter().map(|pin| &pin.talk);
    for talk in day.confirmed.iter().chain(pins) {
        let past = now.is_some_and(|now| place(talk) < now);
        if !past && !planned(talk) && !conflict(talk) {
            fault(faults, "promise_broken", format!("{talk:?}"));
        }
    }
    let (Some(now), Some(happened)) = (now, happened) else { return };
    for talk in happened.announced.iter().filter(|talk| place(talk) < now) {
        if !planned(talk) && !conflict(talk) {
            fault(faults, "past_changed", format!("{talk:?}"));
        }
    }
    for row in plan.talks.iter().filter(|row| place(&row.talk) < now) {
        if !happened.announced.contains(&row.talk) {
            fault(faults, "past_changed", format!("{:?} is new", row.talk));
        }
    }
}

/// The least, over people with a talk, of the fit of their best talk.
fn worst(rows: &[Row<'_>]) -> i64 {
    let mut best: BTreeMap<&str, i64> = BTreeMap::new();
    for row in rows {
        let fit = best.entry(&row.person.id).or_insert(0);
        *fit = row.fit.max(*fit);
    }
    best.into_values().min().unwrap_or(0)
}

/// The values that the plan states are true.
fn values(
    day: &Day,
    happened: Option<&Happened>,
    rows: &[Row<'_>],
    (plan, faults): (&DayPlan, &mut Vec<Fault>),
) {
    let mut per_person: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut roles: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut tables: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in rows {
        let min = i64::from(row.person.min_talks);
        per_person.entry(&row.person.id).or_insert((0, min)).0 += 1;
        tables.entry(&row.table.id).or_insert((0, i64::from(row.table.min_talks))).0 += 1;
        if row.fit >= i64::from(day.goals.suitable_from) {
            let wish = i64::from(day.goals.talks_per_opening) * i64::from(row.role.openings);
            roles.entry(&row.role.id).or_insert((0, wish)).0 += 1;
        }
    }
    let walk_ins = happened.map_or(&[][..], |now| &now.walk_ins);
    let most = day.people.iter().chain(walk_ins).map(|row| i64::from(row.max_talks)).max();
    let even = |talks: i64| (0..talks).map(|talk| (most.unwrap_or(0) - talk).max(0)).sum::<i64>();
    for reached in &plan.reached {
        let found = match reached.goal {
            Goal::Seen => i64::try_from(per_person.len()).unwrap_or(i64::MAX),
            Goal::Promised => per_person.values().map(|(n, min)| n.min(min)).sum(),
            Goal::Even => per_person.values().map(|(n, _)| even(*n)).sum(),
            Goal::Covered => roles.values().chain(tables.values()).map(|(n, w)| n.min(w)).sum(),
            Goal::Score => rows.iter().map(|row| row.fit).sum(),
            Goal::WorstOff => worst(rows),
            Goal::Stability | Goal::Comfort => continue,
        };
        if found != reached.value || found > reached.bound {
            let text = format!("{:?}: stated {}, found {found}", reached.goal, reached.value);
            fault(faults, "false_claim", text);
        }
    }
}
