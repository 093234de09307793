//! Text in, text out: reads and writes every document of Passgenau, and says what is wrong with one.
//!
//! This crate knows no files and no network: it takes text and gives documents, or a list of
//! [`issue::Issue`]s with code, place, cause and remedy, all at once.

pub mod document;
pub mod issue;
pub mod read;
pub mod schema;
mod shape;
pub mod source;
