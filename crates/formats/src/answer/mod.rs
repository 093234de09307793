//! From documents and an engine to a complete result: what the command line and the service share.

mod engine;
mod matches;
mod pathways;

pub use engine::{engine_document, knowledge_fingerprint};
pub use matches::{Listing, matches};
pub use pathways::{Wanted, pathways, read_paper, situation};
