//! From what is known of a person and what a profile asks to a class and three spans of points.

mod aggregate;
mod assess;
mod bound;
mod order;
mod weights;

pub(crate) use aggregate::{harmonic, side_points};
pub(crate) use assess::{Answer, Open, Outcome, Silent, Trace};
pub use bound::BoundProfile;
pub(crate) use bound::{Body, Line, Reading, body_of};
pub(crate) use order::rank;
pub use order::{Order, RankKey, RankSpan, Ranked, rank_spans};

use crate::{
    criteria::Side,
    eligibility::{Eligibility, Verdict},
    model::Portrait,
    quantity::{Centipoints, Span},
    rules::Rules,
};

/// How a person and a profile fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Score {
    /// The class, as things stand.
    pub eligibility: Eligibility,
    /// The class if every open answer turns out worst, and best.
    #[cfg_attr(feature = "schema", schema(value_type = [Eligibility; 2]))]
    pub possible_eligibility: Span<Eligibility>,
    /// Demands: what the place asks and the person brings, in centipoints.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub demands: Span<Centipoints>,
    /// Needs: what the person wants and the place offers, in centipoints.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub needs: Span<Centipoints>,
    /// Both sides: the harmonic mean, in centipoints.
    #[cfg_attr(feature = "schema", schema(value_type = [Centipoints; 2]))]
    pub overall: Span<Centipoints>,
}

/// Scores one person against one profile.
pub(crate) fn score(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> Score {
    let outcomes = profile.lines().iter().map(|line| line.assess(person, rules, &mut Silent));
    from_outcomes(profile, outcomes)
}

/// Puts the outcomes of all lines, in their order, together.
pub(crate) fn from_outcomes(
    profile: &BoundProfile,
    outcomes: impl IntoIterator<Item = Outcome>,
) -> Score {
    let mut verdict = Verdict::CLEAR;
    let mut sums = [Span { low: 0_u128, high: 0 }; 2];
    for (line, outcome) in profile.lines().iter().zip(outcomes) {
        verdict = verdict.and(outcome.verdict);
        let [demands, needs] = &mut sums;
        let sum = if line.side == Side::Demands { demands } else { needs };
        sum.low += line.weight * u128::from(outcome.satisfaction.low.get());
        sum.high += line.weight * u128::from(outcome.satisfaction.high.get());
    }
    let [demands, needs] = sums;
    let side = |sum, side| (sum, profile.total(side));
    from_sums(verdict, side(demands, Side::Demands), side(needs, Side::Needs))
}

/// The weighted satisfactions of a side, at both ends, and the sum of its weights.
pub(crate) type SideSum = (Span<u128>, u128);

/// From what the musts come to and the sums of both sides to a score.
pub(crate) fn from_sums(verdict: Verdict, demands: SideSum, needs: SideSum) -> Score {
    let demands = side_points(demands.0, demands.1);
    let needs = side_points(needs.0, needs.1);
    Score {
        eligibility: verdict.now,
        possible_eligibility: verdict.span,
        demands,
        needs,
        overall: Span {
            low: harmonic(demands.low, needs.low),
            high: harmonic(demands.high, needs.high),
        },
    }
}
