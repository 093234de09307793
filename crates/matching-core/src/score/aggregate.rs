//! Parts to a whole: the formula, and the reason for it.

use crate::quantity::{Centipoints, Span, round_half_up};

/// The weighted arithmetic mean of a side in centipoints: `10 · Σ w·s / Σ w`, rounded half up.
///
/// Additive, so that every line has a contribution that can be shown; a side without weights asks
/// nothing and is full.
pub(crate) fn side_points(sums: Span<u128>, total: u128) -> Span<Centipoints> {
    let points = |sum: u128| {
        if total == 0 {
            return Centipoints::FULL;
        }
        let narrow = in_machine_words(20 * sum, 2 * total).map(u128::from);
        Centipoints::from_wide(narrow.unwrap_or_else(|| round_half_up(10 * sum, total)))
    };
    Span { low: points(sums.low), high: points(sums.high) }
}

/// The same rounding in machine words, where everything fits: half of the divisor is added first.
fn in_machine_words(twice: u128, double: u128) -> Option<u64> {
    let (twice, double) = (u64::try_from(twice).ok()?, u64::try_from(double).ok()?);
    twice.checked_add(double / 2)?.checked_div(double)
}

/// The harmonic mean of the two sides: `2·A·N / (A+N)`, rounded half up; 0 where both are 0.
///
/// No amount of skill buys off a missing wish for the work, and vice versa: scoring.md 0 and 5.
pub(crate) fn harmonic(demands: Centipoints, needs: Centipoints) -> Centipoints {
    let (demands, needs) = (u32::from(demands.get()), u32::from(needs.get()));
    let sum = demands + needs;
    // Rounding half up as everywhere: (2·n + d) / (2·d), with at most 4·10⁸ in sight.
    let points = (4 * demands * needs + sum).checked_div(2 * sum).unwrap_or(0);
    Centipoints::from_wide(points.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the words are wide enough for, both ways round alike; just beyond, nothing overflows.
    #[test]
    fn wide_sums_round_like_narrow_ones() {
        let totals = [1, 2, 3, 7, 1 << 40, (1 << 61) - 1, 1 << 61, (1 << 61) + 1, 1 << 98];
        for total in totals {
            let most = u128::from(u64::MAX) / 20;
            for sum in [0, 1, total / 3, total * 500, total * 1000, most, most + 1] {
                let sum = sum.min(total * 1000);
                let expected = (20 * sum + total) / (2 * total);
                let points = side_points(Span::exact(sum), total).low;
                assert_eq!(u128::from(points.get()), expected, "{sum} of {total}");
            }
        }
        assert_eq!(side_points(Span::exact(0), 0), Span::exact(Centipoints::FULL));
    }
}
