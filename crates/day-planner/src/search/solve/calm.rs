//! The last part of a search: a calm day.

use super::super::comfort::{self, Calm};
use super::super::problem::{FIT, PROMISED, SEEN};
use super::super::state::State;
use super::{Search, on_threads};

impl Search<'_, '_> {
    /// Times move until the day is calm.
    pub(super) fn comfort(&mut self) {
        let people = self.found.levels[SEEN];
        let talks = self.least_talks();
        self.found.comfort_bound = comfort::lower_bound(self.problem, talks, people);
        let mut moves = (self.found.placed.len() as u64 * 300).max(20_000);
        let mut from = 12.0;
        let mut stale = 0;
        while self.found.comfort > self.found.comfort_bound && !self.spent(1000) && stale < 4 {
            self.round += 1;
            let seed = self.how.seed.wrapping_add(self.round.wrapping_mul(31));
            let (problem, placed) = (self.problem, &self.found.placed);
            let floor = self.found.comfort_bound;
            let stop = || self.spent(1000);
            let one = |thread: u64| {
                let state = State::of(problem, placed);
                Calm::new(state, seed.wrapping_add(thread * 104_729)).run(
                    moves,
                    (from, 0.3),
                    floor,
                    &stop,
                )
            };
            let plans = on_threads(self.how.threads, &one);
            self.spend(moves);
            let before = self.found.comfort;
            for (placed, cost) in plans {
                if cost < self.found.comfort {
                    self.found.comfort = cost;
                    self.found.placed = placed;
                }
            }
            stale = if self.found.comfort < before { 0 } else { stale + 1 };
            self.tell();
            moves = moves.saturating_mul(2);
            from = (from * 0.8_f64).max(4.0);
        }
    }

    /// Talks that every plan of the same values has at least.
    pub(super) fn least_talks(&self) -> i64 {
        let most = self.problem.offers.iter().map(|offer| offer.fit).max().unwrap_or(1).max(1);
        let by_fit = (self.found.levels[FIT] + most - 1) / most;
        by_fit.max(self.found.levels[PROMISED])
    }
}
