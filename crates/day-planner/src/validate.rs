//! Finds every problem of an instance at once, before any planning.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Event;
use crate::instance::{FORMAT, Instance, Table, Window};
use crate::issue::{Issue, Severity};

/// More slots than any calendar needs: a month of days on a one-minute grid.
const MOST_SLOTS: u32 = 50_000;
/// A year of application days of a large city.
const MOST_PEOPLE: usize = 200_000;
/// Interviewer places of the largest fair, with room.
const MOST_TABLES: usize = 10_000;
/// Talks a person can sit through in any number of days.
const MOST_TALKS: u32 = 250;

/// Every problem of the instance; planning is possible when none is an error.
pub fn validate(instance: &Instance) -> Vec<Issue> {
    let mut found = Vec::new();
    if instance.format != FORMAT {
        found.push(Issue::error(
            "wrong_format",
            "format".to_owned(),
            format!("the format is {:?}", instance.format),
            "write passgenau-instance-1",
        ));
    }
    sizes(instance, &mut found);
    ids(instance, &mut found);
    days(instance, &mut found);
    if found.iter().any(|issue| issue.code == "too_large") {
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
    let counts = [
        ("days", usize::try_from(slots).unwrap_or(usize::MAX), 50_000, "slots"),
        ("candidates", instance.candidates.len(), MOST_PEOPLE, "people"),
        ("tables", instance.tables.len(), MOST_TABLES, "tables"),
        ("scores", instance.scores.len(), 20_000_000, "pairs"),
    ];
    for (place, count, most, what) in counts {
        if count > most {
            found.push(Issue::error(
                "too_large",
                place.to_owned(),
                format!("{count} {what}, at most {most}"),
                "use a coarser grid or split the days",
            ));
        }
    }
}

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
                found.push(Issue::error(
                    "duplicate_id",
                    format!("{place}[{at}]"),
                    format!("{id:?} is there twice"),
                    "give each its own id",
                ));
            }
        }
    }
}

fn days(instance: &Instance, found: &mut Vec<Issue>) {
    if instance.days.is_empty() {
        let cause = "there is no day".to_owned();
        found.push(Issue::error("no_day", "days".to_owned(), cause, "add a day"));
    }
    for (at, day) in instance.days.iter().enumerate() {
        let place = format!("days[{at}]");
        if day.slots == 0 {
            let cause = format!("day {} has no slots", day.id);
            found.push(Issue::error("no_slots", place, cause, "give the day slots"));
            continue;
        }
        if day.slots > MOST_SLOTS {
            continue; // named by `sizes`
        }
        if day.slot_min == 0 || day.slot_min > 1440 {
            let cause = format!("a slot has {} minutes", day.slot_min);
            let remedy = "choose 1 to 1440 minutes";
            found.push(Issue::error("bad_slot_length", place.clone(), cause, remedy));
        }
        let mut seen = BTreeSet::new();
        for slot in &day.closed {
            if *slot >= day.slots {
                let cause = format!("break slot {slot} lies after the day's {} slots", day.slots);
                let remedy = "remove the slot";
                found.push(Issue::warning("break_outside", place.clone(), cause, remedy));
            }
            if !seen.insert(slot) {
                let cause = format!("break slot {slot} is there twice");
                let remedy = "join the breaks";
                found.push(Issue::warning("breaks_overlap", place.clone(), cause, remedy));
            }
        }
    }
}

/// Tests the windows of one owner; `place` is the path of the list.
fn windows(instance: &Instance, list: &[Window], place: &str, found: &mut Vec<Issue>) {
    for (at, window) in list.iter().enumerate() {
        let place = format!("{place}[{at}]");
        let Window { day, from, to } = *window;
        let slots = usize::try_from(day).ok().and_then(|day| instance.days.get(day));
        let Some(slots) = slots.map(|day| day.slots) else {
            let cause = format!("day {day} does not exist");
            found.push(Issue::error("unknown_day", place, cause, "count days from 0"));
            continue;
        };
        if from >= to {
            let cause = format!("the window {from}..{to} is empty");
            found.push(Issue::warning("empty_window", place, cause, "remove or widen it"));
        } else if to > slots {
            let cause = format!("the window {from}..{to} runs past the day's {slots} slots");
            found.push(Issue::error("window_outside", place, cause, "end it with the day"));
        }
    }
}

fn tables(instance: &Instance, found: &mut Vec<Issue>) {
    let employers: BTreeSet<&str> = instance.employers.iter().map(|e| e.id.as_str()).collect();
    let roles: BTreeMap<&str, &str> =
        instance.roles.iter().map(|role| (role.id.as_str(), role.employer.as_str())).collect();
    for (at, table) in instance.tables.iter().enumerate() {
        let place = format!("tables[{at}]");
        let id = &table.id;
        windows(instance, &table.open, &format!("{place}.open"), found);
        if !employers.contains(table.employer.as_str()) {
            let cause = format!("table {id} names employer {:?}", table.employer);
            found.push(Issue::error("unknown_employer", place.clone(), cause, "add it"));
        }
        for role in &table.roles {
            match roles.get(role.as_str()) {
                None => {
                    let cause = format!("table {id} serves role {role:?}");
                    found.push(Issue::error("unknown_role", place.clone(), cause, "add it"));
                }
                Some(employer) if *employer != table.employer => {
                    let cause = format!("table {id} serves role {role} of {employer}");
                    let remedy = "let an employer's own tables serve its roles";
                    found.push(Issue::warning("foreign_role", place.clone(), cause, remedy));
                }
                Some(_) => {}
            }
        }
        if table.len == 0 {
            let cause = format!("talks at table {id} take no slots");
            found.push(Issue::error("no_length", place.clone(), cause, "choose at least 1"));
        } else if cells(table) == 0 || table.max_iv == 0 || table.roles.is_empty() {
            let cause = format!("nobody can be interviewed at table {id}");
            let remedy = "give it roles, talks and a window of at least one talk";
            found.push(Issue::warning("useless_table", place.clone(), cause, remedy));
        }
        if overlapping(&table.open) {
            let cause = format!("opening windows of table {id} overlap");
            let remedy = "join them; until then cells that overlap exclude each other";
            found.push(Issue::error("windows_overlap", place, cause, remedy));
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
        let place = format!("roles[{at}]");
        if !employers.contains(role.employer.as_str()) {
            let cause = format!("role {} names employer {:?}", role.id, role.employer);
            found.push(Issue::error("unknown_employer", place.clone(), cause, "add it"));
        }
        if !served.contains(role.id.as_str()) {
            let cause = format!("no table serves role {}", role.id);
            found.push(Issue::warning("role_without_table", place, cause, "add it to a table"));
        }
    }
}

fn people(instance: &Instance, found: &mut Vec<Issue>) {
    for (at, person) in instance.candidates.iter().enumerate() {
        let place = format!("candidates[{at}]");
        let id = &person.id;
        windows(instance, &person.avail, &format!("{place}.avail"), found);
        if person.avail.iter().all(|w| w.from >= w.to) {
            let cause = format!("{id} is never available");
            found.push(Issue::warning("never_available", place.clone(), cause, "ask for times"));
        }
        if person.max_iv > MOST_TALKS {
            let cause = format!("{id} may have {} talks", person.max_iv);
            found.push(Issue::error("too_large", place.clone(), cause, "at most 250 talks"));
        }
        if person.max_iv < person.min_iv {
            let cause = format!("{id}: {} promised, at most {}", person.min_iv, person.max_iv);
            let remedy = "promise no more than allowed";
            found.push(Issue::warning("promise_over_cap", place.clone(), cause, remedy));
        }
        if let Some(language) = &person.interpreter
            && !instance.interpreters.contains_key(language)
            && !instance.tables.iter().any(|table| table.languages.contains(language))
        {
            let cause = format!("{id} needs an interpreter for {language:?}; none is there");
            let remedy = "find an interpreter or a table that speaks it";
            found.push(Issue::warning("language_without_interpreter", place, cause, remedy));
        }
    }
    for (language, rows) in &instance.interpreters {
        let list: Vec<Window> = rows.iter().map(|row| row.window).collect();
        windows(instance, &list, &format!("interpreters.{language}"), found);
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
        let place = || format!("scores[{at}]");
        if let (Some(person), Some(role)) = (people.get(person.as_str()), roles.get(role.as_str()))
        {
            pairs.push((*person, *role, at));
        } else {
            let cause = format!("the pair {person}, {role} names something unknown");
            found.push(Issue::error("unknown_pair", place(), cause, "add the id"));
        }
        if !(1..=1000).contains(score) {
            let cause = format!("the score of {person}, {role} is {score}");
            found.push(Issue::error("bad_score", place(), cause, "1 to 1000"));
        }
    }
    pairs.sort_unstable();
    for twice in pairs.windows(2) {
        if let [(a, b, _), (c, d, at)] = twice
            && (a, b) == (c, d)
        {
            let cause = "the pair is there twice".to_owned();
            let place = format!("scores[{at}]");
            found.push(Issue::error("duplicate_pair", place, cause, "keep one score"));
        }
    }
}

/// Pins are judged by the checker: a set of pins that is no legal plan cannot be kept.
fn pins(instance: &Instance, found: &mut Vec<Issue>) {
    if found.iter().any(|issue| issue.severity == Severity::Error) {
        return;
    }
    let plan = crate::plan::Plan { plan: instance.pinned.clone(), ..Default::default() };
    for fault in crate::check::check(instance, &plan, None).faults {
        found.push(Issue::error(
            "contradicting_pins",
            "pinned".to_owned(),
            format!("{}: {}", fault.code, fault.text),
            "remove or move one of the pins",
        ));
    }
}

/// Every problem of an event of an instance.
pub fn validate_event(instance: &Instance, event: &Event) -> Vec<Issue> {
    let mut found = Vec::new();
    let day = usize::try_from(event.now.0).ok().and_then(|day| instance.days.get(day));
    if day.is_none() {
        let cause = format!("day {} does not exist", event.now.0);
        found.push(Issue::error("unknown_day", "now".to_owned(), cause, "count days from 0"));
    }
    let people: BTreeSet<&str> =
        (instance.candidates.iter().chain(&event.walk_ins)).map(|c| c.id.as_str()).collect();
    let tables: BTreeSet<&str> = instance.tables.iter().map(|table| table.id.as_str()).collect();
    if people.len() < instance.candidates.len() + event.walk_ins.len() {
        let cause = "a walk-in has an id that is taken".to_owned();
        let remedy = "give each their own id";
        found.push(Issue::error("duplicate_id", "walk_ins".to_owned(), cause, remedy));
    }
    for (at, id) in event.no_shows.iter().enumerate() {
        if !people.contains(id.as_str()) {
            let cause = format!("nobody has the id {id:?}");
            let remedy = "name a person of the instance";
            found.push(Issue::error("unknown_id", format!("no_shows[{at}]"), cause, remedy));
        }
    }
    for (at, (id, ..)) in event.late.iter().enumerate() {
        if !people.contains(id.as_str()) {
            let cause = format!("nobody has the id {id:?}");
            let remedy = "name a person of the instance";
            found.push(Issue::error("unknown_id", format!("late[{at}]"), cause, remedy));
        }
    }
    for (at, (id, ..)) in event.table_closes.iter().enumerate() {
        if !tables.contains(id.as_str()) {
            let cause = format!("no table has the id {id:?}");
            let remedy = "name a table of the instance";
            found.push(Issue::error("unknown_id", format!("table_closes[{at}]"), cause, remedy));
        }
    }
    walk_ins(instance, event, &mut found);
    let sound = !found.iter().any(|issue| issue.severity == Severity::Error);
    if sound {
        past(instance, event, &mut found);
    }
    found
}

fn walk_ins(instance: &Instance, event: &Event, found: &mut Vec<Issue>) {
    for (at, person) in event.walk_ins.iter().enumerate() {
        windows(instance, &person.avail, &format!("walk_ins[{at}].avail"), found);
        if person.max_iv > MOST_TALKS {
            let cause = format!("{} may have {} talks", person.id, person.max_iv);
            let place = format!("walk_ins[{at}]");
            found.push(Issue::error("too_large", place, cause, "at most 250 talks"));
        }
    }
    for (at, (person, role, score)) in event.walk_in_scores.iter().enumerate() {
        let place = format!("walk_in_scores[{at}]");
        if !event.walk_ins.iter().any(|row| row.id == *person)
            || !instance.roles.iter().any(|row| row.id == *role)
        {
            let cause = format!("the pair {person}, {role} names something unknown");
            found.push(Issue::error("unknown_pair", place.clone(), cause, "add the id"));
        }
        if !(1..=1000).contains(score) {
            let cause = format!("the score of {person}, {role} is {score}");
            found.push(Issue::error("bad_score", place, cause, "1 to 1000"));
        }
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
    for fault in faults.into_iter().filter(|fault| fault.code != "pin_missing") {
        found.push(Issue::error(
            "contradicting_past",
            "base_plan".to_owned(),
            format!("{}: {}", fault.code, fault.text),
            "announce the plan that was really held",
        ));
    }
    let known = crate::plan::Plan { plan: event.base_plan.clone(), ..Default::default() };
    let faults = crate::check::check(instance, &known, Some(event)).faults;
    for fault in faults.into_iter().filter(|fault| fault.code == "unknown_id") {
        found.push(Issue::warning(
            "unknown_announcement",
            "base_plan".to_owned(),
            fault.text,
            "the appointment is left out",
        ));
    }
}
