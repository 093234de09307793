//! What the benchmarks share: seeded people and places, and an honest second way to the same lists.

pub mod flat;
pub mod measure;
pub mod naive;
mod places;
mod world;

#[cfg(test)]
mod lists;

pub use world::{Failure, World};
