//! Upper bounds by Lagrangian relaxation: shared things have prices, then everybody chooses alone.
//!
//! Any prices give a valid bound. They are rounded to whole numbers before the bound is computed,
//! and the bound is computed in whole numbers only, so no rounding can make it too small.

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

    /// Evaluates the best prices again and says what forcing each offer in costs, and what
    /// forbidding it costs, in units. A plan better than `value` holds no offer whose first loss
    /// exceeds the bound less `value`, and every offer whose second one does.
    pub(crate) fn losses(&mut self) -> (i64, Vec<(i64, i64)>) {
        let best = std::mem::take(&mut self.best_units);
        self.units.copy_from_slice(&best);
        self.best_units = best;
        let bound = self.evaluate();
        let problem = self.problem;
        let coefficients = self.coefficients();
        let mut losses = vec![(0, 0); problem.offers.len()];
        for person in 0..problem.people.len() {
            let mut picks: Vec<Pick> = (problem.offers_of(person))
                .map(|offer| Pick {
                    net: self.net(&coefficients, offer),
                    offer: offer as u32,
                    employer: problem.offers[offer].employer,
                })
                .collect();
            picks.sort_unstable_by_key(|pick| (std::cmp::Reverse(pick.net), pick.offer));
            let free = |forced: u32, banned: u32| {
                self.alone(&coefficients, person, &picks, (forced, banned))
            };
            let value = free(NONE, NONE);
            for pick in &picks {
                losses[pick.offer as usize] =
                    (value - free(pick.offer, NONE), value - free(NONE, pick.offer));
            }
        }
        (bound, losses)
    }

    /// What a person can do with one offer forced in, one forbidden (fixed talks left aside).
    fn alone(
        &self,
        coefficients: &Levels,
        person: usize,
        picks: &[Pick],
        (forced, banned): (u32, u32),
    ) -> i64 {
        let problem = self.problem;
        let max = problem.people[person].max;
        let kept = self.kept.get(person).map_or(&[][..], Vec::as_slice);
        let mut met: Vec<u32> =
            kept.iter().map(|(offer, _)| problem.offers[*offer as usize].employer).collect();
        let mut sum = 0;
        let mut talk = kept.len() as u32;
        if let Some(pick) = picks.iter().find(|pick| pick.offer == forced) {
            if met.contains(&pick.employer) || talk >= max {
                return i64::MIN / 4;
            }
            sum += pick.net + self.gain(coefficients, person, talk);
            met.push(pick.employer);
            talk += 1;
        }
        for pick in picks {
            if talk >= max {
                break;
            }
            if pick.offer == banned || met.contains(&pick.employer) {
                continue;
            }
            let net = pick.net + self.gain(coefficients, person, talk);
            if net <= 0 {
                break;
            }
            sum += net;
            met.push(pick.employer);
            talk += 1;
        }
        sum
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

    /// The best that a person can do alone at these prices.
    fn person(&self, coefficients: &Levels, person: usize, worker: &mut Worker) -> i64 {
        let problem = self.problem;
        let max = problem.people[person].max;
        let fixed = self.kept.get(person).map_or(&[][..], Vec::as_slice);
        let mut sum = 0;
        let mut talk = 0;
        for (offer, cell) in fixed {
            let row = &problem.offers[*offer as usize];
            let layer = problem.classes[row.class as usize].layer as usize;
            let home = if *cell == row.home { coefficients[STABLE] } else { 0 };
            sum += self.worth(coefficients, *offer as usize) + home
                - self.by_layer[layer][*cell as usize]
                + self.gain(coefficients, person, talk);
            self.use_up(worker, (person, talk), (*offer, *cell));
            talk += 1;
        }
        let mut picks = std::mem::take(&mut worker.picks);
        picks.clear();
        let least = self.gain(coefficients, person, talk);
        for offer in problem.offers_of(person) {
            let net = self.net(coefficients, offer);
            if net + least > 0 {
                let employer = problem.offers[offer].employer;
                picks.push(Pick { net, offer: offer as u32, employer });
            }
        }
        picks.sort_unstable_by_key(|pick| (std::cmp::Reverse(pick.net), pick.offer));
        let mut taken: [u32; 8] = [NONE; 8];
        for at in 0..picks.len() {
            if talk >= max {
                break;
            }
            let pick = picks[at];
            let met = fixed
                .iter()
                .any(|(offer, _)| problem.offers[*offer as usize].employer == pick.employer)
                || if (talk as usize) <= taken.len() {
                    taken.contains(&pick.employer)
                } else {
                    picks[..at].iter().any(|before| before.employer == pick.employer)
                };
            if met {
                continue;
            }
            let net = pick.net + self.gain(coefficients, person, talk);
            if net <= 0 {
                break;
            }
            sum += net;
            if let Some(slot) = taken.get_mut(talk as usize) {
                *slot = pick.employer;
            }
            let cell = self.calm_cell(coefficients, pick.offer, &worker.usage);
            self.use_up(worker, (person, talk), (pick.offer, cell));
            talk += 1;
        }
        worker.picks = picks;
        sum
    }

    /// Among the cheapest cells of an offer one that few others chose.
    fn calm_cell(&self, coefficients: &Levels, offer: u32, usage: &[i64]) -> u32 {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let layer = problem.classes[row.class as usize].layer as usize;
        let prices = &self.by_layer[layer];
        let least = self.cheapest[row.class as usize];
        if row.home != NONE && prices[row.home as usize] - coefficients[STABLE] <= least {
            return row.home;
        }
        let mut best = (i64::MAX, NONE);
        for cell in problem.starts(offer as usize).flatten() {
            let extra = prices[cell as usize] - least;
            if extra <= self.slack {
                let load = usage[cell as usize] * (self.slack + 1) + extra;
                if load < best.0 {
                    best = (load, cell);
                }
            }
        }
        best.1
    }

    fn use_up(&self, worker: &mut Worker, (person, talk): (usize, u32), (offer, cell): (u32, u32)) {
        let problem = self.problem;
        let layout = &self.layout;
        let row = &problem.offers[offer as usize];
        let layer = problem.layer(offer as usize);
        for at in cell..cell + layer.span {
            worker.usage[at as usize] += 1;
        }
        worker.usage[layout.tables + row.table as usize] += 1;
        worker.usage[layout.roles + row.role as usize] += 1;
        for group in row.groups.iter().filter(|group| **group != NONE) {
            worker.usage[layout.groups + *group as usize] += 1;
        }
        let (from, to) = problem.time(offer as usize, cell);
        for usage in layer.uses.iter().filter(|usage| usage.resource != NONE) {
            let base = layout.resources + usage.resource as usize * problem.slots;
            for slot in from..to {
                worker.usage[base + slot as usize] += i64::from(usage.units);
            }
        }
        let levels = &mut worker.usage[layout.levels..];
        levels[SEEN] += i64::from(talk == 0);
        levels[PROMISED] += i64::from(talk < problem.people[person].min);
        levels[EVEN] += (problem.even - i64::from(talk)).max(0);
        levels[FIT] += row.fit;
        levels[STABLE] += row.keep + i64::from(row.home == cell && cell != NONE);
    }

    /// Moves every price against its surplus.
    fn step(&mut self, length: f64) {
        self.steps += 1;
        let problem = self.problem;
        let layout = self.layout.clone();
        let covered = self.coefficient(COVERED);
        let mut covered_slope = 0;
        for (at, wish) in problem.wishes.iter().enumerate() {
            let spot = layout.groups + at;
            let count = self.usage[spot];
            let clipped = self.x[spot] * UNIT_F >= covered as f64;
            covered_slope += if clipped { count } else { i64::from(*wish) };
            // the sign is turned: a coverage price rises while too few talks use it
            self.usage[spot] = i64::from(*wish) - count;
        }
        self.usage[layout.levels + COVERED] = covered_slope;
        let t = f64::from(self.steps.min(2000));
        let fix_mean = 1.0 - 0.8_f64.powf(t);
        let fix_square = 1.0 - 0.99_f64.powf(t);
        for at in 0..layout.len {
            let slope = self.slope(at, &layout);
            let Some(slope) = slope else { continue };
            self.mean[at] = 0.8 * self.mean[at] + 0.2 * slope;
            self.square[at] = 0.99 * self.square[at] + 0.01 * slope * slope;
            let scale = (self.square[at] / fix_square).sqrt() + 1e-3;
            self.x[at] = (self.x[at] - length * self.mean[at] / fix_mean / scale).max(0.0);
        }
        let cap = covered as f64 / UNIT_F;
        for group in layout.groups..layout.resources {
            self.x[group] = self.x[group].min(cap);
        }
    }

    /// Surplus of a multiplier: what is there less what is used.
    fn slope(&self, at: usize, layout: &Layout) -> Option<f64> {
        let problem = self.problem;
        let used = self.usage[at];
        let there = if at < layout.tables {
            1
        } else if at < layout.roles {
            i64::from(problem.tables[at - layout.tables].cap)
        } else if at < layout.groups {
            i64::from(problem.role_caps[at - layout.roles].min(1 << 30))
        } else if at < layout.resources {
            return Some(-used as f64);
        } else if at < layout.levels {
            let spot = at - layout.resources;
            i64::from(problem.resources[spot / problem.slots][spot % problem.slots])
        } else {
            let level = at - layout.levels;
            let position = problem.order.iter().position(|o| *o == level)?;
            if position >= self.stage {
                return None;
            }
            return Some((used - self.targets[level]) as f64);
        };
        if used == 0 && self.x[at] == 0.0 {
            return None;
        }
        Some((there - used) as f64)
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
