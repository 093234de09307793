//! A line bound to a pool: a table from what is known to what comes of it.

use super::{
    column::{Column, Entry, place},
    numbers::Code,
    pool::Pool,
};
use crate::{
    rules::Rules,
    score::{Body, Line, Outcome, Reading},
};

/// What a line reads, as tables.
pub(super) enum Tree<'a> {
    Leaf(Leaf<'a>),
    AnyOf(Vec<Self>),
    AllOf(Vec<Self>),
}

/// One ask: what comes of each value of its column, and the rows that hold something below or
/// beside it.
pub(super) struct Leaf<'a> {
    pub(super) own: Lookup<'a>,
    /// Sorted by row.
    pub(super) beside: Vec<Beside>,
}

/// A row that holds something below or beside what is asked.
pub(super) struct Beside {
    pub(super) row: u32,
    /// What comes of the asked thing alone.
    pub(super) own: Outcome,
    /// What comes of the best of all.
    pub(super) best: Outcome,
}

/// A column with what comes of each of its values; without a column nobody has anything.
pub(super) struct Lookup<'a> {
    pub(super) column: Option<&'a Column>,
    pub(super) outcomes: Vec<Outcome>,
}

impl<'a> Tree<'a> {
    /// A line bound to a pool.
    pub(super) fn new(pool: &'a Pool, line: &Line, rules: &Rules) -> Self {
        Binder { pool, line, rules }.tree(line.body())
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
        let beside = self.beside.binary_search_by_key(&row, |beside| beside.row).ok();
        let beside = beside.and_then(|at| self.beside.get(at));
        beside.map_or_else(|| self.own.outcome(row), |beside| beside.best)
    }
}

impl Lookup<'_> {
    /// What comes of a row.
    pub(super) fn outcome(&self, row: u32) -> Outcome {
        let code = self.column.map_or(0, |column| column.code(row));
        self.of_code(code)
    }

    /// What comes of a value.
    pub(super) fn of_code(&self, code: Code) -> Outcome {
        self.outcomes
            .get(place(code))
            .or(self.outcomes.first())
            .copied()
            .unwrap_or(Outcome::NOTHING)
    }
}

struct Binder<'a, 'r> {
    pool: &'a Pool,
    line: &'r Line,
    rules: &'r Rules,
}

impl<'a> Binder<'a, '_> {
    fn tree(&self, body: &Body) -> Tree<'a> {
        let all = |bodies: &[Body]| bodies.iter().map(|body| self.tree(body)).collect();
        match body {
            Body::Read(reading) => Tree::Leaf(self.leaf(reading)),
            Body::AnyOf(bodies) => Tree::AnyOf(all(bodies)),
            Body::AllOf(bodies) => Tree::AllOf(all(bodies)),
        }
    }

    fn leaf(&self, reading: &Reading) -> Leaf<'a> {
        let column = self.pool.column(&reading.key);
        let nothing = [Entry::default()];
        let entries = column.map_or(&nothing[..], Column::entries);
        let outcome =
            |entry: &Entry| self.line.alone(reading, entry.held.as_ref(), &entry.steps, self.rules);
        let own = Lookup { column, outcomes: entries.iter().map(outcome).collect() };
        let mut codes = column.map(Column::in_order);
        let beside = self.beside(reading).into_iter().map(|(row, beside)| {
            let own = own.of_code(codes.as_mut().map_or(0, |codes| codes.code(row)));
            Beside { row, own, best: own.or(beside) }
        });
        Leaf { beside: beside.collect(), own }
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
                let found = outcomes.get(place(code)).copied().flatten();
                rows.extend(found.map(|found| (row, found)));
            });
        }
        // Sorted runs one after another: a sort that finds them has little to do.
        rows.sort_by_key(|(row, _)| *row);
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
