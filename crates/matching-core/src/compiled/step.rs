//! What tells people apart, line by line, and how the outcome of a line becomes points and a class.

use super::{
    column::Codes,
    mark::{Class, Mark, PARTS, QUARTER, class_of},
    program::{Op, Program},
    tree::Tree,
};
use crate::{criteria::Side, eligibility::Eligibility, score::Outcome};

/// Binary places of the shares by which points are computed.
const SHIFT: u32 = 40;

/// What tells people apart.
pub(super) enum Step<'a> {
    /// Points by a column that is not narrow.
    Marks(&'a Codes, Vec<Mark>),
    /// Points of single rows, beside what everybody gets.
    Lifted(Vec<(u32, Mark)>),
    /// Classes by whatever one line reads, where that is no narrow column alone.
    Classes(Classes<'a>),
    /// Both by several columns.
    Columns(Together<'a>),
    /// Both by whatever it takes.
    Tree { tree: &'a Tree<'a>, share: Share },
}

/// Classes by a column, and of single rows that hold something below or beside what is asked.
pub(super) struct Classes<'a> {
    /// Without a column nobody has anything.
    pub(super) codes: Option<&'a Codes>,
    pub(super) table: Vec<Class>,
    /// Sorted by row.
    pub(super) raised: Vec<(u32, Class)>,
}

/// Several columns that are read together: the number of a row is the sum of its values, each times
/// its stride. Rows that hold something below or beside what is asked have numbers of their own,
/// after all combinations.
pub(super) struct Together<'a> {
    pub(super) columns: Vec<(&'a Codes, u32)>,
    pub(super) marks: Vec<Mark>,
    pub(super) classes: Vec<Class>,
    /// Sorted by row.
    pub(super) own_numbers: Vec<(u32, u32)>,
}

/// How the outcome of a line becomes points.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// Parts of a hundredth of a point per thousandth, in binary fractions, rounded up.
    factor: u64,
    side: Side,
    is_must: bool,
}

impl Share {
    pub(super) fn new(op: &Op<'_>, program: &Program<'_>) -> Self {
        let side = op.line.side;
        let (weight, total) = (op.line.weight, program.total(side));
        // Weights have at most 99 bits (see `Weights`); only their proportion matters, and rounding
        // the weight up keeps the bound a bound.
        let surplus = total.checked_ilog2().unwrap_or(0).saturating_sub(60);
        let (weight, total) = ((weight >> surplus) + u128::from(surplus > 0), total >> surplus);
        let factor = ((10 * u128::from(PARTS) * weight) << SHIFT)
            .checked_div(total)
            .map_or(0, |factor| factor + 1);
        Self {
            // A line weighs at most everything: 60 parts a thousandth, and the binary places.
            factor: u64::try_from(factor).unwrap_or(u64::MAX >> 11),
            side,
            is_must: op.line.due.is_some(),
        }
    }

    pub(super) fn tables(self, outcomes: impl Iterator<Item = Outcome>) -> (Vec<Mark>, Vec<Class>) {
        outcomes.map(|outcome| (self.mark(outcome), self.class(outcome))).unzip()
    }

    pub(super) fn mark(self, outcome: Outcome) -> Mark {
        let points = |thousandths: u16| (self.factor * u64::from(thousandths)).div_ceil(1 << SHIFT);
        let (low, high) =
            (points(outcome.satisfaction.low.get()), points(outcome.satisfaction.high.get()));
        let both = low | high << QUARTER;
        match self.side {
            Side::Demands => both,
            Side::Needs => both << (2 * QUARTER),
        }
    }

    pub(super) fn class(self, outcome: Outcome) -> Class {
        let class = if self.is_must { outcome.verdict.now } else { Eligibility::Suitable };
        class_of(class)
    }
}
