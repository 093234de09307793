//! Tests that range over several crates, in one binary: the house rules, the data, the journeys.

#![cfg(test)]
#![cfg_attr(
    test,
    expect(
        clippy::panic,
        clippy::indexing_slicing,
        clippy::tests_outside_test_module,
        reason = "helpers of tests fail loudly; the whole crate is tests"
    )
)]

mod support;

mod golden;
