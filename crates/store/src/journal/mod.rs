//! The journal: who did what to which document, each entry chained to the one before by its hash.

mod canonical;

pub(crate) use canonical::canonical;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::time::Timestamp;

/// What a journal entry is about; need not be a document of the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its kind.
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

/// An entry that is to be appended; instant, actor and organisation are those of the batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub(crate) action: String,
    pub(crate) subject: Option<Subject>,
    pub(crate) details: Value,
}

impl Entry {
    /// An entry that says that this was done.
    pub fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), subject: None, details: Value::Null }
    }

    /// Says to what it was done.
    #[must_use]
    pub fn about(mut self, kind: impl Into<String>, id: impl Into<String>) -> Self {
        self.subject = Some(Subject { kind: kind.into(), id: id.into() });
        self
    }

    /// Adds details. They stay for ever, also when the subject is purged: no personal data.
    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = details;
        self
    }
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// When it happened, as the writer said.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// For which organisation; empty for none.
    pub organisation: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: Option<Subject>,
    /// Details; object keys are in the order of their bytes.
    pub details: Value,
    /// The hash over the previous entry's hash and this entry's canonical JSON.
    pub hash: Hash,
}

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first entry.
    pub const NONE: Self = Self([0; 32]);

    /// The hash of an entry: SHA-256 over the previous hash and the canonical JSON.
    pub fn chained(previous: Self, canonical: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(previous.0);
        hasher.update(canonical.as_bytes());
        Self(hasher.finalize().into())
    }

    /// The bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no SHA-256 in small hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no SHA-256 of 64 small hexadecimal digits")]
pub struct HashError;

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let small = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 64 || !small {
            return Err(HashError);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = str::from_utf8(pair).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An entry without its hash: the fields that the hash is taken over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    pub(crate) action: String,
    pub(crate) actor: String,
    pub(crate) at: Timestamp,
    pub(crate) details: Value,
    pub(crate) organisation: String,
    pub(crate) seq: u64,
    pub(crate) subject: Option<Subject>,
}

impl Sealed {
    /// The entry with its hash.
    pub(crate) fn with_hash(self, hash: Hash) -> JournalEntry {
        let Self { action, actor, at, details, organisation, seq, subject } = self;
        JournalEntry { seq, at, actor, organisation, action, subject, details, hash }
    }
}

/// The last entry of the journal. Kept elsewhere, it shows later whether the end was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The number of the last entry; zero for an empty journal.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Anchor {
    /// The anchor of an empty journal.
    pub const EMPTY: Self = Self { seq: 0, hash: Hash::NONE };
}

/// Which entries are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalQuery {
    pub(crate) subject: Option<Subject>,
    pub(crate) after: Option<u64>,
    pub(crate) descending: bool,
    pub(crate) limit: usize,
}

impl JournalQuery {
    /// The whole journal from its beginning.
    pub fn all() -> Self {
        Self { subject: None, after: None, descending: false, limit: 50 }
    }

    /// The entries about one subject.
    pub fn about(kind: impl Into<String>, id: impl Into<String>) -> Self {
        let subject = Some(Subject { kind: kind.into(), id: id.into() });
        Self { subject, ..Self::all() }
    }

    /// Only entries after this number (before it, when descending).
    #[must_use]
    pub fn after(mut self, seq: u64) -> Self {
        self.after = Some(seq);
        self
    }

    /// From the end to the beginning.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// At most so many; 50 by default.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }
}

/// Whether the journal is what was once written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalReport {
    /// How many entries were found to be in order.
    pub entries: u64,
    /// The last entry as the store remembers it, for keeping elsewhere.
    pub anchor: Anchor,
    /// The first break.
    pub broken: Option<Break>,
}

/// Where the chain is broken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The number of the entry.
    pub seq: u64,
    /// What is wrong with it.
    pub why: WhyBroken,
}

/// What can be wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyBroken {
    /// It is not there.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// Its content and the hash before it do not give its hash.
    HashDiffers,
    /// It carries another number.
    NumberDiffers,
    /// It stands after the last entry that the store remembers, or that one has another hash.
    EndDiffers,
}

impl WhyBroken {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::HashDiffers => "hash_differs",
            Self::NumberDiffers => "number_differs",
            Self::EndDiffers => "end_differs",
        }
    }
}
