//! Whatever somebody hands in: every reader answers with documents or with typed issues, never with
//! a panic, and what it lets through can be scored.

mod mutations;
mod named;
mod readers;
