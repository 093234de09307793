//! Exact weights of the lines of a profile: budget × importance, without fractions.

use crate::{
    criteria::{Budget, Side},
    model::RequirementProfile,
};

/// The weights of one side, in the order of the profile's lines; lines of the other side have 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    pub(crate) of_lines: Vec<u128>,
    pub(crate) total: u128,
}

impl Weights {
    /// `w_i = W_k · c_i · (L / C_k)` with the budget `W_k` of the line, its importance `c_i`, the
    /// sum `C_k` of the importances inside that budget and `L` the least common multiple of these
    /// sums: scoring.md 2.4.
    ///
    /// Budgets that no line uses drop out. With at most 256 lines of importance at most 9 and
    /// budgets of at most 1000, `L < 2^79` and every weighted sum of the score fits into 128 bits.
    pub(crate) fn new(profile: &RequirementProfile, side: Side) -> Self {
        let sums: Vec<(Budget, u128)> = Budget::ALL
            .into_iter()
            .filter(|budget| budget.side() == side && profile.budgets().points(*budget) > 0)
            .map(|budget| {
                let own = profile.criteria().iter().filter(|line| line.budget == budget);
                (budget, own.map(|line| u128::from(line.importance)).sum::<u128>())
            })
            .filter(|(_, sum)| *sum > 0)
            .collect();
        let common =
            sums.iter().fold(1, |multiple, (_, sum)| least_common_multiple(multiple, *sum));
        let weight = |budget: Budget, importance: u8| {
            let sum = sums.iter().find(|(known, _)| *known == budget).map_or(0, |(_, sum)| *sum);
            let points = u128::from(profile.budgets().points(budget));
            points * u128::from(importance) * u128::checked_div(common, sum).unwrap_or(0)
        };
        let of_lines: Vec<u128> =
            profile.criteria().iter().map(|line| weight(line.budget, line.importance)).collect();
        let total = of_lines.iter().sum();
        Self { of_lines, total }
    }
}

fn least_common_multiple(one: u128, other: u128) -> u128 {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    one / a * other
}

#[cfg(test)]
mod tests {
    use super::least_common_multiple;

    #[test]
    fn the_least_common_multiple_is_the_least() {
        assert_eq!(least_common_multiple(4, 6), 12);
        assert_eq!(least_common_multiple(5, 5), 5);
        assert_eq!(least_common_multiple(1, 9), 9);
    }
}
