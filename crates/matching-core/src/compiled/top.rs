//! The first of a list without the list: exactly the people that a full sort would put first.
//!
//! Bounds come first: a row whose bound stays behind the bounds of enough others, by more than a
//! bound can be too high, is never scored.

use super::{
    block::{BLOCK, Block},
    bounds::{Bounds, least_bound},
    different::Different,
    mark::Bound,
    people::People,
    pool::Pool,
    program::Program,
    tree::Tree,
};
use crate::{
    id::ApplicantId,
    rules::Rules,
    score::{BoundProfile, Order, RankKey, Score},
};

/// So many profiles share what is computed for their lines: more would need more memory.
const TOGETHER: usize = 256;
/// Room for so many rows at least.
const FEW: usize = 64;

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
        let trees = self.trees(profile, rules);
        self.first(&Program::new(profile, &trees), count, order)
    }

    /// The first `count` people for each of many profiles, in the order of the profiles.
    pub(crate) fn cross(
        &self,
        profiles: &[BoundProfile],
        count: usize,
        order: Order,
        rules: &Rules,
    ) -> Vec<Vec<Listed>> {
        let lists = profiles.chunks(TOGETHER).flat_map(|profiles| {
            let Different { lines, places } = Different::of(profiles);
            let trees = each(&lines, |line| Tree::new(self, line, rules));
            let profiles: Vec<(&BoundProfile, Vec<usize>)> = profiles.iter().zip(places).collect();
            each(&profiles, |(profile, places)| {
                let trees = places.iter().filter_map(|at| trees.get(*at));
                self.first(&Program::new(profile, trees), count, order)
            })
        });
        lists.collect()
    }

    /// How everybody fits a profile, by identifier.
    pub(crate) fn scores(&self, profile: &BoundProfile, rules: &Rules) -> Vec<Listed> {
        let trees = self.trees(profile, rules);
        self.listed(&Program::new(profile, &trees), self.people().by_id()).collect()
    }

    fn trees(&self, profile: &BoundProfile, rules: &Rules) -> Vec<Tree<'_>> {
        profile.lines().iter().map(|line| Tree::new(self, line, rules)).collect()
    }

    fn first(&self, program: &Program<'_>, count: usize, order: Order) -> Vec<Listed> {
        let key = match order {
            Order::Neutral => {
                let first = self.people().by_id().iter().take(count);
                return self.listed(program, first).collect();
            }
            Order::Overall => RankKey::overall,
            Order::Demands => RankKey::demands,
        };
        let scored = |rows: &[Hopeful]| {
            let rows: Vec<u32> = rows.iter().map(|(_, row)| *row).collect();
            let scored = self.listed(program, &rows);
            scored.map(|one| (key(&one.score, &one.id), one.score)).collect::<Vec<_>>()
        };
        let bounds = Bounds::new(program, order);
        let mut hopeful = hopeful(&bounds, self.people(), count, order);
        hopeful.sort_unstable_by(|one, other| other.cmp(one));
        let (best, rest) = hopeful.split_at(count.min(hopeful.len()));
        let mut list = scored(best);
        debug_assert!(
            best.iter().zip(&list).all(|((bound, _), (key, _))| {
                let reached = least_bound(key);
                (reached..=reached + bounds.slack()).contains(bound)
            }),
            "no row reaches more than its bound, or less by more than a bound can be too high"
        );
        // Now that so many have their scores, most of the others are known to stay behind.
        let least = list.iter().map(|(key, _)| least_bound(key)).min().unwrap_or(0);
        list.extend(scored(rest.split_at(rest.partition_point(|(bound, _)| *bound >= least)).0));
        list.sort_unstable_by(|one, other| other.cmp(one));
        list.truncate(count);
        list.into_iter().map(|(key, score)| Listed { id: key.into_id(), score }).collect()
    }

    fn listed<'a>(
        &self,
        program: &Program<'_>,
        rows: impl IntoIterator<Item = &'a u32>,
    ) -> impl Iterator<Item = Listed> {
        rows.into_iter().filter_map(|row| {
            Some(Listed { id: self.people().id(*row)?, score: program.score(*row) })
        })
    }
}

/// What comes of each of many things that have nothing to do with each other, in their order: on all
/// threads where there are some.
fn each<T: Sync, R: Send>(all: &[T], one: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    let done = {
        use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
        all.par_iter().map(one).collect()
    };
    #[cfg(not(feature = "parallel"))]
    let done = all.iter().map(one).collect();
    done
}

/// A row with its bound.
type Hopeful = (Bound, u32);

/// The rows that can be among the first `count`.
fn hopeful(bounds: &Bounds<'_>, people: &People, count: usize, order: Order) -> Vec<Hopeful> {
    let mut waiting = Waiting { rows: Vec::new(), count, slack: bounds.slack(), least: 0, room: 0 };
    let mut block = Block::new();
    for from in (0..people.height()).step_by(BLOCK) {
        bounds.fill(&mut block, from, BLOCK.min(people.height() - from));
        block.each_reaching(order, waiting.least, |row, bound| {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            if !people.is_empty_row(row) {
                waiting.add(bound, row);
            }
            waiting.least
        });
    }
    waiting.drop_hopeless();
    waiting.rows
}

/// The rows that can still be among the first, with their bounds.
struct Waiting {
    rows: Vec<Hopeful>,
    count: usize,
    slack: Bound,
    /// Whose bound is lower stays behind `count` others.
    least: Bound,
    /// So many may wait before the hopeless ones among them are dropped.
    room: usize,
}

impl Waiting {
    fn add(&mut self, bound: Bound, row: u32) {
        self.rows.push((bound, row));
        if self.rows.len() > self.room {
            self.drop_hopeless();
            // Where many are alike, most of them stay.
            self.room = self.rows.len().max(self.count).saturating_mul(4).max(FEW);
        }
    }

    /// Of `count` rows each really reaches its bound less what a bound can be too high.
    fn drop_hopeless(&mut self) {
        let Some(last) = self.count.checked_sub(1) else { return self.rows.clear() };
        if last >= self.rows.len() {
            return;
        }
        let (_, (bound, _), _) =
            self.rows.select_nth_unstable_by(last, |one, other| other.cmp(one));
        self.least = bound.saturating_sub(self.slack);
        self.rows.retain(|(bound, _)| *bound >= self.least);
    }
}
