//! The score once more, straight from section 2 of scoring.md and the text of the kinds.
//!
//! Written to be compared, not to be fast: plain fractions over a common denominator, every bound
//! by evaluating a corner. It shares the data types with the product and no line of its reckoning.

mod credit;
mod fit;
mod knowledge;
mod lines;
mod points;
mod similarity;

pub(crate) use fit::{beside, fit};
pub(crate) use knowledge::{Known, Level, Months, Way, known};
pub(crate) use points::{corners, harmonic};
pub(crate) use similarity::{Graph, similarity};

use matching_core::{criteria::Side, eligibility::Eligibility};

use crate::world::Case;
use lines::{Value, flat, line_value};

/// What the score has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) class: Eligibility,
    pub(crate) possible: [Eligibility; 2],
    pub(crate) demands: [u128; 2],
    pub(crate) needs: [u128; 2],
    pub(crate) overall: [u128; 2],
    pub(crate) lines: Vec<ExpectedLine>,
}

/// What a line has to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpectedLine {
    pub(crate) id: String,
    pub(crate) satisfaction: [u128; 2],
    /// Achieved, open and missing points.
    pub(crate) points: [u128; 3],
    /// Overall points lost if open answers turn out best and worst.
    pub(crate) lost: [u128; 2],
}

/// The score of a pair.
pub(crate) fn expected(case: &Case) -> Expected {
    let lines = flat(&case.place);
    let values: Vec<Value> = lines.iter().map(|line| line_value(line, case)).collect();
    let musts = || values.iter().filter_map(|value| value.must);
    let lowest = |of: &dyn Fn([Eligibility; 3]) -> Eligibility| {
        musts().map(of).min().unwrap_or(Eligibility::Suitable)
    };
    let satisfaction: Vec<[u128; 2]> = values.iter().map(|value| value.satisfaction).collect();
    let side = |side| points::side(&lines, &satisfaction, &case.place.budgets, side);
    let (demands, needs) = (side(Side::Demands), side(Side::Needs));
    let overall = [0, 1].map(|end| harmonic(demands.points[end], needs.points[end]));
    let lost = points::lost(&demands, &needs);
    let lines = lines.iter().enumerate().map(|(at, line)| ExpectedLine {
        id: line.id.clone(),
        satisfaction: satisfaction[at],
        points: [0, 1, 2].map(|column| demands.columns[column][at] + needs.columns[column][at]),
        lost: [lost[1][at], lost[0][at]],
    });
    Expected {
        class: lowest(&|[_, now, _]| now),
        possible: [lowest(&|[worst, ..]| worst), lowest(&|[.., best]| best)],
        demands: demands.points,
        needs: needs.points,
        overall,
        lines: lines.collect(),
    }
}

/// For each line of a side that two people answer differently: its weight, and by how much the first
/// is ahead, both ends together.
pub(crate) fn terms(one: &Case, other: &Case, side: Side) -> Vec<(u128, i128)> {
    let lines = flat(&one.place);
    let both = |line: &lines::Flat, case: &Case| -> i128 {
        let [low, high] = line_value(line, case).satisfaction;
        i128::try_from(low + high).unwrap()
    };
    let weights = points::weights(&lines, &one.place.budgets, side);
    let ahead = lines.iter().map(|line| both(line, one) - both(line, other));
    weights.into_iter().zip(ahead).filter(|(weight, ahead)| *weight > 0 && *ahead != 0).collect()
}
