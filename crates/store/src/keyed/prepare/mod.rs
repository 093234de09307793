//! Turns a batch into the keys and values that it writes, or says why it cannot be done.
//!
//! Nothing is written here, and the same state gives the same plan: a batch that fails leaves
//! nothing behind, and one that succeeds is applied as a whole.

mod document;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::read;
use crate::{
    batch::{Batch, Change, Receipt},
    engine::{Engine, Span, Writes},
    error::StoreError,
    journal::{Anchor, Entry, Hash, Sealed, Subject, canonical},
    kind::Kinds,
    layout::{
        chunks, keys,
        records::{self, Remembered, Tail},
    },
    limits::{Limits, SETTING, SETTINGS, check_name, check_size, json_within},
    measure::Measured,
    name::Named,
    response::Response,
};

/// What a batch is prepared against.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) engine: &'a dyn Engine,
    pub(super) kinds: &'a Kinds,
    pub(super) limits: &'a Limits,
    pub(super) tail: Tail,
    /// Whether an export is running: versions it may need are left for later.
    pub(super) exporting: bool,
}

/// What a batch writes.
pub(super) struct Plan {
    pub(super) writes: Writes,
    pub(super) tail: Tail,
    pub(super) receipt: Receipt,
    /// Documents with versions that were left for a running export.
    pub(super) left_over: Vec<(String, String)>,
}

/// Prepares a batch.
///
/// # Errors
/// Those of [`crate::Store::commit`].
pub(super) fn prepare(ground: Ground<'_>, batch: &Batch) -> Result<Plan, StoreError> {
    check_batch(ground.limits, batch)?;
    let tail = Tail { change: ground.tail.change + 1, journal: ground.tail.journal };
    let receipt = Receipt { change: tail.change, ..Receipt::default() };
    let plan = Plan { writes: Writes::default(), tail, receipt, left_over: Vec::new() };
    let mut work = Work { ground, batch, plan, bytes: 0, purges: Vec::new() };
    // First, so that a repeated request is told so, and not that its document exists already.
    if let Some(response) = &batch.response {
        work.remember(response)?;
    }
    for change in &batch.changes {
        work.change(change)?;
    }
    for entry in &batch.entries {
        work.append(entry)?;
    }
    for entry in std::mem::take(&mut work.purges) {
        work.append(&entry)?;
    }
    let mut plan = work.plan;
    if plan.writes.is_empty() {
        plan.tail = ground.tail;
        plan.receipt.change = ground.tail.change;
    } else {
        plan.writes.put(keys::meta(read::TAIL), records::json(&plan.tail)?.into_bytes());
    }
    Ok(plan)
}

fn check_batch(limits: &Limits, batch: &Batch) -> Result<(), StoreError> {
    check_name(Named::Actor, &batch.by)?;
    check_name(Named::Organisation, &batch.organisation)?;
    check_size(Measured::Changes, batch.changes.len() + batch.entries.len(), limits.changes)?;
    let mut seen = BTreeSet::new();
    for (kind, id) in batch.changes.iter().filter_map(Change::document) {
        check_name(Named::Id, id)?;
        if !seen.insert((kind, id)) {
            return Err(StoreError::TwiceInBatch { kind: kind.to_owned(), id: id.to_owned() });
        }
    }
    Ok(())
}

/// A batch half prepared.
struct Work<'a> {
    ground: Ground<'a>,
    batch: &'a Batch,
    plan: Plan,
    /// Bytes of JSON so far.
    bytes: usize,
    /// Entries that purges leave in the journal.
    purges: Vec<Entry>,
}

impl Work<'_> {
    fn change(&mut self, change: &Change) -> Result<(), StoreError> {
        match change {
            Change::Put { kind, id, expected, organisation, body } => {
                let kind = self.ground.kinds.get(kind)?;
                self.put(kind, id, *expected, (organisation.as_deref(), body))
            }
            Change::Delete { kind, id, expected } => {
                self.delete(self.ground.kinds.get(kind)?, id, *expected)
            }
            Change::Purge { kind, id } => self.purge(self.ground.kinds.get(kind)?, id),
            Change::Require { kind, id, expected } => {
                self.require(self.ground.kinds.get(kind)?, id, *expected)
            }
            Change::Set { name, value } => self.set(name, value.as_ref()),
        }
    }

    fn set(&mut self, name: &str, value: Option<&Value>) -> Result<(), StoreError> {
        check_name(Named::Setting, name)?;
        let key = keys::setting(name);
        let Some(value) = value else {
            self.plan.writes.remove(key);
            return Ok(());
        };
        let text = self.json(Measured::Setting, value, SETTING)?;
        if self.ground.engine.get(&key)?.is_none() {
            let span = Span::prefix(keys::setting(""));
            let others = self.ground.engine.page(&span, SETTINGS)?.len();
            check_size(Measured::Settings, others + 1, SETTINGS)?;
        }
        self.plan.writes.put(key, text.into_bytes());
        Ok(())
    }

    fn remember(&mut self, response: &Response) -> Result<(), StoreError> {
        check_name(Named::Key, &response.key)?;
        check_name(Named::RequestHash, &response.request)?;
        let former = read::response(self.ground.engine, &response.key)?;
        if let Some(former) = former.filter(|former| former.expires > self.batch.at) {
            let same_request = former.request == response.request;
            return Err(StoreError::IdempotencyKeyUsed { key: former.key, same_request });
        }
        self.json(Measured::Response, &response.body, self.ground.limits.response)?;
        let change = self.plan.tail.change;
        let record = Remembered { change, response: response.clone() };
        let base = keys::response(&response.key, change);
        chunks::put(&mut self.plan.writes, &base, records::json(&record)?.as_bytes())
    }

    fn append(&mut self, entry: &Entry) -> Result<(), StoreError> {
        check_name(Named::Action, &entry.action)?;
        if let Some(Subject { kind, id }) = &entry.subject {
            check_name(Named::Kind, kind)?;
            check_name(Named::Id, id)?;
        }
        self.json(Measured::Details, &entry.details, self.ground.limits.details)?;
        let Anchor { seq, hash } = self.plan.tail.journal;
        let sealed = Sealed {
            action: entry.action.clone(),
            actor: self.batch.by.clone(),
            at: self.batch.at,
            details: entry.details.clone(),
            organisation: self.batch.organisation.clone(),
            seq: seq + 1,
            subject: entry.subject.clone(),
        };
        let hash = write_entry(&mut self.plan.writes, hash, &sealed)?;
        self.plan.tail.journal = Anchor { seq: seq + 1, hash };
        self.plan.receipt.entries.push(seq + 1);
        Ok(())
    }

    /// The JSON of a value, counted towards the size of the batch.
    fn json(&mut self, what: Measured, value: &Value, limit: usize) -> Result<String, StoreError> {
        let text = json_within(what, value, limit)?;
        self.bytes += text.len();
        check_size(Measured::Batch, self.bytes, self.ground.limits.batch)?;
        Ok(text)
    }

    /// Notes that a purge leaves this entry.
    fn purged(&mut self, kind: &str, id: &str, versions: u64, last: u64) {
        let details = json!({"last_version": last, "versions": versions});
        self.purges.push(Entry::new("purged").about(kind, id).details(details));
    }
}

/// Writes an entry after the one with the previous hash; the hash of the new one.
pub(super) fn write_entry(
    writes: &mut Writes,
    previous: Hash,
    sealed: &Sealed,
) -> Result<Hash, StoreError> {
    let value = serde_json::to_value(sealed).map_err(StoreError::damaged)?;
    let text = canonical(&value);
    let hash = Hash::chained(previous, &text);
    chunks::put(writes, &keys::journal(sealed.seq), &records::entry(hash, &text))?;
    if let Some(Subject { kind, id }) = &sealed.subject {
        writes.put(keys::subject(kind, id, sealed.seq), Vec::new());
    }
    Ok(hash)
}
