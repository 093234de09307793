//! Applies batches one after the other and waits until they are durable.

use std::{collections::BTreeSet, sync::PoisonError};

use super::{
    Keyed, Writer,
    prepare::{Ground, Plan, prepare},
    read,
};
use crate::{
    batch::{Batch, Change, Receipt},
    engine::{Writes, each_row},
    error::StoreError,
    kind::Keep,
    layout::{
        chunks, keys,
        records::{Head, State, Tail},
    },
    limits::check_size,
    measure::Measured,
    time::Timestamp,
};

/// Batches that are prepared and not yet applied. They go to the engine together, because each
/// application costs writes to the log that wait for the disk; so no batch of a group may read what
/// another one changes.
struct Group {
    writes: Writes,
    bytes: usize,
    tail: Tail,
    left_over: Vec<(String, String)>,
    documents: BTreeSet<(String, String)>,
}

impl Group {
    const fn new(tail: Tail) -> Self {
        Self {
            writes: Writes::new(),
            bytes: 0,
            tail,
            left_over: Vec::new(),
            documents: BTreeSet::new(),
        }
    }

    /// Whether a batch reads something that this group may change: a document of it, or, beside
    /// documents, settings and remembered answers.
    fn touches(&self, batch: &Batch) -> bool {
        let touched = |change: &Change| {
            let document = change.document();
            document.is_none_or(|(kind, id)| self.documents.contains(&(kind.into(), id.into())))
        };
        batch.response.is_some() || batch.changes.iter().any(touched)
    }

    /// Takes a prepared batch in.
    fn take(&mut self, batch: &Batch, plan: Plan) -> Receipt {
        let documents = batch.changes.iter().filter_map(Change::document);
        self.documents.extend(documents.map(|(kind, id)| (kind.to_owned(), id.to_owned())));
        self.bytes += plan.writes.bytes();
        self.writes.append(plan.writes);
        self.tail = plan.tail;
        self.left_over.extend(plan.left_over);
        plan.receipt
    }
}

impl Keyed {
    pub(super) fn commit_all(
        &self,
        batches: &[Batch],
    ) -> Result<Vec<Result<Receipt, StoreError>>, StoreError> {
        self.ready()?;
        let size = |batch: &Batch| batch.changes.len() + batch.entries.len();
        let changes = batches.iter().map(size).sum();
        check_size(Measured::Changes, changes, self.limits.changes)?;
        let purges = |change: &Change| matches!(change, Change::Purge { .. });
        let _erasing = batches
            .iter()
            .any(|batch| batch.changes.iter().any(purges))
            .then(|| self.erasing.write().unwrap_or_else(PoisonError::into_inner));
        let mut held = self.writer();
        let mut group = Group::new(held.tail);
        let mut results = Vec::with_capacity(batches.len());
        for batch in batches {
            if group.bytes > self.limits.batch || group.touches(batch) {
                self.apply_group(&mut held, &mut group)?;
            }
            let plan = self.plan(&held, group.tail, batch);
            results.push(plan.map(|plan| group.take(batch, plan)));
        }
        self.apply_group(&mut held, &mut group)?;
        // Also when nothing was applied: a conflict tells of a version that must be durable.
        self.release(held)?;
        Ok(results)
    }

    fn plan(&self, held: &Writer, tail: Tail, batch: &Batch) -> Result<Plan, StoreError> {
        let engine = self.engine();
        let ground = Ground {
            engine: &*engine,
            kinds: &self.kinds,
            limits: &self.limits,
            tail,
            exporting: held.exports > 0,
        };
        prepare(ground, batch)
    }

    /// Applies what was prepared so far, and begins a new group.
    fn apply_group(&self, held: &mut Writer, group: &mut Group) -> Result<(), StoreError> {
        let group = std::mem::replace(group, Group::new(group.tail));
        if !group.writes.is_empty() {
            self.apply_now(held, &group.writes)?;
            held.tail = group.tail;
            held.left_over.extend(group.left_over);
        }
        Ok(())
    }

    /// Applies writes while nobody reads. A failure stops the store: nobody knows how much of the
    /// batch is in memory; on the disk it is whole or not there.
    pub(super) fn apply_now(&self, held: &mut Writer, writes: &Writes) -> Result<(), StoreError> {
        let applied = {
            let engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
            engine.apply(writes)
        };
        if let Err(error) = &applied {
            self.stop(error);
        }
        held.applied += 1;
        applied
    }

    /// Removes what was left for exports, when the last one has ended.
    pub(super) fn end_export(&self) -> Result<(), StoreError> {
        let mut held = self.writer();
        held.exports = held.exports.saturating_sub(1);
        if held.exports > 0 || self.ready().is_err() {
            return Ok(());
        }
        for (kind, id) in std::mem::take(&mut held.left_over) {
            let writes = self.left_over(&kind, &id)?;
            if !writes.is_empty() {
                self.apply_now(&mut held, &writes)?;
            }
        }
        Ok(())
    }

    /// What removes the former versions of a document of which only the latest is kept.
    fn left_over(&self, kind: &str, id: &str) -> Result<Writes, StoreError> {
        let engine = self.engine();
        let mut writes = Writes::default();
        let latest = self.kinds.get(kind).is_ok_and(|kind| kind.keep == Keep::Latest);
        let Some(head) = read::head(&*engine, kind, id)?.filter(|_| latest) else {
            return Ok(writes);
        };
        let kept = if head.state == State::Live { head.version } else { head.version + 1 };
        for version in head.oldest..kept {
            chunks::remove(&*engine, &mut writes, &keys::version(kind, id, version))?;
        }
        if head.state == State::Live {
            let head = Head { oldest: head.version, ..head };
            writes.put(keys::head(kind, id), head.to_bytes());
        } else {
            writes.remove(keys::head(kind, id));
        }
        Ok(writes)
    }

    /// Forgets expired responses.
    pub(super) fn forget(&self, now: Timestamp) -> Result<u64, StoreError> {
        // Few enough that readers wait only shortly for one step.
        const STEP: usize = 1_000;
        self.ready()?;
        let _erasing = self.erasing.write().unwrap_or_else(PoisonError::into_inner);
        let mut held = self.writer();
        let engine = self.engine();
        let mut found = BTreeSet::new();
        each_row(&*engine, keys::all_responses(), &mut |(key, _)| {
            let (key, change, _) = keys::read_response(&key)
                .ok_or_else(|| StoreError::damaged("the key of a response"))?;
            found.insert((key, change));
            Ok(())
        })?;
        let mut forgotten = 0;
        let mut writes = Writes::default();
        for (key, change) in found {
            if read::remembered(&*engine, &key, change)?.response.expires > now {
                continue;
            }
            chunks::remove(&*engine, &mut writes, &keys::response(&key, change))?;
            forgotten += 1;
            if writes.len() >= STEP {
                self.apply_now(&mut held, &std::mem::take(&mut writes))?;
            }
        }
        if !writes.is_empty() {
            self.apply_now(&mut held, &writes)?;
        }
        self.release(held)?;
        Ok(forgotten)
    }
}
