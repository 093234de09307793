//! The contract: the same tests for every backend.

mod batches;
mod care;
mod documents;
mod journal;
mod queries;
mod transfer;
