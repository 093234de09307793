//! Applies batches one after the other and waits until they are durable.

use std::{collections::BTreeSet, sync::PoisonError};

use super::{
    Keyed, Writer,
    prepare::{Ground, prepare},
    read,
};
use crate::{
    batch::{Batch, Change, Receipt},
    engine::{Writes, each_row},
    error::StoreError,
    kind::Keep,
    layout::{
        chunks, keys,
        records::{Head, State},
    },
    limits::check_size,
    measure::Measured,
    time::Timestamp,
};

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
        let mut results = Vec::with_capacity(batches.len());
        for batch in batches {
            let result = self.commit_one(&mut held, batch);
            if self.stopped.get().is_some() {
                result?;
                self.ready()?;
            } else {
                results.push(result);
            }
        }
        // Also when nothing was applied: a conflict tells of a version that must be durable.
        self.release(held)?;
        Ok(results)
    }

    fn commit_one(&self, held: &mut Writer, batch: &Batch) -> Result<Receipt, StoreError> {
        let engine = self.engine();
        let ground = Ground {
            engine: &*engine,
            kinds: &self.kinds,
            limits: &self.limits,
            tail: held.tail,
            exporting: held.exports > 0,
        };
        let plan = prepare(ground, batch)?;
        if !plan.writes.is_empty() {
            self.apply_now(held, &plan.writes)?;
            held.tail = plan.tail;
            held.left_over.extend(plan.left_over);
        }
        Ok(plan.receipt)
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
