//! The store over any engine of ordered keys: one writer at a time, readers beside it.

mod check;
mod commit;
mod index;
mod journal;
mod prepare;
mod read;
mod search;
mod start;
mod sync;
#[cfg(test)]
mod tests;
mod transfer;

pub(crate) use start::Setup;

use std::{
    collections::BTreeSet,
    io::{BufRead, Write},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard},
};

use serde_json::Value;

use crate::{
    batch::{Batch, Receipt},
    document::{Document, Version},
    engine::{Engine, Home},
    error::StoreError,
    journal::{JournalEntry, JournalQuery, JournalReport},
    kind::Kinds,
    layout::records::{Identity, Tail},
    limits::Limits,
    query::{Page, Query},
    report::{Compacted, Counts, Rebuilt, Report, Status},
    response::Response,
    schema::Schema,
    store::Store,
    time::Timestamp,
};
use sync::Durable;

/// A store over an engine.
///
/// Locks are taken in this order: `erasing`, `writer`, `engine`.
#[derive(Debug)]
pub(crate) struct Keyed {
    /// Readers share it for one call; a batch is applied, and an engine swapped, with it alone.
    /// It comes before `home`, so that the engine is closed before the directory is given free.
    engine: RwLock<Arc<dyn Engine>>,
    writer: Mutex<Writer>,
    /// Exports share it; whatever removes versions for good takes it alone.
    erasing: RwLock<()>,
    durable: Durable,
    /// What stopped the store.
    stopped: OnceLock<StoreError>,
    identity: RwLock<Identity>,
    kinds: Kinds,
    limits: Limits,
    schema: Schema,
    home: Box<dyn Home>,
}

/// What only the writer knows.
#[derive(Debug)]
struct Writer {
    tail: Tail,
    /// How many batches were applied since the start; the ticket that waits for the disk.
    applied: u64,
    /// How many exports are running: versions that they may need are not removed.
    exports: usize,
    /// Documents with versions that were left for running exports.
    left_over: BTreeSet<(String, String)>,
}

impl Keyed {
    /// Refuses to go on after a failed write.
    fn ready(&self) -> Result<(), StoreError> {
        match self.stopped.get() {
            None => Ok(()),
            Some(first) => Err(StoreError::Stopped { detail: first.to_string() }),
        }
    }

    /// Stops the store for good: what the disk holds is no longer known.
    fn stop(&self, first: &StoreError) {
        let _earlier = self.stopped.set(first.clone());
    }

    /// Access to the data for one call: whole batches only.
    fn reading(&self) -> Result<RwLockReadGuard<'_, Arc<dyn Engine>>, StoreError> {
        self.ready()?;
        Ok(self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The engine itself, for what holds the writer or reads only what does not change.
    fn engine(&self) -> Arc<dyn Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Keyed {
    fn drop(&mut self) {
        if self.ready().is_ok() && self.sync_now().is_ok() {
            self.home.close(self.writer().tail.change);
        }
    }
}

impl Store for Keyed {
    fn get(&self, kind: &str, id: &str) -> Result<Option<Document>, StoreError> {
        self.kinds.get(kind)?;
        read::document(&**self.reading()?, kind, id)
    }

    fn version(&self, kind: &str, id: &str, version: u64) -> Result<Option<Version>, StoreError> {
        self.kinds.get(kind)?;
        read::version_if_kept(&**self.reading()?, kind, id, version)
    }

    fn history(
        &self,
        kind: &str,
        id: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Version>, StoreError> {
        self.kinds.get(kind)?;
        self.limits.check_page(limit)?;
        read::history(&**self.reading()?, (kind, id), before, limit)
    }

    fn query(&self, query: &Query) -> Result<Page<Document>, StoreError> {
        self.limits.check_page(query.limit)?;
        search::page(&**self.reading()?, self.kinds.get(&query.kind)?, query)
    }

    fn count(&self, query: &Query) -> Result<u64, StoreError> {
        search::count(&**self.reading()?, self.kinds.get(&query.kind)?, query)
    }

    fn setting(&self, name: &str) -> Result<Option<Value>, StoreError> {
        read::setting(&**self.reading()?, name)
    }

    fn settings(&self) -> Result<Vec<(String, Value)>, StoreError> {
        read::settings(&**self.reading()?)
    }

    fn response(&self, key: &str, now: Timestamp) -> Result<Option<Response>, StoreError> {
        let found = read::response(&**self.reading()?, key)?;
        Ok(found.filter(|response| response.expires > now))
    }

    fn journal(&self, query: &JournalQuery) -> Result<Vec<JournalEntry>, StoreError> {
        self.limits.check_page(query.limit)?;
        journal::entries(&**self.reading()?, query)
    }

    fn status(&self) -> Result<Status, StoreError> {
        let engine = self.reading()?;
        let tail = read::tail(&**engine)?;
        let bytes = engine.bytes()?;
        drop(engine);
        let identity = self.identity.read().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Status {
            backend: self.home.backend(),
            store: identity.store,
            schema: identity.schema,
            change: tail.change,
            journal: tail.journal,
            ended_in_order: self.home.ended_in_order(),
            bytes,
        })
    }

    fn commit(&self, batch: &Batch) -> Result<Receipt, StoreError> {
        let mut results = self.commit_all(std::slice::from_ref(batch))?;
        results.pop().unwrap_or_else(|| Ok(Receipt::default()))
    }

    fn commit_each(
        &self,
        batches: &[Batch],
    ) -> Result<Vec<Result<Receipt, StoreError>>, StoreError> {
        self.commit_all(batches)
    }

    fn forget_responses(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget(now)
    }

    fn verify_journal(&self) -> Result<JournalReport, StoreError> {
        self.ready()?;
        let anchor = self.writer().tail.journal;
        let engine = self.engine();
        let report = journal::verify(&*engine, anchor)?;
        // What was appended meanwhile is no surplus: the end is looked at while nobody writes.
        let writer = self.writer();
        journal::verify_end(&*engine, writer.tail.journal, report)
    }

    fn check(&self) -> Result<Report, StoreError> {
        self.ready()?;
        let writer = self.writer();
        check::check(&*self.engine(), &self.kinds, writer.tail)
    }

    fn rebuild_index(&self, kind: &str) -> Result<Rebuilt, StoreError> {
        self.ready()?;
        self.rebuild(self.kinds.get(kind)?)
    }

    fn export(&self, out: &mut dyn Write) -> Result<Counts, StoreError> {
        self.ready()?;
        self.export_beside(out)
    }

    fn import(&self, input: &mut dyn BufRead) -> Result<Counts, StoreError> {
        self.ready()?;
        self.import_all(input)
    }

    fn compact(&self) -> Result<Compacted, StoreError> {
        self.ready()?;
        self.rewrite()
    }
}
