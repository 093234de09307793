//! Many people at once: built once, read often, changed one person at a time.
//!
//! What is known of everybody stands in columns. A column keeps each different value once and a
//! small number per person, so that a line of a profile is assessed once per value instead of once
//! per person, by the same body that explains it.

mod block;
mod bounds;
mod catalogue;
mod column;
mod different;
mod mark;
mod numbers;
mod passes;
mod people;
mod pool;
mod program;
mod step;
mod top;
mod tree;
mod words;

pub use catalogue::Catalogue;
pub use pool::Pool;
pub use top::Listed;
