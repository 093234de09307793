//! What a row can reach, in one number: the points of both sides at both ends, and the class beside it.

use crate::{eligibility::Eligibility, score::Order};

/// Points of a row: demands at the lower and at the upper end, needs at the lower and at the upper.
pub(super) type Mark = u64;
/// The class of a row.
pub(super) type Class = u8;

/// The best place that a row can reach: its class, and in the lower bits the sum of its points at
/// both ends, in the parts of a hundredth.
pub(super) type Bound = u32;
/// Where the class stands in a bound: two sums of a mark stay below.
const CLASS: u32 = 20;

/// Into so many parts a hundredth of a point is divided, so that rounding the points of every line
/// up leaves few rows in doubt: 6 · 10 000 and what rounding adds fit sixteen bits.
pub(super) const PARTS: u32 = 6;
/// What rounding half up can add to the points of a side, or of both sides, in these parts.
pub(super) const HALF: u32 = PARTS / 2;

/// Where each of the four sums stands in a mark.
pub(super) const QUARTER: u32 = 16;

/// A class with all that are worse, a bit each: of several the lower is what they have in common,
/// and the better is the greater number.
pub(super) const fn class_of(class: Eligibility) -> Class {
    match class {
        Eligibility::NotPossible => 0,
        Eligibility::WithMeasures => 0b1,
        Eligibility::ToClarify => 0b11,
        Eligibility::SuitableWithConditions => 0b111,
        Eligibility::Suitable => 0b1111,
    }
}

/// A class and a sum of points.
pub(super) fn bound(class: Class, sum: u32) -> Bound {
    Bound::from(class) << CLASS | sum
}

/// Both ends of the demands together, and both ends of the needs.
fn ends(mark: Mark) -> [u32; 2] {
    const EVERY_OTHER: Mark = 0x0000_ffff_0000_ffff;
    let both = (mark & EVERY_OTHER) + (mark >> QUARTER & EVERY_OTHER);
    [low_half(both), low_half(both >> (2 * QUARTER))]
}

fn low_half(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0)
}

/// No less than the sum by which a list is ordered, and without a division: the harmonic mean is at
/// most the arithmetic one.
pub(super) fn most(mark: Mark, order: Order) -> u32 {
    let [demands, needs] = ends(mark);
    match order {
        Order::Demands => demands,
        Order::Overall | Order::Neutral => demands.midpoint(needs) + 2 * (HALF + 1),
    }
}

/// The four sums of a mark.
fn quarters(mark: Mark) -> [u64; 4] {
    [0, 1, 2, 3].map(|at| mark >> (at * QUARTER) & 0xffff)
}

/// Whether the sum of both harmonic means reaches another, without a division.
pub(super) fn reaches(mark: Mark, sum: u64) -> bool {
    let [a, c, b, d] = quarters(mark);
    // 2ab/(a+b) + 2cd/(c+d) + what rounding adds >= sum, times both divisors.
    let (low, high) = (a + b, c + d);
    let missing = sum.saturating_sub(2 * u64::from(1 + HALF));
    2 * (a * b * high + c * d * low) >= missing * low * high
}

/// The sum of the points of both ends by which a list is ordered, rounded up.
pub(super) fn sum(mark: Mark, order: Order) -> u32 {
    let [a, c, b, d] = quarters(mark);
    let harmonic = |one: u64, other: u64| {
        low_half((2 * one * other).checked_div(one + other).unwrap_or(0)) + 1 + HALF
    };
    match order {
        Order::Demands => low_half(a + c),
        Order::Overall | Order::Neutral => harmonic(a, b) + harmonic(c, d),
    }
}
