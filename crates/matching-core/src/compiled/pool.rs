//! Everybody of a place, in columns.

use std::collections::BTreeMap;

use super::{
    column::{Column, Entry},
    people::People,
};
use crate::{criteria::Key, id::ApplicantId, model::Portrait};

/// Everybody of a place on a day, in columns: for lists over thousands of people.
///
/// All portraits must be read as of the same day. People can be added, changed and taken out
/// without building it again.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    columns: BTreeMap<Key, Column>,
    people: People,
}

impl Pool {
    /// Puts people into columns. Of two with the same identifier the later one stays.
    pub fn new(people: impl IntoIterator<Item = Portrait>) -> Self {
        let mut pool = Self::default();
        for person in people {
            let row = pool.people.append(person.id());
            pool.fill(row, person);
        }
        for row in pool.people.sort() {
            pool.clear(row);
        }
        pool.settle();
        pool
    }

    /// Adds a person, or replaces what was known of them.
    pub fn put(&mut self, person: Portrait) {
        let row = self.people.put(person.id());
        self.clear(row);
        self.fill(row, person);
    }

    /// Takes a person out; nothing of them stays in a list.
    pub fn take_out(&mut self, id: &ApplicantId) {
        if let Some(row) = self.people.take_out(id) {
            self.clear(row);
        }
    }

    /// Brings columns that have grown into their best form; worth doing after many changes.
    pub fn settle(&mut self) {
        let height = self.height();
        for column in self.columns.values_mut() {
            column.settle(height);
        }
        self.people.shrink();
    }

    /// Number of people.
    pub fn len(&self) -> usize {
        self.people.by_id().len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.by_id().is_empty()
    }

    pub(super) const fn people(&self) -> &People {
        &self.people
    }

    /// Rows, empty ones included.
    pub(super) const fn height(&self) -> usize {
        self.people.height()
    }

    pub(super) fn column(&self, key: &Key) -> Option<&Column> {
        self.columns.get(key)
    }

    fn fill(&mut self, row: u32, person: Portrait) {
        for (key, entry) in entries(person) {
            self.columns.entry(key).or_default().set(row, entry);
        }
    }

    fn clear(&mut self, row: u32) {
        for column in self.columns.values_mut() {
            column.clear(row);
        }
    }
}

/// What is known of a person, subject by subject.
fn entries(person: Portrait) -> BTreeMap<Key, Entry> {
    let (known, reach) = person.into_parts();
    let mut entries: BTreeMap<Key, Entry> = known
        .into_iter()
        .map(|(key, held)| (key, Entry { held: Some(held), steps: Vec::new() }))
        .collect();
    for (key, mut steps) in reach.into_steps() {
        steps.sort_unstable();
        entries.entry(key).or_default().steps = steps;
    }
    entries
}
