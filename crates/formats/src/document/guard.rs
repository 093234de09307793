//! Guard rules as they are written: what must not, or not without a reason, stand in a profile.

use matching_core::{Label, calendar::Date};
use serde::{Deserialize, Serialize};

/// A part of the guard rules. Several files make one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuardDocument {
    /// The rules.
    pub rules: Vec<GuardRule>,
}

/// How much a finding weighs.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GuardSeverity {
    /// It must not be published like this.
    Block,
    /// It needs a written reason.
    NeedsReason,
    /// Somebody should look.
    Hint,
}

impl GuardSeverity {
    /// Its name in files and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::NeedsReason => "needs_reason",
            Self::Hint => "hint",
        }
    }
}

/// What a rule looks for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Words in titles, labels, reasons and previews.
    Words,
    /// A must that a person has to meet and that gives no reason.
    MustWithoutReason,
    /// A level above that of the role.
    LevelAboveRole,
    /// A must that the role does not have.
    MustBeyondRole,
    /// More months of experience as a must than `limit`.
    LongExperience,
    /// A paper that the role does not need in its setting.
    PaperBeyondRole,
    /// More musts than `limit`.
    ManyMusts,
    /// A must whose minimum already is the target: no room to learn.
    NothingToLearn,
    /// No realistic preview.
    NoPreview,
}

/// One guard rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuardRule {
    /// Its identifier.
    pub id: String,
    /// What it is about.
    pub label: Label,
    /// What it looks for.
    pub finds: Finding,
    /// Phrases, for `words`: `*` at an end stands for any letters, `#` for a number.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Phrases around the finding that make it harmless.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The limit, where what is looked for has one.
    pub limit: Option<u32>,
    /// How much a finding weighs; a reason turns `needs_reason` into a hint.
    pub severity: GuardSeverity,
    /// The paragraphs and judgments.
    pub norm: String,
    /// Why it is a problem.
    pub why: Label,
    /// What can be asked instead.
    pub alternative: Label,
    /// First day on which the rule holds.
    pub valid_from: Date,
    /// Last day on which the rule holds.
    pub valid_to: Option<Date>,
    /// The day on which somebody last checked it.
    pub checked_on: Date,
    /// Who checked it; nobody qualified yet where it is left out.
    pub reviewer: Option<String>,
    /// Whether everything in it has been confirmed.
    pub verified: bool,
    /// Where it comes from.
    #[schema(min_items = 1)]
    pub sources: Vec<String>,
}

impl GuardRule {
    /// Whether the rule holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}
