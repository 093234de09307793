//! Short waits and few idle cells: who meets whom stays, times move by chains of exchanges.

use super::problem::{FIT, NONE, Problem};
use super::random::Random;
use super::state::{Placed, State};

/// Comfort cost of a plan.
pub(crate) fn cost(state: &State<'_>) -> i64 {
    let problem = state.problem;
    let people: i64 = (0..problem.people.len()).map(|person| person_cost(state, person)).sum();
    let tables: i64 = (0..problem.tables.len()).map(|table| table_cost(state, table)).sum();
    people + tables
}

fn person_cost(state: &State<'_>, person: usize) -> i64 {
    let problem = state.problem;
    let talks = state.talks_of(person);
    if talks.len() < 2 {
        return 0;
    }
    let mut cost = 0;
    let mut days = 0;
    for (at, talk) in talks.iter().enumerate() {
        let day = problem.cells[state.placed[*talk as usize] as usize].day;
        let of_day =
            |other: &&u32| problem.cells[state.placed[**other as usize] as usize].day == day;
        if talks[..at].iter().any(|other| of_day(&other)) {
            continue;
        }
        days += 1;
        let (mut first, mut last, mut busy) = (u32::MAX, 0, 0);
        for other in talks.iter().filter(of_day) {
            let (from, to) = problem.time(*other as usize, state.placed[*other as usize]);
            first = first.min(from);
            last = last.max(to);
            busy += to - from;
        }
        cost += i64::from(last - first - busy) * problem.comfort.wait;
    }
    cost + (days - 1) * problem.comfort.day
}

fn table_cost(state: &State<'_>, table: usize) -> i64 {
    let problem = state.problem;
    let mut gaps = 0;
    let mut idle = 0;
    let mut day = NONE;
    for cell in problem.cells_of(table) {
        if problem.cells[cell].day != day {
            day = problem.cells[cell].day;
            idle = -1; // not begun
        }
        if state.at[cell] == NONE {
            idle += i64::from(idle >= 0);
        } else {
            gaps += idle.max(0);
            idle = 0;
        }
    }
    gaps * problem.comfort.gap
}

/// One search for comfort.
pub(crate) struct Calm<'p> {
    pub state: State<'p>,
    random: Random,
    people: Vec<i64>,
    tables: Vec<i64>,
    pub cost: i64,
    touched_people: Vec<u32>,
    touched_tables: Vec<u32>,
    log: Vec<(u32, u32, u32)>,
    /// Offers of the same person and role: another table at the same worth.
    floor: i64,
    levels: super::problem::Levels,
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

    fn shift(&mut self, offer: u32, cell: u32) {
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

    /// The same talk at another table that serves the role, now and then.
    fn twin(&mut self, offer: u32) -> u32 {
        let problem = self.state.problem;
        let row = problem.offers[offer as usize];
        if self.random.below(4) > 0 {
            return offer;
        }
        let offers = problem.offers_of(row.person as usize);
        let count = offers.len() as u32;
        let start = self.random.below(count);
        (0..count)
            .map(|step| offers.start as u32 + (start + step) % count)
            .find(|other| {
                let twin = &problem.offers[*other as usize];
                *other != offer
                    && (twin.role, twin.fit, twin.groups) == (row.role, row.fit, row.groups)
                    && problem.classes[twin.class as usize].size > 0
            })
            .unwrap_or(offer)
    }

    /// Where to move a talk: often beside another talk of the person, else anywhere.
    fn target(&mut self, offer: u32, goal: u32) -> Option<u32> {
        let problem = self.state.problem;
        let row = problem.offers[goal as usize];
        let size = problem.classes[row.class as usize].size;
        if size == 0 {
            return None;
        }
        let talks = self.state.talks_of(row.person as usize);
        if talks.len() > 1 && self.random.below(2) == 0 {
            let at = self.random.below(talks.len() as u32) as usize;
            let other = self.state.talks_of(row.person as usize)[at];
            if other != offer {
                return self.beside(goal, other);
            }
        }
        problem.nth_start(goal as usize, self.random.below(size))
    }

    /// A cell of an offer right before or after another talk of the person.
    fn beside(&mut self, goal: u32, other: u32) -> Option<u32> {
        let problem = self.state.problem;
        let tables = (problem.offers[goal as usize].table, problem.offers[other as usize].table);
        let gap = problem.gap(tables.0, tables.1);
        let (from, to) = problem.time(other as usize, self.state.placed[other as usize]);
        let after = self.random.below(2) == 0;
        let mut best = None;
        for cell in problem.starts(goal as usize).flatten() {
            let (f, t) = problem.time(goal as usize, cell);
            if after && f >= to + gap {
                return Some(cell);
            }
            if !after && t + gap <= from {
                best = Some(cell);
            }
        }
        best
    }

    /// Moves `offer` (as `goal`) to a cell and finds everybody it displaces another one.
    fn chain(&mut self, offer: u32, goal: u32, cell: u32) -> bool {
        let problem = self.state.problem;
        let old = self.state.placed[offer as usize];
        let (old_start, _) = problem.time(offer as usize, old);
        self.shift(offer, NONE);
        let mut waiting: Vec<u32> = Vec::new();
        if !self.settle(goal, cell, &mut waiting) {
            return false;
        }
        let mut depth = 0;
        while let Some(next) = waiting.pop() {
            depth += 1;
            if depth > 6 {
                return false;
            }
            let Some(spot) = self.spot(next, old_start) else { return false };
            if !self.settle(next, spot, &mut waiting) {
                return false;
            }
        }
        true
    }

    /// Places a talk, displacing whoever clashes; `false` when that cannot work.
    fn settle(&mut self, offer: u32, cell: u32, waiting: &mut Vec<u32>) -> bool {
        let problem = self.state.problem;
        let row = problem.offers[offer as usize];
        let span = problem.layer(offer as usize).span;
        for at in cell..cell + span {
            let there = self.state.at[at as usize];
            if there != NONE && !self.displace(there, waiting) {
                return false;
            }
        }
        let (from, to) = problem.time(offer as usize, cell);
        let mut at = 0;
        while let Some(talk) = self.state.talks_of(row.person as usize).get(at).copied() {
            let (f, t) = problem.time(talk as usize, self.state.placed[talk as usize]);
            let table = problem.offers[talk as usize].table;
            if self.state.apart((from, to, row.table), (f, t, table)) {
                at += 1;
            } else if !self.displace(talk, waiting) {
                return false;
            }
        }
        if !self.state.resources_free(offer, cell) {
            let Some(user) = self.helper_of(offer, cell) else { return false };
            if !self.displace(user, waiting) {
                return false;
            }
        }
        if !self.state.fits(offer, cell) {
            return false;
        }
        self.shift(offer, cell);
        true
    }

    /// Somebody else who has the interpreter, or the place, that a talk needs.
    fn helper_of(&mut self, offer: u32, cell: u32) -> Option<u32> {
        let problem = self.state.problem;
        let (from, to) = problem.time(offer as usize, cell);
        let uses = problem.layer(offer as usize).uses;
        let count = self.state.list.len() as u32;
        let start = self.random.below(count);
        (0..count).map(|step| self.state.list[((start + step) % count) as usize]).find(|other| {
            let (f, t) = problem.time(*other as usize, self.state.placed[*other as usize]);
            let shares = |usage: &super::problem::Use| {
                usage.resource != NONE && uses.iter().any(|mine| mine.resource == usage.resource)
            };
            f < to && from < t && problem.layer(*other as usize).uses.iter().any(shares)
        })
    }

    fn displace(&mut self, offer: u32, waiting: &mut Vec<u32>) -> bool {
        // nobody moves twice in one chain, or chains would run in circles
        let moved = self.log.iter().any(|(other, _, cell)| *other == offer && *cell != NONE);
        if self.state.fixed[offer as usize] || moved {
            return false;
        }
        self.shift(offer, NONE);
        waiting.push(offer);
        true
    }

    /// A cell for a displaced talk: the time that became free, else any free cell.
    fn spot(&mut self, offer: u32, start: u32) -> Option<u32> {
        let problem = self.state.problem;
        let class = problem.classes[problem.offers[offer as usize].class as usize];
        let mut same = None;
        for range in problem.starts(offer as usize) {
            let cells = &problem.cells[range.start as usize..range.end as usize];
            if let Ok(at) = cells.binary_search_by_key(&start, |cell| cell.start) {
                same = Some(range.start + at as u32);
            }
        }
        if let Some(cell) = same
            && (self.state.fits(offer, cell) || self.random.below(2) == 0)
        {
            return Some(cell);
        }
        for _ in 0..4 {
            let cell = problem.nth_start(offer as usize, self.random.below(class.size))?;
            if self.state.fits(offer, cell) {
                return Some(cell);
            }
        }
        same
    }
}

/// A lower bound on the comfort of every plan with these values: further talks of a person cost
/// at least the buffer or a day.
pub(crate) fn lower_bound(problem: &Problem, talks: i64, people: i64) -> i64 {
    let gap = i64::from(problem.gaps.iter().copied().min().unwrap_or(0));
    let least = (gap * problem.comfort.wait).min(problem.comfort.day);
    (talks - people).max(0) * least
}
