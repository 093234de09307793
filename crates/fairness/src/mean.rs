//! Means of groups, with intervals.

use crate::{Estimate, interval::Z};

/// Numbers that were noted of the people of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    people: u32,
    // Whole numbers below 2^53: exact, in whatever order they come.
    sum: f64,
    squares: f64,
}

impl Sample {
    /// Notes a number of one more person.
    pub fn note(&mut self, number: u32) {
        let number = f64::from(number);
        self.people = self.people.saturating_add(1);
        self.sum += number;
        self.squares += number * number;
    }

    /// How many people.
    pub const fn people(self) -> u32 {
        self.people
    }

    fn mean(self) -> f64 {
        self.sum / f64::from(self.people)
    }

    /// The square of the standard error of the mean; none for fewer than two people.
    fn error(self) -> Option<f64> {
        let people = f64::from(self.people);
        let apart = (self.squares - self.sum * self.mean()).max(0.0);
        (self.people >= 2).then(|| apart / (people - 1.0) / people)
    }
}

/// The mean of a group, with Student's interval; none for fewer than two people.
pub fn mean(sample: Sample) -> Option<Estimate> {
    let error = sample.error()?;
    let half = student(f64::from(sample.people) - 1.0) * error.sqrt();
    let value = sample.mean();
    Some(Estimate { value, low: value - half, high: value + half })
}

/// The mean of one group less that of the other, with Welch's interval: the groups need not vary alike.
/// None where a group has fewer than two people.
pub fn mean_difference(one: Sample, other: Sample) -> Option<Estimate> {
    let (first, second) = (one.error()?, other.error()?);
    let value = one.mean() - other.mean();
    let both = first + second;
    let part = |error: f64, people: u32| error * error / (f64::from(people) - 1.0);
    let parts = part(first, one.people) + part(second, other.people);
    let freedom = if parts > 0.0 { both * both / parts } else { f64::from(u32::MAX) };
    let half = student(freedom) * both.sqrt();
    Some(Estimate { value, low: value - half, high: value + half })
}

/// Half the width of the middle 95 % of Student's distribution (Abramowitz and Stegun, Handbook of
/// Mathematical Functions, 26.7.5); from four degrees of freedom on within a third of a percent.
fn student(freedom: f64) -> f64 {
    let square = Z * Z;
    let first = (square + 1.0) * Z / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) * Z / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) * Z / 384.0;
    Z + first / freedom + second / (freedom * freedom) + third / (freedom * freedom * freedom)
}

#[cfg(test)]
mod tests {
    use super::{Sample, mean, mean_difference, student};

    fn sample(numbers: &[u32]) -> Sample {
        let mut sample = Sample::default();
        for number in numbers {
            sample.note(*number);
        }
        sample
    }

    /// Values of the usual tables: 2.776 for 4 degrees of freedom, 2.228 for 10, 2.042 for 30.
    #[test]
    fn the_width_is_that_of_the_tables() {
        for (freedom, width) in [(4.0, 2.776), (10.0, 2.228), (30.0, 2.042), (1e9, 1.960)] {
            assert!((student(freedom) / width - 1.0).abs() < 0.003, "{freedom}");
        }
        // The formula itself for 4, worked by hand.
        assert!((student(4.0) - 2.7694).abs() < 0.001);
    }

    /// Worked by hand: mean 6, squared deviations 40, variance 10, standard error √2.
    #[test]
    fn a_mean_has_its_interval() {
        assert_eq!(sample(&[2, 4, 6, 8, 10]).people(), 5);
        let found = mean(sample(&[2, 4, 6, 8, 10])).unwrap();
        assert!((found.value - 6.0).abs() < 1e-12);
        assert!((found.high - 6.0 - 2.776 * 2.0_f64.sqrt()).abs() < 0.02);
        assert!((found.low + found.high - 12.0).abs() < 1e-9);
        assert_eq!(mean(sample(&[7])), None);
        let same = mean(sample(&[7, 7, 7])).unwrap();
        assert!((same.high - same.low).abs() < 1e-12);
    }

    /// Worked by hand: errors 2 and 2, so 64 parts of 16 / 4 each: 8 degrees of freedom, width 2.306.
    #[test]
    fn a_difference_of_means_flips_with_its_groups() {
        let (one, other) = (sample(&[2, 4, 6, 8, 10]), sample(&[5, 7, 9, 11, 13]));
        let found = mean_difference(one, other).unwrap();
        assert!((found.value + 3.0).abs() < 1e-12);
        assert!((found.high - found.value - 2.306 * 2.0).abs() < 0.02);
        let flipped = mean_difference(other, one).unwrap();
        assert!((found.low + flipped.high).abs() < 1e-12);
        // Errors 2 and 1.8 of five and six people: 14.44 / 1.648 degrees of freedom, width 2.271.
        let uneven = mean_difference(one, sample(&[0, 0, 0, 6, 6, 6])).unwrap();
        assert!((uneven.high - uneven.value - 2.271 * 3.8_f64.sqrt()).abs() < 0.02);
        let even = mean_difference(sample(&[3, 3]), sample(&[3, 3, 3])).unwrap();
        assert!(even.low.abs() < 1e-12 && even.high.abs() < 1e-12);
    }
}
