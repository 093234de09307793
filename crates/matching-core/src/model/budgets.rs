//! How the points of a side are shared among the kinds of criteria.

use std::collections::BTreeMap;

use crate::criteria::{Budget, Side};

/// Points per budget. The sum of a side need not be 100: only proportions count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets(BTreeMap<Budget, u16>);

impl Budgets {
    /// Largest number of points of one budget.
    pub const MOST: u16 = 1000;

    /// The shipped budgets of the needs side: scoring.md 3.2.
    pub const STANDARD_NEEDS: [(Budget, u16); 6] = [
        (Budget::Interest, 35),
        (Budget::Expectation, 25),
        (Budget::WorkingTime, 15),
        (Budget::Commute, 10),
        (Budget::Development, 10),
        (Budget::Field, 5),
    ];

    /// No points anywhere.
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// The points of both sides, where the needs side has the shipped ones.
    pub fn with_standard_needs(demands: impl IntoIterator<Item = (Budget, u16)>) -> Self {
        Self(demands.into_iter().chain(Self::STANDARD_NEEDS).collect())
    }

    /// Sets the points of one budget.
    pub fn set(&mut self, budget: Budget, points: u16) {
        self.0.insert(budget, points);
    }

    /// The points of a budget; 0 where none are set.
    pub fn points(&self, budget: Budget) -> u16 {
        self.0.get(&budget).copied().unwrap_or(0)
    }

    /// The sum of the points of a side.
    pub fn total(&self, side: Side) -> u32 {
        let own = self.0.iter().filter(|(budget, _)| budget.side() == side);
        own.map(|(_, points)| u32::from(*points)).sum()
    }

    /// All budgets that are set.
    pub fn iter(&self) -> impl Iterator<Item = (Budget, u16)> {
        self.0.iter().map(|(budget, points)| (*budget, *points))
    }
}

impl FromIterator<(Budget, u16)> for Budgets {
    fn from_iter<I: IntoIterator<Item = (Budget, u16)>>(points: I) -> Self {
        Self(points.into_iter().collect())
    }
}
