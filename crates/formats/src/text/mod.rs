//! From codes and values to sentences that people read.

mod access;
mod catalogue;
mod fold;
mod teller;

pub use catalogue::{Texts, TextsError};
pub use fold::folded;
pub use teller::Teller;
