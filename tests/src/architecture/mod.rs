//! The architecture, held: who imports whom, what the core never sees, how files begin.
#![expect(clippy::string_slice, reason = "positions come from searches in the same text")]

mod circles;
mod crates;
mod files;
mod modules;
mod names;
mod sources;
