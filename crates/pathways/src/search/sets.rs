//! Which sets of measures work: every set in which each measure is needed by the goal or by another
//! measure of the set.
//!
//! Minimal sets alone would not do: a third measure can give a precondition sooner than one that is
//! in the set anyway, so that all of them together are done earlier.

use std::{collections::BTreeSet, ops::ControlFlow};

use super::instance::{Atoms, Instance, Jobs};

/// After so many sets the search stops and says so.
const MOST_SETS: usize = 20_000;

/// Visits the sets of at most `most` measures that work, smallest first; says whether all were looked at.
///
/// Sets grow one measure at a time. A set that does not work yet grows by what it still needs; one
/// that works grows by measures that give a precondition in another way. Every set from which no
/// measure can be taken without losing the goal or time is reached so: of the measures outside the
/// part already found, the last to run gives something to a member of that part.
pub(super) fn each_working(
    instance: &Instance,
    most: usize,
    mut visit: impl FnMut(Jobs) -> ControlFlow<()>,
) -> bool {
    if !instance.goal.holds(instance.run(everything(instance)).0) {
        return true;
    }
    let mut looked_at = 0;
    let mut layer: BTreeSet<Jobs> = BTreeSet::from([0]);
    for size in 0..=most {
        let mut next = BTreeSet::new();
        for set in &layer {
            looked_at += 1;
            if looked_at > MOST_SETS {
                return false;
            }
            let (works, growth) = growth(instance, *set);
            if works && visit(*set).is_break() {
                return false;
            }
            if size < most {
                next.extend(singles(growth).map(|more| set | more));
            }
        }
        layer = next;
    }
    true
}

/// All measures.
pub(super) fn everything(instance: &Instance) -> Jobs {
    if instance.jobs.len() >= 64 { Jobs::MAX } else { (1 << instance.jobs.len()) - 1 }
}

/// Whether a set works, and the measures by which it could grow.
fn growth(instance: &Instance, set: Jobs) -> (bool, Jobs) {
    let (reached, done) = instance.run(set);
    let stuck = set & !done;
    if stuck != 0 {
        let open = instance.of(stuck).fold(0, |all, (_, job)| all | job.needs.open(reached));
        return (false, instance.givers(open) & !set);
    }
    if !instance.goal.holds(reached) {
        return (false, instance.givers(instance.goal.open(reached)) & !set);
    }
    let needed: Atoms = instance.of(set).fold(0, |all, (_, job)| all | job.needs.atoms());
    (true, instance.givers(needed) & !set)
}

/// The measures of a set, each as a set of its own.
fn singles(set: Jobs) -> impl Iterator<Item = Jobs> {
    (0..64).map(|at| 1 << at).filter(move |single| set & single != 0)
}
