//! The search for comfort: chain after chain, kept while the cost grows by no more than chance allows.

use super::super::problem::{FIT, Levels, NONE};
use super::super::random::Random;
use super::super::state::{Placed, State};
use super::cost::{person_cost, table_cost};

/// One search for comfort.
pub(crate) struct Calm<'p> {
    pub state: State<'p>,
    pub(super) random: Random,
    people: Vec<i64>,
    tables: Vec<i64>,
    pub cost: i64,
    touched_people: Vec<u32>,
    touched_tables: Vec<u32>,
    pub(super) log: Vec<(u32, u32, u32)>,
    /// Offers of the same person and role: another table at the same worth.
    floor: i64,
    levels: Levels,
}

impl<'p> Calm<'p> {
    /// A search from a plan.
    pub(crate) fn new(state: State<'p>, seed: u64) -> Self {
        let problem = state.problem;
        let people: Vec<i64> =
            (0..problem.people.len()).map(|person| person_cost(&state, person)).collect();
        let tables: Vec<i64> =
            (0..problem.tables.len()).map(|table| table_cost(&state, table)).collect();
        let cost = people.iter().sum::<i64>() + tables.iter().sum::<i64>();
        Self {
            random: Random::new(seed),
            people,
            tables,
            cost,
            touched_people: Vec::new(),
            touched_tables: Vec::new(),
            log: Vec::new(),
            floor: 0,
            levels: state.levels,
            state,
        }
    }

    /// Runs until `moves` are made, the cost reaches `floor`, or `stop` says so.
    pub(crate) fn run(
        &mut self,
        moves: u64,
        (from, to): (f64, f64),
        floor: i64,
        stop: &dyn Fn() -> bool,
    ) -> (Placed, i64) {
        self.floor = floor;
        let mut best = self.state.placed();
        let mut best_cost = self.cost;
        let mut fresh = false;
        let mut warmth = from;
        if self.state.list.is_empty() {
            return (best, best_cost);
        }
        for step in 0..moves {
            if step % 256 == 0 {
                if self.cost <= self.floor || (step % 4096 == 0 && stop()) {
                    break;
                }
                warmth = from * (to / from).powf(step as f64 / moves as f64);
            }
            let before = self.cost;
            let allowed = -warmth * (1.0 - self.random.unit()).ln();
            self.one_move(allowed);
            if fresh && self.cost > before {
                // the best plan is copied when it is left, not at every record
                let log = self.log.clone();
                self.undo();
                best = self.state.placed();
                for (offer, _, cell) in log {
                    self.redo(offer, cell);
                }
                fresh = false;
            }
            if self.cost < best_cost {
                best_cost = self.cost;
                fresh = true;
            }
        }
        if fresh {
            best = self.state.placed();
        }
        (best, best_cost)
    }

    /// Moves one talk, or takes it out, so that it can be undone.
    pub(super) fn shift(&mut self, offer: u32, cell: u32) {
        let from = self.state.placed[offer as usize];
        if from != NONE {
            self.state.remove(offer);
        }
        if cell != NONE {
            self.state.place(offer, cell);
        }
        self.log.push((offer, from, cell));
        let row = &self.state.problem.offers[offer as usize];
        if !self.touched_people.contains(&row.person) {
            self.touched_people.push(row.person);
        }
        if !self.touched_tables.contains(&row.table) {
            self.touched_tables.push(row.table);
        }
    }

    fn redo(&mut self, offer: u32, cell: u32) {
        if self.state.placed[offer as usize] != NONE {
            self.state.remove(offer);
        }
        if cell != NONE {
            self.state.place(offer, cell);
        }
    }

    fn undo(&mut self) {
        while let Some((offer, from, _)) = self.log.pop() {
            if self.state.placed[offer as usize] != NONE {
                self.state.remove(offer);
            }
            if from != NONE {
                self.state.place(offer, from);
            }
        }
    }

    /// Tries a chain; keeps it when the cost grows by no more than `allowed`.
    fn one_move(&mut self, allowed: f64) -> bool {
        self.log.clear();
        self.touched_people.clear();
        self.touched_tables.clear();
        let pick = self.random.below(self.state.list.len() as u32);
        let offer = self.state.list[pick as usize];
        if self.state.fixed[offer as usize] {
            return false;
        }
        let goal = self.twin(offer);
        let Some(cell) = self.target(offer, goal) else { return false };
        if goal == offer && self.state.placed[offer as usize] == cell {
            return false;
        }
        if !self.chain(offer, goal, cell) || !self.as_good() {
            self.undo();
            return false;
        }
        let mut change = 0;
        for person in &self.touched_people {
            change += person_cost(&self.state, *person as usize) - self.people[*person as usize];
        }
        for table in &self.touched_tables {
            change += table_cost(&self.state, *table as usize) - self.tables[*table as usize];
        }
        if change as f64 > allowed {
            self.undo();
            return false;
        }
        for person in &self.touched_people {
            self.people[*person as usize] = person_cost(&self.state, *person as usize);
        }
        for table in &self.touched_tables {
            self.tables[*table as usize] = table_cost(&self.state, *table as usize);
        }
        self.cost += change;
        true
    }

    fn as_good(&self) -> bool {
        self.state.levels[FIT] >= self.levels[FIT] && self.state.levels == self.levels
    }
}
