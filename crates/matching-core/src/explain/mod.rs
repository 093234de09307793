//! Why a score is what it is: parts that sum to it exactly, and at most four reasons.

mod part;
mod points;
mod reasons;

pub use part::{Line, Must, Part};
pub use reasons::{Hint, Reason};

use part::Recorder;
use points::{losses, shares};

use crate::{
    model::Portrait,
    rules::Rules,
    score::{BoundProfile, Outcome, Score, from_outcomes},
};

/// A score with everything that makes it up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The score.
    pub score: Score,
    /// The lines of both sides, in the order of the profile.
    pub parts: Vec<Part>,
    /// What weighs most against the match, at most four, heaviest first.
    pub reasons: Vec<Reason>,
    /// What the case worker should look at besides; never part of the score.
    pub hints: Vec<Hint>,
}

/// Scores one person against one profile and keeps what every line made of it.
pub(crate) fn explain(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> Explanation {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut recorders: Vec<Recorder<'_>> = Vec::new();
    for line in profile.lines() {
        let mut recorder = Recorder::default();
        outcomes.push(line.assess(person, rules, &mut recorder));
        recorders.push(recorder);
    }
    let score = from_outcomes(profile, outcomes.iter().copied());
    let shares = shares(profile, &outcomes, &score);
    let losses = losses(profile, &outcomes, &score);
    let parts: Vec<Part> = profile
        .both()
        .zip(outcomes.iter().zip(&recorders))
        .zip(shares.into_iter().zip(losses))
        .map(|(((criterion, _), (outcome, recorder)), (points, lost))| {
            Part::new(criterion, *outcome, recorder, points, lost)
        })
        .collect();
    let reasons = reasons::heaviest(&parts);
    Explanation { score, parts, reasons, hints: Vec::new() }
}
