//! Rates, their differences and ratios, with intervals that keep what they promise for small groups too.

use crate::Tally;

/// Half the width of the middle 95 % of the normal distribution, in standard deviations.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A number with the interval that holds the true one in 95 of 100 cases.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(serde::Serialize, utoipa::ToSchema))]
pub struct Estimate {
    /// What was found.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The rate of a group, from 0 to 1; none for nobody.
///
/// The interval is Wilson's (Journal of the American Statistical Association 22, 1927): it stays within
/// 0 and 1 and has a width where everybody or nobody is counted.
pub fn rate(tally: Tally) -> Option<Estimate> {
    if tally.people() == 0 {
        return None;
    }
    let (people, yes) = (f64::from(tally.people()), f64::from(tally.yes()));
    let value = yes / people;
    let weight = Z * Z / people;
    let middle = (value + weight / 2.0) / (1.0 + weight);
    let spread = (value * (1.0 - value) / people + weight / (4.0 * people)).sqrt();
    let half = Z * spread / (1.0 + weight);
    // Rounding must not push an end past what was found.
    let low = if tally.yes() == 0 { 0.0 } else { (middle - half).clamp(0.0, value) };
    let high = if tally.no() == 0 { 1.0 } else { (middle + half).clamp(value, 1.0) };
    Some(Estimate { value, low, high })
}

/// The rate of one group less that of the other; none where a group is empty.
///
/// The interval puts the two Wilson intervals together (Newcombe, Statistics in Medicine 17, 1998, method 10).
pub fn difference(one: Tally, other: Tally) -> Option<Estimate> {
    let (one, other) = (rate(one)?, rate(other)?);
    let value = one.value - other.value;
    let below = hypotenuse(one.value - one.low, other.high - other.value);
    let above = hypotenuse(one.high - one.value, other.value - other.low);
    Some(Estimate { value, low: value - below, high: value + above })
}

/// The rate of one group as a part of that of the other; none where a group is empty or the other rate
/// is 0.
///
/// The interval follows from the same idea as that of the difference: the ratio r at which the difference of
/// the one rate and r times the other would just be possible (Donner and Zou, Statistical Methods in Medical
/// Research 21, 2012).
pub fn ratio(one: Tally, other: Tally) -> Option<Estimate> {
    if other.yes() == 0 {
        return None;
    }
    let (one, other) = (rate(one)?, rate(other)?);
    let product = one.value * other.value;
    let root = |end: f64| (product * product - end).max(0.0).sqrt();
    let mirrored = |rate: f64, end: f64| end * (2.0 * rate - end);
    let (one_low, other_high) = (mirrored(one.value, one.low), mirrored(other.value, other.high));
    let (one_high, other_low) = (mirrored(one.value, one.high), mirrored(other.value, other.low));
    let value = one.value / other.value;
    let beside = product + root(one_low * other_high);
    let low = if beside > 0.0 { one_low / beside } else { 0.0 };
    let high = (product + root(one_high * other_low)) / other_low;
    Some(Estimate { value, low: low.clamp(0.0, value), high: high.max(value) })
}

fn hypotenuse(one: f64, other: f64) -> f64 {
    (one * one + other * other).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Estimate, difference, rate, ratio};
    use crate::Tally;

    fn close(found: Estimate, expected: [f64; 3]) {
        let [low, value, high] = expected;
        for (found, expected) in [(found.low, low), (found.value, value), (found.high, high)] {
            assert!((found - expected).abs() < 5e-4, "{found} is not {expected}");
        }
    }

    /// The worked example of Newcombe 1998 (table II, case a: 56/70 and 48/80), and of Wilson's interval
    /// in the companion paper (81 of 263).
    #[test]
    fn intervals_are_those_of_the_papers() {
        close(rate(Tally::new(263, 81)).unwrap(), [0.2553, 0.3080, 0.3662]);
        let found = difference(Tally::new(70, 56), Tally::new(80, 48)).unwrap();
        close(found, [0.0524, 0.2000, 0.3339]);
        close(rate(Tally::new(10, 0)).unwrap(), [0.0, 0.0, 0.2775]);
        assert_eq!(rate(Tally::new(0, 0)), None);
        assert_eq!(ratio(Tally::new(10, 4), Tally::new(10, 0)), None);
    }

    proptest! {
        #[test]
        fn what_was_found_lies_in_its_interval(n in 1_u32..400, m in 1_u32..400, x in 0_u32..400, y in 0_u32..400) {
            let (one, other) = (Tally::new(n, x), Tally::new(m, y));
            let found = rate(one).unwrap();
            prop_assert!(0.0 <= found.low && found.low <= found.value);
            prop_assert!(found.value <= found.high && found.high <= 1.0);
            let gap = difference(one, other).unwrap();
            prop_assert!(gap.low <= gap.value && gap.value <= gap.high);
            // L72: the other way round every sign flips.
            let flipped = difference(other, one).unwrap();
            prop_assert!((gap.value + flipped.value).abs() < 1e-12);
            prop_assert!((gap.low + flipped.high).abs() < 1e-12);
            if let Some(part) = ratio(one, other) {
                prop_assert!(0.0 <= part.low && part.low <= part.value && part.value <= part.high);
                prop_assert!(part.high.is_finite());
            }
        }

        /// At an end of the ratio's interval the weighted difference is just possible: the equation that
        /// defines it, checked with the rates alone.
        #[test]
        fn an_end_of_the_ratio_solves_its_equation(n in 5_u32..300, m in 5_u32..300, x in 1_u32..299, y in 1_u32..299) {
            let (one, other) = (Tally::new(n, x.min(n - 1)), Tally::new(m, y.min(m - 1)));
            let (p, q) = (rate(one).unwrap(), rate(other).unwrap());
            let found = ratio(one, other).unwrap();
            let at = |r: f64, p_end: f64, q_end: f64| {
                (p.value - r * q.value).abs() - ((p.value - p_end).powi(2) + (r * (q.value - q_end)).powi(2)).sqrt()
            };
            prop_assert!(at(found.low, p.low, q.high).abs() < 1e-6, "{:?}", found);
            prop_assert!(at(found.high, p.high, q.low).abs() < 1e-6 * found.high.max(1.0), "{:?}", found);
        }
    }
}
