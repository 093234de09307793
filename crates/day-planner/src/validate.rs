//! Finds every problem of an instance at once, before any planning.

use std::collections::{BTreeMap, BTreeSet};

use issue::{Issue, any_error};

use crate::check::Fault;
use crate::event::Event;
use crate::instance::{FORMAT, Instance, Table, Window};
use crate::issue_code::PlanCode;

/// More slots than any calendar needs: a month of days on a one-minute grid.
const MOST_SLOTS: u32 = 50_000;
/// A year of application days of a large city.
const MOST_PEOPLE: usize = 200_000;
/// Interviewer places of the largest fair, with room.
const MOST_TABLES: usize = 10_000;
/// More pairs than such a day can have.
const MOST_PAIRS: usize = 20_000_000;
/// Talks a person can sit through in any number of days.
const MOST_TALKS: u32 = 250;

/// Every problem of the instance; planning is possible when none is an error.
pub fn validate(instance: &Instance) -> Vec<Issue> {
    let mut found = Vec::new();
    if instance.format != FORMAT {
        let issue = Issue::new(PlanCode::WrongFormat, "/format");
        found.push(issue.with("found", &instance.format).with("expected", FORMAT));
    }
    sizes(instance, &mut found);
    ids(instance, &mut found);
    days(instance, &mut found);
    if found.iter().any(|issue| issue.code == PlanCode::TooMany) {
        return found; // the remaining tests would be slow on nonsense
    }
    tables(instance, &mut found);
    roles(instance, &mut found);
    people(instance, &mut found);
    scores(instance, &mut found);
    pins(instance, &mut found);
    found
}

fn sizes(instance: &Instance, found: &mut Vec<Issue>) {
    let slots = instance.days.iter().fold(0_u32, |sum, day| sum.saturating_add(day.slots));
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let counts = [
        ("/days", size(slots), size(MOST_SLOTS), ("Zeitfenster", "slots")),
        ("/candidates", instance.candidates.len(), MOST_PEOPLE, ("Personen", "people")),
        ("/tables", instance.tables.len(), MOST_TABLES, ("Tische", "tables")),
        ("/scores", instance.scores.len(), MOST_PAIRS, ("Paare", "pairs")),
    ];
    for (place, count, most, (german, english)) in counts {
        if count > most {
            let issue = Issue::new(PlanCode::TooMany, place).with("found", count);
            found.push(issue.with_both("what", german, english).with("limit", most));
        }
    }
}

/// Somebody may have more talks than anybody can sit through.
fn too_many_talks(most: u32, place: &str) -> Option<Issue> {
    let issue = || Issue::new(PlanCode::TooMany, place).with("found", most);
    (most > MOST_TALKS)
        .then(|| issue().with_both("what", "Gespräche", "talks").with("limit", MOST_TALKS))
}

/// Nothing of a kind has an id.
fn unknown(place: impl Into<String>, (german, english): (&str, &str), id: &str) -> Issue {
    Issue::new(PlanCode::UnknownId, place).with_both("what", german, english).with("id", id)
}

const EMPLOYER: (&str, &str) = ("Einen Arbeitgeber", "employer");
const PERSON: (&str, &str) = ("Eine Person", "person");
const ROLE: (&str, &str) = ("Eine Stelle", "role");
const TABLE: (&str, &str) = ("Einen Tisch", "table");

fn ids(instance: &Instance, found: &mut Vec<Issue>) {
    let rows: [(&str, Vec<&str>); 5] = [
        ("days", instance.days.iter().map(|item| item.id.as_str()).collect()),
        ("employers", instance.employers.iter().map(|item| item.id.as_str()).collect()),
        ("tables", instance.tables.iter().map(|item| item.id.as_str()).collect()),
        ("roles", instance.roles.iter().map(|item| item.id.as_str()).collect()),
        ("candidates", instance.candidates.iter().map(|item| item.id.as_str()).collect()),
    ];
    for (place, ids) in rows {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                let issue = Issue::new(PlanCode::DuplicateId, format!("/{place}/{at}"));
                found.push(issue.with("id", id));
            }
        }
    }
}

fn days(instance: &Instance, found: &mut Vec<Issue>) {
    if instance.days.is_empty() {
        found.push(Issue::new(PlanCode::NoDate, "/days"));
    }
    for (at, day) in instance.days.iter().enumerate() {
        let place = format!("/days/{at}");
        if day.slots == 0 {
            found.push(Issue::new(PlanCode::NoSlots, place).with("id", &day.id));
            continue;
        }
        if day.slots > MOST_SLOTS {
            continue; // named by `sizes`
        }
        if day.slot_min == 0 || day.slot_min > 1440 {
            let issue = Issue::new(PlanCode::BadGrid, &place).with("found", day.slot_min);
            found.push(issue.with("low", 1).with("high", 1440));
        }
        let mut seen = BTreeSet::new();
        for slot in &day.closed {
            if *slot >= day.slots {
                let issue = Issue::new(PlanCode::BreakOutside, &place).with("found", slot);
                found.push(issue.warning());
            }
            if !seen.insert(slot) {
                let issue = Issue::new(PlanCode::BreaksOverlap, &place).with("one", slot);
                found.push(issue.with("other", slot).warning());
            }
        }
    }
}

/// Tests the windows of one owner; `place` is the path of the list.
fn windows(instance: &Instance, list: &[Window], place: &str, found: &mut Vec<Issue>) {
    for (at, window) in list.iter().enumerate() {
        let place = format!("{place}/{at}");
        let Window { day, from, to } = *window;
        let slots = usize::try_from(day).ok().and_then(|day| instance.days.get(day));
        let Some(slots) = slots.map(|day| day.slots) else {
            found.push(Issue::new(PlanCode::UnknownDay, place).with("found", day));
            continue;
        };
        if from >= to {
            let issue = Issue::new(PlanCode::EmptyHours, place).with("from", from);
            found.push(issue.with("to", to).warning());
        } else if to > slots {
            let issue = Issue::new(PlanCode::HoursOutside, place).with("from", from);
            found.push(issue.with("to", to).with("open", format!("0–{slots}")));
        }
    }
}

fn tables(instance: &Instance, found: &mut Vec<Issue>) {
    let employers: BTreeSet<&str> = instance.employers.iter().map(|e| e.id.as_str()).collect();
    let roles: BTreeMap<&str, &str> =
        instance.roles.iter().map(|role| (role.id.as_str(), role.employer.as_str())).collect();
    for (at, table) in instance.tables.iter().enumerate() {
        let place = format!("/tables/{at}");
        windows(instance, &table.open, &format!("{place}/open"), found);
        if !employers.contains(table.employer.as_str()) {
            found.push(unknown(format!("{place}/employer"), EMPLOYER, &table.employer));
        }
        for role in &table.roles {
            let at = format!("{place}/roles");
            match roles.get(role.as_str()) {
                None => found.push(unknown(at, ROLE, role)),
                Some(employer) if *employer != table.employer => {
                    let issue = Issue::new(PlanCode::ForeignRole, at).with("table", &table.id);
                    found.push(issue.with("role", role).with("employer", employer).warning());
                }
                Some(_) => {}
            }
        }
        if table.len == 0 {
            let issue = Issue::new(PlanCode::BadLength, format!("{place}/len"));
            let issue = issue.with("what", &table.id).with("found", 0);
            found.push(issue.with("low", 1).with("high", MOST_SLOTS));
        } else if cells(table) == 0 || table.max_iv == 0 || table.roles.is_empty() {
            let issue = Issue::new(PlanCode::UselessTable, &place).with("table", &table.id);
            found.push(issue.warning());
        }
        if overlapping(&table.open) {
            let issue = Issue::new(PlanCode::HoursOverlap, format!("{place}/open"));
            found.push(issue.with("table", &table.id));
        }
    }
}

fn cells(table: &Table) -> u32 {
    let count = |w: &Window| w.to.saturating_sub(w.from).checked_div(table.len).unwrap_or(0);
    table.open.iter().map(count).fold(0, u32::saturating_add)
}

fn overlapping(list: &[Window]) -> bool {
    let mut list: Vec<&Window> = list.iter().filter(|w| w.from < w.to).collect();
    list.sort();
    list.windows(2).any(|pair| match pair {
        [a, b] => a.day == b.day && b.from < a.to,
        _ => false,
    })
}

fn roles(instance: &Instance, found: &mut Vec<Issue>) {
    let employers: BTreeSet<&str> = instance.employers.iter().map(|e| e.id.as_str()).collect();
    let served: BTreeSet<&str> =
        instance.tables.iter().flat_map(|table| &table.roles).map(String::as_str).collect();
    for (at, role) in instance.roles.iter().enumerate() {
        let place = format!("/roles/{at}");
        if !employers.contains(role.employer.as_str()) {
            found.push(unknown(format!("{place}/employer"), EMPLOYER, &role.employer));
        }
        if !served.contains(role.id.as_str()) {
            let issue = Issue::new(PlanCode::RoleWithoutTable, place).with("role", &role.id);
            found.push(issue.warning());
        }
    }
}

fn people(instance: &Instance, found: &mut Vec<Issue>) {
    for (at, person) in instance.candidates.iter().enumerate() {
        let place = format!("/candidates/{at}");
        let id = &person.id;
        windows(instance, &person.avail, &format!("{place}/avail"), found);
        if person.avail.iter().all(|w| w.from >= w.to) {
            let issue = Issue::new(PlanCode::NeverAvailable, &place).with("person", id);
            found.push(issue.warning());
        }
        found.extend(too_many_talks(person.max_iv, &format!("{place}/max_iv")));
        if person.max_iv < person.min_iv {
            let issue = Issue::new(PlanCode::PromiseOverCap, &place).with("who", id);
            let issue = issue.with("promised", person.min_iv).with("limit", person.max_iv);
            found.push(issue.warning());
        }
        if let Some(language) = &person.interpreter
            && !instance.interpreters.contains_key(language)
            && !instance.tables.iter().any(|table| table.languages.contains(language))
        {
            let issue = Issue::new(PlanCode::LanguageWithoutInterpreter, place).with("person", id);
            found.push(issue.with("language", language).warning());
        }
    }
    for (language, rows) in &instance.interpreters {
        let list: Vec<Window> = rows.iter().map(|row| row.window).collect();
        windows(instance, &list, &format!("/interpreters/{language}"), found);
    }
}

fn scores(instance: &Instance, found: &mut Vec<Issue>) {
    // positions, not names: a large task has a million pairs
    let people: BTreeMap<&str, usize> =
        instance.candidates.iter().map(|c| c.id.as_str()).zip(0..).collect();
    let roles: BTreeMap<&str, usize> =
        instance.roles.iter().map(|role| role.id.as_str()).zip(0..).collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::with_capacity(instance.scores.len());
    for (at, (person, role, score)) in instance.scores.iter().enumerate() {
        let place = || format!("/scores/{at}");
        match (people.get(person.as_str()), roles.get(role.as_str())) {
            (Some(person), Some(role)) => pairs.push((*person, *role, at)),
            (None, _) => found.push(unknown(place(), PERSON, person)),
            (_, None) => found.push(unknown(place(), ROLE, role)),
        }
        found.extend(bad_fit(place, (person, role), *score));
    }
    pairs.sort_unstable();
    for twice in pairs.windows(2) {
        if let [(a, b, _), (c, d, at)] = twice
            && (a, b) == (c, d)
            && let Some((person, role, _)) = instance.scores.get(*at)
        {
            let issue = Issue::new(PlanCode::DuplicatePair, format!("/scores/{at}"));
            found.push(issue.with("person", person).with("role", role));
        }
    }
}

fn bad_fit(
    place: impl FnOnce() -> String,
    (person, role): (&str, &str),
    score: u32,
) -> Option<Issue> {
    let issue = || Issue::new(PlanCode::BadFit, place()).with("person", person);
    (!(1..=1000).contains(&score)).then(|| issue().with("role", role).with("found", score))
}

/// Pins are judged by the checker: a set of pins that is no legal plan cannot be kept.
fn pins(instance: &Instance, found: &mut Vec<Issue>) {
    if any_error(found) {
        return;
    }
    let plan = crate::plan::Plan { plan: instance.pinned.clone(), ..Default::default() };
    for fault in crate::check::check(instance, &plan, None).faults {
        found.push(judged(PlanCode::ContradictingPins, "/pinned", &fault));
    }
}

/// A fault that the checker found in what must stay.
fn judged(code: PlanCode, place: &str, fault: &Fault) -> Issue {
    Issue::new(code, place).with("detail", format!("{}: {}", fault.code, fault.text))
}

/// Every problem of an event of an instance.
pub fn validate_event(instance: &Instance, event: &Event) -> Vec<Issue> {
    let mut found = Vec::new();
    let day = usize::try_from(event.now.0).ok().and_then(|day| instance.days.get(day));
    if day.is_none() {
        found.push(Issue::new(PlanCode::UnknownDay, "/now").with("found", event.now.0));
    }
    let mut people: BTreeSet<&str> = instance.candidates.iter().map(|c| c.id.as_str()).collect();
    for (at, walk_in) in event.walk_ins.iter().enumerate() {
        if !people.insert(walk_in.id.as_str()) {
            let issue = Issue::new(PlanCode::DuplicateId, format!("/walk_ins/{at}"));
            found.push(issue.with("id", &walk_in.id));
        }
    }
    let tables: BTreeSet<&str> = instance.tables.iter().map(|table| table.id.as_str()).collect();
    let mut known = |ids: &BTreeSet<&str>, id: &str, place: String, what: (&str, &str)| {
        if !ids.contains(id) {
            found.push(unknown(place, what, id));
        }
    };
    for (at, id) in event.no_shows.iter().enumerate() {
        known(&people, id, format!("/no_shows/{at}"), PERSON);
    }
    for (at, (id, ..)) in event.late.iter().enumerate() {
        known(&people, id, format!("/late/{at}"), PERSON);
    }
    for (at, (id, ..)) in event.table_closes.iter().enumerate() {
        known(&tables, id, format!("/table_closes/{at}"), TABLE);
    }
    walk_ins(instance, event, &mut found);
    if !any_error(&found) {
        past(instance, event, &mut found);
    }
    found
}

fn walk_ins(instance: &Instance, event: &Event, found: &mut Vec<Issue>) {
    for (at, person) in event.walk_ins.iter().enumerate() {
        windows(instance, &person.avail, &format!("/walk_ins/{at}/avail"), found);
        found.extend(too_many_talks(person.max_iv, &format!("/walk_ins/{at}/max_iv")));
    }
    for (at, (person, role, score)) in event.walk_in_scores.iter().enumerate() {
        let place = || format!("/walk_in_scores/{at}");
        if !event.walk_ins.iter().any(|row| row.id == *person) {
            found.push(unknown(place(), PERSON, person));
        }
        if !instance.roles.iter().any(|row| row.id == *role) {
            found.push(unknown(place(), ROLE, role));
        }
        found.extend(bad_fit(place, (person, role), *score));
    }
}

/// The announced past is judged by the checker: it cannot be changed any more.
fn past(instance: &Instance, event: &Event, found: &mut Vec<Issue>) {
    let plan = (event.base_plan.iter())
        .filter(|said| (said.day, said.slot) < event.now)
        .cloned()
        .collect();
    let plan = crate::plan::Plan { plan, ..Default::default() };
    let faults = crate::check::check(instance, &plan, Some(event)).faults;
    for fault in faults.iter().filter(|fault| fault.code != "pin_missing") {
        found.push(judged(PlanCode::ContradictingPast, "/base_plan", fault));
    }
    let known = crate::plan::Plan { plan: event.base_plan.clone(), ..Default::default() };
    let faults = crate::check::check(instance, &known, Some(event)).faults;
    for fault in faults.iter().filter(|fault| fault.code == "unknown_id") {
        found.push(judged(PlanCode::UnknownAnnouncement, "/base_plan", fault).warning());
    }
}
