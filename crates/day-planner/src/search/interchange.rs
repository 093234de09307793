//! Between interchange documents and the dense problem.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Event;
use crate::instance::{Appointment, Candidate, Instance, Table, Window};

use super::build::resolve;
use super::draft::{Draft, DraftPerson, DraftTable, DraftTalk, INTERCHANGE_ORDER, Span, plain};
use super::problem::{Comfort, Problem, Use};
use super::state::Placed;

/// Positions of the ids in the documents.
struct Positions<'a> {
    people: BTreeMap<&'a str, u32>,
    roles: BTreeMap<&'a str, u32>,
    tables: BTreeMap<&'a str, u32>,
    employers: BTreeMap<&'a str, u32>,
    languages: BTreeMap<&'a str, u32>,
}

fn positions<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    ids.zip(0..).collect()
}

/// People of the instance, then walk-ins.
pub(crate) fn people<'a>(instance: &'a Instance, event: Option<&'a Event>) -> Vec<&'a Candidate> {
    let walk_ins = event.map_or(&[][..], |event| &event.walk_ins);
    instance.candidates.iter().chain(walk_ins).collect()
}

/// The languages that are interpreted or needed, each with its resource. A language that is
/// needed and never interpreted has no places: what one interpreter would bring can be asked.
pub(crate) fn languages<'a>(
    instance: &'a Instance,
    event: Option<&'a Event>,
) -> BTreeMap<&'a str, u32> {
    let needed = people(instance, event).into_iter().filter_map(|row| row.interpreter.as_deref());
    let all: BTreeSet<&str> =
        instance.interpreters.keys().map(String::as_str).chain(needed).collect();
    positions(all.into_iter())
}

fn at<'a>(
    instance: &'a Instance,
    event: Option<&'a Event>,
    everybody: &[&'a Candidate],
) -> Positions<'a> {
    Positions {
        people: positions(everybody.iter().map(|person| person.id.as_str())),
        roles: positions(instance.roles.iter().map(|role| role.id.as_str())),
        tables: positions(instance.tables.iter().map(|table| table.id.as_str())),
        employers: positions(instance.employers.iter().map(|employer| employer.id.as_str())),
        languages: languages(instance, event),
    }
}

/// The draft of an instance, or of the rest of its day after an event. The documents were
/// validated; rows with unknown ids are left out.
pub(crate) fn draft(instance: &Instance, event: Option<&Event>) -> Draft {
    let everybody = people(instance, event);
    let at = at(instance, event, &everybody);
    let rules = instance.rules;
    let mut draft = Draft {
        days: instance.days.iter().map(|day| day.slots).collect(),
        hours: instance.days.iter().map(|day| 60_u32.div_ceil(day.slot_min.max(1))).collect(),
        breaks: (0..)
            .zip(&instance.days)
            .flat_map(|(at, day)| day.closed.iter().map(move |slot| (at, *slot, slot + 1)))
            .collect(),
        gaps: vec![rules.buffer],
        sites: 1,
        resources: (at.languages.keys())
            .map(|language| {
                let rows = instance.interpreters.get(*language).into_iter().flatten();
                rows.map(|row| (span(row.window), row.count)).collect()
            })
            .collect(),
        tables: instance.tables.iter().map(|row| table(instance, event, row, &at)).collect(),
        role_caps: instance.roles.iter().map(|role| role.max_iv).collect(),
        wishes: (instance.roles.iter())
            .map(|role| rules.cover_r.saturating_mul(role.openings))
            .collect(),
        people: everybody.iter().map(|row| person(event, row)).collect(),
        comfort: Comfort {
            wait: i64::from(rules.w_wait),
            gap: i64::from(rules.w_gap),
            day: i64::from(rules.w_day),
        },
        now: event.map_or((0, 0), |event| event.now),
        order: INTERCHANGE_ORDER,
        ..Draft::default()
    };
    offers(&mut draft, instance, event, &everybody, &at);
    fixed(&mut draft, instance, event, &at);
    draft
}

fn span(window: Window) -> Span {
    (window.day, window.from, window.to)
}

fn table(
    instance: &Instance,
    event: Option<&Event>,
    row: &Table,
    at: &Positions<'_>,
) -> DraftTable {
    let mut open: Vec<Window> = row.open.clone();
    open.sort();
    let mut cells = Vec::new();
    for window in open {
        let Some(day) = instance.days.get(window.day as usize) else { continue };
        let mut from = window.from;
        while from + row.len <= window.to.min(day.slots) {
            let to = from + row.len;
            if !day.closed.iter().any(|slot| (from..to).contains(slot)) {
                cells.push((window.day, from, to));
            }
            from = to;
        }
    }
    let closes = event.map_or(&[][..], |event| &event.table_closes);
    DraftTable {
        employer: at.employers.get(row.employer.as_str()).copied().unwrap_or(0),
        site: 0,
        cap: row.max_iv,
        cells,
        kept: Vec::new(),
        closes: (closes.iter())
            .filter(|(table, ..)| *table == row.id)
            .map(|(_, day, slot)| (*day, *slot))
            .collect(),
    }
}

fn person(event: Option<&Event>, row: &Candidate) -> DraftPerson {
    let mut times: Vec<Span> = row.avail.iter().copied().map(span).collect();
    if let Some(event) = event {
        for (_, day, slot) in event.late.iter().filter(|(who, ..)| *who == row.id) {
            for time in times.iter_mut().filter(|time| time.0 == *day) {
                time.1 = time.1.max(*slot);
            }
        }
        if event.no_shows.contains(&row.id) {
            times.clear();
        }
    }
    let absent = event.is_some_and(|event| event.no_shows.contains(&row.id));
    DraftPerson { times, max: row.max_iv, min: row.min_iv, absent }
}

fn offers(
    draft: &mut Draft,
    instance: &Instance,
    event: Option<&Event>,
    everybody: &[&Candidate],
    at: &Positions<'_>,
) {
    let mut serving: Vec<Vec<u32>> = vec![Vec::new(); instance.roles.len()];
    for (position, table) in (0..).zip(&instance.tables) {
        for role in table.roles.iter().filter_map(|role| at.roles.get(role.as_str())) {
            if !serving[*role as usize].contains(&position) {
                serving[*role as usize].push(position);
            }
        }
    }
    let walk_ins = event.map_or(&[][..], |event| &event.walk_in_scores);
    for (person, role, score) in instance.scores.iter().chain(walk_ins) {
        let (Some(person), Some(role)) =
            (at.people.get(person.as_str()), at.roles.get(role.as_str()))
        else {
            continue;
        };
        let language = everybody[*person as usize].interpreter.as_deref();
        for table in &serving[*role as usize] {
            let speaks = &instance.tables[*table as usize].languages;
            let mut offer = plain(*person, *role, *table, i64::from(*score));
            if *score >= instance.rules.suitable_min {
                offer.groups[0] = *role;
            }
            if let Some(language) = language
                && !speaks.iter().any(|spoken| spoken == language)
            {
                let Some(resource) = at.languages.get(language) else { continue };
                offer.uses[0] = Use { resource: *resource, units: 1 };
            }
            draft.offers.push(offer);
        }
    }
}

fn talk(said: &Appointment, at: &Positions<'_>) -> Option<DraftTalk> {
    Some(DraftTalk {
        person: *at.people.get(said.candidate.as_str())?,
        role: *at.roles.get(said.role.as_str())?,
        table: *at.tables.get(said.table.as_str())?,
        day: said.day,
        slot: said.slot,
    })
}

fn fixed(draft: &mut Draft, instance: &Instance, event: Option<&Event>, at: &Positions<'_>) {
    let pins = instance.pinned.iter().filter_map(|pin| talk(pin, at));
    let Some(event) = event else {
        draft.fixed = pins.collect();
        return;
    };
    let base = event.base_plan.iter().filter_map(|said| talk(said, at));
    let (past, future): (Vec<_>, Vec<_>) = base.partition(|talk| (talk.day, talk.slot) < event.now);
    let pins: Vec<_> =
        pins.filter(|pin| (pin.day, pin.slot) >= event.now && is_possible(draft, pin)).collect();
    draft.fixed = past;
    draft.fixed.extend(pins);
    let absent: Vec<u32> =
        event.no_shows.iter().filter_map(|id| at.people.get(id.as_str()).copied()).collect();
    draft.homes = future.into_iter().filter(|talk| !absent.contains(&talk.person)).collect();
}

/// Whether the day leaves a pinned talk possible.
fn is_possible(draft: &Draft, pin: &DraftTalk) -> bool {
    let table = &draft.tables[pin.table as usize];
    let cell = table.cells.iter().find(|cell| (cell.0, cell.1) == (pin.day, pin.slot));
    let Some((day, from, to)) = cell else { return false };
    let open = table.closes.iter().all(|(closes, slot)| closes != day || to <= slot);
    let there = |slot: u32| {
        (draft.people[pin.person as usize].times.iter())
            .any(|(d, a, b)| d == day && *a <= slot && slot < *b)
    };
    open && (*from..*to).all(there)
}

/// Appointments in document positions; those with unknown ids are left out.
pub(crate) fn talks(
    instance: &Instance,
    event: Option<&Event>,
    plan: &[Appointment],
) -> Vec<DraftTalk> {
    let everybody = people(instance, event);
    let at = at(instance, event, &everybody);
    plan.iter().filter_map(|said| talk(said, &at)).collect()
}

/// Announced appointments that may still be planned.
pub(crate) fn announced(instance: &Instance, event: &Event, problem: &Problem) -> Placed {
    talks(instance, Some(event), &event.base_plan)
        .iter()
        .filter_map(|talk| resolve(problem, talk))
        .filter(|(offer, cell)| problem.starts(*offer as usize).any(|range| range.contains(cell)))
        .collect()
}

/// A dense plan as appointments, in order of person, day and slot.
pub(crate) fn appointments(
    instance: &Instance,
    event: Option<&Event>,
    problem: &Problem,
    placed: &[(u32, u32)],
) -> Vec<Appointment> {
    let everybody = people(instance, event);
    let mut rows: Vec<(u32, Appointment)> = (placed.iter())
        .map(|(offer, cell)| {
            let row = &problem.offers[*offer as usize];
            let cell = &problem.cells[*cell as usize];
            let said = Appointment {
                candidate: everybody[row.person as usize].id.clone(),
                role: instance.roles[row.role as usize].id.clone(),
                table: instance.tables[row.table as usize].id.clone(),
                day: cell.day,
                slot: cell.start - problem.day_base[cell.day as usize],
            };
            (row.person, said)
        })
        .collect();
    rows.sort_by_key(|(person, said)| (*person, said.day, said.slot));
    rows.into_iter().map(|(_, said)| said).collect()
}
