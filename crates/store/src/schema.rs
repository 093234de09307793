//! The version of the stored data, and the steps that bring older data up to date.
//!
//! A migration is an export by the new program, an import through the steps into a new database,
//! and an atomic exchange: the old database stays untouched until the new one is complete. A step
//! sees one record at a time. One that changes the keys of the database must keep the code that
//! reads the old keys.

use crate::transfer::Record;

/// The version of the stored data, and the way to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    /// The version this program writes.
    pub(crate) version: u32,
    /// One step for each older version, in order.
    pub(crate) steps: &'static [Step],
}

/// What this program writes.
pub(crate) const CURRENT: Schema = Schema { version: 1, steps: &[] };

/// From one version to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// The version it starts from.
    pub(crate) from: u32,
    /// Changes a record, or says why it cannot.
    pub(crate) change: fn(Record) -> Result<Record, String>,
}

impl Schema {
    /// A record of an older version as this version has it.
    pub(crate) fn upgraded(&self, found: u32, record: Record) -> Result<Record, String> {
        let steps = self.steps.iter().filter(|step| step.from >= found);
        steps.into_iter().try_fold(record, |record, step| (step.change)(record))
    }

    /// Whether there is a step for every version from that one on.
    pub(crate) fn reaches_from(&self, found: u32) -> bool {
        (found..self.version).all(|from| self.steps.iter().any(|step| step.from == from))
    }
}
