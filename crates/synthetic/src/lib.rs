//! Invented people for demos, tests and benchmarks.
//!
//! Nobody in here exists. Shares come from published statistics (named beside each figure); what is
//! recorded about a person has the gaps, unknowns and half-known facts of a real client list.

mod draw;
mod person;
mod population;
mod random;

pub use population::{Focus, Population};
pub use random::Random;
