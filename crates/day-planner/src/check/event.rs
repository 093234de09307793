//! What a day event adds to the rules: the past stays, nobody absent is planned.

use std::collections::BTreeSet;

use crate::event::Event;
use crate::instance::Appointment;
use crate::plan::Plan;

use super::fault::Fault;
use super::view::{View, is_past};

/// The past is exactly the announced past.
pub(super) fn past(event: &Event, plan: &Plan, faults: &mut Vec<Fault>) {
    let before = |said: &&Appointment| is_past(event, said);
    let announced: BTreeSet<&Appointment> = event.base_plan.iter().filter(before).collect();
    let planned: BTreeSet<&Appointment> = plan.plan.iter().filter(before).collect();
    for gone in announced.difference(&planned) {
        let text = format!("{} at {} is the past and must stay", gone.candidate, gone.table);
        faults.push(Fault { code: "past_changed", text });
    }
    for new in planned.difference(&announced) {
        let text = format!("{} at {} starts before now", new.candidate, new.table);
        faults.push(Fault { code: "past_changed", text });
    }
}

/// No-shows, late people and closed tables are respected from now on.
pub(super) fn absences(event: &Event, plan: &Plan, view: &View<'_>, faults: &mut Vec<Fault>) {
    for said in plan.plan.iter().filter(|said| !is_past(event, said)) {
        if is_blocked(event, said, view) {
            let Appointment { candidate, table, day, slot, .. } = said;
            let text = format!("{candidate} at {table}, day {day} slot {slot}: absent or closed");
            faults.push(Fault { code: "absent", text });
        }
    }
}

/// Whether the day made a pinned appointment impossible.
pub(super) fn is_impossible(event: &Event, pin: &Appointment, view: &View<'_>) -> bool {
    if is_past(event, pin) {
        return !event.base_plan.contains(pin);
    }
    is_blocked(event, pin, view)
}

fn is_blocked(event: &Event, said: &Appointment, view: &View<'_>) -> bool {
    let end = (view.tables.get(said.table.as_str()))
        .map_or(said.slot, |table| said.slot.saturating_add(table.len));
    let late = |(who, day, slot): &(String, u32, u32)| {
        *who == said.candidate && *day == said.day && said.slot < *slot
    };
    let closed = |(table, day, slot): &(String, u32, u32)| {
        *table == said.table && *day == said.day && end > *slot
    };
    event.no_shows.contains(&said.candidate)
        || event.late.iter().any(late)
        || event.table_closes.iter().any(closed)
}
