//! Credit tables: scoring.md 2.3.

use matching_core::{
    criteria::KindName,
    rules::{Rules, Tier},
};

use super::points::half_up;

/// Credit for the level `held` where `asked` is the target.
pub(crate) fn level(kind: KindName, held: u128, asked: u128, rules: &Rules) -> u128 {
    if held >= asked {
        return 1000;
    }
    let at = |level: u128| usize::try_from(level).unwrap();
    let credit = match kind {
        KindName::Language => {
            let effort = |level| u128::from(rules.language_effort[at(level)]);
            half_up(1000 * effort(held), effort(asked))
        }
        KindName::Competence | KindName::Social => {
            u128::from(rules.level_credit[at(asked) - 1][at(held)])
        }
        _ => half_up(1000 * held, asked),
    };
    credit.min(999)
}

/// Credit for `held` months of `asked`: straight lines between the knots.
pub(crate) fn months(held: u128, asked: u128, rules: &Rules) -> u128 {
    if held >= asked {
        return 1000;
    }
    // The share of the way in thousandths is 1000·held/asked; all over the denominator `asked`.
    let share = 1000 * held;
    let knots: Vec<(u128, u128)> =
        rules.experience_curve.iter().map(|(x, y)| (u128::from(*x), u128::from(*y))).collect();
    let next = knots.iter().position(|(x, _)| share <= x * asked).unwrap();
    if next == 0 {
        return knots[0].1;
    }
    let ((x0, y0), (x1, y1)) = (knots[next - 1], knots[next]);
    let run = (x1 - x0) * asked;
    half_up(y0 * run + (y1 - y0) * (share - x0 * asked), run).min(999)
}

/// Credit of the first tier that reaches `value`.
pub(crate) fn tier(tiers: &[Tier], value: u128) -> u128 {
    for tier in tiers {
        if value <= u128::from(tier.within) {
            return u128::from(tier.credit);
        }
    }
    0
}
