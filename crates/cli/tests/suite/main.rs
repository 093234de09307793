//! The real program, started and stopped, killed and asked again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::tests_outside_test_module,
    clippy::panic,
    reason = "this is a test; what is not as expected shall stop it"
)]

mod demo;
mod kill;
mod program;
mod recipes;
mod tools;
