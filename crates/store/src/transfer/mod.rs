//! The export format: versioned NDJSON, one record a line, each line and the whole with a checksum.
//!
//! A line is a JSON object with the record under its sort and a checksum at the end:
//! `{"document":{…},"sum":"9f86d081884c7d65"}`. The sum is the first 16 digits of the SHA-256 of
//! the line up to the comma before `"sum"`; it tells which line was altered. The last line has the
//! SHA-256 of all bytes before it; it tells whether lines are missing or were moved.

mod reader;
mod record;
mod writer;

pub(crate) use reader::{Line, Reader};
pub(crate) use record::{DocumentRecord, Footer, Header, PurgedRecord, Record, SettingRecord};
pub(crate) use writer::{EXPORT, Writer};

use sha2::{Digest as _, Sha256};

/// The version of the format that is written, and the only one that is read.
pub(crate) const FORMAT_VERSION: u32 = 1;

/// Hexadecimal digits of a line's checksum.
const SUM: usize = 16;

/// The checksum of a line without its end.
fn sum(start: &str) -> String {
    Sha256::digest(start.as_bytes()).iter().take(SUM / 2).fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
