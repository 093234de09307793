//! Upper bounds by Lagrangian relaxation: shared things have prices, then everybody chooses alone.
//!
//! Any prices give a valid bound. They are rounded to whole numbers before the bound is computed,
//! and the bound is computed in whole numbers only, so no rounding can make it too small.

mod choice;
mod losses;
mod steps;

use super::problem::{COVERED, EVEN, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE};

/// Price units of one point of a level.
pub(crate) const UNIT: i64 = 1 << 10;
const UNIT_F: f64 = 1024.0;
/// A first guess of the fit that a point of an earlier level costs.
const FIT_PER_POINT: f64 = 500.0;

/// Where each kind of multiplier starts in the one long row of them.
#[derive(Debug, Clone)]
struct Layout {
    tables: usize,
    roles: usize,
    groups: usize,
    resources: usize,
    levels: usize,
    len: usize,
}

/// Prices for one level: the search for the lowest bound on it.
#[derive(Debug, Clone)]
pub(crate) struct Prices<'p> {
    problem: &'p Problem,
    layout: Layout,
    /// The level that is bounded, as a position in the order.
    stage: usize,
    /// Values that earlier levels reach at least.
    targets: Levels,
    /// Multipliers in points, and the running means that steer their steps.
    x: Vec<f64>,
    mean: Vec<f64>,
    square: Vec<f64>,
    /// Multipliers in whole units of the evaluation.
    units: Vec<i64>,
    usage: Vec<i64>,
    /// Cell prices by layer, then the cheapest start of each class.
    by_layer: Vec<Vec<i64>>,
    cheapest: Vec<i64>,
    /// Cells that count as equally cheap, in units.
    slack: i64,
    pub best: i64,
    best_units: Vec<i64>,
    steps: u32,
    workers: Vec<Worker>,
    /// Fixed talks of each person; empty when there are none.
    kept: Vec<Vec<(u32, u32)>>,
}

/// What one thread counts while it goes through its people.
#[derive(Debug, Clone)]
struct Worker {
    usage: Vec<i64>,
    picks: Vec<Pick>,
    sum: i64,
}

/// An offer with its net worth in units.
#[derive(Debug, Clone, Copy)]
struct Pick {
    net: i64,
    offer: u32,
    employer: u32,
}

impl<'p> Prices<'p> {
    /// Prices for a level, all zero except what was learnt for the level before.
    pub(crate) fn new(
        problem: &'p Problem,
        stage: usize,
        targets: &Levels,
        before: Option<&Self>,
        threads: usize,
    ) -> Self {
        let tables = problem.cells.len();
        let roles = tables + problem.tables.len();
        let groups = roles + problem.role_caps.len();
        let resources = groups + problem.wishes.len();
        let levels = resources + problem.resources.len() * problem.slots;
        let len = levels + LEVELS;
        let layout = Layout { tables, roles, groups, resources, levels, len };
        let mut x = vec![0.0; len];
        // a point of an earlier level outweighs what it may cost in this one
        let worth = |level: usize| match (level == FIT, problem.order[stage] == FIT) {
            (false, true) => FIT_PER_POINT,
            (true, false) => 1.0 / FIT_PER_POINT,
            _ => 2.0,
        };
        if let Some(before) = before {
            let last = problem.order[before.stage];
            let factor = if before.stage == stage { 1.0 } else { worth(last) };
            for (x, before) in x.iter_mut().zip(&before.x) {
                *x = before * factor;
            }
        }
        for level in &problem.order[..stage] {
            if x[levels + level] == 0.0 {
                x[levels + level] = worth(*level);
            }
        }
        // below this size a thread costs more than it saves
        let threads = if problem.offers.len() < 6_000 { 1 } else { threads.max(1) };
        let worker = Worker { usage: vec![0; len], picks: Vec::new(), sum: 0 };
        Self {
            problem,
            stage,
            targets: *targets,
            mean: vec![0.0; len],
            square: vec![0.0; len],
            units: vec![0; len],
            usage: vec![0; len],
            by_layer: vec![vec![0; problem.cells.len()]; problem.layers.len()],
            cheapest: vec![0; problem.classes.len()],
            slack: 0,
            best: i64::MAX,
            best_units: vec![0; len],
            steps: 0,
            workers: vec![worker; threads],
            kept: kept(problem),
            layout,
            x,
        }
    }

    /// The values of earlier levels for which the bound holds.
    pub(crate) fn targets(&self) -> Levels {
        self.targets
    }

    /// The bound of the level in points.
    pub(crate) fn bound(&self) -> i64 {
        if self.best == i64::MAX { i64::MAX } else { self.best.div_euclid(UNIT) }
    }

    /// Makes `count` steps of length `from` falling to `to` points; stops early on `stop`.
    pub(crate) fn descend(
        &mut self,
        count: u32,
        (from, to): (f64, f64),
        stop: &dyn Fn(i64) -> bool,
    ) {
        for step in 0..count {
            let share = f64::from(step) / f64::from(count.max(1));
            let length = from * (to / from).powf(share);
            self.slack = (length * UNIT_F) as i64;
            self.round();
            let bound = self.evaluate();
            if bound < self.best {
                self.best = bound;
                self.best_units.copy_from_slice(&self.units);
            }
            if stop(self.bound()) {
                return;
            }
            self.step(length);
        }
    }

    /// Goes back to the best prices found.
    pub(crate) fn rewind(&mut self) {
        for (x, units) in self.x.iter_mut().zip(&self.best_units) {
            *x = *units as f64 / UNIT_F;
        }
        self.mean.fill(0.0);
    }

    fn round(&mut self) {
        for (units, x) in self.units.iter_mut().zip(&self.x) {
            *units = (*x * UNIT_F).round() as i64;
        }
        let weight = self.coefficient(COVERED);
        for group in self.layout.groups..self.layout.resources {
            self.units[group] = self.units[group].clamp(0, weight);
        }
    }

    /// What one point of a level counts in units.
    fn coefficient(&self, level: usize) -> i64 {
        let position = self.problem.order.iter().position(|at| *at == level).unwrap_or(LEVELS);
        match position.cmp(&self.stage) {
            std::cmp::Ordering::Less => self.units[self.layout.levels + level],
            std::cmp::Ordering::Equal => UNIT,
            std::cmp::Ordering::Greater => 0,
        }
    }

    /// What a person's `talk`-th talk (from 0) is worth beyond the offer itself.
    fn gain(&self, coefficients: &Levels, person: usize, talk: u32) -> i64 {
        let mut gain = coefficients[EVEN] * (self.problem.even - i64::from(talk)).max(0);
        if talk == 0 {
            gain += coefficients[SEEN];
        }
        if talk < self.problem.people[person].min {
            gain += coefficients[PROMISED];
        }
        gain
    }

    fn coefficients(&self) -> Levels {
        let mut all = [0; LEVELS];
        for (level, slot) in all.iter_mut().enumerate() {
            *slot = self.coefficient(level);
        }
        all
    }

    fn price_cells(&mut self) {
        let problem = self.problem;
        for (layer, prices) in problem.layers.iter().zip(&mut self.by_layer) {
            for (cell, price) in prices.iter_mut().enumerate() {
                let tail = cell + layer.span as usize;
                if tail > problem.cells.len() {
                    continue;
                }
                let mut sum: i64 = self.units[cell..tail].iter().sum();
                let (from, to) = (problem.cells[cell].start, problem.cells[tail - 1].end);
                for usage in layer.uses.iter().filter(|usage| usage.resource != NONE) {
                    let base = self.layout.resources + usage.resource as usize * problem.slots;
                    let slots = base + from as usize..base + to.max(from) as usize;
                    sum += i64::from(usage.units) * self.units[slots].iter().sum::<i64>();
                }
                *price = sum;
            }
        }
        for (class, cheapest) in problem.classes.iter().zip(&mut self.cheapest) {
            let prices = &self.by_layer[class.layer as usize];
            let first = problem.tables[class.table as usize].cells.0;
            *cheapest = problem.ranges[class.ranges.0 as usize..class.ranges.1 as usize]
                .iter()
                .filter_map(|(from, to)| {
                    prices[(first + from) as usize..(first + to) as usize].iter().min().copied()
                })
                .min()
                .unwrap_or(i64::MAX / 4);
        }
    }

    /// What an offer is worth before its cell is paid.
    fn worth(&self, coefficients: &Levels, offer: usize) -> i64 {
        let row = &self.problem.offers[offer];
        let mut worth = coefficients[FIT] * row.fit + coefficients[STABLE] * row.keep
            - self.units[self.layout.tables + row.table as usize]
            - self.units[self.layout.roles + row.role as usize];
        for group in row.groups.iter().filter(|group| **group != NONE) {
            worth += self.units[self.layout.groups + *group as usize];
        }
        worth
    }

    /// Net worth of an offer at its best cell.
    fn net(&self, coefficients: &Levels, offer: usize) -> i64 {
        let row = &self.problem.offers[offer];
        let mut price = self.cheapest[row.class as usize];
        if row.home != NONE {
            let layer = self.problem.classes[row.class as usize].layer as usize;
            let home = self.by_layer[layer][row.home as usize] - coefficients[STABLE];
            price = price.min(home);
        }
        self.worth(coefficients, offer) - price
    }

    /// The bound at the rounded prices, in units; fills the usage of everything priced.
    fn evaluate(&mut self) -> i64 {
        self.price_cells();
        let coefficients = self.coefficients();
        let constants = self.constants(&coefficients);
        let mut workers = std::mem::take(&mut self.workers);
        let people = self.problem.people.len();
        let share = people.div_ceil(workers.len()).max(1);
        let this = &*self;
        let go = |at: usize, worker: &mut Worker| {
            worker.usage.fill(0);
            worker.sum = 0;
            for person in at * share..people.min((at + 1) * share) {
                worker.sum += this.person(&coefficients, person, worker);
            }
        };
        if let [only] = &mut workers[..] {
            go(0, only);
        } else {
            std::thread::scope(|scope| {
                for (at, worker) in workers.iter_mut().enumerate() {
                    scope.spawn(move || go(at, worker));
                }
            });
        }
        self.usage.fill(0);
        for worker in &workers {
            for (usage, part) in self.usage.iter_mut().zip(&worker.usage) {
                *usage += part;
            }
        }
        let sum = constants + workers.iter().map(|worker| worker.sum).sum::<i64>();
        self.workers = workers;
        sum
    }

    /// The part of the bound that nobody chooses.
    fn constants(&self, coefficients: &Levels) -> i64 {
        let problem = self.problem;
        let layout = self.layout.clone();
        let mut sum: i64 = self.units[..layout.tables].iter().sum();
        for (at, table) in problem.tables.iter().enumerate() {
            sum += self.units[layout.tables + at] * i64::from(table.cap);
        }
        for (at, cap) in problem.role_caps.iter().enumerate() {
            let price = self.units[layout.roles + at];
            sum += if price == 0 { 0 } else { price * i64::from(*cap) };
        }
        for (at, wish) in problem.wishes.iter().enumerate() {
            let price = self.units[layout.groups + at];
            sum += (coefficients[COVERED] - price) * i64::from(*wish);
        }
        for (at, places) in problem.resources.iter().enumerate() {
            let base = layout.resources + at * problem.slots;
            let prices = &self.units[base..base + problem.slots];
            sum += prices.iter().zip(places).map(|(p, n)| p * i64::from(*n)).sum::<i64>();
        }
        for level in &problem.order[..self.stage] {
            sum -= self.units[layout.levels + level] * self.targets[*level];
        }
        sum
    }
}

/// Fixed talks of each person; empty when there are none.
fn kept(problem: &Problem) -> Vec<Vec<(u32, u32)>> {
    if problem.fixed.is_empty() {
        return Vec::new();
    }
    let mut kept = vec![Vec::new(); problem.people.len()];
    for (offer, cell) in &problem.fixed {
        kept[problem.offers[*offer as usize].person as usize].push((*offer, *cell));
    }
    kept
}
