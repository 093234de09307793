//! Steps of the prices against what is left over.

use super::super::problem::COVERED;
use super::{Layout, Prices, UNIT_F};

impl Prices<'_> {
    /// Moves every price against its surplus.
    pub(super) fn step(&mut self, length: f64) {
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
    pub(super) fn slope(&self, at: usize, layout: &Layout) -> Option<f64> {
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
