//! What each line brings, leaves open, lacks and costs: the points of a score, split over its lines.

use crate::{
    criteria::Side,
    quantity::{Centipoints, Span, apportion},
    score::{BoundProfile, Outcome, Score, harmonic},
};

/// Points of a line: achieved for certain, open, and missing for certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Points {
    pub(super) achieved: Centipoints,
    pub(super) open: Centipoints,
    pub(super) missing: Centipoints,
}

/// Splits the 100 points of each side over its lines, so that every column sums to what is shown:
/// achieved to the lower end, achieved and open to the upper end, all three to 10 000.
pub(super) fn shares(profile: &BoundProfile, outcomes: &[Outcome], score: &Score) -> Vec<Points> {
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
pub(super) fn losses(
    profile: &BoundProfile,
    outcomes: &[Outcome],
    score: &Score,
) -> Vec<Span<Centipoints>> {
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
