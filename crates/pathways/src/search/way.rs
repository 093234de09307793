//! A way through an instance, and when one is better than another.

use super::instance::Cost;

/// A way through an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// Measures with the day on which each begins, in the order of their beginning.
    pub(crate) steps: Vec<(usize, i32)>,
    /// The day on which the last one is over.
    pub(crate) finish: i32,
    pub(crate) cost: Cost,
    /// Measures at an employer: of equal ways the one nearer to work comes first.
    pub(crate) near_work: usize,
}

/// What is compared: days, number of measures, cost.
pub(crate) type Merit = (i32, usize, Cost);

impl Way {
    pub(crate) const fn merit(&self) -> Merit {
        (self.finish, self.steps.len(), self.cost)
    }

    /// Ways of equal merit stand nearer to work first, then by their measures.
    pub(super) fn key(&self) -> (Merit, std::cmp::Reverse<usize>, Vec<usize>) {
        let mut jobs: Vec<usize> = self.steps.iter().map(|(job, _)| *job).collect();
        jobs.sort_unstable();
        (self.merit(), std::cmp::Reverse(self.near_work), jobs)
    }
}

/// Whether one merit is at least as good in everything and better in something.
pub(super) fn beats(one: Merit, other: Merit) -> bool {
    one != other && one.0 <= other.0 && one.1 <= other.1 && one.2 <= other.2
}
