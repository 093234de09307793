//! How long a search may take, and who watches it.

use std::fmt;

use serde::Serialize;

use crate::plan::{Bounds, Values};

/// A search stops when its limit is used up, when the caller says stop, or on proof.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// How much may be spent.
    pub limit: Limit<'a>,
    /// Asked now and then; `true` ends the search with the best plan so far.
    pub stop: Option<&'a (dyn Fn() -> bool + Sync)>,
    /// Told of every better plan and bound.
    pub watch: Option<&'a (dyn Fn(&Progress) + Sync)>,
}

/// How much a search may spend.
#[derive(Clone, Copy)]
pub enum Limit<'a> {
    /// Search steps; the same input, seed and threads give the same bytes.
    Steps(u64),
    /// Milliseconds by the caller's clock; reproducible only when proof comes first.
    Millis {
        /// The most.
        most: u64,
        /// Milliseconds since the caller began.
        elapsed: &'a (dyn Fn() -> u64 + Sync),
    },
}

/// What a search has so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Steps spent.
    pub steps: u64,
    /// Value of the best plan.
    pub values: Values,
    /// What no plan can beat.
    pub bounds: Bounds,
}

impl<'a> Budget<'a> {
    /// A number of search steps and nothing else.
    pub fn steps(steps: u64) -> Self {
        Self { limit: Limit::Steps(steps), stop: None, watch: None }
    }

    /// Milliseconds by the caller's clock.
    pub fn millis(most: u64, elapsed: &'a (dyn Fn() -> u64 + Sync)) -> Self {
        Self { limit: Limit::Millis { most, elapsed }, stop: None, watch: None }
    }

    /// Whether the same budget gives the same plan again.
    pub(crate) fn is_reproducible(&self) -> bool {
        matches!(self.limit, Limit::Steps(_)) && self.stop.is_none()
    }

    /// Whether `share` (of 1000) of the budget is used up after `steps`.
    pub(crate) fn is_spent(&self, steps: u64, share: u64) -> bool {
        if self.stop.is_some_and(|stop| stop()) {
            return true;
        }
        match self.limit {
            Limit::Steps(most) => u128::from(steps) * 1000 >= u128::from(most) * u128::from(share),
            Limit::Millis { most, elapsed } => {
                u128::from(elapsed()) * 1000 >= u128::from(most) * u128::from(share)
            }
        }
    }
}

impl fmt::Debug for Budget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = match self.limit {
            Limit::Steps(steps) => format!("{steps} steps"),
            Limit::Millis { most, .. } => format!("{most} ms"),
        };
        f.debug_struct("Budget").field("limit", &limit).finish_non_exhaustive()
    }
}

impl fmt::Debug for Limit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(steps) => write!(f, "Steps({steps})"),
            Self::Millis { most, .. } => write!(f, "Millis({most})"),
        }
    }
}
