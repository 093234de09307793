//! Weights, sides, the harmonic mean, columns and lost points: scoring.md 2.4 and 2.7.

use std::cmp::Reverse;

use matching_core::{
    criteria::{Budget, Side},
    model::Budgets,
};

use super::lines::Flat;

/// `n/d`, rounded half up.
pub(crate) fn half_up(numerator: u128, denominator: u128) -> u128 {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    if 2 * rest >= denominator { whole + 1 } else { whole }
}

/// One side of a fit.
#[derive(Clone, Debug)]
pub(crate) struct OfSide {
    pub(crate) points: [u128; 2],
    /// Achieved, open, missing, by line.
    pub(crate) columns: [Vec<u128>; 3],
    /// `w·(1000 − s)` by line, at both ends.
    short: [Vec<u128>; 2],
}

/// The weights of the lines over a common denominator: `W_k · c_i / C_k`, times all `C_k`.
pub(crate) fn weights(lines: &[Flat], budgets: &Budgets, side: Side) -> Vec<u128> {
    let importance = |budget: Budget| -> u128 {
        lines.iter().filter(|line| line.budget == budget).map(|line| line.importance).sum()
    };
    let used: Vec<Budget> = Budget::ALL
        .into_iter()
        .filter(|b| b.side() == side && budgets.points(*b) > 0 && importance(*b) > 0)
        .collect();
    let weight = |line: &Flat| {
        if !used.contains(&line.budget) {
            return 0;
        }
        let others = used.iter().filter(|budget| **budget != line.budget);
        let denominator: u128 = others.map(|budget| importance(*budget)).product();
        u128::from(budgets.points(line.budget)) * line.importance * denominator
    };
    lines.iter().map(weight).collect()
}

/// `A` and what the lines bring to it.
pub(crate) fn side(
    lines: &[Flat],
    satisfaction: &[[u128; 2]],
    budgets: &Budgets,
    side: Side,
) -> OfSide {
    let weights = weights(lines, budgets, side);
    let total: u128 = weights.iter().sum();
    let times = |of: &dyn Fn([u128; 2]) -> u128| -> Vec<u128> {
        weights.iter().zip(satisfaction).map(|(weight, s)| weight * of(*s)).collect()
    };
    let points = [0, 1].map(|end| {
        let sum: u128 = times(&|s| s[end]).iter().sum();
        if total == 0 { 10_000 } else { half_up(10 * sum, total) }
    });
    let [low, high] = points;
    let columns = [
        apportion(low, &times(&|s| s[0])),
        apportion(high - low, &times(&|s| s[1] - s[0])),
        apportion(10_000 - high, &times(&|s| 1000 - s[1])),
    ];
    OfSide { points, columns, short: [times(&|s| 1000 - s[0]), times(&|s| 1000 - s[1])] }
}

/// `2AN / (A+N)`, or nothing where both are nothing.
pub(crate) fn harmonic(demands: u128, needs: u128) -> u128 {
    if demands + needs == 0 { 0 } else { half_up(2 * demands * needs, demands + needs) }
}

/// Lost points by line at both ends: two players share `100 − G` by their mean marginal loss over
/// both orders, the lines of a side by `w·(1000 − s)`.
pub(crate) fn lost(demands: &OfSide, needs: &OfSide) -> [Vec<u128>; 2] {
    [0, 1].map(|end| {
        let (a, n) = (demands.points[end], needs.points[end]);
        let g = harmonic(a, n);
        // In halves of a point: first alone against a full other side, then against the real one.
        let of_a = (10_000 - harmonic(a, 10_000)) + (harmonic(10_000, n) - g);
        let of_n = (10_000 - harmonic(10_000, n)) + (harmonic(a, 10_000) - g);
        assert_eq!(of_a + of_n, 2 * (10_000 - g));
        let sides = apportion(10_000 - g, &[of_a, of_n]);
        let of_lines = [&demands.short[end], &needs.short[end]];
        let [one, other] = [0, 1].map(|side| apportion(sides[side], of_lines[side]));
        one.iter().zip(&other).map(|(one, other)| one + other).collect()
    })
}

/// Largest remainder: whole parts first, then one more for the largest remainders, earlier first.
pub(crate) fn apportion(total: u128, shares: &[u128]) -> Vec<u128> {
    let whole: u128 = shares.iter().sum();
    if whole == 0 {
        return vec![0; shares.len()];
    }
    let mut parts: Vec<u128> = shares.iter().map(|share| total * share / whole).collect();
    let mut taken = vec![false; shares.len()];
    for _ in parts.iter().sum::<u128>()..total {
        let remainder = |at: usize| total * shares[at] % whole;
        let free = (0..shares.len()).filter(|at| !taken[*at]);
        let best = free.max_by_key(|at| (remainder(*at), Reverse(*at))).unwrap();
        taken[best] = true;
        parts[best] += 1;
    }
    parts
}

/// The signs of `Σ w'·Δ` over all corners `w' ∈ {(1−p)w, (1+p)w}`: whether some is negative, and
/// whether some is positive.
pub(crate) fn corners(terms: &[(u128, i128)], percent: u16) -> (bool, bool) {
    let factor = |up: bool| {
        let percent = i128::from(percent.min(100));
        if up { 100 + percent } else { 100 - percent }
    };
    let (mut negative, mut positive) = (false, false);
    for corner in 0..(1_u32 << terms.len()) {
        let term = |(at, (weight, delta)): (usize, &(u128, i128))| {
            i128::try_from(*weight).unwrap() * delta * factor(corner >> at & 1 == 1)
        };
        let sum: i128 = terms.iter().enumerate().map(term).sum();
        negative |= sum < 0;
        positive |= sum > 0;
    }
    (negative, positive)
}
