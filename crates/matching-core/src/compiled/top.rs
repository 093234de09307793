//! The first of a list without the list: exactly the people that a full sort would put first.
//!
//! Only rows whose bound reaches the last place of the list so far are scored, best bounds first.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    bounds::{BLOCK, Block, Bound, Bounds},
    pool::Pool,
    program::Program,
};
use crate::{
    eligibility::Eligibility,
    id::ApplicantId,
    rules::Rules,
    score::{BoundProfile, Order, RankKey, Score},
};

/// A person of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The person.
    pub id: ApplicantId,
    /// How they fit.
    pub score: Score,
}

impl Pool {
    /// The first `count` people for a profile, in order.
    pub(crate) fn top(
        &self,
        profile: &BoundProfile,
        count: usize,
        order: Order,
        rules: &Rules,
    ) -> Vec<Listed> {
        let program = Program::new(self, profile, rules);
        let mut best =
            Best { program: &program, pool: self, count, order, heap: BinaryHeap::new() };
        if order == Order::Neutral {
            (0..self.height()).for_each(|row| best.offer(row));
        } else {
            best.offer_hopeful(&Bounds::new(&program));
        }
        best.into_list()
    }

    /// How everybody fits a profile, by identifier.
    pub(crate) fn scores(&self, profile: &BoundProfile, rules: &Rules) -> Vec<Listed> {
        let program = Program::new(self, profile, rules);
        let rows = (0_u32..).take(self.height());
        let mut all: Vec<Listed> = rows
            .filter_map(|row| {
                Some(Listed { id: self.person(row)?.clone(), score: program.score(row) })
            })
            .collect();
        all.sort_by(|one, other| one.id.cmp(&other.id));
        all
    }
}

/// The best so far; the worst of them is on top of the heap.
struct Best<'a> {
    program: &'a Program<'a>,
    pool: &'a Pool,
    count: usize,
    order: Order,
    heap: BinaryHeap<Reverse<Place>>,
}

/// A place in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    key: Option<RankKey>,
    id: Reverse<ApplicantId>,
    score: Score,
}

impl Best<'_> {
    fn offer(&mut self, row: usize) {
        let Ok(row) = u32::try_from(row) else { return };
        let Some(id) = self.pool.person(row) else { return };
        let score = self.program.score(row);
        let key = match self.order {
            Order::Overall => Some(RankKey::overall(&score, id)),
            Order::Demands => Some(RankKey::demands(&score, id)),
            Order::Neutral => None,
        };
        let place = Place { key, id: Reverse(id.clone()), score };
        if self.heap.len() < self.count {
            self.heap.push(Reverse(place));
        } else if self.heap.peek().is_some_and(|worst| worst.0 < place) {
            self.heap.pop();
            self.heap.push(Reverse(place));
        }
    }

    /// Offers every row that can still be among the best.
    fn offer_hopeful(&mut self, bounds: &Bounds<'_>) {
        let height = self.pool.height();
        let enough = self.count.saturating_mul(4).max(BLOCK);
        let mut block = Block::new();
        let mut waiting: Vec<(Bound, usize)> = Vec::new();
        for from in (0..height).step_by(BLOCK) {
            bounds.fill(&mut block, from, BLOCK.min(height - from));
            waiting.extend(block.reaching(self.least(), self.order));
            if waiting.len() >= enough {
                self.offer_all(&mut waiting);
            }
        }
        self.offer_all(&mut waiting);
    }

    /// Offers rows from the best bounds down, until none can reach the list any more.
    fn offer_all(&mut self, waiting: &mut Vec<(Bound, usize)>) {
        let first = self.count.saturating_add(self.count / 4).max(1);
        while !waiting.is_empty() {
            if first < waiting.len() {
                waiting.select_nth_unstable_by(first, |one, other| other.cmp(one));
            }
            let rest = waiting.split_off(first.min(waiting.len()));
            waiting.sort_unstable_by(|one, other| other.cmp(one));
            for (bound, row) in waiting.drain(..) {
                if bound < self.least() {
                    break;
                }
                self.offer(row);
            }
            let least = self.least();
            waiting.extend(rest.into_iter().filter(|(bound, _)| *bound >= least));
        }
    }

    /// The class and the sum of points that must at least be reached from now on.
    fn least(&self) -> Bound {
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.count);
        let key = worst.and_then(|worst| worst.0.key.as_ref());
        key.map_or((Eligibility::NotPossible, 0), |key| {
            (key.eligibility(), key.points_sum().into())
        })
    }

    fn into_list(self) -> Vec<Listed> {
        let mut places: Vec<Place> = self.heap.into_iter().map(|place| place.0).collect();
        places.sort_by(|one, other| other.cmp(one));
        places.into_iter().map(|place| Listed { id: place.id.0, score: place.score }).collect()
    }
}
