//! A profile bound to a pool: for every line a table from what is known to what comes of it.

use super::{
    column::{Column, Entry},
    pool::{Alone, Pool},
};
use crate::{
    criteria::Side,
    rules::Rules,
    score::{Body, BoundProfile, Line, Outcome, Reading, Score, Silent, from_outcomes},
};

/// A profile bound to a pool.
pub(super) struct Program<'a> {
    profile: &'a BoundProfile,
    pub(super) ops: Vec<Op<'a>>,
}

/// A line of the profile, with what it reads.
pub(super) struct Op<'a> {
    pub(super) line: &'a Line,
    pub(super) tree: Tree<'a>,
}

/// What a line reads, as tables.
pub(super) enum Tree<'a> {
    Leaf(Leaf<'a>),
    AnyOf(Vec<Self>),
    AllOf(Vec<Self>),
}

/// One ask: what comes of each value of its column, and, for the rows that hold something below or
/// beside it, the best of that.
pub(super) struct Leaf<'a> {
    pub(super) own: Lookup<'a>,
    /// Sorted by row.
    pub(super) beside: Vec<(u32, Outcome)>,
}

/// A column with what comes of each of its values; without a column nobody has anything.
pub(super) struct Lookup<'a> {
    pub(super) column: Option<&'a Column>,
    pub(super) outcomes: Vec<Outcome>,
}

impl<'a> Program<'a> {
    pub(super) fn new(pool: &'a Pool, profile: &'a BoundProfile, rules: &Rules) -> Self {
        let op = |line: &'a Line| {
            let binder = Binder { pool, line, rules };
            Op { line, tree: binder.tree(line.body()) }
        };
        Self { profile, ops: profile.lines().iter().map(op).collect() }
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

impl Tree<'_> {
    /// What comes of a row.
    pub(super) fn outcome(&self, row: u32) -> Outcome {
        match self {
            Self::Leaf(leaf) => leaf.outcome(row),
            Self::AnyOf(trees) => {
                let outcomes = trees.iter().map(|tree| tree.outcome(row));
                outcomes.reduce(Outcome::or).unwrap_or(Outcome::NOTHING)
            }
            Self::AllOf(trees) => {
                let outcomes = trees.iter().map(|tree| tree.outcome(row));
                outcomes.reduce(Outcome::and).unwrap_or(Outcome::NOTHING)
            }
        }
    }
}

impl<'a> Tree<'a> {
    /// The leaves, from first to last.
    pub(super) fn leaves(&self) -> Vec<&Leaf<'a>> {
        match self {
            Self::Leaf(leaf) => vec![leaf],
            Self::AnyOf(trees) | Self::AllOf(trees) => {
                trees.iter().flat_map(Self::leaves).collect()
            }
        }
    }

    /// What comes of a combination of values; its number counts through the values of the first
    /// leaf, then of the second, and so on.
    pub(super) fn of_number(&self, number: &mut usize) -> Outcome {
        match self {
            Self::Leaf(leaf) => {
                let values = leaf.own.outcomes.len().max(1);
                let code = u32::try_from(*number % values).unwrap_or(0);
                *number /= values;
                leaf.own.of_code(code)
            }
            Self::AnyOf(trees) => {
                let outcomes = trees.iter().map(|tree| tree.of_number(number));
                outcomes.reduce(Outcome::or).unwrap_or(Outcome::NOTHING)
            }
            Self::AllOf(trees) => {
                let outcomes = trees.iter().map(|tree| tree.of_number(number));
                outcomes.reduce(Outcome::and).unwrap_or(Outcome::NOTHING)
            }
        }
    }
}

impl Leaf<'_> {
    /// What comes of a row.
    pub(super) fn outcome(&self, row: u32) -> Outcome {
        let own = self.own.outcome(row);
        let beside = self.beside.binary_search_by_key(&row, |(row, _)| *row).ok();
        let beside = beside.and_then(|at| self.beside.get(at));
        beside.map_or(own, |(_, beside)| own.or(*beside))
    }
}

impl Lookup<'_> {
    /// What comes of a row.
    pub(super) fn outcome(&self, row: u32) -> Outcome {
        let code = self.column.map_or(0, |column| column.code(row));
        self.of_code(code)
    }

    /// What comes of a value.
    pub(super) fn of_code(&self, code: u32) -> Outcome {
        let at = usize::try_from(code).unwrap_or(usize::MAX);
        self.outcomes.get(at).or(self.outcomes.first()).copied().unwrap_or(Outcome::NOTHING)
    }
}

struct Binder<'a, 'r> {
    pool: &'a Pool,
    line: &'a Line,
    rules: &'r Rules,
}

impl<'a> Binder<'a, '_> {
    fn tree(&self, body: &'a Body) -> Tree<'a> {
        let all = |bodies: &'a [Body]| bodies.iter().map(|body| self.tree(body)).collect();
        match body {
            Body::Read(reading) => Tree::Leaf(self.leaf(reading)),
            Body::AnyOf(bodies) => Tree::AnyOf(all(bodies)),
            Body::AllOf(bodies) => Tree::AllOf(all(bodies)),
        }
    }

    fn leaf(&self, reading: &'a Reading) -> Leaf<'a> {
        let column = self.pool.column(&reading.key);
        let nothing = [Entry::default()];
        let entries = column.map_or(&nothing[..], Column::entries);
        let alone = self.line.reads_only(reading);
        let outcome = |entry: &Entry| {
            let person = Alone { key: &reading.key, entry };
            alone.assess(&person, self.rules, &mut Silent)
        };
        let own = Lookup { column, outcomes: entries.iter().map(outcome).collect() };
        Leaf { own, beside: self.beside(reading) }
    }

    /// The best that each row has below or beside the asked thing.
    fn beside(&self, reading: &Reading) -> Vec<(u32, Outcome)> {
        let mut rows: Vec<(u32, Outcome)> = Vec::new();
        for (key, share) in &reading.related {
            let Some(column) = self.pool.column(key) else { continue };
            // Where only measures are known, nothing is held that could answer.
            let outcome = |entry: &Entry| {
                let held = entry.held.as_ref()?;
                Some(self.line.beside(reading, (key, *share), held, self.rules))
            };
            let outcomes: Vec<Option<Outcome>> = column.entries().iter().map(outcome).collect();
            column.each_known(|row, code| {
                let found = outcomes.get(code).copied().flatten();
                rows.extend(found.map(|found| (row, found)));
            });
        }
        rows.sort_unstable_by_key(|(row, _)| *row);
        rows.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.or(next.1);
            }
            same
        });
        rows
    }
}
