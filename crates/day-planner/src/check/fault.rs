//! A broken rule.

use serde::Serialize;

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Stable word for programs.
    pub code: &'static str,
    /// What was found, with the ids.
    pub text: String,
}
