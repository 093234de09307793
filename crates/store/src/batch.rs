//! What one transaction changes: documents, settings, journal entries, a remembered response.

use serde_json::Value;

use crate::{journal::Entry, response::Response, time::Timestamp};

/// A change to one document or one setting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    Put {
        kind: String,
        id: String,
        expected: Option<u64>,
        organisation: Option<String>,
        body: Value,
    },
    Delete {
        kind: String,
        id: String,
        expected: u64,
    },
    Purge {
        kind: String,
        id: String,
    },
    Require {
        kind: String,
        id: String,
        expected: Option<u64>,
    },
    Set {
        name: String,
        value: Option<Value>,
    },
}

impl Change {
    /// The document it is about, if it is about one.
    pub(crate) fn document(&self) -> Option<(&str, &str)> {
        match self {
            Self::Put { kind, id, .. }
            | Self::Delete { kind, id, .. }
            | Self::Purge { kind, id }
            | Self::Require { kind, id, .. } => Some((kind, id)),
            Self::Set { .. } => None,
        }
    }
}

/// Changes that happen together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub(crate) at: Timestamp,
    pub(crate) by: String,
    pub(crate) organisation: String,
    pub(crate) changes: Vec<Change>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) response: Option<Response>,
}

impl Batch {
    /// An empty batch: the instant and the person stand in every version and journal entry.
    pub fn new(at: Timestamp, by: impl Into<String>) -> Self {
        Self {
            at,
            by: by.into(),
            organisation: String::new(),
            changes: Vec::new(),
            entries: Vec::new(),
            response: None,
        }
    }

    /// To whom created documents and journal entries belong from here on; nobody by default.
    #[must_use]
    pub fn of(mut self, organisation: impl Into<String>) -> Self {
        self.organisation = organisation.into();
        self
    }

    /// Creates a document, which must not exist; it belongs to the organisation of the batch.
    #[must_use]
    pub fn create(self, kind: &str, id: &str, body: Value) -> Self {
        let organisation = Some(self.organisation.clone());
        self.put((kind, id, None), organisation, body)
    }

    /// Replaces the expected version of a document; it stays with its organisation.
    #[must_use]
    pub fn replace(self, kind: &str, id: &str, expected: u64, body: Value) -> Self {
        self.put((kind, id, Some(expected)), None, body)
    }

    /// Replaces the expected version of a document and gives it to the organisation of the batch.
    #[must_use]
    pub fn transfer(self, kind: &str, id: &str, expected: u64, body: Value) -> Self {
        let organisation = Some(self.organisation.clone());
        self.put((kind, id, Some(expected)), organisation, body)
    }

    /// Deletes the expected version of a document; former versions stay readable.
    #[must_use]
    pub fn delete(mut self, kind: &str, id: &str, expected: u64) -> Self {
        self.changes.push(Change::Delete { kind: kind.to_owned(), id: id.to_owned(), expected });
        self
    }

    /// Removes a document with all its versions and index entries for good, whether or not it was
    /// deleted before, and leaves a journal entry without content (`purged`).
    #[must_use]
    pub fn purge(mut self, kind: &str, id: &str) -> Self {
        self.changes.push(Change::Purge { kind: kind.to_owned(), id: id.to_owned() });
        self
    }

    /// Demands that a document is at that version (none: does not exist) without changing it.
    #[must_use]
    pub fn require(mut self, kind: &str, id: &str, expected: Option<u64>) -> Self {
        self.changes.push(Change::Require { kind: kind.to_owned(), id: id.to_owned(), expected });
        self
    }

    /// Sets a setting.
    #[must_use]
    pub fn set(mut self, name: &str, value: Value) -> Self {
        self.changes.push(Change::Set { name: name.to_owned(), value: Some(value) });
        self
    }

    /// Removes a setting.
    #[must_use]
    pub fn unset(mut self, name: &str) -> Self {
        self.changes.push(Change::Set { name: name.to_owned(), value: None });
        self
    }

    /// Appends an entry to the journal.
    #[must_use]
    pub fn journal(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// Remembers the response under its idempotency key.
    #[must_use]
    pub fn remember(mut self, response: Response) -> Self {
        self.response = Some(response);
        self
    }

    fn put(
        mut self,
        (kind, id, expected): (&str, &str, Option<u64>),
        organisation: Option<String>,
        body: Value,
    ) -> Self {
        let (kind, id) = (kind.to_owned(), id.to_owned());
        self.changes.push(Change::Put { kind, id, expected, organisation, body });
        self
    }
}

/// What a batch became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the change: each batch raises it by one.
    pub change: u64,
    /// The version of each document that was changed or required, in the order of the batch; zero
    /// for one that is required not to exist, the last version for one that was purged. Settings
    /// are left out.
    pub versions: Vec<u64>,
    /// The numbers of the journal entries: those of the batch in their order, then those of purges.
    pub entries: Vec<u64>,
}
