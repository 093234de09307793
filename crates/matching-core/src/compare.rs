//! Two people for one place: who stands first on which line, and whether the order would hold if
//! the weights were a little different.

use std::cmp::Ordering;

use crate::{
    criteria::Side,
    id::CriterionId,
    model::Portrait,
    quantity::{Permille, Span},
    rules::Rules,
    score::{BoundProfile, Outcome, Score, Silent, from_outcomes},
};

/// Who stands first, and whether small changes of the weights could turn it round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Lead {
    /// The first person, whatever the weights within the box.
    First,
    /// The second person, whatever the weights within the box.
    Second,
    /// Both level, whatever the weights within the box.
    Level,
    /// Roughly level: other weights within the box turn the order round.
    Unsure,
}

/// How two people compare for one place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// Both scores.
    pub scores: [Score; 2],
    /// Who leads in what the place asks.
    pub demands: Lead,
    /// Who leads in what the person wants.
    pub needs: Lead,
    /// Who leads in both together: sure only if both sides are.
    pub overall: Lead,
    /// The lines on which they differ, in the order of the profile.
    pub differences: Vec<Difference>,
}

/// A line on which two people differ.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The line.
    pub criterion: CriterionId,
    /// How far the first person satisfies it, in thousandths.
    #[cfg_attr(feature = "schema", schema(value_type = [Permille; 2]))]
    pub first: Span<Permille>,
    /// How far the second person satisfies it, in thousandths.
    #[cfg_attr(feature = "schema", schema(value_type = [Permille; 2]))]
    pub second: Span<Permille>,
}

/// Compares two people for one place.
pub(crate) fn people(
    one: &Portrait,
    other: &Portrait,
    profile: &BoundProfile,
    rules: &Rules,
) -> Comparison {
    let outcomes = |person: &Portrait| -> Vec<Outcome> {
        profile.lines().iter().map(|line| line.assess(person, rules, &mut Silent)).collect()
    };
    let (one, other) = (outcomes(one), outcomes(other));
    let lead = |side| side_lead(profile, side, (&one, &other), rules.robustness_percent);
    let (demands, needs) = (lead(Side::Demands), lead(Side::Needs));
    let lines = profile.profile().criteria().iter().zip(one.iter().zip(&other));
    let differences = lines
        .filter(|(_, (first, second))| first != second)
        .map(|(line, (first, second))| Difference {
            criterion: line.id.clone(),
            first: first.satisfaction,
            second: second.satisfaction,
        })
        .collect();
    let score = |outcomes: &[Outcome]| from_outcomes(profile, outcomes.iter().copied());
    Comparison {
        scores: [score(&one), score(&other)],
        demands,
        needs,
        overall: both(demands, needs),
        differences,
    }
}

/// Both sides together: the harmonic mean rises with each, so what holds on both holds overall.
const fn both(demands: Lead, needs: Lead) -> Lead {
    match (demands, needs) {
        (lead, Lead::Level) | (Lead::Level, lead) => lead,
        (Lead::First, Lead::First) => Lead::First,
        (Lead::Second, Lead::Second) => Lead::Second,
        (Lead::First | Lead::Second | Lead::Unsure, Lead::First | Lead::Second | Lead::Unsure) => {
            Lead::Unsure
        }
    }
}

/// Who leads on a side for all weights `w'` with `(1-p)·w ≤ w' ≤ (1+p)·w`: scoring.md 2.6.
///
/// Exact without trying any: the worst weights for a lead are the smallest where it is ahead and
/// the largest where it is behind. The middle of each span stands for it.
fn side_lead(
    profile: &BoundProfile,
    side: Side,
    (one, other): (&[Outcome], &[Outcome]),
    percent: u16,
) -> Lead {
    let middle = |outcome: &Outcome| {
        i128::from(outcome.satisfaction.low.get()) + i128::from(outcome.satisfaction.high.get())
    };
    let (shrink, grow) = (100 - i128::from(percent.min(100)), 100 + i128::from(percent.min(100)));
    let (mut for_one, mut for_other) = (0, 0);
    for (line, (one, other)) in profile.lines().iter().zip(one.iter().zip(other)) {
        let ahead = middle(one) - middle(other);
        if line.side != side {
            continue;
        }
        // A weight has at most 99 bits (see `Weights`), so the products stay far below 127.
        let weighed = i128::try_from(line.weight).unwrap_or(i128::MAX >> 24) * ahead;
        let (least, most) = (weighed * shrink, weighed * grow);
        for_one += least.min(most);
        for_other -= least.max(most);
    }
    match (for_one.cmp(&0), for_other.cmp(&0)) {
        (Ordering::Greater | Ordering::Equal, Ordering::Less) => Lead::First,
        (Ordering::Less, Ordering::Greater | Ordering::Equal) => Lead::Second,
        (Ordering::Greater | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Lead::Level,
        (Ordering::Less, Ordering::Less) => Lead::Unsure,
    }
}
