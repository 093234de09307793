//! A problem in an input: stable code, place, cause and what to do.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether planning can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// No plan can be made before this is repaired.
    Error,
    /// A plan is made; somebody should look at this.
    Warning,
}

/// One problem of an input document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Stable word for programs.
    pub code: Cow<'static, str>,
    /// Whether planning can go on.
    pub severity: Severity,
    /// Where, as a path into the document (`tables[3].open[0]`).
    pub place: String,
    /// What is wrong, with the value.
    pub cause: String,
    /// What repairs it.
    pub remedy: String,
}

impl Issue {
    /// An issue that prevents planning.
    pub(crate) fn error(code: &'static str, place: String, cause: String, remedy: &str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity: Severity::Error,
            place,
            cause,
            remedy: remedy.to_owned(),
        }
    }

    /// An issue somebody should look at.
    pub(crate) fn warning(code: &'static str, place: String, cause: String, remedy: &str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity: Severity::Warning,
            place,
            cause,
            remedy: remedy.to_owned(),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}; {}", self.code, self.place, self.cause, self.remedy)
    }
}

/// The input cannot be planned; all its problems at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} problem(s), the first: {}", issues.len(), first(issues))]
pub struct Rejected {
    /// Every problem found, errors first.
    pub issues: Vec<Issue>,
}

fn first(issues: &[Issue]) -> String {
    issues.first().map_or_else(|| "none".to_owned(), ToString::to_string)
}

impl Rejected {
    /// Splits the issues: `Err` when one of them prevents planning, else the warnings.
    pub(crate) fn unless_plannable(mut issues: Vec<Issue>) -> Result<Vec<Issue>, Self> {
        issues.sort_by_key(|issue| issue.severity);
        if issues.iter().any(|issue| issue.severity == Severity::Error) {
            return Err(Self { issues });
        }
        Ok(issues)
    }
}
