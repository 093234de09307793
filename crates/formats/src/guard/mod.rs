//! The posting guard: unlawful, unexplained or excessive criteria in a requirement profile.
//!
//! The rules are data. The guard reads a profile, and the role it was made from where there is one,
//! and says what stands against which norm, how much that weighs, and what can be asked instead. It
//! never changes a profile, and a person decides.

mod demands;
mod found;
mod phrase;
#[cfg(test)]
mod tests;
mod texts;

use found::Found;
use issue::Issue;
use matching_core::{Label, calendar::Date};
use serde::Serialize;

use crate::{
    IssueCode,
    document::{Finding, GuardRule, GuardSeverity},
    read::Checked,
};

/// What the guard says about one place of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct GuardNote {
    /// The rule.
    pub rule: String,
    /// How much it weighs.
    pub severity: GuardSeverity,
    /// What it is about.
    pub label: Label,
    /// The field as a JSON pointer.
    pub field: String,
    /// What was found there.
    pub found: String,
    /// Whether the profile gives a reason at that place.
    pub explained: bool,
    /// The paragraphs and judgments.
    pub norm: String,
    /// Why it is a problem.
    pub why: Label,
    /// What can be asked instead.
    pub alternative: Label,
    /// Whether everything in the rule has been confirmed.
    pub verified: bool,
}

/// Everything that the rules say about a profile on a day, heaviest first.
///
/// `role` is the template that the profile was made from; without it nothing is compared with one.
pub fn guard(
    rules: &[GuardRule],
    profile: &Checked,
    role: Option<&Checked>,
    on: Date,
) -> Vec<GuardNote> {
    let mut notes: Vec<GuardNote> = rules
        .iter()
        .filter(|rule| rule.holds_on(on))
        .flat_map(|rule| found(rule, profile, role).into_iter().map(|found| note(rule, found)))
        .collect();
    notes.sort_by(|one, other| {
        (one.severity, &one.field, &one.rule).cmp(&(other.severity, &other.field, &other.rule))
    });
    // A line that stands for several skills is told once.
    notes.dedup_by(|one, other| one.rule == other.rule && one.field == other.field);
    notes
}

impl GuardNote {
    /// The note as an issue: an error where it blocks, a warning otherwise.
    pub fn issue(&self) -> Issue {
        let both =
            |issue: Issue, name, label: &Label| issue.with_both(name, &*label.de, label.english());
        let issue = Issue::new(IssueCode::Guard, &*self.field);
        let issue = both(issue, "label", &self.label);
        let issue = both(issue, "why", &self.why);
        let issue = both(issue, "alternative", &self.alternative);
        let issue = issue.with("norm", &self.norm).with("found", &self.found);
        if self.severity == GuardSeverity::Block { issue } else { issue.warning() }
    }
}

/// Whether anything stands in the way of publishing.
pub fn blocks(notes: &[GuardNote]) -> bool {
    notes.iter().any(|note| note.severity == GuardSeverity::Block)
}

fn found(rule: &GuardRule, profile: &Checked, template: Option<&Checked>) -> Vec<Found> {
    match (rule.finds, template) {
        (Finding::Words, _) => texts::words_of(rule, &profile.document),
        (Finding::MustWithoutReason, _) => demands::without_reason(profile),
        (Finding::LongExperience, _) => demands::long_experience(profile, rule.limit),
        (Finding::ManyMusts, _) => demands::many(profile, rule.limit),
        (Finding::NothingToLearn, _) => demands::nothing_to_learn(profile),
        (Finding::NoPreview, _) => texts::no_preview(&profile.document),
        (Finding::LevelAboveRole, Some(usual)) => demands::above(profile, usual),
        (Finding::MustBeyondRole, Some(usual)) => demands::beyond(profile, usual),
        (Finding::PaperBeyondRole, Some(usual)) => demands::papers(profile, usual),
        (Finding::LevelAboveRole | Finding::MustBeyondRole | Finding::PaperBeyondRole, None) => {
            Vec::new()
        }
    }
}

fn note(rule: &GuardRule, found: Found) -> GuardNote {
    let lifted = rule.severity == GuardSeverity::NeedsReason && found.explained;
    let severity = if lifted { GuardSeverity::Hint } else { rule.severity };
    GuardNote {
        rule: rule.id.clone(),
        severity,
        label: rule.label.clone(),
        field: found.field,
        found: found.what,
        explained: found.explained,
        norm: rule.norm.clone(),
        why: rule.why.clone(),
        alternative: rule.alternative.clone(),
        verified: rule.verified,
    }
}
