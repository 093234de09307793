//! What every backend can do.

use std::{
    fmt,
    io::{BufRead, Write},
};

use serde_json::Value;

use crate::{
    batch::{Batch, Receipt},
    document::{Document, Version},
    error::StoreError,
    journal::{JournalEntry, JournalQuery, JournalReport},
    query::{Page, Query},
    report::{Compacted, Counts, Rebuilt, Report, Status},
    response::Response,
    time::Timestamp,
};

/// A store of documents with history, indexes and journal.
///
/// Every method may be called from any thread. All of them block: asynchronous callers use
/// `spawn_blocking`. A write returns when it is on the disk. One call of a reading method sees
/// whole batches only; two calls may see different states.
///
/// # Errors
/// Beside the errors named at each method, all methods give [`StoreError::Stopped`] once a write could
/// not be made durable, and [`StoreError::Damaged`] or an input/output error when the database cannot be
/// read.
pub trait Store: fmt::Debug + Send + Sync {
    /// A document in its current version; none when it does not exist (any more).
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`].
    fn get(&self, kind: &str, id: &str) -> Result<Option<Document>, StoreError>;

    /// One version of a document, also of a deleted one.
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`].
    fn version(&self, kind: &str, id: &str, version: u64) -> Result<Option<Version>, StoreError>;

    /// The versions of a document, the newest first, before the given one (none: from the last).
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`]; [`StoreError::TooLarge`] for too long a page.
    fn history(
        &self,
        kind: &str,
        id: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Version>, StoreError>;

    /// A page of documents.
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`], [`StoreError::UnknownIndex`], [`StoreError::InvalidCursor`];
    /// [`StoreError::TooLarge`] for too long a page.
    fn query(&self, query: &Query) -> Result<Page<Document>, StoreError>;

    /// How many documents a query finds, whatever its cursor and limit. Counts one by one.
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`], [`StoreError::UnknownIndex`].
    fn count(&self, query: &Query) -> Result<u64, StoreError>;

    /// A setting.
    ///
    /// # Errors
    /// None of its own.
    fn setting(&self, name: &str) -> Result<Option<Value>, StoreError>;

    /// All settings in the order of their names.
    ///
    /// # Errors
    /// None of its own.
    fn settings(&self) -> Result<Vec<(String, Value)>, StoreError>;

    /// The response remembered under a key, unless it has expired by now.
    ///
    /// # Errors
    /// None of its own.
    fn response(&self, key: &str, now: Timestamp) -> Result<Option<Response>, StoreError>;

    /// Journal entries.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] for too long a page.
    fn journal(&self, query: &JournalQuery) -> Result<Vec<JournalEntry>, StoreError>;

    /// The state of the store; cheap enough for a readiness probe.
    ///
    /// # Errors
    /// None of its own.
    fn status(&self) -> Result<Status, StoreError>;

    /// Makes all changes of a batch, or none, and returns when they are durable.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] names the first document that is not at the expected version;
    /// [`StoreError::IdempotencyKeyUsed`]; [`StoreError::UnknownKind`]; [`StoreError::InvalidName`];
    /// [`StoreError::TooLarge`]; [`StoreError::TwiceInBatch`]. Nothing has changed then.
    fn commit(&self, batch: &Batch) -> Result<Receipt, StoreError>;

    /// Makes batches one after the other, each for itself, and returns when all are durable: one
    /// wait for the disk instead of one per batch.
    ///
    /// # Errors
    /// Each batch has its own result. The outer error is for what stops the store, and for more
    /// changes than one commit may have.
    fn commit_each(
        &self,
        batches: &[Batch],
    ) -> Result<Vec<Result<Receipt, StoreError>>, StoreError>;

    /// Forgets responses that have expired, and says how many.
    ///
    /// # Errors
    /// None of its own.
    fn forget_responses(&self, now: Timestamp) -> Result<u64, StoreError>;

    /// Walks the journal and reports the first break in its chain.
    ///
    /// # Errors
    /// None of its own.
    fn verify_journal(&self) -> Result<JournalReport, StoreError>;

    /// Derives everything again and reports every inconsistency. Writes wait meanwhile.
    ///
    /// # Errors
    /// None of its own: what is wrong with the data stands in the report.
    fn check(&self) -> Result<Report, StoreError>;

    /// Brings the index of a kind in line with its documents. Writes wait meanwhile.
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`]; whatever indexing a document gives.
    fn rebuild_index(&self, kind: &str) -> Result<Rebuilt, StoreError>;

    /// Writes everything as it is at one instant, as versioned NDJSON. Reads and writes go on,
    /// purges and [`Store::forget_responses`] wait.
    ///
    /// # Errors
    /// What the writer says.
    fn export(&self, out: &mut dyn Write) -> Result<Counts, StoreError>;

    /// Takes over what was exported; the store must be empty, and takes the identity of the
    /// exported one. All or nothing.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`]; [`StoreError::ImportRefused`] with line and cause;
    /// [`StoreError::SchemaNewer`].
    fn import(&self, input: &mut dyn BufRead) -> Result<Counts, StoreError>;

    /// Writes a new database with the same content and puts it in the place of the old one, which
    /// frees what was deleted, also physically. Writes wait meanwhile.
    ///
    /// # Errors
    /// Those of an export and an import; the old database then stays.
    fn compact(&self) -> Result<Compacted, StoreError>;
}
