//! Text in, text out: reads and writes every document of Passgenau, and says what is wrong with one.
//!
//! This crate knows no files and no network: it takes text and gives documents, or a list of
//! [`issue::Issue`]s with code, place, cause and remedy, all at once.

pub mod adapt;
pub mod answer;
pub mod document;
mod file_schemas;
pub mod guard;
pub mod import;
mod issue_code;
pub mod papers;
pub mod read;
pub mod schema;
mod shape;
pub mod source;
pub mod text;
pub mod write;

pub use file_schemas::{file_schema, file_schemas};
pub use issue_code::IssueCode;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of a value's JSON, in hexadecimal: the same value always has the same one.
pub fn fingerprint(value: &impl serde::Serialize) -> String {
    // Every type of this project can be written as JSON; one that cannot has an empty form.
    let json = serde_json::to_vec(value).unwrap_or_default();
    Sha256::digest(&json).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
