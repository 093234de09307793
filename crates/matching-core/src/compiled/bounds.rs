//! What every row can reach at most, from one look-up per line.
//!
//! The points of both sides at both ends, each rounded up, stand in the four quarters
//! of one number, so that lines add up; the class stands beside it, and the lowest of the musts
//! holds. What is computed here only decides which rows are worth scoring.

use super::{
    block::Block,
    column::{Codes, Column},
    mark::{Bound, Class, HALF, Mark, PARTS, QUARTER, bound, class_of},
    numbers::Numbers,
    passes::{AT_ONCE, Narrow, of, table_of_256},
    program::{Op, Program},
    step::{Classes, Share, Step, Together},
    tree::{Beside, Leaf, Tree},
};
use crate::{
    criteria::Side,
    eligibility::Eligibility,
    score::{Order, RankKey},
};

/// Groups with at most so many combinations of values get a table.
const MOST_COMBINATIONS: usize = 1 << 14;

/// How the bounds of all rows come about.
pub(super) struct Bounds<'a> {
    /// What everybody gets.
    base: Mark,
    /// The lowest class that a line leaves to everybody.
    class: Class,
    /// Points and classes by narrow columns.
    narrow_marks: Vec<Narrow<'a, Mark>>,
    narrow_classes: Vec<Narrow<'a, Class>>,
    /// Everything else.
    steps: Vec<Step<'a>>,
    order: Order,
    slack: Bound,
}

impl<'a> Bounds<'a> {
    /// The bounds for a list in the order of points, of both sides or of the demands.
    pub(super) fn new(program: &'a Program<'a>, order: Order) -> Self {
        let mut bounds = Self {
            base: 0,
            class: class_of(Eligibility::Suitable),
            narrow_marks: Vec::new(),
            narrow_classes: Vec::new(),
            steps: Vec::new(),
            order,
            slack: slack(program, order),
        };
        for (side, place) in [(Side::Demands, 0), (Side::Needs, 2)] {
            // A side that asks nothing is full.
            let least = if program.total(side) == 0 { 10_000 * PARTS } else { HALF };
            let least = Mark::from(least);
            bounds.base += (least << (place * QUARTER)) + (least << ((place + 1) * QUARTER));
        }
        for op in &program.ops {
            bounds.add(op, Share::new(op, program));
        }
        bounds
    }

    fn add(&mut self, op: &'a Op<'a>, share: Share) {
        match op.tree {
            Tree::Leaf(leaf) => self.add_leaf(leaf, share),
            tree @ (Tree::AnyOf(_) | Tree::AllOf(_)) => self.add_group(tree, share),
        }
    }

    fn add_leaf(&mut self, leaf: &'a Leaf<'a>, share: Share) {
        let codes = leaf.own.column.map(Column::codes);
        let (marks, classes) = share.tables(leaf.own.outcomes.iter().copied());
        let (mut lifted, mut raised) = (Vec::new(), Vec::new());
        for Beside { row, own, best } in &leaf.beside {
            if best.satisfaction != own.satisfaction {
                lifted.push((*row, share.mark(*best).wrapping_sub(share.mark(*own))));
            }
            if share.class(*best) > share.class(*own) {
                raised.push((*row, share.class(*best)));
            }
        }
        self.add_marks(codes, marks);
        self.add_classes(codes, classes, raised);
        if !lifted.is_empty() {
            self.steps.push(Step::Lifted(lifted));
        }
    }

    /// Points by one column; without a column, or where it tells nobody apart, everybody gets the
    /// same.
    fn add_marks(&mut self, codes: Option<&'a Codes>, marks: Vec<Mark>) {
        let nothing = marks.first().copied().unwrap_or(0);
        match codes.filter(|_| differ(&marks)) {
            Some(Codes::Rare(rare)) => {
                self.base = self.base.wrapping_add(nothing);
                let lift =
                    |(row, code)| (row, of(&marks, code).unwrap_or(nothing).wrapping_sub(nothing));
                self.steps.push(Step::Lifted(rare.pairs_from(0).map(lift).collect()));
            }
            Some(Codes::Full(Numbers::Narrow(codes))) => {
                self.narrow_marks.push((codes, table_of_256(&marks)));
            }
            Some(codes) => self.steps.push(Step::Marks(codes, marks)),
            None => self.base = self.base.wrapping_add(nothing),
        }
    }

    /// Classes by one column, likewise.
    fn add_classes(
        &mut self,
        codes: Option<&'a Codes>,
        table: Vec<Class>,
        raised: Vec<(u32, Class)>,
    ) {
        match codes.filter(|_| differ(&table)) {
            None if raised.is_empty() => {
                self.class &= table.first().copied().unwrap_or(Class::MAX);
            }
            Some(Codes::Full(Numbers::Narrow(codes))) if raised.is_empty() => {
                self.narrow_classes.push((codes, table_of_256(&table)));
            }
            codes => self.steps.push(Step::Classes(Classes { codes, table, raised })),
        }
    }

    /// A group: a table over all combinations of values where there are few.
    fn add_group(&mut self, tree: &'a Tree<'a>, share: Share) {
        let leaves = tree.leaves();
        let combinations = leaves.iter().map(|leaf| leaf.own.outcomes.len());
        let combinations = combinations.fold(1_usize, usize::saturating_mul);
        if combinations > MOST_COMBINATIONS {
            self.steps.push(Step::Tree { tree, share });
            return;
        }
        let own_rows = rows_beside(&leaves);
        let by_values = (0..combinations).map(|number| tree.of_number(&mut { number }));
        let by_row = own_rows.iter().map(|row| tree.outcome(*row));
        let (marks, classes) = share.tables(by_values.chain(by_row));
        let mut columns = Vec::new();
        let mut stride = 1_u32;
        for leaf in leaves {
            columns.extend(leaf.own.column.map(|column| (column.codes(), stride)));
            stride *= u32::try_from(leaf.own.outcomes.len()).unwrap_or(1);
        }
        if let ([] | [_], true) = (columns.as_slice(), own_rows.is_empty()) {
            // Without a column nothing is known, which is one value: the numbers are those of the column.
            let codes = columns.first().map(|(codes, _)| *codes);
            self.add_marks(codes, marks);
            return self.add_classes(codes, classes, Vec::new());
        }
        let first = u32::try_from(combinations).unwrap_or(u32::MAX);
        let own_numbers = own_rows.into_iter().zip(first..).collect();
        self.steps.push(Step::Columns(Together { columns, marks, classes, own_numbers }));
    }

    /// The bounds of the rows from `from` on, as many as there are.
    pub(super) fn fill(&self, block: &mut Block, from: usize, rows: usize) {
        block.begin(from, rows, self.base, self.class);
        for columns in self.narrow_marks.chunks(AT_ONCE) {
            block.add_marks(columns);
        }
        for columns in self.narrow_classes.chunks(AT_ONCE) {
            block.lower_classes(columns);
        }
        for step in &self.steps {
            block.add(step);
        }
        block.end(self.order);
    }

    /// A bound is at most so much higher than what the row really reaches.
    pub(super) const fn slack(&self) -> Bound {
        self.slack
    }
}

/// The bound that a row must at least have to stand before or level with a place in the list.
pub(super) fn least_bound(key: &RankKey) -> Bound {
    bound(class_of(key.eligibility()), u32::from(key.points_sum()) * PARTS)
}

/// How much higher than the true sum of points a bound can be.
///
/// Every line is rounded up, by less than one part; beyond that a side is off by a half for its own
/// rounding and a half for the true one, if that was rounded down. The harmonic mean grows at most
/// twice as fast as both of its sides, and is rounded in the same way.
fn slack(program: &Program<'_>, order: Order) -> Bound {
    let lines = |side| program.ops.iter().filter(|op| op.line.side == side).count();
    let off = |side| u32::try_from(lines(side)).unwrap_or(u32::MAX >> 8) + 2 * HALF + 1;
    match order {
        Order::Demands => 2 * off(Side::Demands),
        Order::Overall | Order::Neutral => {
            4 * off(Side::Demands).max(off(Side::Needs)) + 2 * (2 * HALF + 1)
        }
    }
}

/// The rows that hold something below or beside what one of several leaves asks, in order.
fn rows_beside(leaves: &[&Leaf<'_>]) -> Vec<u32> {
    let rows = leaves.iter().flat_map(|leaf| leaf.beside.iter().map(|beside| beside.row));
    let mut rows: Vec<u32> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Whether a table tells anybody apart.
fn differ<T: PartialEq>(values: &[T]) -> bool {
    values.windows(2).any(|pair| matches!(pair, [one, other] if one != other))
}
