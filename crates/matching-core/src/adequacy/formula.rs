//! The formula: depth, use and coverage of one ability, and how the two are put together.
//!
//! Every constant has its reason here; `docs/quality.md` has the figures.

use crate::quantity::{Centipoints, Span, round_half_up};

/// The scale of levels, weights and similarities.
pub(super) const WHOLE: u64 = 1000;

/// What everybody brings of an ability: this share of the level asked for on average, in permille.
///
/// Not quite half of what is usual tells nothing about where somebody belongs. Between 400 and 550 the
/// results hardly differ.
pub(super) const BACKGROUND_SHARE: u64 = 450;

/// What an ability tells that every role asks for, in permille of a nat: its level still differs.
/// Between 1000 and 3000 the results hardly differ.
pub(super) const LEAST_TOLD: u32 = 2000;

/// What a related ability of the same group counts, in permille of what the group tells: a sibling
/// is a hint, no proof.
pub(super) const SIBLING_SHARE: u64 = 350;

/// What an asked ability counts as missing that the person has not stated, in permille.
///
/// Silence is no "no": it weighs a tenth of a stated lack. It is no "yes" either: of two roles the
/// one more of which is known to fit stands first.
pub(super) const SILENCE_SHARE: u128 = 100;

/// Parts of adequacy and of coverage in the order of roles.
///
/// Coverage a little more: a role far above the person uses everything too, and must not come first.
pub const ADEQUACY_SHARE: u32 = 2;
/// See [`ADEQUACY_SHARE`].
pub const COVERAGE_SHARE: u32 = 3;

/// A role that uses less than this of what a person can leaves most of it idle: with good
/// fulfilment a reason to look at recognition or a higher role.
pub const LITTLE_USED: Centipoints = Centipoints::new(3333);

/// One in shares of use.
pub(super) const USED: u64 = 1 << 20;

/// How far a level stands out from what everybody brings.
pub(super) fn depth(level: u16, background: u16) -> u64 {
    u64::from(level.saturating_sub(background))
}

/// The share of an ability held to this depth that a role uses that asks for it to that depth, in
/// units of [`USED`].
///
/// `1 − ((held − asked) / held)²`: everything at equal depth, falling with the square of the
/// distance on both sides, and nothing where the role asks for no more than everybody brings, or
/// for more than twice as much.
pub(super) fn used(held: u64, asked: u64) -> u64 {
    let gain = (asked * 2 * held).saturating_sub(asked * asked);
    (gain * USED).checked_div(held * held).unwrap_or(0)
}

/// [`used`] over everything the depth held may be: least at one of the ends, most where it comes
/// nearest to what is asked.
pub(super) fn used_span(held: Span<u64>, asked: u64) -> Span<u64> {
    let nearest = asked.clamp(held.low, held.high);
    let ends = Span::new(used(held.low, asked), used(held.high, asked));
    Span { low: ends.low, high: ends.high.max(used(nearest, asked)) }
}

/// How much of what a role asks to this depth a person brings who holds it to that depth: at most
/// `asked²`.
///
/// `asked² − shortfall²`: more than asked is simply enough, as in fulfilment.
pub(super) fn met(held: u64, asked: u64) -> u64 {
    let shortfall = asked.saturating_sub(held);
    asked * asked - shortfall * shortfall
}

/// `part / whole` in centipoints; zero if there is no whole.
pub(super) fn centipoints(part: u128, whole: u128) -> Centipoints {
    Centipoints::from_wide(round_half_up(part * 10_000, whole))
}

#[cfg(test)]
mod tests {
    use super::{USED, centipoints, met, used, used_span};
    use crate::quantity::Span;
    use proptest::prelude::*;

    #[test]
    fn everything_is_used_at_equal_depth_only() {
        let permille = |asked| used(400, asked) * 1000 / USED;
        assert_eq!([400, 300, 500, 0, 800, 900].map(permille), [1000, 937, 937, 0, 0, 0]);
        let met = [met(400, 400), met(500, 400), met(300, 400), met(0, 400)];
        assert_eq!(met, [160_000, 160_000, 150_000, 0]);
    }

    #[test]
    fn shares_round_half_up() {
        let shares = [(1, 3), (1, 20_000), (5, 5), (0, 0)];
        let points = shares.map(|(part, whole)| centipoints(part, whole).get());
        assert_eq!(points, [3333, 1, 10_000, 0]);
    }

    proptest! {
        #[test]
        fn shares_stay_inside_their_wholes(held in 0_u64..1001, asked in 0_u64..1001) {
            prop_assert!(used(held, asked) <= USED);
            prop_assert!(met(held, asked) <= asked * asked);
            prop_assert!(met(held, asked) <= met(held + 1, asked));
        }

        #[test]
        fn the_span_of_use_holds_every_depth(
            low in 0_u64..60, more in 0_u64..60, asked in 0_u64..130,
        ) {
            let span = used_span(Span { low, high: low + more }, asked);
            let all: Vec<u64> = (low..=low + more).map(|held| used(held, asked)).collect();
            prop_assert_eq!(Some(&span.high), all.iter().max());
            prop_assert_eq!(Some(&span.low), all.iter().min());
        }
    }
}
