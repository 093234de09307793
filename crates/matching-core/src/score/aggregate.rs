//! Parts to a whole: the formula, and the reason for it.

use crate::quantity::{Centipoints, Span, round_half_up};

/// The weighted arithmetic mean of a side in centipoints: `10 · Σ w·s / Σ w`, rounded half up.
///
/// Additive, so that every line has a contribution that can be shown; a side without weights asks
/// nothing and is full.
pub(crate) fn side_points(sums: Span<u128>, total: u128) -> Span<Centipoints> {
    let points = |sum: u128| {
        if total == 0 {
            Centipoints::FULL
        } else {
            Centipoints::from_wide(round_half_up(10 * sum, total))
        }
    };
    Span { low: points(sums.low), high: points(sums.high) }
}

/// The harmonic mean of the two sides: `2·A·N / (A+N)`, rounded half up; 0 where both are 0.
///
/// No amount of skill buys off a missing wish for the work, and vice versa: scoring.md 0 and 5.
pub(crate) fn harmonic(demands: Centipoints, needs: Centipoints) -> Centipoints {
    let (demands, needs) = (u128::from(demands.get()), u128::from(needs.get()));
    Centipoints::from_wide(round_half_up(2 * demands * needs, demands + needs))
}
