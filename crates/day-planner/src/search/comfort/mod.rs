//! Short waits and few idle cells: who meets whom stays, times move by chains of exchanges.

mod calm;
mod chain;
mod choice;
mod cost;

pub(crate) use calm::Calm;
pub(crate) use cost::{cost, lower_bound};
