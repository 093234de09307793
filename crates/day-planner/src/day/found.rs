//! What is there by its id, and what is found to be wrong, told in the same words everywhere.

use std::collections::{BTreeMap, BTreeSet};

use issue::Issue;

use super::clock::Clock;
use super::model::{Day, Hours};
use crate::issue_code::PlanCode;

/// Ids of a document.
pub(super) struct Ids<'a> {
    pub(super) dates: BTreeMap<&'a str, (Clock, Clock)>,
    pub(super) sites: BTreeSet<&'a str>,
    pub(super) employers: BTreeSet<&'a str>,
    pub(super) roles: BTreeSet<&'a str>,
    pub(super) tables: BTreeSet<&'a str>,
    pub(super) people: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    pub(super) fn of(day: &'a Day) -> Self {
        Self {
            dates: day.dates.iter().map(|row| (row.id.as_str(), (row.from, row.to))).collect(),
            sites: day.sites.iter().map(|row| row.id.as_str()).collect(),
            employers: day.employers.iter().map(|row| row.id.as_str()).collect(),
            roles: day.roles.iter().map(|row| row.id.as_str()).collect(),
            tables: day.tables.iter().map(|row| row.id.as_str()).collect(),
            people: day.people.iter().map(|row| row.id.as_str()).collect(),
        }
    }
}

pub(super) type What = (&'static str, &'static str);

pub(super) const DATE: What = ("Ein Datum", "date");
pub(super) const EMPLOYER: What = ("Einen Arbeitgeber", "employer");
pub(super) const PERSON: What = ("Eine Person", "person");
pub(super) const ROLE: What = ("Eine Stelle", "role");
pub(super) const SITE: What = ("Einen Ort", "site");
pub(super) const TABLE: What = ("Einen Tisch", "table");

/// What is found, with its place.
pub(super) struct Found(pub(super) Vec<Issue>);

impl Found {
    pub(super) fn error(&mut self, issue: Issue) {
        self.0.push(issue);
    }

    pub(super) fn warn(&mut self, issue: Issue) {
        self.0.push(issue.warning());
    }

    pub(super) fn known(&mut self, ids: &BTreeSet<&str>, id: &str, (place, what): (&str, What)) {
        if !ids.contains(id) {
            self.unknown(place, what, id);
        }
    }

    pub(super) fn unknown(&mut self, place: &str, (german, english): What, id: &str) {
        let issue = Issue::new(PlanCode::UnknownId, place).with_both("what", german, english);
        self.error(issue.with("id", id));
    }

    pub(super) fn hours(&mut self, ids: &Ids<'_>, hours: &Hours, place: &str) {
        let Some((from, to)) = ids.dates.get(hours.date.as_str()) else {
            return self.unknown(place, DATE, &hours.date);
        };
        let Hours { from: begin, to: end, .. } = hours;
        let issue = |code| Issue::new(code, place).with("from", begin).with("to", end);
        if begin >= end {
            self.warn(issue(PlanCode::EmptyHours));
        } else if begin < from || end > to {
            self.warn(issue(PlanCode::HoursOutside).with("open", format!("{from}–{to}")));
        }
    }

    pub(super) fn length(&mut self, place: &str, what: &str, minutes: u32) {
        if !(1..=1440).contains(&minutes) {
            let issue = Issue::new(PlanCode::BadLength, place).with("what", what);
            self.error(issue.with("found", minutes).with("low", 1).with("high", 1440));
        }
    }

    pub(super) fn promise(&mut self, place: &str, who: &str, (promised, limit): (u32, u32)) {
        if promised > limit {
            let issue = Issue::new(PlanCode::PromiseOverCap, place).with("who", who);
            self.warn(issue.with("promised", promised).with("limit", limit));
        }
    }
}
