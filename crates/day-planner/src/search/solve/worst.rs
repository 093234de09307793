//! Among plans of equal worth, the one whose least fitting served person is better off.

use super::super::prices::{Prices, UNIT};
use super::super::problem::{FIT, LEVELS, Problem};
use super::super::state::State;
use super::meet::LARGEST_CORE;
use super::{Search, TALKS_SHARE};

/// More improvements than this never came in tests; each costs an exact step.
const MOST_STEPS: u32 = 12;

/// The least, over people with a talk, of the fit of their best talk.
fn value(state: &State<'_>) -> i64 {
    let problem = state.problem;
    (0..problem.people.len())
        .filter_map(|person| {
            let talks = state.talks_of(person).iter();
            talks.map(|talk| problem.offers[*talk as usize].fit).max()
        })
        .min()
        .unwrap_or(0)
}

/// What nobody can beat: the best offer of the best served.
fn ceiling(problem: &Problem) -> i64 {
    problem.offers.iter().map(|offer| offer.fit).max().unwrap_or(0)
}

impl<'p> Search<'p, '_> {
    /// Raises the worst-off by exact steps over the offers that plans of equal worth can hold.
    pub(super) fn worst_off(&mut self, prices: Option<Prices<'p>>) {
        let problem = self.problem;
        self.found.worst = value(&State::of(problem, &self.found.placed));
        self.found.worst_bound = ceiling(problem);
        let last = self.last_stage();
        if problem.order[last] != FIT || self.open_stage().is_some() {
            return;
        }
        // a plan proven without prices needs some for the core
        let levels = self.found.levels;
        let mut none: [Option<Prices<'p>>; LEVELS] = Default::default();
        let mut prices = prices.unwrap_or_else(|| self.price(last, &mut none, levels));
        let (bound, losses) = prices.losses();
        let depth = bound - levels[FIT] * UNIT;
        let core = self.core(FIT, &losses, depth);
        for _ in 0..MOST_STEPS {
            if core.len() > LARGEST_CORE || self.spent(TALKS_SHARE) {
                return;
            }
            self.floor = self.found.worst + 1;
            let answer = self.exact(last, &core, &levels, false);
            self.floor = 0;
            let Some(answer) = answer else { return };
            if answer.bound.is_some_and(|bound| bound < levels[FIT]) {
                self.found.worst_bound = self.found.worst;
                return;
            }
            let Some(placed) = self.timed(&answer.offers, &answer.cells) else { return };
            let state = State::of(problem, &placed);
            let worst = value(&state);
            if state.levels != levels || worst <= self.found.worst {
                return;
            }
            self.found.worst = worst;
            self.found.comfort = super::super::comfort::cost(&state);
            self.found.placed = placed;
        }
    }
}
