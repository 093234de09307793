//! Logarithms in integers, so that every machine builds and ranks the same.

/// One in fixed-point numbers with 16 fractional bits.
pub(crate) const ONE: u64 = 1 << 16;

/// The logarithm to base two of a positive number, in units of 1/65536; zero for zero.
///
/// The fraction comes bit by bit from repeated squaring and rounds down.
pub(crate) const fn log2(number: u64) -> u64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    // The mantissa in [1, 2) with 31 fractional bits; its square fits 64 bits.
    let mut mantissa = if whole <= 31 { number << (31 - whole) } else { number >> (whole - 31) };
    let mut log = 0;
    let mut unit = ONE;
    while unit > 1 {
        mantissa = (mantissa * mantissa) >> 31;
        unit >>= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            log += unit;
        }
    }
    let mut left = whole;
    while left > 0 {
        log += ONE;
        left -= 1;
    }
    log
}

/// The natural logarithm of a ratio of at least one, in permille, rounded down; zero for smaller ratios.
pub(crate) fn ln_permille(numerator: u64, denominator: u64) -> u32 {
    let bits = log2(numerator).saturating_sub(log2(denominator));
    // ln 2 = 0.693147: 1000 * ln 2 / 65536, with six digits.
    u32::try_from(bits * 693_147 / (ONE * 1000)).unwrap_or(u32::MAX)
}

/// Fractional bits of [`quick_log2`].
pub(crate) const QUICK_BITS: u32 = 12;

/// Logarithms of 1 + n/256, in units of 1/4096.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses a place outside"
)]
const MANTISSAS: [u64; 256] = {
    let mut table = [0; 256];
    let mut number = 256;
    let mut at = 0;
    while at < 256 {
        table[at] = (log2(number) - 8 * ONE) >> (16 - QUICK_BITS);
        number += 1;
        at += 1;
    }
    table
};

/// The logarithm to base two from a table, in units of 1/4096, at most 1/170 too small; never falls where the number rises.
pub(crate) fn quick_log2(number: u64) -> u64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    let mantissa = if whole >= 8 { number >> (whole - 8) } else { number << (8 - whole) };
    let place = usize::try_from(mantissa & 255).unwrap_or(0);
    (u64::from(whole) << QUICK_BITS) + MANTISSAS.get(place).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{ONE, ln_permille, log2, quick_log2};
    use proptest::prelude::*;

    #[test]
    fn powers_of_two_are_exact() {
        for power in 0..64_u32 {
            assert_eq!(log2(1 << power), u64::from(power) * ONE);
            assert_eq!(quick_log2(1 << power), u64::from(power) << 12);
        }
        assert_eq!((log2(0), quick_log2(0)), (0, 0));
    }

    #[test]
    fn known_natural_logarithms() {
        let ratios = [(1, 1), (2, 1), (10, 1), (3038, 2), (1, 2)];
        let found = ratios.map(|(numerator, denominator)| ln_permille(numerator, denominator));
        assert_eq!(found, [0, 693, 2302, 7325, 0]);
    }

    proptest! {
        #[test]
        fn logarithms_rise_and_turn_products_into_sums(one in 1_u64..1 << 31, other in 1_u64..1 << 31) {
            let (less, more) = (one.min(other), one.max(other));
            prop_assert!(log2(less) <= log2(more));
            prop_assert!(quick_log2(less) <= quick_log2(more));
            prop_assert!(log2(one * other).abs_diff(log2(one) + log2(other)) <= 4);
            prop_assert!((log2(one) >> 4) - quick_log2(one) <= 4096 / 170);
        }
    }
}
