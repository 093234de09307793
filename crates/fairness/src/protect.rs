//! Which groups of a table can be shown without pointing at somebody.

use crate::Tally;

/// Which groups of a table may be shown, where no number may stand for fewer than `least` people.
///
/// A group is shown whole or not at all. Hidden is a group that is empty or too small, or in which
/// it holds for too few or for all but too few. The totals of a table are known from elsewhere, so what is
/// hidden together is held to the same: as long as subtracting the shown groups would give a single group
/// or too small a number, the smallest shown group is hidden too.
pub fn shown(least: u32, table: &[Tally]) -> Vec<bool> {
    shown_within(least, table, &vec![true; table.len()])
}

/// The same for a table about some of the people of another one, where these groups are shown: what is
/// hidden there must not be found here.
pub fn shown_within(least: u32, table: &[Tally], shown: &[bool]) -> Vec<bool> {
    let mut open = shown.to_vec();
    for (group, open) in table.iter().zip(&mut open) {
        *open &= is_large(least, *group);
    }
    while !is_covered(least, table, &open) {
        let still = table.iter().zip(&open).enumerate().filter(|(_, (_, open))| **open);
        let smallest = still.min_by_key(|(_, (group, _))| group.people()).map(|(at, _)| at);
        match smallest.and_then(|at| open.get_mut(at)) {
            Some(open) => *open = false,
            None => break,
        }
    }
    open
}

/// The same along a ladder: tables of which each counts those of whom the one before held.
///
/// A group that is hidden once is hidden from then on, because its next number would tell the hidden one.
pub fn shown_along(least: u32, tables: &[Vec<Tally>]) -> Vec<Vec<bool>> {
    let mut open = tables.first().map_or_else(Vec::new, |table| vec![true; table.len()]);
    let along = tables.iter().map(|table| {
        open = shown_within(least, table, &open);
        open.clone()
    });
    along.collect()
}

/// Whether subtracting what is shown from the totals points at nobody.
fn is_covered(least: u32, table: &[Tally], open: &[bool]) -> bool {
    let hidden = table.iter().zip(open).filter(|(group, open)| !**open && group.people() > 0);
    let (groups, together) = hidden
        .fold((0_usize, Tally::default()), |(groups, sum), (group, _)| {
            (groups + 1, sum.and(*group))
        });
    groups == 0 || (groups > 1 && is_large(least, together))
}

/// Whether a group is large enough and no part of it is too small; nobody is no part.
const fn is_large(least: u32, group: Tally) -> bool {
    let [people, yes, no] = [group.people(), group.yes(), group.no()];
    people >= least && (yes == 0 || yes >= least) && (no == 0 || no >= least)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{shown, shown_along, shown_within};
    use crate::Tally;

    #[test]
    fn small_groups_are_hidden_and_never_alone() {
        let of = |groups: &[(u32, u32)]| -> Vec<bool> {
            let table: Vec<Tally> = groups.iter().map(|(n, yes)| Tally::new(*n, *yes)).collect();
            shown(5, &table)
        };
        assert_eq!(of(&[(20, 10), (30, 5)]), [true, true]);
        // Everybody and nobody are no small groups.
        assert_eq!(of(&[(20, 20), (30, 0)]), [true, true]);
        // One of a group was left out: the other group would tell.
        assert_eq!(of(&[(20, 19), (30, 15), (40, 20)]), [false, false, true]);
        // Two small ones cover each other, one small one needs another; an empty one covers nobody.
        assert_eq!(of(&[(5, 0), (4, 0), (40, 20)]), [false, false, true]);
        assert_eq!(of(&[(3, 0), (4, 0), (40, 20)]), [false, false, true]);
        assert_eq!(of(&[(3, 0), (0, 0), (40, 20)]), [false, false, false]);
    }

    #[test]
    fn the_next_step_does_not_tell_the_one_before() {
        let invited = vec![Tally::new(30, 20), Tally::new(30, 20), Tally::new(30, 27)];
        let came = vec![Tally::new(20, 10), Tally::new(20, 10), Tally::new(27, 17)];
        // Three of the last group were not invited: hidden, with one that covers it, and so is who came.
        let open = [false, true, false];
        assert_eq!(shown_along(5, &[invited, came]), [open, open]);
        assert!(shown_along(5, &[]).is_empty());
    }

    #[test]
    fn what_another_table_hides_is_not_found_here() {
        let table = [Tally::new(10, 5), Tally::new(0, 0), Tally::new(40, 20)];
        // The first is hidden elsewhere: here it would be what is left.
        assert_eq!(shown_within(5, &table, &[false, true, true]), [false, false, false]);
        let table = [Tally::new(10, 5), Tally::new(7, 7), Tally::new(40, 20)];
        assert_eq!(shown_within(5, &table, &[false, true, true]), [false, false, true]);
    }

    fn table() -> impl Strategy<Value = Vec<Tally>> {
        prop::collection::vec((0_u32..40, 0_u32..40).prop_map(|(n, yes)| Tally::new(n, yes)), 0..7)
    }

    proptest! {
        /// L69: no shown number below the least, and none that subtraction from the totals gives.
        #[test]
        fn nothing_small_is_shown_or_found_by_subtraction(least in 1_u32..12, table in table()) {
            let open = shown(least, &table);
            let small = |number: u32| number > 0 && number < least;
            let numbers = |group: &Tally| [group.people(), group.yes(), group.no()];
            let mut rest = Tally::default();
            let mut hidden = 0;
            for (group, open) in table.iter().zip(&open) {
                if *open {
                    prop_assert!(!numbers(group).into_iter().any(small));
                } else {
                    rest = rest.and(*group);
                    hidden += usize::from(group.people() > 0);
                }
            }
            // Where nothing at all is shown there is nothing to subtract.
            if open.contains(&true) {
                prop_assert!(hidden != 1 && !numbers(&rest).into_iter().any(small), "{:?}", open);
            }
        }

        #[test]
        fn a_hidden_group_stays_hidden_along_a_ladder(least in 1_u32..12, groups in table(), parts in prop::collection::vec(0_u32..100, 28)) {
            let mut tables = vec![groups];
            for step in 0..3_usize {
                let last = tables.last().unwrap().clone();
                let next = last.iter().enumerate().map(|(at, group)| {
                    let part = parts.get(step * 7 + at).copied().unwrap_or(0);
                    Tally::new(group.yes(), group.yes() * part / 100)
                });
                tables.push(next.collect());
            }
            let along = shown_along(least, &tables);
            for (table, open) in tables.iter().zip(&along) {
                for (group, open) in table.iter().zip(open) {
                    prop_assert!(!open || group.people() >= least);
                }
            }
            for pair in along.windows(2) {
                let [before, after] = pair else { continue };
                prop_assert!(before.iter().zip(after).all(|(before, after)| *before || !after));
            }
        }
    }
}
