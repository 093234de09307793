//! The bounds of some rows at once: few enough to stay in the fastest cache.

use std::ops::BitAnd as _;

use super::{
    column::place,
    mark::{Bound, Class, Mark, bound, most, reaches, sum},
    passes::{Narrow, by_codes, by_narrow, each_in_block, fold_all, from_row, number, of},
    step::{Classes, Step, Together},
};
use crate::score::Order;

/// Rows that are gone through at once.
pub(super) const BLOCK: usize = 2048;
/// Rows that are passed over together.
const AT_ONCE: usize = 16;

/// The bounds of a block of rows.
pub(super) struct Block {
    from: usize,
    marks: Vec<Mark>,
    classes: Vec<Class>,
    /// What each row can reach, roughly.
    most: Vec<Bound>,
    numbers: Vec<u32>,
    /// Classes of single rows, put aside.
    kept: Vec<(usize, Class)>,
}

impl Block {
    pub(super) fn new() -> Self {
        Self {
            from: 0,
            marks: Vec::with_capacity(BLOCK),
            classes: Vec::with_capacity(BLOCK),
            most: Vec::with_capacity(BLOCK),
            numbers: Vec::with_capacity(BLOCK),
            kept: Vec::new(),
        }
    }

    /// So many rows, before anything tells them apart.
    pub(super) fn begin(&mut self, from: usize, rows: usize, base: Mark, class: Class) {
        self.from = from;
        self.marks.clear();
        self.marks.resize(rows, base);
        self.classes.clear();
        self.classes.resize(rows, class);
    }

    /// Once everything that tells the rows apart is in.
    pub(super) fn end(&mut self, order: Order) {
        let rows = self.marks.iter().zip(&self.classes);
        self.most.clear();
        self.most.extend(rows.map(|(mark, class)| bound(*class, most(*mark, order))));
    }

    /// Goes through the rows whose bound reaches a least one. What is seen says what the least is
    /// from there on.
    pub(super) fn each_reaching(
        &self,
        order: Order,
        mut least: Bound,
        mut see: impl FnMut(usize, Bound) -> Bound,
    ) {
        for (first, most) in (0..).step_by(AT_ONCE).zip(self.most.chunks(AT_ONCE)) {
            if most.iter().all(|most| *most < least) {
                continue;
            }
            for (at, most) in (first..).zip(most) {
                if *most < least || !self.reaches(at, least, order) {
                    continue;
                }
                least = see(self.from + at, self.bound(at, order));
            }
        }
    }

    fn bound(&self, at: usize, order: Order) -> Bound {
        let (mark, class) = self.row(at);
        bound(class, sum(mark, order))
    }

    fn reaches(&self, at: usize, least: Bound, order: Order) -> bool {
        let (mark, class) = self.row(at);
        let missing = least.saturating_sub(bound(class, 0));
        order == Order::Demands || reaches(mark, missing.into())
    }

    fn row(&self, at: usize) -> (Mark, Class) {
        let (mark, class) = (self.marks.get(at), self.classes.get(at));
        (mark.copied().unwrap_or(0), class.copied().unwrap_or(0))
    }

    pub(super) fn add_marks(&mut self, columns: &[Narrow<'_, Mark>]) {
        by_narrow(columns, self.from, &mut self.marks, Mark::wrapping_add);
    }

    pub(super) fn lower_classes(&mut self, columns: &[Narrow<'_, Class>]) {
        by_narrow(columns, self.from, &mut self.classes, Class::bitand);
    }

    pub(super) fn add(&mut self, step: &Step<'_>) {
        let (from, marks, classes) = (self.from, &mut self.marks, &mut self.classes);
        match step {
            Step::Marks(codes, table) => by_codes(codes, table, from, marks, Mark::wrapping_add),
            Step::Lifted(rows) => {
                each_in_block(from_row(rows, from), from, marks, Mark::wrapping_add);
            }
            Step::Classes(step) => self.lower(step),
            Step::Columns(columns) => self.add_columns(columns),
            Step::Tree { tree, share } => {
                for (row, (mark, class)) in (from..).zip(marks.iter_mut().zip(classes)) {
                    let outcome = tree.outcome(u32::try_from(row).unwrap_or(u32::MAX));
                    *mark = mark.wrapping_add(share.mark(outcome));
                    *class &= share.class(outcome);
                }
            }
        }
    }

    fn lower(&mut self, step: &Classes<'_>) {
        self.kept.clear();
        for (row, class) in from_row(&step.raised, self.from) {
            let at = place(row) - self.from;
            let Some(own) = self.classes.get(at) else { break };
            self.kept.push((at, class & own));
        }
        let classes = &mut self.classes;
        match step.codes {
            Some(codes) => by_codes(codes, &step.table, self.from, classes, Class::bitand),
            None => fold_all(classes, of(&step.table, 0).unwrap_or(Class::MAX), Class::bitand),
        }
        for (at, class) in &self.kept {
            if let Some(own) = classes.get_mut(*at) {
                *own = *class;
            }
        }
    }

    fn add_columns(&mut self, step: &Together<'_>) {
        self.numbers.clear();
        self.numbers.resize(self.marks.len(), 0);
        for (codes, stride) in &step.columns {
            number(codes, *stride, self.from, &mut self.numbers);
        }
        let own = from_row(&step.own_numbers, self.from);
        each_in_block(own, self.from, &mut self.numbers, |_, own| own);
        let rows = self.marks.iter_mut().zip(&mut self.classes).zip(&self.numbers);
        for ((mark, class), number) in rows {
            *mark = mark.wrapping_add(of(&step.marks, *number).unwrap_or(0));
            *class &= of(&step.classes, *number).unwrap_or(Class::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, bound, sum};
    use crate::{compiled::mark::QUARTER, score::Order};

    /// Rows of all sorts: long runs of equal ones, both sides alike (there the means are equal) and
    /// far apart, nothing at all.
    fn block() -> Block {
        let mut block = Block::new();
        block.begin(7, 0, 0, 0);
        for row in 0_u64..600 {
            let value = |salt: u64| match row / 24 % 4 {
                0 => 0,
                1 => 60_000 - row / 24,
                2 => 1 + row.wrapping_mul(2_654_435_761 + salt) % 60_000,
                _ => 30_000 + (row + salt) % 5,
            };
            let quarters = [0, 1, 2, 3].map(|at: u32| value(at.into()) << (at * QUARTER));
            block.marks.push(quarters.iter().sum());
            block.classes.push([0b1, 0b11, 0b111][usize::try_from(row / 72 % 3).unwrap()]);
        }
        block
    }

    #[test]
    fn a_better_class_beats_any_sum() {
        let most = 2 * u32::from(u16::MAX);
        assert!(bound(0b1, 0) > bound(0, most));
        assert!(bound(0b11, 0) > bound(0b1, most));
        assert_eq!(bound(0b1, 7), bound(0b1, 0) + 7);
    }

    /// Whoever reaches the least is seen, and next to nobody else.
    #[test]
    fn all_that_reach_the_least_are_seen() {
        for order in [Order::Overall, Order::Demands] {
            let mut block = block();
            block.end(order);
            let rows: Vec<(usize, u32)> = block
                .marks
                .iter()
                .zip(&block.classes)
                .enumerate()
                .map(|(at, (mark, class))| (7 + at, bound(*class, sum(*mark, order))))
                .collect();
            let leasts = rows.iter().map(|(_, bound)| *bound).flat_map(|one| [one, one + 1]);
            for least in leasts.chain([0, u32::MAX]) {
                let mut seen = Vec::new();
                block.each_reaching(order, least, |row, bound| {
                    seen.push((row, bound));
                    least
                });
                let reaching = rows.iter().filter(|(_, bound)| *bound >= least);
                assert!(reaching.clone().all(|row| seen.contains(row)), "{least}");
                assert!(seen.iter().all(|(_, bound)| bound + 2 >= least), "{least}");
            }
            // The least rises with what is seen: nobody after the best is seen again.
            let best = rows.iter().map(|(_, bound)| *bound).max().unwrap();
            let mut seen = Vec::new();
            block.each_reaching(order, best, |row, _| {
                seen.push(row);
                u32::MAX
            });
            assert_eq!(seen.len(), 1);
        }
    }
}
