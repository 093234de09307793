//! Everything that can go wrong, with a stable code; cause and remedy in German and English.

mod text;

pub use text::Text;

use std::{fmt, io, path::Path};

use crate::{measure::Measured, name::Named};

/// Why the store did not do what it was asked.
///
/// The English cause is what [`std::fmt::Display`] shows; [`StoreError::cause`] and [`StoreError::remedy`]
/// have both languages. A code never changes its meaning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was faster, or the document is not (or already) there.
    #[error("{kind} {id:?} is at {}, expected was {}", At(*current), At(*expected))]
    Conflict {
        /// The kind of document.
        kind: String,
        /// Its identifier.
        id: String,
        /// The version that the change was made for; none: it must not exist.
        expected: Option<u64>,
        /// The version that is there; none: it does not exist.
        current: Option<u64>,
    },
    /// The store was opened without this kind.
    #[error("the store was opened without the kind {kind:?}")]
    UnknownKind {
        /// The kind that was named.
        kind: String,
    },
    /// The kind has no such index.
    #[error("the kind {kind:?} has no index {field:?}")]
    UnknownIndex {
        /// The kind of document.
        kind: String,
        /// The field that was named.
        field: String,
    },
    /// Two kinds with one name, two indexes with one name.
    #[error("{what} {name:?} is registered twice")]
    RegisteredTwice {
        /// What is there twice.
        what: Named,
        /// Its name.
        name: String,
    },
    /// A name, identifier or key that cannot be stored.
    #[error("{what} {found:?} is not usable")]
    InvalidName {
        /// What was named.
        what: Named,
        /// The name as given, at most its first 160 characters.
        found: String,
    },
    /// Something is larger than the store takes.
    #[error("{what} has {found} {}, the limit is {limit}", what.unit().1)]
    TooLarge {
        /// What is too large.
        what: Measured,
        /// How many there are.
        found: u64,
        /// How many are allowed.
        limit: u64,
    },
    /// One batch changes one document twice.
    #[error("the batch changes {kind} {id:?} more than once")]
    TwiceInBatch {
        /// The kind of document.
        kind: String,
        /// Its identifier.
        id: String,
    },
    /// The idempotency key has been used and has not expired.
    #[error("the idempotency key {key:?} has been used for {}", Request(*same_request))]
    IdempotencyKeyUsed {
        /// The key.
        key: String,
        /// Whether it was used for the very same request.
        same_request: bool,
    },
    /// The cursor belongs to another query, or to none.
    #[error("the cursor {cursor:?} does not belong to this query")]
    InvalidCursor {
        /// The cursor as given.
        cursor: String,
    },
    /// Another process uses the directory.
    #[error("the data directory {directory} is already used by another process{}", Pid(*process))]
    Locked {
        /// The data directory.
        directory: String,
        /// The process, where it left its number.
        process: Option<u32>,
    },
    /// The directory holds something else.
    #[error("{directory} is no data directory of Passgenau: it contains {found:?}")]
    Foreign {
        /// The directory.
        directory: String,
        /// What was found in it.
        found: String,
    },
    /// The directory cannot be written.
    #[error("{path} cannot be written: {detail}")]
    NotWritable {
        /// The file or directory.
        path: String,
        /// What the operating system says.
        detail: String,
    },
    /// There is no room left.
    #[error("there is no room left at {path}: {detail}")]
    DiskFull {
        /// The file or directory.
        path: String,
        /// What the operating system says.
        detail: String,
    },
    /// Reading or writing failed for another reason.
    #[error("{path}: {detail}")]
    Io {
        /// The file or directory.
        path: String,
        /// What the operating system says.
        detail: String,
    },
    /// What is stored contradicts itself or cannot be read.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// The database was written by a newer program.
    #[error("the database has schema {found}, this program knows schemas up to {supported}")]
    SchemaNewer {
        /// The schema of the database.
        found: u32,
        /// The newest that this program knows.
        supported: u32,
    },
    /// The database is older and could not be brought up to date.
    #[error("the database could not be brought from schema {from} to {to}: {detail}")]
    MigrationFailed {
        /// The schema of the database.
        from: u32,
        /// The schema of the program.
        to: u32,
        /// What went wrong.
        detail: String,
    },
    /// A write could not be made durable; nothing more is answered until the process restarts.
    #[error("the store stopped after a failed write: {detail}")]
    Stopped {
        /// What failed first.
        detail: String,
    },
    /// Only an empty store takes an import.
    #[error("the store is not empty: it has seen {changes} changes")]
    NotEmpty {
        /// How many changes it has seen.
        changes: u64,
    },
    /// The file that should be imported is truncated, altered or made for something else.
    #[error("line {line}: {detail}")]
    ImportRefused {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        detail: String,
    },
}

impl StoreError {
    /// All codes, in the order of the variants.
    pub const CODES: &'static [&'static str] = &[
        "version_conflict",
        "unknown_kind",
        "unknown_index",
        "registered_twice",
        "invalid_name",
        "too_large",
        "document_twice_in_batch",
        "idempotency_key_used",
        "invalid_cursor",
        "store_locked",
        "foreign_directory",
        "not_writable",
        "disk_full",
        "io",
        "store_damaged",
        "schema_newer",
        "migration_failed",
        "store_stopped",
        "store_not_empty",
        "import_refused",
    ];

    /// The code as it is written in answers and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "version_conflict",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::UnknownIndex { .. } => "unknown_index",
            Self::RegisteredTwice { .. } => "registered_twice",
            Self::InvalidName { .. } => "invalid_name",
            Self::TooLarge { .. } => "too_large",
            Self::TwiceInBatch { .. } => "document_twice_in_batch",
            Self::IdempotencyKeyUsed { .. } => "idempotency_key_used",
            Self::InvalidCursor { .. } => "invalid_cursor",
            Self::Locked { .. } => "store_locked",
            Self::Foreign { .. } => "foreign_directory",
            Self::NotWritable { .. } => "not_writable",
            Self::DiskFull { .. } => "disk_full",
            Self::Io { .. } => "io",
            Self::Damaged { .. } => "store_damaged",
            Self::SchemaNewer { .. } => "schema_newer",
            Self::MigrationFailed { .. } => "migration_failed",
            Self::Stopped { .. } => "store_stopped",
            Self::NotEmpty { .. } => "store_not_empty",
            Self::ImportRefused { .. } => "import_refused",
        }
    }

    /// The error for something the operating system refused, sorted by what helps against it.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let (path, detail) = (path.display().to_string(), error.to_string());
        let kind = error.kind();
        if [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge]
            .contains(&kind)
        {
            return Self::DiskFull { path, detail };
        }
        if [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem].contains(&kind) {
            return Self::NotWritable { path, detail };
        }
        Self::Io { path, detail }
    }

    /// What is stored contradicts itself.
    pub(crate) fn damaged(detail: impl fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }
}

/// A version, or that there is no document.
struct At(Option<u64>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(version) => write!(f, "version {version}"),
            None => f.write_str("no document"),
        }
    }
}

struct Request(bool);

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "this request" } else { "another request" })
    }
}

struct Pid(Option<u32>);

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |process| write!(f, " (number {process})"))
    }
}

#[cfg(test)]
mod tests;
