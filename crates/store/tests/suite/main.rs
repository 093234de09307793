//! What every backend must do, and what the embedded one must survive.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::wildcard_enum_match_arm,
    clippy::tests_outside_test_module,
    reason = "helpers of tests fail loudly; the whole crate is tests"
)]

mod child;
mod contract;
mod embedded;
mod model;
mod support;
mod torture;
