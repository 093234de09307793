//! From a problem to a plan: a first plan, prices level by level, the exact step, comfort.

mod bounds;
mod calm;
mod meet;
mod place;
mod worst;

use std::sync::atomic::{AtomicU64, Ordering};

use self::bounds::{flows, obvious};
use super::anneal::{Anneal, Heat};
use super::comfort;
use super::greedy;
use super::prices::Prices;
use super::problem::{LEVELS, Levels, Problem};
use super::state::{Placed, State};
use crate::budget::Budget;

/// The best plan and what is known about it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub placed: Placed,
    pub levels: Levels,
    /// Upper bounds by level.
    pub bounds: Levels,
    /// The least fitting served person's best talk; 0 where it does not count.
    pub worst: i64,
    /// Upper bound of it.
    pub worst_bound: i64,
    pub comfort: i64,
    /// Lower bound of comfort.
    pub comfort_bound: i64,
    pub steps: u64,
}

impl Found {
    /// Whether every level above comfort meets its bound.
    pub(crate) fn is_proven(&self) -> bool {
        self.levels.iter().zip(&self.bounds).all(|(value, bound)| value >= bound)
    }
}

/// How a search is run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How {
    pub seed: u64,
    pub threads: usize,
    /// Whether the day is made calm at the end.
    pub comfort: bool,
}

/// Told of every better plan or bound.
pub(crate) type Watch<'a> = &'a (dyn Fn(&Found) + Sync);

/// Share of the budget (of 1000) after which only comfort is worked on.
const TALKS_SHARE: u64 = 800;
/// One search.
struct Search<'p, 'b> {
    problem: &'p Problem,
    budget: &'b Budget<'b>,
    how: How,
    watch: Option<Watch<'b>>,
    steps: AtomicU64,
    found: Found,
    /// Bounds that need no search, and for which values of earlier levels each bound was found.
    obvious: Levels,
    given: [Levels; LEVELS],
    /// Offers that a better plan may hold, by the last prices.
    pool: Vec<u32>,
    round: u64,
    /// What everybody's best talk must fit at least, while that is asked.
    floor: i64,
}

/// Searches from the greedy plan, or from a plan in hand when it is better.
pub(crate) fn solve(
    problem: &Problem,
    start: Option<&Placed>,
    how: How,
    budget: &Budget<'_>,
    watch: Option<Watch<'_>>,
) -> Found {
    let mut state = State::new(problem);
    greedy::fill(&mut state);
    if let Some(start) = start {
        let mut other = State::of(problem, start);
        greedy::fill(&mut other);
        if !problem.better(&state.levels, &other.levels) {
            state = other;
        }
    }
    let found = Found {
        comfort: comfort::cost(&state),
        levels: state.levels,
        bounds: obvious(problem),
        comfort_bound: 0,
        worst: 0,
        worst_bound: 0,
        steps: 0,
        placed: state.placed(),
    };
    let mut search = Search {
        problem,
        budget,
        how,
        watch,
        steps: AtomicU64::new(0),
        obvious: found.bounds,
        given: [[i64::MIN; LEVELS]; LEVELS],
        found,
        pool: (0..problem.offers.len() as u32).collect(),
        round: 0,
        floor: 0,
    };
    search.tell(); // the first plan, before anything slower
    flows(problem, &mut search.obvious);
    search.found.bounds = search.obvious;
    search.tell();
    let prices = search.talks();
    if problem.worst_off {
        search.worst_off(prices);
    }
    if how.comfort {
        search.comfort();
    }
    search.found.steps = search.steps.load(Ordering::Relaxed);
    search.found
}

impl<'p> Search<'p, '_> {
    fn spend(&self, steps: u64) {
        self.steps.fetch_add(steps, Ordering::Relaxed);
    }

    fn spent(&self, share: u64) -> bool {
        self.budget.is_spent(self.steps.load(Ordering::Relaxed), share)
    }

    fn tell(&mut self) {
        self.found.steps = self.steps.load(Ordering::Relaxed);
        if let Some(watch) = self.watch {
            watch(&self.found);
        }
    }

    /// Steps that one evaluation of the prices counts for.
    fn pricing_steps(&self) -> u64 {
        (self.problem.offers.len() + self.problem.cells.len()) as u64 / 50 + 1
    }

    fn take(&mut self, placed: Placed) {
        let state = State::of(self.problem, &placed);
        if self.problem.better(&state.levels, &self.found.levels) {
            self.found.levels = state.levels;
            self.found.comfort = comfort::cost(&state);
            self.found.placed = placed;
            self.forget();
            self.tell();
        }
    }

    /// Whether the plan in hand reaches targets on every level before a stage.
    fn reaches(&self, stage: usize, targets: &Levels) -> bool {
        self.problem.order[..stage].iter().all(|level| self.found.levels[*level] >= targets[*level])
    }

    /// Drops bounds that hold only for plans better on an earlier level than the plan in hand: a
    /// gain on one level may have cost points on a level after it.
    fn forget(&mut self) {
        for stage in 0..LEVELS {
            let level = self.problem.order[stage];
            let given = self.given[level];
            if !self.reaches(stage, &given) {
                self.found.bounds[level] = self.obvious[level];
                self.given[level] = [i64::MIN; LEVELS];
            }
        }
    }

    /// Everything above comfort: prices bound each level, the exact step meets the bounds.
    /// The prices of the last level are handed back.
    fn talks(&mut self) -> Option<Prices<'p>> {
        let moves = (self.problem.offers.len() as u64 * 20).clamp(2_000, 100_000);
        self.anneal(moves, (60.0, 6.0), 50);
        let mut known: Vec<Option<Prices<'p>>> = vec![None; LEVELS];
        while !self.spent(TALKS_SHARE) && self.open_stage().is_some() {
            self.round += 1;
            let before = (self.found.levels, self.found.bounds);
            let last = self.last_stage();
            for stage in 0..last {
                // in the first round the flows are bound enough
                if self.round > 1 && self.is_open(stage) {
                    let prices = self.price(stage, &mut known, self.found.levels);
                    known[stage] = Some(prices);
                }
            }
            // at first aim at what seems possible, later at what was reached
            let hope = if self.round % 3 == 1 { self.hope(last) } else { self.found.levels };
            let mut prices = self.price(last, &mut known, hope);
            let hoped = !self.reaches(last, &hope);
            self.meet(last, &mut prices, &hope);
            if hoped {
                if !self.reaches(last, &hope) {
                    known[last] = Some(prices);
                    prices = self.price(last, &mut known, self.found.levels);
                }
                // what was hoped for, or is now asked for, is reached, so the prices bound it
                let targets = prices.targets();
                self.lower(last, prices.bound(), &targets);
                self.meet(last, &mut prices, &targets);
            }
            known[last] = Some(prices);
            if !self.is_open(last) || before.0 == self.found.levels || self.round > 2 {
                self.prove(last, &mut known);
            }
            if self.open_stage().is_some() {
                // a change of scene between exact steps, not a search of its own
                let moves = (self.problem.offers.len() as u64 * 20 + 5_000)
                    .saturating_mul(self.round.min(20))
                    .min(400_000);
                self.anneal(moves, (30.0, 2.0), TALKS_SHARE);
            }
        }
        let last = self.last_stage();
        known.get_mut(last).and_then(Option::take)
    }

    /// The first level whose value is not known to be the best.
    fn open_stage(&self) -> Option<usize> {
        (0..LEVELS).find(|stage| self.is_open(*stage))
    }

    /// The last level that counts for this problem.
    fn last_stage(&self) -> usize {
        let counts = |level: &usize| self.obvious[*level] > 0;
        self.problem.order.iter().rposition(counts).unwrap_or(0)
    }

    fn is_open(&self, stage: usize) -> bool {
        let level = self.problem.order[stage];
        self.found.levels[level] < self.found.bounds[level]
    }

    /// The values of the plan, raised to their bounds on the levels before a stage.
    fn hope(&self, stage: usize) -> Levels {
        let mut hope = self.found.levels;
        for level in &self.problem.order[..stage] {
            hope[*level] = self.found.bounds[*level];
        }
        hope
    }

    /// Open counting levels, settled by an exact step over all offers that could matter.
    fn prove(&mut self, last: usize, known: &mut [Option<Prices<'p>>]) {
        for (stage, slot) in known.iter_mut().enumerate().take(last) {
            if !self.is_open(stage) || self.spent(TALKS_SHARE) {
                continue;
            }
            if let Some(prices) = slot {
                let levels = self.found.levels;
                self.meet(stage, prices, &levels);
                if self.is_open(stage) {
                    return; // later levels hang on this one
                }
            }
        }
    }

    /// Anneals on every thread from the plan in hand.
    fn anneal(&mut self, moves: u64, (from, to): (f64, f64), share: u64) {
        let seed = self.how.seed.wrapping_add(self.round.wrapping_mul(1009));
        let heat = Heat { from, to, moves };
        let (problem, placed, pool) = (self.problem, &self.found.placed, &self.pool);
        let stop = || self.spent(share);
        let one = |thread: u64| {
            let state = State::of(problem, placed);
            Anneal::new(state, pool.clone(), seed.wrapping_add(thread * 7919)).run(heat, &stop).0
        };
        let plans: Vec<Placed> = on_threads(self.how.threads, &one);
        self.spend(moves);
        for placed in plans {
            self.take(placed);
        }
    }
}

/// Runs a function on each thread; results in order of the threads.
fn on_threads<T: Send>(threads: usize, one: &(dyn Fn(u64) -> T + Sync)) -> Vec<T> {
    if threads < 2 {
        return vec![one(0)];
    }
    std::thread::scope(|scope| {
        let running: Vec<_> =
            (0..threads as u64).map(|thread| scope.spawn(move || one(thread))).collect();
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}
