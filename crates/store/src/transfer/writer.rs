//! Writes the lines of an export.

use std::{io::Write, path::Path};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Footer, sum};
use crate::{error::StoreError, journal::Hash, layout::records::json};

/// What stands for the file in errors of a writer that nobody knows the name of.
pub(crate) const EXPORT: &str = "export";

/// Writes lines and counts them.
pub(crate) struct Writer<'a> {
    out: &'a mut dyn Write,
    hasher: Sha256,
    lines: u64,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, hasher: Sha256::new(), lines: 0 }
    }

    /// Writes a record.
    pub(crate) fn record(&mut self, sort: &str, record: &impl Serialize) -> Result<(), StoreError> {
        self.line(&format!("{{\"{sort}\":{}", json(record)?))
    }

    /// Writes a journal entry: the text that its hash was taken over, and the hash.
    pub(crate) fn entry(&mut self, canonical: &str, hash: Hash) -> Result<(), StoreError> {
        self.line(&format!("{{\"entry\":{canonical},\"hash\":\"{hash}\""))
    }

    /// Writes the last line.
    pub(crate) fn end(mut self) -> Result<(), StoreError> {
        let digest: [u8; 32] = self.hasher.clone().finalize().into();
        let footer = Footer { lines: self.lines, sha256: Hash::from(digest) };
        self.record("footer", &footer)?;
        self.out.flush().map_err(|error| refused(&error))
    }

    fn line(&mut self, start: &str) -> Result<(), StoreError> {
        let line = format!("{start},\"sum\":\"{}\"}}\n", sum(start));
        self.hasher.update(line.as_bytes());
        self.lines += 1;
        self.out.write_all(line.as_bytes()).map_err(|error| refused(&error))
    }
}

fn refused(error: &std::io::Error) -> StoreError {
    StoreError::io(Path::new(EXPORT), error)
}
