//! The search by itself: which sets of measures lead from what holds to what has to hold, and when
//! each could begin. It knows nothing of people and law; days are counted from the day asked.

mod instance;
mod schedule;
mod sets;
#[cfg(test)]
mod tests;
mod way;

pub(crate) use instance::{Atoms, Cost, Formula, Instance, Job, MOST_ATOMS, MOST_JOBS, Starts};
pub(crate) use way::Way;

use std::ops::ControlFlow;

use way::beats;

/// The ways that no other way beats in time, number and cost at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Front {
    /// One way for each combination of time, number and cost; the soonest first.
    pub(crate) ways: Vec<Way>,
    /// Whether every set of measures was looked at.
    pub(crate) complete: bool,
}

/// The day on which the soonest way of at most `most` measures is over.
pub(crate) fn soonest(instance: &Instance, most: usize) -> Option<i32> {
    let floor = schedule::floor(instance, sets::everything(instance));
    let floor = floor.filter(|floor| *floor <= instance.latest)?;
    let mut least: Option<i32> = None;
    let _found_or_all_seen = sets::each_working(instance, most, |set| {
        let is_hopeful = |bound: i32| least.is_none_or(|least| bound < least);
        if schedule::bound(instance, set).is_some_and(is_hopeful) {
            let finish = schedule::best(instance, set).map(|way| way.finish);
            least = least.into_iter().chain(finish).min();
        }
        // No way is over sooner than that.
        if least == Some(floor) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    least
}

/// The same measures as in a way, each as soon as it can begin in another instance.
pub(crate) fn schedule(instance: &Instance, way: &Way) -> Option<Way> {
    let set = way.steps.iter().fold(0, |set, (job, _)| set | 1 << job);
    schedule::best(instance, set)
}

/// All ways of at most `most` measures that no other way beats.
pub(crate) fn front(instance: &Instance, most: usize) -> Front {
    let mut ways: Vec<Way> = Vec::new();
    let complete = sets::each_working(instance, most, |set| {
        let bound = schedule::bound(instance, set);
        let least = bound.map(|bound| (bound, instance.size_of(set), instance.cost_of(set)));
        let is_beaten = |least| ways.iter().any(|way| beats(way.merit(), least));
        if least.is_some_and(|least| !is_beaten(least)) {
            ways.extend(schedule::best(instance, set));
        }
        ControlFlow::Continue(())
    });
    ways.sort_by_cached_key(Way::key);
    Front { ways: undominated(ways), complete }
}

/// Of ways in order, the first of each merit that nothing beats.
fn undominated(ways: Vec<Way>) -> Vec<Way> {
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        let merit = way.merit();
        let known = |other: &Way| other.merit() == merit || beats(other.merit(), merit);
        if !kept.iter().any(known) {
            kept.push(way);
        }
    }
    kept
}
