//! The list for the door: who comes on a date, from when to when.

use std::collections::{BTreeMap, BTreeSet};

use day_planner::day::{Clock, PlannedTalk};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody who comes through the door on a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct DoorLine {
    /// The date.
    pub date: String,
    /// When the first talk begins.
    pub from: Clock,
    /// When the last talk ends.
    pub to: Clock,
    /// The person.
    pub person: String,
    /// The name, where it is known.
    pub name: Option<String>,
    /// How many talks.
    pub talks: usize,
    /// Where they are.
    pub sites: BTreeSet<String>,
    /// The language of the interpreter, where one is needed.
    pub interpreter: Option<String>,
    /// Children who need care meanwhile.
    pub children: u32,
}

/// Who comes through the door, by date and first talk.
pub fn door_list(talks: &[PlannedTalk], name: impl Fn(&str) -> Option<String>) -> Vec<DoorLine> {
    let mut lines: BTreeMap<(&str, &str), DoorLine> = BTreeMap::new();
    for planned in talks {
        let talk = &planned.talk;
        let line = lines.entry((&talk.date, &talk.person)).or_insert_with(|| DoorLine {
            date: talk.date.clone(),
            from: talk.from,
            to: planned.to,
            person: talk.person.clone(),
            name: name(&talk.person),
            talks: 0,
            sites: BTreeSet::new(),
            interpreter: None,
            children: 0,
        });
        line.from = line.from.min(talk.from);
        line.to = line.to.max(planned.to);
        line.talks += 1;
        line.sites.insert(planned.site.clone());
        line.interpreter = line.interpreter.take().or_else(|| planned.interpreter.clone());
        line.children = line.children.max(planned.children);
    }
    let mut lines: Vec<DoorLine> = lines.into_values().collect();
    lines.sort();
    lines
}
