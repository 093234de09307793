//! Which talk to move, and where to.

use super::calm::Calm;

impl Calm<'_> {
    /// The same talk at another table that serves the role, now and then.
    pub(super) fn twin(&mut self, offer: u32) -> u32 {
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
    pub(super) fn target(&mut self, offer: u32, goal: u32) -> Option<u32> {
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
}
