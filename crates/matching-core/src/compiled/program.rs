//! A profile bound to a pool: its lines as tables, with their weights.

use super::tree::Tree;
use crate::{
    criteria::Side,
    score::{BoundProfile, Line, Score, from_outcomes},
};

/// A profile bound to a pool.
pub(super) struct Program<'a> {
    profile: &'a BoundProfile,
    pub(super) ops: Vec<Op<'a>>,
}

/// A line of the profile, with what it reads.
pub(super) struct Op<'a> {
    pub(super) line: &'a Line,
    pub(super) tree: &'a Tree<'a>,
}

impl<'a> Program<'a> {
    /// A profile with its lines bound to a pool, in their order.
    pub(super) fn new(
        profile: &'a BoundProfile,
        trees: impl IntoIterator<Item = &'a Tree<'a>>,
    ) -> Self {
        let ops = profile.lines().iter().zip(trees).map(|(line, tree)| Op { line, tree });
        Self { profile, ops: ops.collect() }
    }

    /// The score of a row: the same sum that explains it.
    pub(super) fn score(&self, row: u32) -> Score {
        from_outcomes(self.profile, self.ops.iter().map(|op| op.tree.outcome(row)))
    }

    /// The sum of the weights of a side.
    pub(super) const fn total(&self, side: Side) -> u128 {
        self.profile.total(side)
    }
}
