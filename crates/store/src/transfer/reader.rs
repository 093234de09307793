//! Reads the lines of an export and says in which line something is wrong.

use std::{
    fmt,
    io::{BufRead, Read as _},
};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Footer, SUM, sum};
use crate::{error::StoreError, journal::Hash};

/// The longest line that is read: several times the largest body.
const LONGEST: u64 = 64 << 20;

/// Reads lines, checks their sums and counts them.
pub(crate) struct Reader<'a> {
    input: &'a mut dyn BufRead,
    hasher: Sha256,
    /// The hasher as it was before the last line.
    before: Sha256,
    line: u64,
}

/// A line whose sum is right.
pub(crate) struct Line {
    text: String,
    number: u64,
}

#[derive(Deserialize)]
struct Outer<T> {
    #[serde(alias = "header", alias = "setting", alias = "document", alias = "purged")]
    #[serde(alias = "entry", alias = "response", alias = "footer")]
    record: T,
}

#[derive(Deserialize)]
struct Hashed {
    entry: Value,
    hash: Hash,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a mut dyn BufRead) -> Self {
        Self { input, hasher: Sha256::new(), before: Sha256::new(), line: 0 }
    }

    /// The next line.
    ///
    /// # Errors
    /// The input ends, the line is too long, no text, or was altered.
    pub(crate) fn next(&mut self) -> Result<Line, StoreError> {
        let Some(text) = self.read()? else {
            return Err(refused(self.line, "the file ends here, its last line is missing"));
        };
        Ok(Line { text, number: self.line })
    }

    /// Checks the last line: all lines before it are there, and nothing comes after it.
    pub(crate) fn end(mut self, footer: &Footer) -> Result<(), StoreError> {
        let before: [u8; 32] = self.before.clone().finalize().into();
        if footer.lines != self.line - 1 {
            let detail = format!(
                "{} lines should stand before the last, not {}",
                footer.lines,
                self.line - 1
            );
            return Err(refused(self.line, detail));
        }
        if footer.sha256 != Hash::from(before) {
            return Err(refused(self.line, "lines were altered, exchanged or moved"));
        }
        match self.read()? {
            None => Ok(()),
            Some(_) => Err(refused(self.line, "something follows the last line")),
        }
    }

    fn read(&mut self) -> Result<Option<String>, StoreError> {
        let mut bytes = Vec::new();
        let number = self.line + 1;
        (&mut *self.input)
            .take(LONGEST)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| refused(number, error))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line = number;
        if bytes.last() != Some(&b'\n') {
            return Err(refused(number, "the line does not end: the file is truncated"));
        }
        self.before = self.hasher.clone();
        self.hasher.update(&bytes);
        bytes.pop();
        let text = String::from_utf8(bytes).map_err(|error| refused(number, error))?;
        if has_its_sum(&text) {
            return Ok(Some(text));
        }
        Err(refused(number, "the line was altered: its checksum does not fit"))
    }
}

/// Whether a line ends with the checksum of what stands before.
fn has_its_sum(text: &str) -> bool {
    const BEFORE: &str = ",\"sum\":\"";
    let cut = text.len().checked_sub(BEFORE.len() + SUM + 2);
    let Some((start, end)) = cut.and_then(|cut| text.split_at_checked(cut)) else { return false };
    end == format!("{BEFORE}{}\"}}", sum(start))
}

impl Line {
    /// What sort of record it holds.
    pub(crate) fn sort(&self) -> &str {
        self.text.split('"').nth(1).unwrap_or_default()
    }

    /// The record.
    pub(crate) fn record<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        let outer: Outer<T> = serde_json::from_str(&self.text).map_err(|e| self.refused(e))?;
        Ok(outer.record)
    }

    /// The journal entry and its hash.
    pub(crate) fn entry(&self) -> Result<(Value, Hash), StoreError> {
        let found: Hashed = serde_json::from_str(&self.text).map_err(|e| self.refused(e))?;
        Ok((found.entry, found.hash))
    }

    /// Says that something is wrong with this line.
    pub(crate) fn refused(&self, detail: impl fmt::Display) -> StoreError {
        refused(self.number, detail)
    }
}

fn refused(line: u64, detail: impl fmt::Display) -> StoreError {
    StoreError::ImportRefused { line, detail: detail.to_string() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Reader;
    use crate::transfer::{Footer, Writer};

    fn exported() -> Vec<u8> {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out);
        writer.record("setting", &json!({"name": "a", "value": "ä \"sum\""})).unwrap();
        writer.record("setting", &json!({"name": "b", "value": 1})).unwrap();
        writer.end().unwrap();
        out
    }

    /// Reads everything and gives the error as text.
    fn read(bytes: &[u8]) -> Result<usize, String> {
        let mut input = bytes;
        let mut reader = Reader::new(&mut input);
        let mut records = 0;
        loop {
            let line = reader.next().map_err(|error| error.to_string())?;
            if line.sort() == "footer" {
                let footer: Footer = line.record().map_err(|error| error.to_string())?;
                reader.end(&footer).map_err(|error| error.to_string())?;
                return Ok(records);
            }
            records += 1;
        }
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&exported()), Ok(2));
    }

    #[test]
    fn every_altered_byte_is_found_in_its_line() {
        let whole = exported();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            let line = whole[..=at].split_inclusive(|byte| *byte == b'\n').count();
            let error = read(&altered).unwrap_err();
            assert!(error.starts_with(&format!("line {line}: ")), "{at}: {error}");
        }
    }

    #[test]
    fn every_truncation_is_found() {
        let whole = exported();
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert!(read(&[whole.as_slice(), b"\n"].concat()).unwrap_err().starts_with("line 4: "));
    }

    #[test]
    fn lines_that_are_missing_twice_or_exchanged_are_found() {
        let text = String::from_utf8(exported()).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for order in [vec![0, 2], vec![0, 0, 1, 2], vec![1, 0, 2]] {
            let moved: String = order.iter().map(|at| lines[*at]).collect();
            assert!(read(moved.as_bytes()).is_err(), "{order:?}");
        }
    }
}
