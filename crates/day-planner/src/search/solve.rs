//! From a problem to a plan: a first plan, prices level by level, the exact step, comfort.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::anneal::{Anneal, Heat};
use super::comfort::{self, Calm};
use super::exact::{self, Question};
use super::flow;
use super::greedy;
use super::prices::{Prices, UNIT};
use super::problem::{COVERED, EVEN, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE};
use super::state::{Placed, State};
use super::timing::Timing;
use crate::budget::{Budget, Limit};

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
/// More offers than this make the exact step slower than annealing.
pub(super) const LARGEST_CORE: usize = 12_000;
/// More choices of offer and cell than this make the exact step with times too slow.
const LARGEST_TIMED: u32 = 3_000;

/// One search.
pub(super) struct Search<'p, 'b> {
    problem: &'p Problem,
    budget: &'b Budget<'b>,
    how: How,
    watch: Option<Watch<'b>>,
    steps: AtomicU64,
    pub(super) found: Found,
    /// Bounds that need no search, and for which values of earlier levels each bound was found.
    obvious: Levels,
    given: [Levels; LEVELS],
    /// Offers that a better plan may hold, by the last prices.
    pool: Vec<u32>,
    round: u64,
    /// What everybody's best talk must fit at least, while that is asked.
    pub(super) floor: i64,
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

/// Bounds that need no search.
fn obvious(problem: &Problem) -> Levels {
    let mut bounds = [0; LEVELS];
    let mut most: Vec<i64> = vec![0; problem.wishes.len()];
    for person in 0..problem.people.len() {
        let row = problem.people[person];
        let max = i64::from(row.max);
        bounds[SEEN] += max.min(1);
        bounds[PROMISED] += max.min(i64::from(row.min));
        bounds[EVEN] += (0..max).map(|talk| (problem.even - talk).max(0)).sum::<i64>();
        let offers = &problem.offers[problem.offers_of(person)];
        let mut fits: Vec<i64> = offers.iter().map(|offer| offer.fit).collect();
        fits.sort_unstable_by(|a, b| b.cmp(a));
        bounds[FIT] += fits.iter().take(row.max as usize).sum::<i64>();
        let mut keeps: Vec<(u32, i64)> = (offers.iter())
            .map(|offer| (offer.employer, offer.keep + i64::from(offer.home != u32::MAX)))
            .collect();
        keeps.sort_unstable_by(|a, b| b.cmp(a));
        keeps.dedup_by_key(|keep| keep.0);
        bounds[STABLE] += keeps.iter().map(|keep| keep.1).sum::<i64>();
        let mut groups: Vec<u32> =
            offers.iter().flat_map(|offer| offer.groups).filter(|g| *g != u32::MAX).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            most[group as usize] += max;
        }
    }
    for (wish, most) in problem.wishes.iter().zip(most) {
        bounds[COVERED] += most.min(i64::from(*wish));
    }
    bounds
}

/// Bounds by flows without times.
fn flows(problem: &Problem, bounds: &mut Levels) {
    let max = |person: usize| problem.people[person].max;
    let cap = |role: usize| problem.role_caps[role];
    let seen = flow::most(problem, |person| max(person).min(1), cap, |_| true);
    let promised =
        flow::most(problem, |person| max(person).min(problem.people[person].min), cap, |_| true);
    bounds[SEEN] = bounds[SEEN].min(seen);
    bounds[PROMISED] = bounds[PROMISED].min(promised);
    // the first groups are roles; groups of tables after them are counted as if always met
    let roles = problem.role_caps.len().min(problem.wishes.len());
    let wish = |role: usize| problem.wishes.get(role).map_or(0, |wish| cap(role).min(*wish));
    let suitable = |offer: usize| problem.offers[offer].groups[0] != NONE;
    let others: i64 = problem.wishes[roles..].iter().map(|wish| i64::from(*wish)).sum();
    let covered = flow::most(problem, max, wish, suitable) + others;
    bounds[COVERED] = bounds[COVERED].min(covered);
}

impl<'p> Search<'p, '_> {
    pub(super) fn problem(&self) -> &'p Problem {
        self.problem
    }

    /// Whether only comfort is left to be worked on.
    pub(super) fn is_late(&self) -> bool {
        self.spent(TALKS_SHARE)
    }

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
    pub(super) fn open_stage(&self) -> Option<usize> {
        (0..LEVELS).find(|stage| self.is_open(*stage))
    }

    /// The last level that counts for this problem.
    pub(super) fn last_stage(&self) -> usize {
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

    /// Prices for one level with targets for the levels before it.
    pub(super) fn price(
        &mut self,
        stage: usize,
        known: &mut [Option<Prices<'p>>],
        targets: Levels,
    ) -> Prices<'p> {
        let level = self.problem.order[stage];
        let again = known[stage].is_some();
        let before = (0..=stage).rev().find_map(|at| known[at].take());
        let threads = self.how.threads;
        let mut prices = Prices::new(self.problem, stage, &targets, before.as_ref(), threads);
        let value = self.found.levels[level];
        let valid = self.reaches(stage, &targets);
        let lengths: &[(u32, f64, f64)] = match (level, again) {
            (FIT, false) => &[(400, 200.0, 0.3), (150, 5.0, 0.1)],
            (FIT, true) => &[(200, 10.0, 0.1), (200, 2.0, 0.03)],
            (_, false) => &[(300, 0.5, 0.002)],
            _ => &[(300, 0.1, 0.001)],
        };
        let cost = self.pricing_steps();
        for (count, from, to) in lengths {
            prices.descend(*count, (*from, *to), &|bound| {
                self.spend(cost);
                (valid && bound <= value) || self.spent(TALKS_SHARE)
            });
            prices.rewind();
        }
        self.lower(stage, prices.bound(), &targets);
        prices
    }

    /// Takes a bound that holds for plans that reach the targets.
    fn lower(&mut self, stage: usize, bound: i64, targets: &Levels) {
        let level = self.problem.order[stage];
        if bound < self.found.bounds[level] && self.reaches(stage, targets) {
            self.found.bounds[level] = bound.max(self.found.levels[level]);
            self.given[level] = *targets;
            self.tell();
        }
    }

    /// The exact step over ever larger cores, until the value meets the bound or all offers that
    /// could matter are in.
    fn meet(&mut self, stage: usize, prices: &mut Prices<'p>, targets: &Levels) {
        let level = self.problem.order[stage];
        let (bound, losses) = prices.losses();
        // large tasks have so many near-ties that fewer points make a core of the same quality
        let least = if self.problem.offers.len() > 50_000 { 3 } else { 12 };
        let depths: &[i64] = match (level, self.reaches(stage, targets)) {
            (FIT, true) => &[least, 40, 120, i64::MAX],
            (FIT, false) => &[least],
            (_, _) => &[i64::MAX],
        };
        let mut at = 0;
        while let Some(points) = depths.get(at) {
            let before = self.found.levels;
            let valid = self.reaches(stage, targets);
            if self.spent(TALKS_SHARE) || (valid && !self.is_open(stage)) {
                return;
            }
            // a better plan gains a point, so its offers lose no more than what is left
            let left = bound - (before[level] + 1) * UNIT;
            let whole = valid && points.saturating_mul(UNIT) >= left;
            let depth = if whole { left } else { points.saturating_mul(UNIT) };
            let core = self.core(level, &losses, depth);
            if core.len() > LARGEST_CORE {
                return;
            }
            let Some(answer) = self.exact(stage, &core, targets, false) else { return };
            let complete = self.time(&answer.offers, &answer.cells);
            if whole {
                if let Some(bound) = answer.bound {
                    self.lower(stage, bound.max(before[level]), targets);
                }
                if !complete && self.is_open(stage) {
                    self.with_times(stage, &core, targets);
                }
                return;
            }
            // all talks have times and nothing was gained: only the last core can tell more
            at += 1;
            if complete && before == self.found.levels {
                if !valid {
                    return;
                }
                at = at.max(depths.len() - 1);
            }
        }
    }

    /// Offers that lose no more than `depth`, and those of the plan in hand.
    pub(super) fn core(&mut self, level: usize, losses: &[(i64, i64)], depth: i64) -> Vec<u32> {
        let mut core: Vec<u32> = (0..self.problem.offers.len() as u32)
            .filter(|offer| losses[*offer as usize].0 <= depth)
            .collect();
        if level == FIT {
            self.pool.clone_from(&core);
        }
        core.extend(self.found.placed.iter().map(|(offer, _)| *offer));
        core.sort_unstable();
        core.dedup();
        core
    }

    /// The exact step with a choice for every cell, when relaxed times were not enough.
    fn with_times(&mut self, stage: usize, core: &[u32], targets: &Levels) {
        let size: u32 = (core.iter())
            .map(|offer| {
                self.problem.classes[self.problem.offers[*offer as usize].class as usize].size
            })
            .sum();
        if size > LARGEST_TIMED || self.spent(TALKS_SHARE) {
            return;
        }
        let value = self.found.levels[self.problem.order[stage]];
        if let Some(answer) = self.exact(stage, core, targets, true) {
            self.time(&answer.offers, &answer.cells);
            if let Some(bound) = answer.bound {
                self.lower(stage, bound.max(value), targets);
            }
        }
    }

    /// One exact step; nothing when it was cut short.
    pub(super) fn exact(
        &mut self,
        stage: usize,
        core: &[u32],
        targets: &Levels,
        timed: bool,
    ) -> Option<exact::Answer> {
        let targets: Vec<(usize, i64)> = (self.problem.order[..stage].iter())
            .filter(|level| targets[**level] > 0)
            .map(|level| (*level, targets[*level]))
            .collect();
        let question = Question {
            core,
            level: self.problem.order[stage],
            targets: &targets,
            start: &self.found.placed,
            timed,
            floor: self.floor,
            nodes: self.nodes_left(),
            time: self.time_left(),
        };
        let answer = exact::solve(self.problem, &question);
        // a pivot takes about as long as thirty moves
        let pivots = answer.as_ref().map_or(1000, |answer| answer.pivots);
        self.spend(core.len() as u64 * 5 + pivots * 30);
        answer
    }

    /// Nodes of an exact step; a node takes about twenty pivots.
    fn nodes_left(&self) -> u64 {
        match self.budget.limit {
            Limit::Steps(most) => {
                let left = most.saturating_sub(self.steps.load(Ordering::Relaxed));
                (left / 600).min(500)
            }
            Limit::Millis { .. } => 500,
        }
    }

    fn time_left(&self) -> Option<Duration> {
        match self.budget.limit {
            Limit::Steps(_) => None,
            Limit::Millis { most, elapsed } => {
                let end = most / 1000 * TALKS_SHARE + most % 1000 * TALKS_SHARE / 1000;
                Some(Duration::from_millis(end.saturating_sub(elapsed()).max(20)))
            }
        }
    }

    /// Finds times for chosen talks; what has none is mended by a short search over the pool.
    fn time(&mut self, chosen: &[u32], settled: &[(u32, u32)]) -> bool {
        let fullest = self.fullest(chosen, settled);
        if fullest.len() == chosen.len() {
            self.take(fullest);
            return true;
        }
        self.take(fullest.clone());
        let seed = self.how.seed.wrapping_add(self.round);
        let moves = self.timing_moves(chosen);
        let state = State::of(self.problem, &fullest);
        let pool = &self.pool;
        let stop = || self.spent(TALKS_SHARE);
        let one = |thread: u64| {
            Anneal::new(state.clone(), pool.clone(), seed.wrapping_add(thread * 7919))
                .run(Heat { from: 20.0, to: 1.0, moves }, &stop)
                .0
        };
        let plans = on_threads(self.how.threads, &one);
        self.spend(moves);
        for placed in plans {
            self.take(placed);
        }
        false
    }

    /// Times for all chosen talks, or nothing.
    pub(super) fn timed(&self, chosen: &[u32], settled: &[(u32, u32)]) -> Option<Placed> {
        let fullest = self.fullest(chosen, settled);
        (fullest.len() == chosen.len()).then_some(fullest)
    }

    fn timing_moves(&self, chosen: &[u32]) -> u64 {
        (chosen.len() as u64 * 40).max(4_000).saturating_mul(self.round.min(16))
    }

    /// A plan with as many of the chosen talks as find a time; `settled` ones keep their cells.
    fn fullest(&self, chosen: &[u32], settled: &[(u32, u32)]) -> Placed {
        let is_settled = |offer: &u32| settled.binary_search_by_key(offer, |at| at.0).is_ok();
        let kept: Placed = (self.found.placed.iter().copied())
            .filter(|(offer, _)| chosen.binary_search(offer).is_ok() && !is_settled(offer))
            .collect();
        let mut state = State::new(self.problem);
        for (offer, cell) in settled {
            state.place(*offer, *cell);
            state.fixed[*offer as usize] = true;
        }
        for (offer, cell) in kept {
            if state.placed[offer as usize] == u32::MAX && state.fits(offer, cell) {
                state.place(offer, cell);
            }
        }
        for offer in chosen {
            if let Some(cell) = state.first_fit(*offer) {
                state.place(*offer, cell);
            }
        }
        if state.list.len() == chosen.len() {
            return state.placed();
        }
        let seed = self.how.seed.wrapping_add(self.round);
        let moves = self.timing_moves(chosen);
        let stop = || self.spent(TALKS_SHARE);
        let one = |thread: u64| {
            Timing::new(state.clone(), chosen, seed.wrapping_add(thread * 7919)).run(moves, &stop)
        };
        let plans = on_threads(self.how.threads, &one);
        self.spend(moves);
        // of equally full plans the first thread's
        let mut best = state.placed();
        for placed in plans {
            if placed.len() > best.len() {
                best = placed;
            }
        }
        best
    }

    /// Times move until the day is calm.
    fn comfort(&mut self) {
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
    fn least_talks(&self) -> i64 {
        let most = self.problem.offers.iter().map(|offer| offer.fit).max().unwrap_or(1).max(1);
        let by_fit = (self.found.levels[FIT] + most - 1) / most;
        by_fit.max(self.found.levels[PROMISED])
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
