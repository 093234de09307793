//! Why a score is what it is: parts that sum to it exactly, and at most four reasons.

mod part;
mod reasons;

pub use part::{Line, Must, Part};
pub use reasons::{Hint, Reason};

use part::Recorder;

use crate::{
    criteria::Side,
    model::Portrait,
    quantity::{Centipoints, Span, apportion},
    rules::Rules,
    score::{BoundProfile, Outcome, Score, from_outcomes, harmonic},
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

/// Points of a line: achieved for certain, open, and missing for certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Points {
    pub(crate) achieved: Centipoints,
    pub(crate) open: Centipoints,
    pub(crate) missing: Centipoints,
}

/// Splits the 100 points of each side over its lines, so that every column sums to what is shown:
/// achieved to the lower end, achieved and open to the upper end, all three to 10 000.
fn shares(profile: &BoundProfile, outcomes: &[Outcome], score: &Score) -> Vec<Points> {
    let mut all = vec![Points::default(); outcomes.len()];
    for side in [Side::Demands, Side::Needs] {
        let span = side_span(score, side);
        if profile.total(side) == 0 {
            continue;
        }
        let column = |total: u16, of: &dyn Fn(Outcome) -> u16| {
            let weighed = weighed(profile, outcomes, side, of);
            apportion(total.into(), &weighed)
        };
        let (low, high) = (span.low.get(), span.high.get());
        let achieved = column(low, &|outcome| outcome.satisfaction.low.get());
        let open = column(high - low, &|outcome| {
            outcome.satisfaction.high.get() - outcome.satisfaction.low.get()
        });
        let missing = column(10_000 - high, &|outcome| 1000 - outcome.satisfaction.high.get());
        for (points, ((achieved, open), missing)) in
            all.iter_mut().zip(achieved.into_iter().zip(open).zip(missing))
        {
            // Lines of the other side have weight 0 and get nothing here.
            points.achieved = add(points.achieved, achieved);
            points.open = add(points.open, open);
            points.missing = add(points.missing, missing);
        }
    }
    all
}

fn add(points: Centipoints, more: u128) -> Centipoints {
    Centipoints::from_wide(u128::from(points.get()) + more)
}

fn weighed(
    profile: &BoundProfile,
    outcomes: &[Outcome],
    side: Side,
    of: &dyn Fn(Outcome) -> u16,
) -> Vec<u128> {
    let lines = profile.lines().iter().zip(outcomes);
    lines
        .map(
            |(line, outcome)| {
                if line.side == side { line.weight * u128::from(of(*outcome)) } else { 0 }
            },
        )
        .collect()
}

const fn side_span(score: &Score, side: Side) -> Span<Centipoints> {
    match side {
        Side::Demands => score.demands,
        Side::Needs => score.needs,
    }
}

/// Overall points that each line costs, if every open answer turns out best and worst.
///
/// The two sides share the loss as two players do (Shapley), the lines of a side in proportion to
/// what they fall short: scoring.md 2.7. Sums to 10 000 less the overall points at either end.
fn losses(profile: &BoundProfile, outcomes: &[Outcome], score: &Score) -> Vec<Span<Centipoints>> {
    let low = losses_at(profile, outcomes, [score.demands.low, score.needs.low], |outcome| {
        1000 - outcome.satisfaction.low.get()
    });
    let high = losses_at(profile, outcomes, [score.demands.high, score.needs.high], |outcome| {
        1000 - outcome.satisfaction.high.get()
    });
    low.into_iter().zip(high).map(|(low, high)| Span { low: high, high: low }).collect()
}

fn losses_at(
    profile: &BoundProfile,
    outcomes: &[Outcome],
    [demands, needs]: [Centipoints; 2],
    short: impl Fn(Outcome) -> u16,
) -> Vec<Centipoints> {
    let full = Centipoints::FULL;
    let fit = |demands, needs| u128::from(harmonic(demands, needs).get());
    let (both, top) = (fit(demands, needs), u128::from(full.get()));
    // Twice the Shapley share of each side; together twice the whole loss.
    let of_demands = (top - fit(demands, full)) + (fit(full, needs) - both);
    let of_needs = (top - fit(full, needs)) + (fit(demands, full) - both);
    let of_sides = apportion(top - both, &[of_demands, of_needs]);
    let mut all = vec![Centipoints::ZERO; outcomes.len()];
    for (side, loss) in [Side::Demands, Side::Needs].into_iter().zip(of_sides) {
        let weighed = weighed(profile, outcomes, side, &short);
        for (lost, more) in all.iter_mut().zip(apportion(loss, &weighed)) {
            *lost = add(*lost, more);
        }
    }
    all
}
