//! Quantities of the score: integers with a range, and the one rounding rule.
//!
//! Everything that is scored is an integer: the same input gives the same bytes on every machine.

use std::fmt;

/// A step of an ordinal scale; 0 is "not held".
pub type Level = u8;

/// Rounds `numerator / denominator` half up, on non-negative integers.
///
/// The rule is monotone in the numerator, so every monotonicity law of the score survives it.
/// A zero denominator gives zero: an empty sum has no share.
pub const fn round_half_up(numerator: u128, denominator: u128) -> u128 {
    if denominator == 0 { 0 } else { (2 * numerator + denominator) / (2 * denominator) }
}

/// How far a criterion is satisfied, in thousandths, `0..=1000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "u16", into = "u16"))]
pub struct Permille(u16);

impl From<u16> for Permille {
    fn from(value: u16) -> Self {
        Self::new(value)
    }
}

impl From<Permille> for u16 {
    fn from(value: Permille) -> Self {
        value.0
    }
}

impl Permille {
    /// Nothing of it.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const FULL: Self = Self(1000);

    /// Makes a share of thousandths; values above 1000 are capped.
    pub const fn new(thousandths: u16) -> Self {
        if thousandths > 1000 { Self::FULL } else { Self(thousandths) }
    }

    /// The share `part / whole`, rounded half up; full if and only if `part` reaches `whole`.
    pub fn share(part: u64, whole: u64) -> Self {
        if part >= whole {
            return Self::FULL;
        }
        Self::short_of_full(round_half_up(u128::from(part) * 1000, u128::from(whole)))
    }

    /// A share that rounding must not turn into a full one.
    pub(crate) fn short_of_full(thousandths: u128) -> Self {
        Self(u16::try_from(thousandths).unwrap_or(999).min(999))
    }

    /// The value in thousandths.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// A share of this share, rounded down.
    #[must_use]
    pub fn scaled(self, factor: Self) -> Self {
        let thousandths = u32::from(self.0) * u32::from(factor.0) / 1000;
        Self(u16::try_from(thousandths).unwrap_or(1000))
    }
}

/// Points of a fit in hundredths, `0..=10_000` (100.00 points).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "u16", into = "u16"))]
pub struct Centipoints(u16);

impl From<u16> for Centipoints {
    fn from(value: u16) -> Self {
        Self::new(value)
    }
}

impl From<Centipoints> for u16 {
    fn from(value: Centipoints) -> Self {
        value.0
    }
}

impl Centipoints {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// All 100.00 points.
    pub const FULL: Self = Self(10_000);

    /// Makes points from hundredths; values above 10 000 are capped.
    pub const fn new(hundredths: u16) -> Self {
        if hundredths > 10_000 { Self::FULL } else { Self(hundredths) }
    }

    /// The value in hundredths of a point.
    pub const fn get(self) -> u16 {
        self.0
    }

    pub(crate) fn from_wide(hundredths: u128) -> Self {
        Self::new(u16::try_from(hundredths).unwrap_or(u16::MAX))
    }
}

impl fmt::Display for Centipoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What is known of a value: at least `low`, at most `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<T> {
    /// The value if every open answer turns out worst.
    pub low: T,
    /// The value if every open answer turns out best.
    pub high: T,
}

impl<T: Copy + Ord> Span<T> {
    /// A span between two ends, in whichever order they come.
    pub fn new(one: T, other: T) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// A value that is fully known.
    pub const fn exact(value: T) -> Self {
        Self { low: value, high: value }
    }

    /// Whether nothing is open.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The better of two, end by end.
    #[must_use]
    pub fn best(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// The worse of two, end by end.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.min(other.high) }
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Span<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.low, &self.high).serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: serde::Deserialize<'de> + Copy + Ord> serde::Deserialize<'de> for Span<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (low, high) = <(T, T)>::deserialize(deserializer)?;
        Ok(Self::new(low, high))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use utoipa::{
        PartialSchema, ToSchema,
        openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
    };

    use super::{Centipoints, Permille};

    fn integer(maximum: u16, description: &str) -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(maximum))
            .description(Some(description))
            .into()
    }

    impl PartialSchema for Permille {
        fn schema() -> RefOr<Schema> {
            integer(1000, "A share in thousandths.")
        }
    }

    impl ToSchema for Permille {}

    impl PartialSchema for Centipoints {
        fn schema() -> RefOr<Schema> {
            integer(10_000, "Points in hundredths.")
        }
    }

    impl ToSchema for Centipoints {}
}

/// Splits `total` in proportion to `shares`, so that the parts sum to `total` exactly.
///
/// Largest remainder; equal remainders go to the earlier share. Shares that are all zero get nothing.
pub(crate) fn apportion(total: u128, shares: &[u128]) -> Vec<u128> {
    let whole: u128 = shares.iter().sum();
    if whole == 0 {
        return vec![0; shares.len()];
    }
    let mut parts: Vec<u128> = shares.iter().map(|share| total * share / whole).collect();
    let left = total - parts.iter().sum::<u128>();
    let mut order: Vec<(u128, usize)> =
        shares.iter().enumerate().map(|(at, share)| (total * share % whole, at)).collect();
    order.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    for (given, (_, at)) in (0..left).zip(&order) {
        debug_assert!(given < left);
        if let Some(part) = parts.get_mut(*at) {
            *part += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Permille, apportion, round_half_up};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn halves_round_up() {
        assert_eq!(round_half_up(5, 2), 3);
        assert_eq!(round_half_up(4, 3), 1);
        assert_eq!(round_half_up(1, 0), 0);
        assert_eq!(Permille::share(400, 600).get(), 667);
        assert_eq!(Permille::share(7, 7), Permille::FULL);
    }

    proptest! {
        #[test]
        fn apportioned_parts_sum_and_stay_within_one(
            total in 0_u128..20_000,
            shares in proptest::collection::vec(0_u128..1_000_000, 1..12),
        ) {
            let parts = apportion(total, &shares);
            let whole: u128 = shares.iter().sum();
            prop_assert_eq!(parts.iter().sum::<u128>(), if whole == 0 { 0 } else { total });
            for (part, share) in parts.iter().zip(&shares) {
                if whole > 0 {
                    prop_assert!(*part * whole < (total * share) + whole);
                    prop_assert!((*part + 1) * whole > total * share);
                }
            }
        }
    }
}
