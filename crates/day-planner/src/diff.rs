//! What changed between two plans, and who must be told.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::instance::Appointment;

/// A change that somebody must be told of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// A talk that was not announced.
    Added {
        /// The new talk.
        now: Appointment,
    },
    /// The person meets the table for the role at another time.
    Moved {
        /// As announced.
        was: Appointment,
        /// As it is now.
        now: Appointment,
    },
    /// The person meets the role at another table, at the same or another time.
    OtherTable {
        /// As announced.
        was: Appointment,
        /// As it is now.
        now: Appointment,
    },
    /// The announced talk does not take place.
    Cancelled {
        /// As announced.
        was: Appointment,
    },
}

/// The changes between two plans.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Changes by person, in order of id.
    pub people: BTreeMap<String, Vec<Change>>,
    /// Changes by table, in order of id.
    pub tables: BTreeMap<String, Vec<Change>>,
    /// Talks that stay as announced.
    pub unchanged: usize,
}

/// Compares an announced plan with a new one.
pub fn diff(announced: &[Appointment], new: &[Appointment]) -> Diff {
    let mut diff = Diff::default();
    let mut gone: BTreeMap<(&str, &str), Vec<&Appointment>> = BTreeMap::new();
    let before: BTreeSet<&Appointment> = announced.iter().collect();
    let after: BTreeSet<&Appointment> = new.iter().collect();
    for was in announced {
        if after.contains(was) {
            diff.unchanged += 1;
        } else {
            gone.entry((&was.candidate, &was.role)).or_default().push(was);
        }
    }
    for now in new.iter().filter(|now| !before.contains(now)) {
        let was = gone.get_mut(&(now.candidate.as_str(), now.role.as_str())).and_then(Vec::pop);
        let change = match was {
            None => Change::Added { now: now.clone() },
            Some(was) if was.table == now.table => {
                Change::Moved { was: was.clone(), now: now.clone() }
            }
            Some(was) => {
                diff.tables
                    .entry(was.table.clone())
                    .or_default()
                    .push(Change::OtherTable { was: was.clone(), now: now.clone() });
                Change::OtherTable { was: was.clone(), now: now.clone() }
            }
        };
        diff.tell(now, change);
    }
    for was in gone.into_values().flatten() {
        diff.tell(was, Change::Cancelled { was: was.clone() });
    }
    for changes in diff.people.values_mut().chain(diff.tables.values_mut()) {
        changes.sort();
    }
    diff
}

impl Diff {
    fn tell(&mut self, about: &Appointment, change: Change) {
        self.people.entry(about.candidate.clone()).or_default().push(change.clone());
        self.tables.entry(about.table.clone()).or_default().push(change);
    }

    /// Whether nobody must be told anything.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(candidate: &str, table: &str, slot: u32) -> Appointment {
        let (candidate, table) = (candidate.to_owned(), table.to_owned());
        Appointment { candidate, role: "R".to_owned(), table, day: 0, slot }
    }

    #[test]
    fn each_change_tells_the_people_and_tables_it_concerns() {
        let announced = [at("A", "T", 1), at("B", "T", 2), at("C", "T", 3), at("D", "T", 4)];
        let new = [at("A", "T", 1), at("B", "T", 5), at("C", "U", 3), at("E", "T", 4)];
        let diff = diff(&announced, &new);
        assert_eq!(diff.unchanged, 1);
        let told: Vec<&str> = diff.people.keys().map(String::as_str).collect();
        assert_eq!(told, ["B", "C", "D", "E"]);
        assert!(matches!(diff.people["B"][..], [Change::Moved { .. }]));
        assert!(matches!(diff.people["C"][..], [Change::OtherTable { .. }]));
        assert!(matches!(diff.people["D"][..], [Change::Cancelled { .. }]));
        assert!(matches!(diff.people["E"][..], [Change::Added { .. }]));
        assert_eq!(diff.tables["T"].len(), 4);
        assert_eq!(diff.tables["U"].len(), 1);
    }

    #[test]
    fn equal_plans_have_no_changes() {
        let plan = [at("A", "T", 1)];
        assert!(diff(&plan, &plan).is_empty());
    }
}
