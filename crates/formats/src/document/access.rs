//! Access rules as they are written: what a residence paper means for work.

use matching_core::access::{AccessParts, Paper, Purpose, PurposeRule, Question, Rule, Step};
use serde::{Deserialize, Serialize};

/// A part of the access rules. Several files make one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessDocument {
    /// A rule that was last checked longer ago than so many months is shown as unchecked.
    #[schema(minimum = 1, maximum = 60)]
    pub review_months: Option<u32>,
    /// What holds for purposes, whatever the status.
    #[serde(default)]
    pub purposes: Vec<PurposeRule>,
    /// Questions whose answers decide.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Steps towards a permission.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What a status gives, version by version.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

impl AccessDocument {
    /// Adds the part to others.
    pub fn add_to(self, parts: &mut AccessParts) {
        parts.review_months = self.review_months.unwrap_or(parts.review_months);
        parts.purposes.extend(self.purposes);
        parts.questions.extend(self.questions);
        parts.steps.extend(self.steps);
        parts.rules.extend(self.rules);
    }
}

/// A residence paper as it is written, with what the person would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperDocument {
    /// What the person would do.
    pub purpose: Purpose,
    /// What the paper says, and what else is known.
    pub paper: Paper,
}
