//! Whether two rates may be one: Fisher's exact test with the mid-p correction.

use crate::Tally;

/// How often chance alone makes two rates differ this much, with the same people and the same total: from
/// 0 to 1.
///
/// Fisher's exact test counts the tables with these sums; the observed one counts half (mid-p, Lancaster,
/// Journal of the American Statistical Association 56, 1961), because the plain test is far too cautious
/// for small groups. Both directions together are twice the smaller one.
pub fn mid_p(one: Tally, other: Tally) -> f64 {
    let tables = Tables::of(one, other);
    let [below, at, above] = tables.around(one.yes());
    let all = below + at + above;
    let smaller = below.min(above) + at / 2.0;
    (2.0 * smaller / all).min(1.0)
}

/// The tables with given sums, by how many of the one group are counted.
#[derive(Clone, Copy, Debug)]
struct Tables {
    people: u32,
    others: u32,
    yes: u32,
}

impl Tables {
    const fn of(one: Tally, other: Tally) -> Self {
        Self { people: one.people(), others: other.people(), yes: one.yes() + other.yes() }
    }

    fn fewest(self) -> u32 {
        self.yes.saturating_sub(self.others)
    }

    fn most(self) -> u32 {
        self.yes.min(self.people)
    }

    /// Weights of all tables below, at and above one of them.
    ///
    /// They are built from the likeliest table outwards, each from its neighbour: no factorials, and what
    /// is too unlikely for a number fades to 0.
    fn around(self, observed: u32) -> [f64; 3] {
        let mut sums = [0.0; 3];
        let mut add = |at: u32, weight: f64| {
            let [below, same, above] = &mut sums;
            let sum = match at.cmp(&observed) {
                std::cmp::Ordering::Less => below,
                std::cmp::Ordering::Equal => same,
                std::cmp::Ordering::Greater => above,
            };
            *sum += weight;
        };
        let likeliest = self.likeliest();
        add(likeliest, 1.0);
        let mut weight = 1.0;
        for at in likeliest..self.most() {
            weight *= self.step(at);
            add(at + 1, weight);
        }
        weight = 1.0;
        for at in (self.fewest()..likeliest).rev() {
            weight /= self.step(at);
            add(at, weight);
        }
        sums
    }

    fn likeliest(self) -> u32 {
        let wide = |number: u32| u64::from(number);
        let all = wide(self.people) + wide(self.others) + 2;
        let middle = (wide(self.yes) + 1) * (wide(self.people) + 1) / all;
        u32::try_from(middle).unwrap_or(u32::MAX).clamp(self.fewest(), self.most())
    }

    /// The weight of the table after one, as a part of that one's.
    fn step(self, at: u32) -> f64 {
        let rises = f64::from(self.yes - at) * f64::from(self.people - at);
        let rest = f64::from(self.others) + f64::from(at) + 1.0 - f64::from(self.yes);
        rises / ((f64::from(at) + 1.0) * rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mid_p;
    use crate::Tally;

    fn choose(n: u128, k: u128) -> u128 {
        (0..k).fold(1, |product, i| product * (n - i) / (i + 1))
    }

    /// The same by its definition, with whole numbers.
    fn counted(one: Tally, other: Tally) -> f64 {
        let wide = |number: u32| u128::from(number);
        let (n, m, k) = (wide(one.people()), wide(other.people()), wide(one.yes() + other.yes()));
        let weight = |x: u128| choose(n, x) * choose(m, k - x);
        let tables = k.saturating_sub(m)..=k.min(n);
        let seen = wide(one.yes());
        let below: u128 = tables.clone().filter(|x| *x < seen).map(weight).sum();
        let above: u128 = tables.filter(|x| *x > seen).map(weight).sum();
        let half = weight(seen);
        let all = 2 * below + 2 * half + 2 * above;
        let twice = 2 * below.min(above) + half;
        let narrow = |number: u128| number.to_string().parse::<f64>().unwrap();
        (2.0 * narrow(twice) / narrow(all)).min(1.0)
    }

    /// Fisher's tea: eight cups, all told right. One table of 70 is as good: half of it, twice.
    #[test]
    fn the_lady_tastes_it() {
        let found = mid_p(Tally::new(4, 4), Tally::new(4, 0));
        assert!((found - 1.0 / 70.0).abs() < 1e-12);
        assert!((mid_p(Tally::new(4, 2), Tally::new(4, 2)) - 1.0).abs() < 1e-12);
        assert!((mid_p(Tally::new(0, 0), Tally::new(4, 2)) - 1.0).abs() < 1e-12);
        // A whole Jobcenter: no number too large, none too small.
        let far = mid_p(Tally::new(7_000, 1_000), Tally::new(8_000, 7_000));
        assert!((0.0..1e-12).contains(&far));
        let near = mid_p(Tally::new(7_000, 3_500), Tally::new(8_000, 4_000));
        assert!((0.9..=1.0).contains(&near));
    }

    proptest! {
        #[test]
        fn it_is_what_counting_all_tables_gives(n in 0_u32..25, m in 0_u32..25, x in 0_u32..25, y in 0_u32..25) {
            let (one, other) = (Tally::new(n, x), Tally::new(m, y));
            prop_assert!((mid_p(one, other) - counted(one, other)).abs() < 1e-9);
            prop_assert!((mid_p(one, other) - mid_p(other, one)).abs() < 1e-9);
        }
    }
}
