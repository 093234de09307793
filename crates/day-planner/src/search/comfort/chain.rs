//! A chain of exchanges: whoever is displaced finds another cell.

use super::super::problem::{NONE, Use};
use super::calm::Calm;

impl Calm<'_> {
    /// Moves `offer` (as `goal`) to a cell and finds everybody it displaces another one.
    pub(super) fn chain(&mut self, offer: u32, goal: u32, cell: u32) -> bool {
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
            let shares = |usage: &Use| {
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
