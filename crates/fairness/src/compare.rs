//! Two groups side by side, and whether somebody should look.

use crate::{Estimate, Tally, difference, mid_p, ratio};

/// Below this part of the higher rate the lower one stands out: the four-fifths rule.
const FOUR_FIFTHS: f64 = 0.8;
/// More seldom than this, chance alone does not do it.
const SELDOM: f64 = 0.05;

/// Two groups side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The rate of the first group less that of the second.
    pub difference: Estimate,
    /// The lower rate as a part of the higher one; none where both are 0.
    pub ratio: Option<Estimate>,
    /// How often chance alone does as much.
    pub mid_p: f64,
    /// Whether somebody should look.
    pub signal: Signal,
}

/// Whether somebody should look. Never a verdict: neither the ratio nor the test alone says enough
/// (scoring.md, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", serde(rename_all = "snake_case"))]
pub enum Signal {
    /// Nothing stands out.
    Quiet,
    /// The ratio is below four fifths or chance hardly does it, but not both.
    Look,
    /// The ratio is below four fifths and chance hardly does it.
    Conspicuous,
}

/// Compares the rates of two groups; none where one is empty.
pub fn compare(one: Tally, other: Tally) -> Option<Comparison> {
    let difference = difference(one, other)?;
    let ratio = if difference.value <= 0.0 { ratio(one, other) } else { ratio(other, one) };
    let mid_p = mid_p(one, other);
    let is_low = ratio.is_some_and(|ratio| ratio.value < FOUR_FIFTHS);
    let signal = match (is_low, mid_p < SELDOM) {
        (true, true) => Signal::Conspicuous,
        (false, false) => Signal::Quiet,
        _ => Signal::Look,
    };
    Some(Comparison { difference, ratio, mid_p, signal })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Signal, compare};
    use crate::Tally;

    #[test]
    fn ratio_and_chance_together_are_conspicuous_and_each_alone_is_not() {
        let signal = |one, other| compare(one, other).unwrap().signal;
        assert_eq!(signal(Tally::new(80, 48), Tally::new(100, 90)), Signal::Conspicuous);
        // Three of six and five of six: far apart, and still chance.
        assert_eq!(signal(Tally::new(6, 3), Tally::new(6, 5)), Signal::Look);
        // 85 % and 90 % of thousands: close together, and no chance.
        assert_eq!(signal(Tally::new(4_000, 3_400), Tally::new(4_000, 3_600)), Signal::Look);
        assert_eq!(signal(Tally::new(50, 40), Tally::new(60, 49)), Signal::Quiet);
        // Four fifths to the point are enough.
        assert_eq!(signal(Tally::new(10, 4), Tally::new(10, 5)), Signal::Quiet);
        assert_eq!(signal(Tally::new(50, 0), Tally::new(60, 0)), Signal::Quiet);
        assert_eq!(compare(Tally::new(0, 0), Tally::new(60, 1)), None);
    }

    proptest! {
        /// L72: with the labels exchanged every difference has the other sign, and nothing else changes.
        #[test]
        fn flipped_labels_flip_the_signs(n in 1_u32..300, m in 1_u32..300, x in 0_u32..300, y in 0_u32..300) {
            let (one, other) = (Tally::new(n, x), Tally::new(m, y));
            let (found, flipped) = (compare(one, other).unwrap(), compare(other, one).unwrap());
            prop_assert!((found.difference.value + flipped.difference.value).abs() < 1e-12);
            prop_assert_eq!(found.signal, flipped.signal);
            prop_assert_eq!(found.ratio.map(|r| r.value), flipped.ratio.map(|r| r.value));
            prop_assert!(found.ratio.is_none_or(|ratio| ratio.value <= 1.0 + 1e-12));
        }
    }
}
