//! What the store offers, each call as a whole: refuse what is out of limits, take the lock, answer.

use std::{
    io::{BufRead, Write},
    sync::PoisonError,
};

use serde_json::Value;

use super::{Keyed, check, journal, read, search};
use crate::{
    batch::{Batch, Receipt},
    document::{Document, Version},
    error::StoreError,
    journal::{JournalEntry, JournalQuery, JournalReport},
    query::{Page, Query},
    report::{Compacted, Counts, Rebuilt, Report, Status},
    response::Response,
    store::Store,
    time::Timestamp,
};

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
