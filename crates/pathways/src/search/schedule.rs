//! When each measure of a set can begin so that the last is over as soon as possible: exact.

use super::{
    instance::{Atoms, Instance, Job, Jobs},
    way::Way,
};

/// A measure with the day on which it begins.
#[derive(Clone, Copy)]
struct Placed<'a> {
    at: usize,
    job: &'a Job,
    start: i32,
}

impl Placed<'_> {
    const fn end(&self) -> i32 {
        self.start.saturating_add(self.job.days)
    }

    const fn runs_on(&self, day: i32) -> bool {
        self.start <= day && day < self.end()
    }
}

/// The soonest schedule of a set that works; `None` if a start, the capacity or the last day does
/// not allow one.
pub(super) fn best(instance: &Instance, set: Jobs) -> Option<Way> {
    let relaxed = without_capacity(instance, set)?;
    if finish(&relaxed) > instance.latest {
        return None;
    }
    let placed = if fits(instance, &relaxed) { Some(relaxed) } else { all_orders(instance, set) }?;
    let mut steps: Vec<(i32, usize)> = placed.iter().map(|one| (one.start, one.at)).collect();
    steps.sort_unstable();
    Some(Way {
        steps: steps.into_iter().map(|(start, at)| (at, start)).collect(),
        finish: finish(&placed),
        cost: instance.cost_of(set),
        near_work: instance.of(set).filter(|(_, job)| job.at_employer).count(),
    })
}

/// The day on which the last measure of a set could be over if capacity did not matter.
pub(super) fn bound(instance: &Instance, set: Jobs) -> Option<i32> {
    without_capacity(instance, set).map(|placed| finish(&placed))
}

/// The first day on which the goal could hold with these measures if capacity did not matter: no set of
/// them is over sooner.
pub(super) fn floor(instance: &Instance, set: Jobs) -> Option<i32> {
    let (placed, _never_begun) = in_turn(instance, set);
    instance.goal.since(&|atom| since(atom, &placed))
}

/// The first day on which something holds after measures already placed.
fn since(atom: Atoms, placed: &[Placed<'_>]) -> Option<i32> {
    let givers = placed.iter().filter(|one| one.job.gives & atom != 0);
    givers.map(Placed::end).min()
}

fn finish(placed: &[Placed<'_>]) -> i32 {
    placed.iter().map(Placed::end).max().unwrap_or(0)
}

/// The first day on which a measure can begin after those already placed.
fn ready(job: &Job, placed: &[Placed<'_>]) -> Option<i32> {
    job.earliest(job.needs.since(&|atom| since(atom, placed))?)
}

/// Each measure as soon as what it needs holds; `None` where one can never begin.
fn without_capacity(instance: &Instance, set: Jobs) -> Option<Vec<Placed<'_>>> {
    let (placed, never_begun) = in_turn(instance, set);
    (never_begun == 0).then_some(placed)
}

/// Each measure as soon as what it needs holds, and how many can never begin: whichever is over first is
/// placed next, so that nothing placed later could have given a precondition sooner.
fn in_turn(instance: &Instance, set: Jobs) -> (Vec<Placed<'_>>, usize) {
    let mut placed: Vec<Placed<'_>> = Vec::new();
    let mut left: Vec<(usize, &Job)> = instance.of(set).collect();
    loop {
        let possible = left.iter().enumerate().filter_map(|(which, (at, job))| {
            let start = ready(job, &placed)?;
            Some((start.saturating_add(job.days), which, Placed { at: *at, job, start }))
        });
        let Some((_, which, next)) = possible.min_by_key(|(end, which, _)| (*end, *which)) else {
            return (placed, left.len());
        };
        left.remove(which);
        placed.push(next);
    }
}

/// Whether the measures together never take more than there is.
fn fits(instance: &Instance, placed: &[Placed<'_>]) -> bool {
    // The load only rises where a measure begins.
    placed.iter().all(|one| used(placed, one.start) <= u32::from(instance.capacity))
}

fn used(placed: &[Placed<'_>], day: i32) -> u32 {
    placed.iter().filter(|one| one.runs_on(day)).map(|one| u32::from(one.job.load)).sum()
}

/// Tries the measures in every order, each as early as those before it allow. One of the orders
/// (that of the beginnings in a best schedule) gives a best schedule.
fn all_orders(instance: &Instance, set: Jobs) -> Option<Vec<Placed<'_>>> {
    let jobs: Vec<(usize, &Job)> = instance.of(set).collect();
    let mut orders = Orders { instance, best: None, limit: instance.latest };
    orders.extend(&mut Vec::new(), &jobs);
    orders.best
}

struct Orders<'a> {
    instance: &'a Instance,
    best: Option<Vec<Placed<'a>>>,
    /// A schedule must be over by this day to be of use.
    limit: i32,
}

impl<'a> Orders<'a> {
    fn extend(&mut self, placed: &mut Vec<Placed<'a>>, left: &[(usize, &'a Job)]) {
        if left.is_empty() {
            self.limit = finish(placed) - 1;
            self.best = Some(placed.clone());
            return;
        }
        for (which, (at, job)) in left.iter().enumerate() {
            let Some(start) = self.start(job, placed) else { continue };
            let next = Placed { at: *at, job, start };
            if next.end() > self.limit {
                continue;
            }
            let mut rest = left.to_vec();
            rest.remove(which);
            placed.push(next);
            self.extend(placed, &rest);
            placed.pop();
        }
    }

    /// The first day on which a measure can begin and has room until it is over.
    fn start(&self, job: &Job, placed: &[Placed<'_>]) -> Option<i32> {
        let mut start = ready(job, placed)?;
        loop {
            let end = start.saturating_add(job.days);
            let room = u32::from(self.instance.capacity).checked_sub(u32::from(job.load))?;
            // The load of the others is highest where the measure or one of them begins.
            let inside =
                placed.iter().map(|one| one.start).filter(|day| start < *day && *day < end);
            let full = std::iter::once(start).chain(inside).find(|day| used(placed, *day) > room);
            let Some(day) = full.filter(|_| job.days > 0) else { return Some(start) };
            let over = placed.iter().filter(|one| one.runs_on(day)).map(Placed::end).min()?;
            start = job.starts.earliest(over.max(start + 1))?;
        }
    }
}
