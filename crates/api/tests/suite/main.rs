//! The service as its callers meet it, without a socket: requests in, answers out.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::tests_outside_test_module,
    reason = "this is a test; what is not as expected shall stop it"
)]

mod access;
mod audience;
mod audits;
mod bad_input;
mod conditions;
mod contract;
mod cors;
mod day_before;
mod day_desk;
mod days;
mod disclosure;
mod documents;
mod examples;
mod fuzz;
mod guard;
mod house;
mod imports;
mod jobs;
mod journal;
mod knowledge;
mod matching;
mod oidc;
mod outcomes;
mod reports;
mod retention;
mod session;
mod sheets;
mod socket;
mod ways;
