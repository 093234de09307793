//! A legal partial plan that grows and shrinks by one talk, with its value kept up to date.

use super::problem::{COVERED, EVEN, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE};

/// A plan under construction; every public step keeps it legal.
#[derive(Debug, Clone)]
pub(crate) struct State<'p> {
    pub problem: &'p Problem,
    /// Offer that sits in a cell.
    pub at: Vec<u32>,
    /// Cell where an offer starts.
    pub placed: Vec<u32>,
    /// Offers of a person that are placed, `stride` from `person * stride`.
    talks: Vec<u32>,
    first_talk: Vec<u32>,
    counts: Vec<u32>,
    table_counts: Vec<u32>,
    role_counts: Vec<u32>,
    group_counts: Vec<u32>,
    used: Vec<Vec<u32>>,
    pub fixed: Vec<bool>,
    pub levels: Levels,
    pub total: i64,
    pub weights: Levels,
    /// Placed offers, in no order, and where each stands in that list.
    pub list: Vec<u32>,
    spot: Vec<u32>,
}

/// A plan as a list of placed offers.
pub(crate) type Placed = Vec<(u32, u32)>;

impl<'p> State<'p> {
    /// The plan with only the fixed appointments.
    pub(crate) fn new(problem: &'p Problem) -> Self {
        let mut first_talk = Vec::with_capacity(problem.people.len() + 1);
        let mut sum = 0;
        for person in &problem.people {
            first_talk.push(sum);
            sum += person.max;
        }
        let mut state = Self {
            problem,
            at: vec![NONE; problem.cells.len()],
            placed: vec![NONE; problem.offers.len()],
            talks: vec![NONE; sum as usize],
            first_talk,
            counts: vec![0; problem.people.len()],
            table_counts: vec![0; problem.tables.len()],
            role_counts: vec![0; problem.role_caps.len()],
            group_counts: vec![0; problem.wishes.len()],
            used: problem.resources.iter().map(|cap| vec![0; cap.len()]).collect(),
            fixed: vec![false; problem.offers.len()],
            levels: [0; LEVELS],
            total: 0,
            weights: problem.weights(),
            list: Vec::new(),
            spot: vec![NONE; problem.offers.len()],
        };
        for (offer, cell) in &problem.fixed {
            state.place(*offer, *cell);
            state.fixed[*offer as usize] = true;
        }
        state
    }

    /// The plan that holds exactly these appointments (fixed ones included).
    pub(crate) fn of(problem: &'p Problem, placed: &[(u32, u32)]) -> Self {
        let mut state = Self::new(problem);
        for (offer, cell) in placed {
            if state.placed[*offer as usize] == NONE {
                state.place(*offer, *cell);
            }
        }
        state
    }

    /// The appointments, sorted.
    pub(crate) fn placed(&self) -> Placed {
        let mut placed: Placed =
            self.list.iter().map(|offer| (*offer, self.placed[*offer as usize])).collect();
        placed.sort_unstable();
        placed
    }

    /// Talks of a person.
    pub(crate) fn talks_of(&self, person: usize) -> &[u32] {
        let from = self.first_talk[person] as usize;
        &self.talks[from..from + self.counts[person] as usize]
    }

    /// Number of talks at a table.
    pub(crate) fn table_count(&self, table: u32) -> u32 {
        self.table_counts[table as usize]
    }

    /// Number of talks of a role.
    pub(crate) fn role_count(&self, role: u32) -> u32 {
        self.role_counts[role as usize]
    }

    /// Places of a resource in use in a slot.
    pub(crate) fn in_use(&self, resource: u32, slot: u32) -> u32 {
        self.used[resource as usize][slot as usize]
    }

    fn add(&mut self, level: usize, value: i64) {
        self.levels[level] += value;
        self.total += value * self.weights[level];
    }

    /// Counts the `talk`-th talk (from 0) of a person, forth or back.
    fn count_talk(&mut self, person: usize, talk: u32, sign: i64) {
        if talk == 0 {
            self.add(SEEN, sign);
        }
        if talk < self.problem.people[person].min {
            self.add(PROMISED, sign);
        }
        if self.problem.even > 0 {
            self.add(EVEN, sign * (self.problem.even - i64::from(talk)).max(0));
        }
    }

    fn worth(&mut self, offer: usize, cell: u32, sign: i64) {
        let row = &self.problem.offers[offer];
        let (fit, keep, home) = (row.fit, row.keep, row.home);
        self.add(FIT, sign * fit);
        if keep != 0 {
            self.add(STABLE, sign * (keep + i64::from(cell == home)));
        }
    }

    /// Places an offer; the caller made room.
    pub(crate) fn place(&mut self, offer: u32, cell: u32) {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let person = row.person as usize;
        let layer = problem.layer(offer as usize);
        for at in cell..cell + layer.span {
            self.at[at as usize] = offer;
        }
        self.placed[offer as usize] = cell;
        let count = self.counts[person];
        self.talks[(self.first_talk[person] + count) as usize] = offer;
        self.counts[person] = count + 1;
        self.table_counts[row.table as usize] += 1;
        self.role_counts[row.role as usize] += 1;
        self.spot[offer as usize] = self.list.len() as u32;
        self.list.push(offer);
        self.count_talk(person, count, 1);
        for group in row.groups.into_iter().filter(|group| *group != NONE) {
            let group = group as usize;
            if self.group_counts[group] < problem.wishes[group] {
                self.add(COVERED, 1);
            }
            self.group_counts[group] += 1;
        }
        self.worth(offer as usize, cell, 1);
        let (from, to) = problem.time(offer as usize, cell);
        for usage in layer.uses.into_iter().filter(|usage| usage.resource != NONE) {
            for slot in from..to {
                self.used[usage.resource as usize][slot as usize] += usage.units;
            }
        }
    }

    /// Takes an offer out.
    pub(crate) fn remove(&mut self, offer: u32) {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let person = row.person as usize;
        let layer = problem.layer(offer as usize);
        let cell = self.placed[offer as usize];
        for at in cell..cell + layer.span {
            self.at[at as usize] = NONE;
        }
        self.placed[offer as usize] = NONE;
        let count = self.counts[person] - 1;
        let from = self.first_talk[person] as usize;
        let talks = &mut self.talks[from..=from + count as usize];
        if let Some(at) = talks.iter().position(|talk| *talk == offer) {
            talks.swap(at, count as usize);
        }
        self.counts[person] = count;
        self.table_counts[row.table as usize] -= 1;
        self.role_counts[row.role as usize] -= 1;
        let spot = self.spot[offer as usize];
        self.list.swap_remove(spot as usize);
        if let Some(moved) = self.list.get(spot as usize) {
            self.spot[*moved as usize] = spot;
        }
        self.count_talk(person, count, -1);
        for group in row.groups.into_iter().filter(|group| *group != NONE) {
            let group = group as usize;
            self.group_counts[group] -= 1;
            if self.group_counts[group] < problem.wishes[group] {
                self.add(COVERED, -1);
            }
        }
        self.worth(offer as usize, cell, -1);
        let (from, to) = problem.time(offer as usize, cell);
        for usage in layer.uses.into_iter().filter(|usage| usage.resource != NONE) {
            for slot in from..to {
                self.used[usage.resource as usize][slot as usize] -= usage.units;
            }
        }
    }

    /// Whether two talks of a person leave the needed gap.
    pub(crate) fn apart(&self, a: (u32, u32, u32), b: (u32, u32, u32)) -> bool {
        let gap = self.problem.gap(a.2, b.2);
        a.1 + gap <= b.0 || b.1 + gap <= a.0
    }

    /// Whether a person's talks leave room for one more at this time, `but` one of them.
    pub(crate) fn person_free(&self, offer: u32, cell: u32, but: u32) -> bool {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let (from, to) = problem.time(offer as usize, cell);
        self.talks_of(row.person as usize).iter().filter(|talk| **talk != but).all(|talk| {
            let other = &problem.offers[*talk as usize];
            let (f, t) = problem.time(*talk as usize, self.placed[*talk as usize]);
            other.employer != row.employer && self.apart((from, to, row.table), (f, t, other.table))
        })
    }

    /// Whether an offer fits into a cell without moving anybody.
    pub(crate) fn fits(&self, offer: u32, cell: u32) -> bool {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let span = problem.layer(offer as usize).span;
        (cell..cell + span).all(|at| self.at[at as usize] == NONE)
            && self.counts[row.person as usize] < problem.people[row.person as usize].max
            && self.table_counts[row.table as usize] < problem.tables[row.table as usize].cap
            && self.role_counts[row.role as usize] < problem.role_caps[row.role as usize]
            && self.person_free(offer, cell, NONE)
            && self.resources_free(offer, cell)
    }

    /// Whether the shared resources have room for an offer in a cell.
    pub(crate) fn resources_free(&self, offer: u32, cell: u32) -> bool {
        let problem = self.problem;
        let layer = problem.layer(offer as usize);
        let (from, to) = problem.time(offer as usize, cell);
        layer.uses.iter().filter(|usage| usage.resource != NONE).all(|usage| {
            let (cap, used) =
                (&problem.resources[usage.resource as usize], &self.used[usage.resource as usize]);
            (from as usize..to as usize).all(|slot| used[slot] + usage.units <= cap[slot])
        })
    }

    /// The first cell that takes an offer without moving anybody.
    pub(crate) fn first_fit(&self, offer: u32) -> Option<u32> {
        let row = &self.problem.offers[offer as usize];
        if self.placed[offer as usize] != NONE
            || self.counts[row.person as usize] >= self.problem.people[row.person as usize].max
            || self.table_counts[row.table as usize] >= self.problem.tables[row.table as usize].cap
            || self.role_counts[row.role as usize] >= self.problem.role_caps[row.role as usize]
        {
            return None;
        }
        self.problem
            .starts(offer as usize)
            .flatten()
            .find(|cell| self.at[*cell as usize] == NONE && self.fits(offer, *cell))
    }

    /// Whether one more talk of this offer counts for an opening.
    pub(crate) fn covers(&self, offer: u32) -> bool {
        let groups = self.problem.offers[offer as usize].groups;
        groups
            .into_iter()
            .filter(|group| *group != NONE)
            .any(|group| self.group_counts[group as usize] < self.problem.wishes[group as usize])
    }

    /// What placing an offer at a cell adds when there is room.
    pub(crate) fn gain(&self, offer: u32, cell: u32) -> i64 {
        let problem = self.problem;
        let row = &problem.offers[offer as usize];
        let count = self.counts[row.person as usize];
        let mut gain = row.fit * self.weights[FIT];
        if row.keep != 0 {
            gain += (row.keep + i64::from(cell == row.home)) * self.weights[STABLE];
        }
        if count == 0 {
            gain += self.weights[SEEN];
        }
        if count < problem.people[row.person as usize].min {
            gain += self.weights[PROMISED];
        }
        if problem.even > 0 {
            gain += self.weights[EVEN] * (problem.even - i64::from(count)).max(0);
        }
        for group in row.groups.into_iter().filter(|group| *group != NONE) {
            if self.group_counts[group as usize] < problem.wishes[group as usize] {
                gain += self.weights[COVERED];
            }
        }
        gain
    }
}
