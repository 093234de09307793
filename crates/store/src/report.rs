//! What the store says about itself: its state, its counts, what a check found.

use serde::{Deserialize, Serialize};

use crate::journal::Anchor;

/// The state of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The backend: `memory` or `sled`.
    pub backend: &'static str,
    /// The identifier of the store; a backup and what is restored from it share it.
    pub store: String,
    /// The schema of the stored data.
    pub schema: u32,
    /// The number of the last change. Compare two to see whether anything changed.
    pub change: u64,
    /// The last entry of the journal.
    pub journal: Anchor,
    /// Whether the program that used the data before this one ended in order. After a crash, or
    /// where nobody can tell, run a check.
    pub ended_in_order: bool,
    /// Bytes on disk; zero for the memory backend.
    pub bytes: u64,
}

/// How many records an export has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Settings.
    pub settings: u64,
    /// Versions of documents, current and former.
    pub versions: u64,
    /// Identifiers whose documents were purged.
    pub purged: u64,
    /// Journal entries.
    pub entries: u64,
    /// Remembered responses.
    pub responses: u64,
}

/// What a compaction gained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// Bytes on disk before.
    pub before: u64,
    /// Bytes on disk after.
    pub after: u64,
}

/// What rebuilding an index changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries that were missing.
    pub added: u64,
    /// Entries that should not have been there.
    pub removed: u64,
}

/// Everything a check found, in the order of the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many records were looked at.
    pub counts: Counts,
    /// The findings, at most [`Report::MOST`].
    pub findings: Vec<Finding>,
    /// How many more there were.
    pub more: u64,
}

impl Report {
    /// The most findings that are listed.
    pub const MOST: usize = 1_000;

    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn add(&mut self, fault: Fault, place: impl Into<String>) {
        if self.findings.len() < Self::MOST {
            self.findings.push(Finding { fault, place: place.into() });
        } else {
            self.more += 1;
        }
    }
}

/// One inconsistency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// Where: the area of the database and the key.
    pub place: String,
}

/// What can be wrong inside a database. A code never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A key that nothing writes.
    UnknownRecord,
    /// A document of a kind that the store was opened without.
    UnknownKind,
    /// The record that names a document's versions cannot be read.
    HeadUnreadable,
    /// A version cannot be read.
    VersionUnreadable,
    /// A version that must be there is not.
    VersionMissing,
    /// A version that no document has.
    VersionSurplus,
    /// A version says that it deleted the document, or not, against what the document says.
    VersionDiffers,
    /// A version or response from a change that the store has not seen.
    ChangeUnknown,
    /// An index entry is missing.
    IndexMissing,
    /// An index entry that no document asks for.
    IndexSurplus,
    /// A document that cannot be indexed.
    IndexUnusable,
    /// The chain of the journal is broken.
    JournalBroken,
    /// The list of entries about a subject lacks one.
    SubjectMissing,
    /// The list of entries about a subject has one that does not exist.
    SubjectSurplus,
    /// A remembered response cannot be read.
    ResponseUnreadable,
    /// A setting cannot be read.
    SettingUnreadable,
}

impl Fault {
    /// All faults.
    pub const ALL: &'static [Self] = &[
        Self::UnknownRecord,
        Self::UnknownKind,
        Self::HeadUnreadable,
        Self::VersionUnreadable,
        Self::VersionMissing,
        Self::VersionSurplus,
        Self::VersionDiffers,
        Self::ChangeUnknown,
        Self::IndexMissing,
        Self::IndexSurplus,
        Self::IndexUnusable,
        Self::JournalBroken,
        Self::SubjectMissing,
        Self::SubjectSurplus,
        Self::ResponseUnreadable,
        Self::SettingUnreadable,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownRecord => "unknown_record",
            Self::UnknownKind => "unknown_kind",
            Self::HeadUnreadable => "head_unreadable",
            Self::VersionUnreadable => "version_unreadable",
            Self::VersionMissing => "version_missing",
            Self::VersionSurplus => "version_surplus",
            Self::VersionDiffers => "version_differs",
            Self::ChangeUnknown => "change_unknown",
            Self::IndexMissing => "index_missing",
            Self::IndexSurplus => "index_surplus",
            Self::IndexUnusable => "index_unusable",
            Self::JournalBroken => "journal_broken",
            Self::SubjectMissing => "subject_missing",
            Self::SubjectSurplus => "subject_surplus",
            Self::ResponseUnreadable => "response_unreadable",
            Self::SettingUnreadable => "setting_unreadable",
        }
    }
}
