//! Prices for a level, then exact steps over ever larger cores until the value meets the bound.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::super::exact::{self, Question};
use super::super::prices::{Prices, UNIT};
use super::super::problem::{FIT, Levels};
use super::{Search, TALKS_SHARE};
use crate::budget::Limit;

/// More offers than this make the exact step slower than annealing.
pub(super) const LARGEST_CORE: usize = 12_000;
/// More choices of offer and cell than this make the exact step with times too slow.
const LARGEST_TIMED: u32 = 3_000;

impl<'p> Search<'p, '_> {
    /// Prices for one level with targets for the levels before it.
    pub(super) fn price(
        &mut self,
        stage: usize,
        known: &mut [Option<Prices<'p>>],
        targets: Levels,
    ) -> Prices<'p> {
        let level = self.problem.order[stage];
        let again = known[stage].is_some();
        let before = (0..=stage).rev().find_map(|at| known[at].take());
        let threads = self.how.threads;
        let mut prices = Prices::new(self.problem, stage, &targets, before.as_ref(), threads);
        let value = self.found.levels[level];
        let valid = self.reaches(stage, &targets);
        let lengths: &[(u32, f64, f64)] = match (level, again) {
            (FIT, false) => &[(400, 200.0, 0.3), (150, 5.0, 0.1)],
            (FIT, true) => &[(200, 10.0, 0.1), (200, 2.0, 0.03)],
            (_, false) => &[(300, 0.5, 0.002)],
            _ => &[(300, 0.1, 0.001)],
        };
        let cost = self.pricing_steps();
        for (count, from, to) in lengths {
            prices.descend(*count, (*from, *to), &|bound| {
                self.spend(cost);
                (valid && bound <= value) || self.spent(TALKS_SHARE)
            });
            prices.rewind();
        }
        self.lower(stage, prices.bound(), &targets);
        prices
    }

    /// Takes a bound that holds for plans that reach the targets.
    pub(super) fn lower(&mut self, stage: usize, bound: i64, targets: &Levels) {
        let level = self.problem.order[stage];
        if bound < self.found.bounds[level] && self.reaches(stage, targets) {
            self.found.bounds[level] = bound.max(self.found.levels[level]);
            self.given[level] = *targets;
            self.tell();
        }
    }

    /// The exact step over ever larger cores, until the value meets the bound or all offers that
    /// could matter are in.
    pub(super) fn meet(&mut self, stage: usize, prices: &mut Prices<'p>, targets: &Levels) {
        let level = self.problem.order[stage];
        let (bound, losses) = prices.losses();
        // large tasks have so many near-ties that fewer points make a core of the same quality
        let least = if self.problem.offers.len() > 50_000 { 3 } else { 12 };
        let depths: &[i64] = match (level, self.reaches(stage, targets)) {
            (FIT, true) => &[least, 40, 120, i64::MAX],
            (FIT, false) => &[least],
            (_, _) => &[i64::MAX],
        };
        let mut at = 0;
        while let Some(points) = depths.get(at) {
            let before = self.found.levels;
            let valid = self.reaches(stage, targets);
            if self.spent(TALKS_SHARE) || (valid && !self.is_open(stage)) {
                return;
            }
            // a better plan gains a point, so its offers lose no more than what is left
            let left = bound - (before[level] + 1) * UNIT;
            let whole = valid && points.saturating_mul(UNIT) >= left;
            let depth = if whole { left } else { points.saturating_mul(UNIT) };
            let core = self.core(level, &losses, depth);
            if core.len() > LARGEST_CORE {
                return;
            }
            let Some(answer) = self.exact(stage, &core, targets, false) else { return };
            let complete = self.time(&answer.offers, &answer.cells);
            if whole {
                if let Some(bound) = answer.bound {
                    self.lower(stage, bound.max(before[level]), targets);
                }
                if !complete && self.is_open(stage) {
                    self.with_times(stage, &core, targets);
                }
                return;
            }
            // all talks have times and nothing was gained: only the last core can tell more
            at += 1;
            if complete && before == self.found.levels {
                if !valid {
                    return;
                }
                at = at.max(depths.len() - 1);
            }
        }
    }

    /// Offers that lose no more than `depth`, and those of the plan in hand.
    pub(super) fn core(&mut self, level: usize, losses: &[(i64, i64)], depth: i64) -> Vec<u32> {
        let mut core: Vec<u32> = (0..self.problem.offers.len() as u32)
            .filter(|offer| losses[*offer as usize].0 <= depth)
            .collect();
        if level == FIT {
            self.pool.clone_from(&core);
        }
        core.extend(self.found.placed.iter().map(|(offer, _)| *offer));
        core.sort_unstable();
        core.dedup();
        core
    }

    /// The exact step with a choice for every cell, when relaxed times were not enough.
    pub(super) fn with_times(&mut self, stage: usize, core: &[u32], targets: &Levels) {
        let size: u32 = (core.iter())
            .map(|offer| {
                self.problem.classes[self.problem.offers[*offer as usize].class as usize].size
            })
            .sum();
        if size > LARGEST_TIMED || self.spent(TALKS_SHARE) {
            return;
        }
        let value = self.found.levels[self.problem.order[stage]];
        if let Some(answer) = self.exact(stage, core, targets, true) {
            self.time(&answer.offers, &answer.cells);
            if let Some(bound) = answer.bound {
                self.lower(stage, bound.max(value), targets);
            }
        }
    }

    /// One exact step; nothing when it was cut short.
    pub(super) fn exact(
        &mut self,
        stage: usize,
        core: &[u32],
        targets: &Levels,
        timed: bool,
    ) -> Option<exact::Answer> {
        let targets: Vec<(usize, i64)> = (self.problem.order[..stage].iter())
            .filter(|level| targets[**level] > 0)
            .map(|level| (*level, targets[*level]))
            .collect();
        let question = Question {
            core,
            level: self.problem.order[stage],
            targets: &targets,
            start: &self.found.placed,
            timed,
            floor: self.floor,
            nodes: self.nodes_left(),
            time: self.time_left(),
        };
        let answer = exact::solve(self.problem, &question);
        // a pivot takes about as long as thirty moves
        let pivots = answer.as_ref().map_or(1000, |answer| answer.pivots);
        self.spend(core.len() as u64 * 5 + pivots * 30);
        answer
    }

    /// Nodes of an exact step; a node takes about twenty pivots.
    pub(super) fn nodes_left(&self) -> u64 {
        match self.budget.limit {
            Limit::Steps(most) => {
                let left = most.saturating_sub(self.steps.load(Ordering::Relaxed));
                (left / 600).min(500)
            }
            Limit::Millis { .. } => 500,
        }
    }

    pub(super) fn time_left(&self) -> Option<Duration> {
        match self.budget.limit {
            Limit::Steps(_) => None,
            Limit::Millis { most, elapsed } => {
                let end = most / 1000 * TALKS_SHARE + most % 1000 * TALKS_SHARE / 1000;
                Some(Duration::from_millis(end.saturating_sub(elapsed()).max(20)))
            }
        }
    }
}
