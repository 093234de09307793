//! What changed between two plans, and who must be told.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::day::Talk;
use crate::instance::Appointment;

/// A talk of either door, as far as telling people goes.
pub trait Meeting: Clone + Ord {
    /// Who comes.
    fn person(&self) -> &str;
    /// For which role.
    fn role(&self) -> &str;
    /// At which table.
    fn table(&self) -> &str;
}

impl Meeting for Appointment {
    fn person(&self) -> &str {
        &self.candidate
    }

    fn role(&self) -> &str {
        &self.role
    }

    fn table(&self) -> &str {
        &self.table
    }
}

impl Meeting for Talk {
    fn person(&self) -> &str {
        &self.person
    }

    fn role(&self) -> &str {
        &self.role
    }

    fn table(&self) -> &str {
        &self.table
    }
}

/// A change that somebody must be told of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change<T> {
    /// A talk that was not announced.
    Added {
        /// The new talk.
        now: T,
    },
    /// The person meets the table for the role at another time.
    Moved {
        /// As announced.
        was: T,
        /// As it is now.
        now: T,
    },
    /// The person meets the role at another table, at the same or another time.
    OtherTable {
        /// As announced.
        was: T,
        /// As it is now.
        now: T,
    },
    /// The announced talk does not take place.
    Cancelled {
        /// As announced.
        was: T,
    },
}

/// The changes between two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff<T> {
    /// Changes by person, in order of id.
    pub people: BTreeMap<String, Vec<Change<T>>>,
    /// Changes by table, in order of id.
    pub tables: BTreeMap<String, Vec<Change<T>>>,
    /// Talks that stay as announced.
    pub unchanged: usize,
}

/// Compares an announced plan with a new one.
pub fn diff<T: Meeting>(announced: &[T], new: &[T]) -> Diff<T> {
    let mut diff = Diff { people: BTreeMap::new(), tables: BTreeMap::new(), unchanged: 0 };
    let mut gone: BTreeMap<(&str, &str), Vec<&T>> = BTreeMap::new();
    let before: BTreeSet<&T> = announced.iter().collect();
    let after: BTreeSet<&T> = new.iter().collect();
    for was in announced {
        if after.contains(was) {
            diff.unchanged += 1;
        } else {
            gone.entry((was.person(), was.role())).or_default().push(was);
        }
    }
    for now in new.iter().filter(|now| !before.contains(now)) {
        let was = gone.get_mut(&(now.person(), now.role())).and_then(Vec::pop);
        let change = match was {
            None => Change::Added { now: now.clone() },
            Some(was) if was.table() == now.table() => {
                Change::Moved { was: was.clone(), now: now.clone() }
            }
            Some(was) => {
                diff.tables
                    .entry(was.table().to_owned())
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

impl<T: Meeting> Diff<T> {
    fn tell(&mut self, about: &T, change: Change<T>) {
        self.people.entry(about.person().to_owned()).or_default().push(change.clone());
        self.tables.entry(about.table().to_owned()).or_default().push(change);
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
