//! From codes and values to sentences that people read.

mod catalogue;
mod teller;

pub use catalogue::{Texts, TextsError};
pub use teller::Teller;
