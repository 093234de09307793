//! What every row can reach at most, from one look-up per line.
//!
//! The points of both sides at both ends, each rounded up to a hundredth, stand in the four quarters
//! of one number, so that lines add up; the class stands beside it, and the lowest of the musts
//! holds. What is computed here only decides which rows are worth scoring.

use super::{
    column::{Codes, Column},
    passes::{
        Mark, Narrow, add_narrow, add_points, each_in_block, lower_classes, lower_narrow, number,
        of, table_of_256,
    },
    program::{Leaf, Op, Program, Tree},
};
use crate::{
    criteria::Side,
    eligibility::Eligibility,
    score::{Order, Outcome},
};

/// Rows that are gone through at once: their bounds stay in the fastest cache.
pub(super) const BLOCK: usize = 2048;

/// Where each of the four stands.
const QUARTER: u32 = 16;
/// Binary places of the shares by which points are computed.
const SHIFT: u32 = 40;
/// Groups with at most so many combinations of values get a table.
const MOST_COMBINATIONS: usize = 1 << 14;

/// The best place that a row can reach: its class and the sum of its points at both ends.
pub(super) type Bound = (Eligibility, u64);

/// How the bounds of all rows come about.
pub(super) struct Bounds<'a> {
    /// What everybody gets.
    base: Mark,
    /// The lowest class that a line leaves to everybody.
    class: u8,
    steps: Vec<Step<'a>>,
}

/// The bounds of a block of rows.
pub(super) struct Block {
    from: usize,
    marks: Vec<Mark>,
    classes: Vec<u8>,
    numbers: Vec<u32>,
}

/// What tells people apart.
enum Step<'a> {
    /// Points by up to four narrow columns at once, each with a table of 256.
    Narrow(Vec<Narrow<'a>>),
    /// Points by a column.
    Points { codes: &'a Codes, marks: Vec<Mark> },
    /// Points of single rows, beside what everybody gets.
    Lifted(Vec<(u32, Mark)>),
    /// Classes by a narrow column, with a table of 256.
    NarrowClass { codes: &'a [u8], table: [u8; 256] },
    /// Classes by a column.
    Class { codes: &'a Codes, classes: Vec<u8> },
    /// Both by several columns.
    Columns(Together<'a>),
    /// Both by whatever it takes.
    Tree { tree: &'a Tree<'a>, share: Share },
}

/// Several columns that are read together: the number of a row is the sum of its values, each times
/// its stride. Rows that hold something below or beside what is asked have numbers of their own,
/// after all combinations.
struct Together<'a> {
    columns: Vec<(&'a Codes, u32)>,
    marks: Vec<Mark>,
    classes: Vec<u8>,
    /// Sorted by row.
    own_numbers: Vec<(u32, u32)>,
}

/// As many narrow columns are added in one pass.
const AT_ONCE: usize = 4;

/// How the outcome of a line becomes points.
#[derive(Clone, Copy)]
struct Share {
    /// Hundredths of a point per thousandth, in binary fractions, rounded up.
    factor: u64,
    side: Side,
    is_must: bool,
}

impl<'a> Bounds<'a> {
    pub(super) fn new(program: &'a Program<'a>) -> Self {
        let mut bounds =
            Self { base: 0, class: class_number(Eligibility::Suitable), steps: Vec::new() };
        for (side, place) in [(Side::Demands, 0), (Side::Needs, 2)] {
            // Rounding half up adds at most a half; a side that asks nothing is full.
            let least = if program.total(side) == 0 { 10_000 } else { 1 };
            bounds.base += (least << (place * QUARTER)) + (least << ((place + 1) * QUARTER));
        }
        for op in &program.ops {
            bounds.add(op, Share::new(op, program));
        }
        bounds
    }

    fn add(&mut self, op: &'a Op<'a>, share: Share) {
        match &op.tree {
            Tree::Leaf(leaf) if !share.is_must || leaf.beside.is_empty() => {
                self.add_leaf(leaf, share);
            }
            tree @ (Tree::Leaf(_) | Tree::AnyOf(_) | Tree::AllOf(_)) => {
                self.add_group(tree, share);
            }
        }
    }

    fn add_leaf(&mut self, leaf: &'a Leaf<'a>, share: Share) {
        let outcomes = &leaf.own.outcomes;
        let marks: Vec<Mark> = outcomes.iter().map(|outcome| share.mark(*outcome)).collect();
        let classes: Vec<u8> = outcomes.iter().map(|outcome| share.class(*outcome)).collect();
        self.add_table(leaf.own.column.map(Column::codes), marks, classes);
        if !leaf.beside.is_empty() {
            let lift = |(row, beside): &(u32, Outcome)| {
                let own = leaf.own.outcome(*row);
                (*row, share.mark(own.or(*beside)).wrapping_sub(share.mark(own)))
            };
            self.steps.push(Step::Lifted(leaf.beside.iter().map(lift).collect()));
        }
    }

    /// A table by one column; without a column, or where it tells nobody apart, everybody gets the
    /// same.
    fn add_table(&mut self, codes: Option<&'a Codes>, marks: Vec<Mark>, classes: Vec<u8>) {
        let nothing = marks.first().copied().unwrap_or(0);
        match codes.filter(|_| differ(&marks)) {
            Some(Codes::Rare(rows)) => {
                self.base = self.base.wrapping_add(nothing);
                let lift = |(row, code): &(u32, u32)| {
                    (*row, of(&marks, *code).unwrap_or(nothing).wrapping_sub(nothing))
                };
                self.steps.push(Step::Lifted(rows.iter().map(lift).collect()));
            }
            Some(Codes::Narrow(codes)) => self.add_narrow(codes, &marks),
            Some(codes) => self.steps.push(Step::Points { codes, marks }),
            None => self.base = self.base.wrapping_add(nothing),
        }
        match codes.filter(|_| differ(&classes)) {
            Some(Codes::Narrow(codes)) => {
                let table = table_of_256(&classes);
                self.steps.push(Step::NarrowClass { codes, table });
            }
            Some(codes) => self.steps.push(Step::Class { codes, classes }),
            None => self.class = self.class.min(classes.first().copied().unwrap_or(u8::MAX)),
        }
    }

    fn add_narrow(&mut self, codes: &'a [u8], marks: &[Mark]) {
        let table = table_of_256(marks);
        for step in &mut self.steps {
            let Step::Narrow(columns) = step else { continue };
            if columns.len() < AT_ONCE {
                return columns.push((codes, table));
            }
        }
        self.steps.push(Step::Narrow(vec![(codes, table)]));
    }

    /// A group, or a must with something below or beside it: a table over all combinations of values
    /// where there are few.
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
        let outcomes = by_values.chain(by_row);
        let (marks, classes) =
            outcomes.map(|outcome| (share.mark(outcome), share.class(outcome))).unzip();
        let first = u32::try_from(combinations).unwrap_or(u32::MAX);
        let own_numbers = own_rows.into_iter().zip(first..).collect();
        let mut columns = Vec::new();
        let mut stride = 1_u32;
        for leaf in leaves {
            columns.extend(leaf.own.column.map(|column| (column.codes(), stride)));
            stride *= u32::try_from(leaf.own.outcomes.len()).unwrap_or(1);
        }
        self.steps.push(Step::Columns(Together { columns, marks, classes, own_numbers }));
    }

    /// The bounds of the rows from `from` on, as many as the block holds.
    pub(super) fn fill(&self, block: &mut Block, from: usize, rows: usize) {
        block.from = from;
        block.marks.clear();
        block.marks.resize(rows, self.base);
        block.classes.clear();
        block.classes.resize(rows, self.class);
        for step in &self.steps {
            block.add(step);
        }
    }
}

impl Share {
    fn new(op: &Op<'_>, program: &Program<'_>) -> Self {
        let side = op.line.side;
        let (weight, total) = (op.line.weight, program.total(side));
        // Weights have at most 99 bits (see `Weights`); only their proportion matters, and rounding
        // the weight up keeps the bound a bound.
        let surplus = total.checked_ilog2().unwrap_or(0).saturating_sub(60);
        let (weight, total) = ((weight >> surplus) + u128::from(surplus > 0), total >> surplus);
        let factor = ((10 * weight) << SHIFT).checked_div(total).map_or(0, |factor| factor + 1);
        Self {
            // A line weighs at most all 10 000 hundredths: 44 bits and the binary places.
            factor: u64::try_from(factor).unwrap_or(u64::MAX >> 11),
            side,
            is_must: op.line.due.is_some(),
        }
    }

    fn mark(self, outcome: Outcome) -> Mark {
        let points = |thousandths: u16| (self.factor * u64::from(thousandths)).div_ceil(1 << SHIFT);
        let (low, high) =
            (points(outcome.satisfaction.low.get()), points(outcome.satisfaction.high.get()));
        let both = low | high << QUARTER;
        match self.side {
            Side::Demands => both,
            Side::Needs => both << (2 * QUARTER),
        }
    }

    fn class(self, outcome: Outcome) -> u8 {
        let class = if self.is_must { outcome.verdict.now } else { Eligibility::Suitable };
        class_number(class)
    }
}

const fn class_number(class: Eligibility) -> u8 {
    match class {
        Eligibility::NotPossible => 0,
        Eligibility::WithMeasures => 1,
        Eligibility::ToClarify => 2,
        Eligibility::SuitableWithConditions => 3,
        Eligibility::Suitable => 4,
    }
}

impl Block {
    pub(super) fn new() -> Self {
        Self {
            from: 0,
            marks: Vec::with_capacity(BLOCK),
            classes: Vec::with_capacity(BLOCK),
            numbers: Vec::with_capacity(BLOCK),
        }
    }

    /// The rows whose bound reaches another, with their bounds.
    pub(super) fn reaching(
        &self,
        (class, sum): Bound,
        order: Order,
    ) -> impl Iterator<Item = (Bound, usize)> {
        let least = class_number(class);
        let rows = (self.from..).zip(self.marks.iter().zip(&self.classes));
        rows.filter(move |(_, (mark, class))| {
            **class > least || (**class == least && reaches(**mark, sum, order))
        })
        .map(move |(row, (mark, class))| {
            let class = Eligibility::ALL.get(usize::from(*class)).copied();
            ((class.unwrap_or(Eligibility::Suitable), sum_of(*mark, order)), row)
        })
    }

    fn add(&mut self, step: &Step<'_>) {
        match step {
            Step::Narrow(columns) => add_narrow(columns, self.from, &mut self.marks),
            Step::Points { codes, marks } => add_points(codes, marks, self.from, &mut self.marks),
            Step::NarrowClass { codes, table } => {
                lower_narrow(codes, table, self.from, &mut self.classes);
            }
            Step::Class { codes, classes } => {
                lower_classes(codes, classes, self.from, &mut self.classes);
            }
            Step::Columns(columns) => self.add_columns(columns),
            Step::Lifted(rows) => {
                each_in_block(rows, self.from, &mut self.marks, Mark::wrapping_add);
            }
            Step::Tree { tree, share } => {
                let rows = (self.from..).zip(self.marks.iter_mut().zip(&mut self.classes));
                for (row, (mark, class)) in rows {
                    let outcome = tree.outcome(u32::try_from(row).unwrap_or(u32::MAX));
                    *mark = mark.wrapping_add(share.mark(outcome));
                    *class = (*class).min(share.class(outcome));
                }
            }
        }
    }
}

impl Block {
    fn add_columns(&mut self, step: &Together<'_>) {
        self.numbers.clear();
        self.numbers.resize(self.marks.len(), 0);
        for (codes, stride) in &step.columns {
            number(codes, *stride, self.from, &mut self.numbers);
        }
        each_in_block(&step.own_numbers, self.from, &mut self.numbers, |_, own| own);
        let rows = self.marks.iter_mut().zip(&mut self.classes).zip(&self.numbers);
        for ((mark, class), number) in rows {
            *mark = mark.wrapping_add(of(&step.marks, *number).unwrap_or(0));
            *class = (*class).min(of(&step.classes, *number).unwrap_or(u8::MAX));
        }
    }
}

/// The rows that hold something below or beside what one of several leaves asks, in order.
fn rows_beside(leaves: &[&Leaf<'_>]) -> Vec<u32> {
    let rows = leaves.iter().flat_map(|leaf| leaf.beside.iter().map(|(row, _)| *row));
    let mut rows: Vec<u32> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The four sums of a row.
const fn quarters(mark: Mark) -> [u64; 4] {
    let last = (1 << QUARTER) - 1;
    [mark & last, (mark >> QUARTER) & last, (mark >> (2 * QUARTER)) & last, mark >> (3 * QUARTER)]
}

/// The sum of the points of both ends by which a list is ordered, rounded up.
fn sum_of(mark: Mark, order: Order) -> u64 {
    let [demands_low, demands_high, needs_low, needs_high] = quarters(mark);
    if order == Order::Demands {
        return demands_low + demands_high;
    }
    let harmonic =
        |one: u64, other: u64| (2 * one * other).checked_div(one + other).unwrap_or(0) + 1;
    harmonic(demands_low, needs_low) + harmonic(demands_high, needs_high)
}

/// Whether the points of a row reach a sum, without dividing.
fn reaches(mark: Mark, sum: u64, order: Order) -> bool {
    let [a, c, b, d] = quarters(mark);
    if order == Order::Demands {
        return a + c >= sum;
    }
    // 2ab/(a+b) + 2cd/(c+d) + 2 >= sum; the twos are the rounding of either end.
    let (low, high) = (a + b, c + d);
    2 * (a * b * high + c * d * low) + 2 * low * high >= sum * low * high
}

/// Whether a table tells anybody apart.
fn differ<T: PartialEq>(values: &[T]) -> bool {
    values.windows(2).any(|pair| matches!(pair, [one, other] if one != other))
}
