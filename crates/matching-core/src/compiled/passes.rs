//! Going through a block of rows: what a column, a table or a sorted list does to each of them.

use super::column::Codes;

/// Points of a row: demands at the lower and at the upper end, needs at the lower and at the upper.
pub(super) type Mark = u64;

/// A column of bytes with what each brings.
pub(super) type Narrow<'a> = (&'a [u8], [Mark; 256]);

/// Adds the points of up to four narrow columns.
#[expect(clippy::indexing_slicing, reason = "a byte never leaves a table of 256")]
pub(super) fn add_narrow(columns: &[Narrow<'_>], from: usize, block: &mut [Mark]) {
    let reach = |(codes, _): &Narrow<'_>| codes.len().saturating_sub(from).min(block.len());
    let common = columns.iter().map(reach).min().unwrap_or(0);
    let known = |column| part(column, from, common);
    let (with, without) = block.split_at_mut(common);
    match columns {
        [one, two, three, four] => {
            let codes = known(one).iter().zip(known(two)).zip(known(three).iter().zip(known(four)));
            for (mark, ((a, b), (c, d))) in with.iter_mut().zip(codes) {
                let first = one.1[usize::from(*a)].wrapping_add(two.1[usize::from(*b)]);
                let second = three.1[usize::from(*c)].wrapping_add(four.1[usize::from(*d)]);
                *mark = mark.wrapping_add(first).wrapping_add(second);
            }
        }
        columns => {
            for column in columns {
                for (mark, code) in with.iter_mut().zip(known(column)) {
                    *mark = mark.wrapping_add(column.1[usize::from(*code)]);
                }
            }
        }
    }
    // Columns end at different rows; whoever lies beyond an end has nothing there.
    for (row, mark) in (from + common..).zip(without) {
        for (codes, table) in columns {
            let code = codes.get(row).copied().unwrap_or(0);
            *mark = mark.wrapping_add(table[usize::from(code)]);
        }
    }
}

/// The part of a column that meets a block.
fn part<'c>((codes, _): &Narrow<'c>, from: usize, rows: usize) -> &'c [u8] {
    codes.get(from..from + rows).unwrap_or_default()
}

pub(super) fn add_points(codes: &Codes, marks: &[Mark], from: usize, block: &mut [Mark]) {
    match codes {
        Codes::Narrow(codes) => add_each(codes, marks, from, block),
        Codes::Wide(codes) => add_each(codes, marks, from, block),
        Codes::Huge(codes) => add_each(codes, marks, from, block),
        Codes::Rare(rows) => {
            let nothing = marks.first().copied().unwrap_or(0);
            add_nothing(marks, block);
            each_in_block(rows, from, block, |mark, code| {
                mark.wrapping_add(of(marks, code).unwrap_or(nothing).wrapping_sub(nothing))
            });
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "a byte never leaves a table of 256")]
pub(super) fn lower_narrow(codes: &[u8], table: &[u8; 256], from: usize, block: &mut [u8]) {
    let (with, without) = known(codes, from, block);
    for (class, code) in with.0.iter_mut().zip(with.1) {
        *class = (*class).min(table[usize::from(*code)]);
    }
    for class in without {
        *class = (*class).min(table[0]);
    }
}

pub(super) fn lower_classes(codes: &Codes, classes: &[u8], from: usize, block: &mut [u8]) {
    match codes {
        Codes::Narrow(codes) => lower_each(codes, classes, from, block),
        Codes::Wide(codes) => lower_each(codes, classes, from, block),
        Codes::Huge(codes) => lower_each(codes, classes, from, block),
        Codes::Rare(rows) => {
            let nothing = classes.first().copied().unwrap_or(u8::MAX);
            let mut next = rows.partition_point(|(row, _)| place(*row) < from);
            for (row, class) in (from..).zip(block) {
                let found = rows.get(next).filter(|(known, _)| place(*known) == row);
                let lower = found.and_then(|(_, code)| of(classes, *code)).unwrap_or(nothing);
                *class = (*class).min(lower);
                next += usize::from(found.is_some());
            }
        }
    }
}

fn lower_each<C: Copy + Into<u32>>(codes: &[C], classes: &[u8], from: usize, block: &mut [u8]) {
    let nothing = classes.first().copied().unwrap_or(u8::MAX);
    let (with, without) = known(codes, from, block);
    for (class, code) in with.0.iter_mut().zip(with.1) {
        *class = (*class).min(of(classes, (*code).into()).unwrap_or(nothing));
    }
    for class in without {
        *class = (*class).min(nothing);
    }
}

/// Adds the values of a column, each times a stride, to the numbers of a block.
pub(super) fn number(codes: &Codes, stride: u32, from: usize, block: &mut [u32]) {
    fn all<T: Copy + Into<u32>>(codes: &[T], stride: u32, from: usize, block: &mut [u32]) {
        let codes = codes.get(from..).unwrap_or_default();
        for (number, code) in block.iter_mut().zip(codes) {
            *number += (*code).into() * stride;
        }
    }
    match codes {
        Codes::Narrow(codes) => all(codes, stride, from, block),
        Codes::Wide(codes) => all(codes, stride, from, block),
        Codes::Huge(codes) => all(codes, stride, from, block),
        Codes::Rare(rows) => {
            each_in_block(rows, from, block, |number, code| number + code * stride);
        }
    }
}

pub(super) fn table_of_256<T: Copy + Default>(values: &[T]) -> [T; 256] {
    let mut table = [T::default(); 256];
    for (place, value) in table.iter_mut().zip(values) {
        *place = *value;
    }
    table
}

pub(super) fn of<T: Copy>(values: &[T], code: u32) -> Option<T> {
    values.get(usize::try_from(code).ok()?).copied()
}

fn place(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

/// The rows of a block that a column reaches, with their values, and the rows beyond its end.
fn known<'b, 'c, T, C>(
    codes: &'c [C],
    from: usize,
    block: &'b mut [T],
) -> ((&'b mut [T], &'c [C]), &'b mut [T]) {
    let codes = codes.get(from..).unwrap_or_default();
    let (with, without) = block.split_at_mut(codes.len().min(block.len()));
    ((with, codes), without)
}

fn add_each<C: Copy + Into<u32>>(codes: &[C], marks: &[Mark], from: usize, block: &mut [Mark]) {
    let (with, without) = known(codes, from, block);
    for (mark, code) in with.0.iter_mut().zip(with.1) {
        *mark = mark.wrapping_add(of(marks, (*code).into()).unwrap_or(0));
    }
    add_nothing(marks, without);
}

/// Rows beyond the end of a column have nothing in it.
fn add_nothing(marks: &[Mark], block: &mut [Mark]) {
    let nothing = marks.first().copied().unwrap_or(0);
    for mark in block {
        *mark = mark.wrapping_add(nothing);
    }
}

/// Changes the entries of a block whose rows stand in a sorted list.
pub(super) fn each_in_block<T: Copy, V: Copy>(
    rows: &[(u32, V)],
    from: usize,
    block: &mut [T],
    change: impl Fn(T, V) -> T,
) {
    let first = rows.partition_point(|(row, _)| place(*row) < from);
    for (row, value) in rows.get(first..).unwrap_or_default() {
        let Some(entry) = block.get_mut(place(*row) - from) else { break };
        *entry = change(*entry, *value);
    }
}
