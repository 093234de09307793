//! Annealing: put a talk in, move out whoever is in the way, find the evicted another place.

use super::problem::{FIT, NONE, Problem};
use super::random::Random;
use super::state::{Placed, State};

/// How hot a run starts and ends, in points of fit, and how many moves it makes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heat {
    pub from: f64,
    pub to: f64,
    pub moves: u64,
}

/// One annealing search.
pub(crate) struct Anneal<'p> {
    pub state: State<'p>,
    random: Random,
    /// Offers worth trying.
    pool: Vec<u32>,
    log: Vec<Step>,
    evicted: Vec<u32>,
    best: Placed,
    best_total: i64,
}

/// One reversible step.
#[derive(Clone, Copy)]
enum Step {
    Placed(u32),
    Removed(u32, u32),
}

impl<'p> Anneal<'p> {
    /// A search from a plan that tries the offers of a pool.
    pub(crate) fn new(state: State<'p>, pool: Vec<u32>, seed: u64) -> Self {
        Self {
            best: state.placed(),
            best_total: state.total,
            state,
            random: Random::new(seed),
            pool,
            log: Vec::new(),
            evicted: Vec::new(),
        }
    }

    /// Runs; asks `stop` now and then; returns the best plan seen and its total.
    pub(crate) fn run(&mut self, heat: Heat, stop: &dyn Fn() -> bool) -> (Placed, i64) {
        if self.pool.is_empty() || heat.moves == 0 {
            return (self.best.clone(), self.best_total);
        }
        let scale = self.state.weights[FIT] as f64;
        let steps = heat.moves as f64;
        let mut warmth = heat.from;
        let mut since = 0_u32;
        for step in 0..heat.moves {
            if step % 256 == 0 {
                if step % 4096 == 0 && stop() {
                    break;
                }
                warmth = heat.from * (heat.to / heat.from).powf(step as f64 / steps);
            }
            let before = self.state.total;
            self.one_move();
            let change = self.state.total - before;
            let slack = -warmth * scale * (1.0 - self.random.unit()).ln();
            if (change as f64) < -slack {
                self.undo();
            } else if self.state.total > self.best_total {
                self.best_total = self.state.total;
                since = 1;
            }
            // copying the plan at every record would cost more than the search
            if since > 0 {
                if self.state.total < self.best_total {
                    self.undo();
                    self.keep();
                    since = 0;
                } else if since > 2000 {
                    self.keep();
                    since = 1;
                } else {
                    since += 1;
                }
            }
            self.log.clear();
        }
        if self.state.total >= self.best_total {
            self.keep();
        }
        (self.best.clone(), self.best_total)
    }

    fn keep(&mut self) {
        self.best = self.state.placed();
    }

    fn undo(&mut self) {
        while let Some(step) = self.log.pop() {
            match step {
                Step::Placed(offer) => self.state.remove(offer),
                Step::Removed(offer, cell) => self.state.place(offer, cell),
            }
        }
    }

    fn place(&mut self, offer: u32, cell: u32) {
        self.state.place(offer, cell);
        self.log.push(Step::Placed(offer));
    }

    fn remove(&mut self, offer: u32) {
        self.log.push(Step::Removed(offer, self.state.placed[offer as usize]));
        self.state.remove(offer);
    }

    fn one_move(&mut self) {
        let offer = self.pool[self.random.below(self.pool.len() as u32) as usize];
        if self.state.fixed[offer as usize] {
            return;
        }
        let size = self.class_size(offer);
        let Some(cell) = self.state.problem.nth_start(offer as usize, self.random.below(size))
        else {
            return;
        };
        let old = self.state.placed[offer as usize];
        if old == cell {
            return;
        }
        if old != NONE {
            self.remove(offer);
        }
        self.evicted.clear();
        if !self.make_room(offer, cell) {
            self.undo();
            return;
        }
        self.place(offer, cell);
        while let Some(lost) = self.evicted.pop() {
            self.resettle(lost);
        }
    }

    fn class_size(&self, offer: u32) -> u32 {
        let problem = self.state.problem;
        problem.classes[problem.offers[offer as usize].class as usize].size
    }

    fn evict(&mut self, offer: u32) -> bool {
        if self.state.fixed[offer as usize] {
            return false;
        }
        self.remove(offer);
        self.evicted.push(offer);
        true
    }

    /// Moves out everybody who is in the way; `false` when somebody must stay.
    fn make_room(&mut self, offer: u32, cell: u32) -> bool {
        let problem = self.state.problem;
        let row = problem.offers[offer as usize];
        let span = problem.layer(offer as usize).span;
        for at in cell..cell + span {
            let there = self.state.at[at as usize];
            if there != NONE && !self.evict(there) {
                return false;
            }
        }
        self.free_person(offer, cell)
            && self.free_table(offer)
            && self.free_role(row.role)
            && self.free_resources(offer, cell)
    }

    fn free_person(&mut self, offer: u32, cell: u32) -> bool {
        let problem = self.state.problem;
        let row = problem.offers[offer as usize];
        let person = row.person as usize;
        let (from, to) = problem.time(offer as usize, cell);
        let mut at = 0;
        while let Some(talk) = self.state.talks_of(person).get(at).copied() {
            let other = &problem.offers[talk as usize];
            let (f, t) = problem.time(talk as usize, self.state.placed[talk as usize]);
            let apart = self.state.apart((from, to, row.table), (f, t, other.table));
            if other.employer != row.employer && apart {
                at += 1;
            } else if !self.evict(talk) {
                return false;
            }
        }
        if self.state.talks_of(person).len() < problem.people[person].max as usize {
            return true;
        }
        let talks = self.state.talks_of(person);
        let pick = self.random.below(talks.len() as u32) as usize;
        let Some(talk) = talks.get(pick).copied() else { return false };
        self.evict(talk)
    }

    fn free_table(&mut self, offer: u32) -> bool {
        let problem = self.state.problem;
        let table = problem.offers[offer as usize].table;
        if self.state.table_count(table) < problem.tables[table as usize].cap {
            return true;
        }
        let (from, to) = problem.tables[table as usize].cells;
        let len = to - from;
        let start = self.random.below(len);
        for step in 0..len {
            let there = self.state.at[(from + (start + step) % len) as usize];
            if there != NONE {
                return self.evict(there);
            }
        }
        false
    }

    fn free_role(&mut self, role: u32) -> bool {
        let problem = self.state.problem;
        if self.state.role_count(role) < problem.role_caps[role as usize] {
            return true;
        }
        let count = self.state.list.len() as u32;
        let start = self.random.below(count);
        for step in 0..count {
            let offer = self.state.list[((start + step) % count) as usize];
            if problem.offers[offer as usize].role == role && !self.state.fixed[offer as usize] {
                return self.evict(offer);
            }
        }
        false
    }

    fn free_resources(&mut self, offer: u32, cell: u32) -> bool {
        let problem = self.state.problem;
        while !self.state.resources_free(offer, cell) {
            let Some(user) = self.user_of(problem, offer, cell) else { return false };
            if !self.evict(user) {
                return false;
            }
        }
        true
    }

    /// Somebody who uses a resource that the offer lacks.
    fn user_of(&mut self, problem: &Problem, offer: u32, cell: u32) -> Option<u32> {
        let (from, to) = problem.time(offer as usize, cell);
        let uses = problem.layer(offer as usize).uses;
        let count = self.state.list.len() as u32;
        let start = self.random.below(count);
        (0..count)
            .map(|step| self.state.list[((start + step) % count) as usize])
            .filter(|other| !self.state.fixed[*other as usize])
            .find(|other| {
                let (f, t) = problem.time(*other as usize, self.state.placed[*other as usize]);
                let shares = problem.layer(*other as usize).uses.iter().any(|usage| {
                    usage.resource != NONE
                        && uses.iter().any(|mine| {
                            mine.resource == usage.resource
                                && (from.max(f)..to.min(t)).any(|slot| {
                                    self.state.in_use(mine.resource, slot) + mine.units
                                        > problem.resources[mine.resource as usize][slot as usize]
                                })
                        })
                });
                f < to && from < t && shares
            })
    }

    /// Finds an evicted talk another cell, or its person another talk.
    fn resettle(&mut self, lost: u32) {
        let problem = self.state.problem;
        if let Some(cell) = self.free_cell(lost) {
            self.place(lost, cell);
            return;
        }
        let person = problem.offers[lost as usize].person as usize;
        let offers = problem.offers_of(person);
        let count = offers.len() as u32;
        let start = self.random.below(count);
        let mut best = (0, NONE, NONE);
        for step in 0..count.min(12) {
            let offer = offers.start as u32 + (start + step) % count;
            if let Some(cell) = self.free_cell(offer) {
                let gain = self.state.gain(offer, cell);
                if gain > best.0 {
                    best = (gain, offer, cell);
                }
            }
        }
        if best.1 != NONE {
            self.place(best.1, best.2);
        }
    }

    /// A free cell of an offer, searched from a random one on.
    fn free_cell(&mut self, offer: u32) -> Option<u32> {
        let problem = self.state.problem;
        let row = &problem.offers[offer as usize];
        if self.state.placed[offer as usize] != NONE
            || self.state.talks_of(row.person as usize).len()
                >= problem.people[row.person as usize].max as usize
            || self.state.table_count(row.table) >= problem.tables[row.table as usize].cap
            || self.state.role_count(row.role) >= problem.role_caps[row.role as usize]
        {
            return None;
        }
        if row.home != NONE && self.state.fits(offer, row.home) {
            return Some(row.home);
        }
        let from = self.random.below(self.class_size(offer));
        let mut before = None;
        for (nth, cell) in (0..).zip(problem.starts(offer as usize).flatten()) {
            let late = nth >= from;
            if !late && before.is_some() {
                continue;
            }
            if self.state.at[cell as usize] == NONE && self.state.fits(offer, cell) {
                if late {
                    return Some(cell);
                }
                before = Some(cell);
            }
        }
        before
    }
}
