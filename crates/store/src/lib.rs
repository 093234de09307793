//! Keeps documents, their history, indexes and a hash-chained journal, durably.
//!
//! A [`Store`] holds JSON documents of registered [`Kind`]s. A [`Batch`] changes several of them
//! together with journal entries and a remembered response, all or nothing; it names the versions
//! it expects, and the one who comes second gets [`StoreError::Conflict`]. [`open_sled`] keeps everything
//! in a directory, [`open_memory`] in memory.
//!
//! ```
//! use serde_json::json;
//! use store::{Batch, Entry, IndexValue, Kind, Kinds, Options, Query, open_memory};
//!
//! let kinds = Kinds::new([Kind::new("applicant").indexed(1, &["status"], |body| {
//!     let status = body["status"].as_str().map(IndexValue::from);
//!     status.map(|status| ("status", status)).into_iter().collect()
//! })])?;
//! let store = open_memory(kinds, Options::default())?;
//!
//! let now = "2026-11-21T09:30:00Z".parse()?;
//! let created = Batch::new(now, "user:7")
//!     .of("jobcenter-a")
//!     .create("applicant", "P-017", json!({"status": "new"}))
//!     .journal(Entry::new("created").about("applicant", "P-017"));
//! assert_eq!(store.commit(&created)?.versions, [1]);
//!
//! // The same again: somebody was faster.
//! assert_eq!(store.commit(&created).unwrap_err().code(), "version_conflict");
//!
//! let query = Query::all("applicant").of("jobcenter-a").equal("status", "new");
//! assert_eq!(store.query(&query)?.items[0].id, "P-017");
//! assert_eq!(store.verify_journal()?.broken, None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backup;
mod batch;
mod document;
mod embedded;
mod engine;
mod error;
mod journal;
mod keyed;
mod kind;
mod layout;
mod limits;
mod measure;
mod name;
mod open;
mod query;
mod report;
mod response;
mod schema;
mod store;
mod time;
mod transfer;

pub use backup::{backup, restore};
pub use batch::{Batch, Receipt};
pub use document::{Document, Version};
pub use error::{StoreError, Text};
pub use journal::{
    Anchor, Break, Entry, Hash, HashError, JournalEntry, JournalQuery, JournalReport, Subject,
    WhyBroken,
};
pub use kind::{IndexFunction, IndexValue, Keep, Kind, Kinds};
pub use limits::Limits;
pub use measure::Measured;
pub use name::{NameRule, Named};
pub use open::{Options, open_memory, open_sled};
pub use query::{Cursor, Page, Query, Range};
pub use report::{Compacted, Counts, Fault, Finding, Rebuilt, Report, Status};
pub use response::Response;
pub use store::Store;
pub use time::{Timestamp, TimestampError};
