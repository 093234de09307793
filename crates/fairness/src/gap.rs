//! Which lines of a profile make the difference between two groups.

/// What each line brings the people of a group, summed over all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    people: u32,
    sums: Vec<i64>,
}

/// The difference of two means, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    denominator: i128,
    numerators: Vec<i128>,
}

impl Shares {
    /// Notes what each line brings one more person; every person has the same lines in the same order.
    pub fn note(&mut self, lines: impl IntoIterator<Item = u16>) {
        self.people = self.people.saturating_add(1);
        for (at, share) in lines.into_iter().enumerate() {
            if at == self.sums.len() {
                self.sums.push(0);
            }
            if let Some(sum) = self.sums.get_mut(at) {
                *sum += i64::from(share);
            }
        }
    }

    /// How many people.
    pub const fn people(&self) -> u32 {
        self.people
    }
}

/// The mean of one group less that of the other, line by line; none where a group is empty.
///
/// A side's points are the sum of its lines, so the difference of the means is the sum of the lines'
/// differences, exactly (law L70).
pub fn gap(one: &Shares, other: &Shares) -> Option<Gap> {
    if one.people == 0 || other.people == 0 || one.sums.len() != other.sums.len() {
        return None;
    }
    let (n, m) = (i128::from(one.people), i128::from(other.people));
    let pairs = one.sums.iter().zip(&other.sums);
    let numerators = pairs.map(|(a, b)| i128::from(*a) * m - i128::from(*b) * n).collect();
    Some(Gap { denominator: n * m, numerators })
}

impl Gap {
    /// The whole difference in the unit of the shares, rounded to a whole number, half away from 0.
    pub fn total(&self) -> i64 {
        let sum: i128 = self.numerators.iter().sum();
        let half = self.denominator / 2;
        narrow((sum.abs() + half) / self.denominator) * if sum < 0 { -1 } else { 1 }
    }

    /// The difference of each line in the same unit, rounded so that they sum to [`Gap::total`]: what
    /// rounding down leaves goes to the lines that lost most by it.
    pub fn lines(&self) -> Vec<i64> {
        let down = |numerator: &i128| numerator.div_euclid(self.denominator);
        let mut lines: Vec<i64> = self.numerators.iter().map(|line| narrow(down(line))).collect();
        let left = self.total() - lines.iter().sum::<i64>();
        let mut order: Vec<(i128, usize)> = self
            .numerators
            .iter()
            .enumerate()
            .map(|(at, numerator)| (-numerator.rem_euclid(self.denominator), at))
            .collect();
        order.sort_unstable();
        let most = usize::try_from(left).unwrap_or(0);
        for (_, at) in order.into_iter().take(most) {
            if let Some(line) = lines.get_mut(at) {
                *line += 1;
            }
        }
        lines
    }
}

/// A difference of means of 16-bit numbers, which is far from any end.
fn narrow(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Shares, gap};

    fn group(people: &[Vec<u16>]) -> Shares {
        let mut shares = Shares::default();
        for lines in people {
            shares.note(lines.iter().copied());
        }
        shares
    }

    /// Means 14 and 3 of German, 20 and 20 of washing: eleven points of eleven come from German.
    #[test]
    fn the_line_that_makes_the_difference_is_named() {
        let one = group(&[vec![1_000, 2_000], vec![1_800, 2_000]]);
        let other = group(&[vec![300, 2_000]]);
        let found = gap(&one, &other).unwrap();
        assert_eq!((found.total(), found.lines()), (1_100, vec![1_100, 0]));
        let flipped = gap(&other, &one).unwrap();
        assert_eq!((flipped.total(), flipped.lines()), (-1_100, vec![-1_100, 0]));
        assert_eq!(one.people(), 2);
        let nobody = Shares::default();
        assert_eq!((gap(&one, &nobody), gap(&nobody, &one)), (None, None));
        assert_eq!(gap(&one, &group(&[vec![300]])), None);
    }

    /// Half a point goes away from 0, and what rounding down left goes to the lines that lost most by it.
    #[test]
    fn parts_of_a_point_go_where_most_was_lost() {
        let found = gap(&group(&[vec![1]]), &group(&[vec![1], vec![0]])).unwrap();
        assert_eq!((found.total(), found.lines()), (1, vec![1]));
        let found = gap(&group(&[vec![0]]), &group(&[vec![1], vec![0]])).unwrap();
        assert_eq!((found.total(), found.lines()), (-1, vec![-1]));
        let four = group(&[vec![1, 1, 1], vec![1, 1, 0], vec![1, 0, 0], vec![0, 0, 0]]);
        let found = gap(&four, &group(&[vec![0, 0, 0]])).unwrap();
        // 3/4, 1/2 and 1/4: one and a half, so two; the first line lost most, then the second.
        assert_eq!((found.total(), found.lines()), (2, vec![1, 1, 0]));
    }

    fn people() -> impl Strategy<Value = Vec<Vec<u16>>> {
        prop::collection::vec(prop::collection::vec(0_u16..4_000, 4), 1..30)
    }

    proptest! {
        /// L70: the lines sum to the difference of the means, exactly; and rounded they still do.
        #[test]
        fn lines_sum_to_the_whole(one in people(), other in people()) {
            let found = gap(&group(&one), &group(&other)).unwrap();
            let whole = |people: &[Vec<u16>]| -> i128 { people.iter().flatten().map(|share| i128::from(*share)).sum() };
            let (n, m) = (i128::try_from(one.len()).unwrap(), i128::try_from(other.len()).unwrap());
            prop_assert_eq!(found.numerators.iter().sum::<i128>(), whole(&one) * m - whole(&other) * n);
            prop_assert_eq!(found.lines().iter().sum::<i64>(), found.total());
            for (line, numerator) in found.lines().iter().zip(&found.numerators) {
                let apart = (i128::from(*line) * found.denominator - numerator).abs();
                prop_assert!(apart <= found.denominator, "{:?}", found);
            }
        }

        /// L72.
        #[test]
        fn flipped_groups_flip_the_sign(one in people(), other in people()) {
            let (one, other) = (group(&one), group(&other));
            prop_assert_eq!(gap(&one, &other).unwrap().total(), -gap(&other, &one).unwrap().total());
        }
    }
}
