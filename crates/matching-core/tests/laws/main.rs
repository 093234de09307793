//! The laws of the score (scoring.md section 6), and the bugs they have found.

#![cfg(test)]
#![cfg_attr(
    test,
    expect(
        clippy::tests_outside_test_module,
        reason = "the whole crate is tests"
    )
)]

mod regressions;
