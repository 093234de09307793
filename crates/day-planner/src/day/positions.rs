//! Where everything stands in the documents of a day.

use std::collections::BTreeMap;

use super::model::{Day, Happened, Person};

/// Positions of the ids in the documents.
pub(super) struct Positions<'a> {
    pub dates: BTreeMap<&'a str, u32>,
    pub sites: BTreeMap<&'a str, u32>,
    pub employers: BTreeMap<&'a str, u32>,
    pub roles: BTreeMap<&'a str, u32>,
    pub tables: BTreeMap<&'a str, u32>,
    pub people: BTreeMap<&'a str, u32>,
}

impl<'a> Positions<'a> {
    pub(super) fn of(day: &'a Day, happened: Option<&'a Happened>) -> Self {
        Self {
            dates: positions(day.dates.iter().map(|row| row.id.as_str())),
            sites: positions(day.sites.iter().map(|row| row.id.as_str())),
            employers: positions(day.employers.iter().map(|row| row.id.as_str())),
            roles: positions(day.roles.iter().map(|row| row.id.as_str())),
            tables: positions(day.tables.iter().map(|row| row.id.as_str())),
            people: positions(everybody(day, happened).iter().map(|row| row.id.as_str())),
        }
    }
}

fn positions<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    ids.zip(0..).collect()
}

/// Everybody, walk-ins last.
pub(super) fn everybody<'a>(day: &'a Day, happened: Option<&'a Happened>) -> Vec<&'a Person> {
    day.people.iter().chain(happened.map_or(&[][..], |now| &now.walk_ins)).collect()
}
