//! Going through a block of rows: what a column, a table or a sorted list does to each of them.
//!
//! What a value brings is folded into what a row has: points are added, of classes the lower holds.

use super::{
    column::{Codes, Rare, place},
    numbers::{Code, Numbers},
};

/// A column of bytes with what each brings.
pub(super) type Narrow<'a, T> = (&'a [u8], [T; 256]);

/// So many narrow columns are folded in one pass.
pub(super) const AT_ONCE: usize = 4;

/// Folds up to four narrow columns.
#[expect(clippy::indexing_slicing, reason = "a byte never leaves a table of 256")]
pub(super) fn by_narrow<T: Copy>(
    columns: &[Narrow<'_, T>],
    from: usize,
    block: &mut [T],
    fold: impl Fn(T, T) -> T,
) {
    let reach = |(codes, _): &Narrow<'_, T>| codes.len().saturating_sub(from).min(block.len());
    let common = columns.iter().map(reach).min().unwrap_or(0);
    let known = |column| part(column, from, common);
    let (with, without) = block.split_at_mut(common);
    match columns {
        [one, two, three, four] => {
            let codes = known(one).iter().zip(known(two)).zip(known(three).iter().zip(known(four)));
            for (own, ((a, b), (c, d))) in with.iter_mut().zip(codes) {
                let first = fold(one.1[usize::from(*a)], two.1[usize::from(*b)]);
                let second = fold(three.1[usize::from(*c)], four.1[usize::from(*d)]);
                *own = fold(*own, fold(first, second));
            }
        }
        columns => {
            for column in columns {
                for (own, code) in with.iter_mut().zip(known(column)) {
                    *own = fold(*own, column.1[usize::from(*code)]);
                }
            }
        }
    }
    // Columns end at different rows; whoever lies beyond an end has nothing there.
    for (row, own) in (from + common..).zip(without) {
        for (codes, table) in columns {
            let code = codes.get(row).copied().unwrap_or(0);
            *own = fold(*own, table[usize::from(code)]);
        }
    }
}

/// The part of a column that meets a block.
fn part<'c, T>((codes, _): &Narrow<'c, T>, from: usize, rows: usize) -> &'c [u8] {
    codes.get(from..from + rows).unwrap_or_default()
}

/// A table by number; numbers beyond its end bring what nothing brings.
pub(super) fn table_of_256<T: Copy + Default>(values: &[T]) -> [T; 256] {
    let nothing = values.first().copied().unwrap_or_default();
    let mut table = [nothing; 256];
    for (place, value) in table.iter_mut().zip(values) {
        *place = *value;
    }
    table
}

/// Folds a column of any form. The first value of the table is that of nothing.
pub(super) fn by_codes<T: Copy>(
    codes: &Codes,
    table: &[T],
    from: usize,
    block: &mut [T],
    fold: impl Fn(T, T) -> T,
) {
    let Some(nothing) = table.first().copied() else { return };
    let value = |code| of(table, code).unwrap_or(nothing);
    match codes {
        Codes::Full(Numbers::Narrow(codes)) => by_each(codes, value, from, block, fold),
        Codes::Full(Numbers::Wide(codes)) => by_each(codes, value, from, block, fold),
        Codes::Full(Numbers::Huge(codes)) => by_each(codes, value, from, block, fold),
        Codes::Rare(rare) => by_rows(rare, value, from, block, fold),
    }
}

fn by_each<T: Copy, C: Copy + Into<Code>>(
    codes: &[C],
    value: impl Fn(Code) -> T,
    from: usize,
    block: &mut [T],
    fold: impl Fn(T, T) -> T,
) {
    let codes = codes.get(from..).unwrap_or_default();
    let (with, without) = block.split_at_mut(codes.len().min(block.len()));
    for (own, code) in with.iter_mut().zip(codes) {
        *own = fold(*own, value((*code).into()));
    }
    fold_all(without, value(0), fold);
}

/// Most rows have nothing: they are gone through in long runs.
fn by_rows<T: Copy>(
    rare: &Rare,
    value: impl Fn(Code) -> T,
    from: usize,
    block: &mut [T],
    fold: impl Fn(T, T) -> T,
) {
    let mut next = 0;
    for (row, code) in rare.pairs_from(from) {
        let at = place(row) - from;
        let Some((own, run)) = block.get_mut(next..=at).and_then(<[T]>::split_last_mut) else {
            break;
        };
        fold_all(run, value(0), &fold);
        *own = fold(*own, value(code));
        next = at + 1;
    }
    fold_all(block.get_mut(next..).unwrap_or_default(), value(0), fold);
}

/// Folds the same into every row.
pub(super) fn fold_all<T: Copy>(rows: &mut [T], value: T, fold: impl Fn(T, T) -> T) {
    for own in rows {
        *own = fold(*own, value);
    }
}

/// Adds the numbers of a column, each times a stride, to the numbers of a block.
pub(super) fn number(codes: &Codes, stride: u32, from: usize, block: &mut [u32]) {
    fn all<T: Copy + Into<u32>>(codes: &[T], stride: u32, from: usize, block: &mut [u32]) {
        let codes = codes.get(from..).unwrap_or_default();
        for (number, code) in block.iter_mut().zip(codes) {
            *number += (*code).into() * stride;
        }
    }
    match codes {
        Codes::Full(Numbers::Narrow(codes)) => all(codes, stride, from, block),
        Codes::Full(Numbers::Wide(codes)) => all(codes, stride, from, block),
        Codes::Full(Numbers::Huge(codes)) => all(codes, stride, from, block),
        Codes::Rare(rare) => {
            let add = |number, code| number + code * stride;
            each_in_block(rare.pairs_from(from), from, block, add);
        }
    }
}

pub(super) fn of<T: Copy>(values: &[T], code: Code) -> Option<T> {
    values.get(place(code)).copied()
}

/// The part of a sorted list from a row on.
pub(super) fn from_row<V: Copy>(rows: &[(u32, V)], row: usize) -> impl Iterator<Item = (u32, V)> {
    let first = rows.partition_point(|(known, _)| place(*known) < row);
    rows.get(first..).unwrap_or_default().iter().copied()
}

/// Changes the entries of a block whose rows stand in a sorted list that begins with the block.
pub(super) fn each_in_block<T: Copy, V>(
    rows: impl Iterator<Item = (u32, V)>,
    from: usize,
    block: &mut [T],
    change: impl Fn(T, V) -> T,
) {
    for (row, value) in rows {
        let Some(entry) = block.get_mut(place(row) - from) else { break };
        *entry = change(*entry, value);
    }
}
