//! Everybody of a place, in columns.

use std::collections::BTreeMap;

use super::column::{Column, Entry};
use crate::{
    criteria::{Held, Key},
    eligibility::Step,
    id::ApplicantId,
    model::{Knowing, Portrait},
};

/// Everybody of a place on a day, in columns: for lists over thousands of people.
///
/// All portraits must be read as of the same day. People can be added, changed and taken out
/// without building it again.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    columns: BTreeMap<Key, Column>,
    /// The person of each row; an empty row waits for the next one.
    people: Vec<Option<ApplicantId>>,
    rows: BTreeMap<ApplicantId, u32>,
    free: Vec<u32>,
}

impl Pool {
    /// Puts people into columns. Of two with the same identifier the later one stays.
    pub fn new(people: impl IntoIterator<Item = Portrait>) -> Self {
        let mut pool = Self::default();
        for person in people {
            pool.put(person);
        }
        pool.settle();
        pool
    }

    /// Adds a person, or replaces what was known of them.
    pub fn put(&mut self, person: Portrait) {
        self.take_out(person.id());
        let row = self.free.pop().unwrap_or_else(|| {
            self.people.push(None);
            u32::try_from(self.people.len() - 1).unwrap_or(u32::MAX)
        });
        let (id, entries) = entries(person);
        for (key, entry) in entries {
            self.columns.entry(key).or_default().set(row, entry);
        }
        if let Some(place) = usize::try_from(row).ok().and_then(|row| self.people.get_mut(row)) {
            *place = Some(id.clone());
        }
        self.rows.insert(id, row);
    }

    /// Takes a person out; nothing of them stays in a list.
    pub fn take_out(&mut self, id: &ApplicantId) {
        let Some(row) = self.rows.remove(id) else { return };
        for column in self.columns.values_mut() {
            column.set(row, Entry::default());
        }
        if let Some(place) = usize::try_from(row).ok().and_then(|row| self.people.get_mut(row)) {
            *place = None;
        }
        self.free.push(row);
    }

    /// Brings columns that have grown into their best form; worth doing after many changes.
    pub fn settle(&mut self) {
        let people = self.people.len();
        for column in self.columns.values_mut() {
            column.settle(people);
        }
    }

    /// Number of people.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows, empty ones included.
    pub(super) fn height(&self) -> usize {
        self.people.len()
    }

    /// The person of a row.
    pub(super) fn person(&self, row: u32) -> Option<&ApplicantId> {
        self.people.get(usize::try_from(row).ok()?)?.as_ref()
    }

    pub(super) fn column(&self, key: &Key) -> Option<&Column> {
        self.columns.get(key)
    }
}

/// What is known of a person, subject by subject.
fn entries(person: Portrait) -> (ApplicantId, BTreeMap<Key, Entry>) {
    let (id, known, reach) = person.into_parts();
    let mut entries: BTreeMap<Key, Entry> = known
        .into_iter()
        .map(|(key, held)| (key, Entry { held: Some(held), steps: Vec::new() }))
        .collect();
    for (key, mut steps) in reach.into_steps() {
        steps.sort_unstable();
        entries.entry(key).or_default().steps = steps;
    }
    (id, entries)
}

/// A single entry, as if it were all that is known of a person.
pub(super) struct Alone<'a> {
    pub(super) key: &'a Key,
    pub(super) entry: &'a Entry,
}

impl Knowing for Alone<'_> {
    fn held(&self, key: &Key) -> Option<&Held> {
        if key == self.key { self.entry.held.as_ref() } else { None }
    }

    fn steps(&self, key: &Key) -> &[Step] {
        if key == self.key { &self.entry.steps } else { &[] }
    }
}
