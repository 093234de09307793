//! An input that cannot be planned.

use issue::{Issue, Language, any_error};

/// The input cannot be planned; all its problems at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} problem(s), the first: {}", issues.len(), first(issues))]
pub struct Rejected {
    /// Every problem found, errors first.
    pub issues: Vec<Issue>,
}

fn first(issues: &[Issue]) -> String {
    let told = |issue: &Issue| format!("{}: {}", issue.place, issue.cause(Language::English));
    issues.first().map_or_else(|| "none".to_owned(), told)
}

impl Rejected {
    /// Splits the issues: `Err` when one of them prevents planning, else the warnings.
    pub(crate) fn unless_plannable(mut issues: Vec<Issue>) -> Result<Vec<Issue>, Self> {
        issues.sort_by_key(|issue| issue.severity);
        if any_error(&issues) { Err(Self { issues }) } else { Ok(issues) }
    }
}
