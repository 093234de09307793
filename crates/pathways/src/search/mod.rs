//! The search by itself: which sets of measures lead from what holds to what has to hold, and when
//! each could begin. It knows nothing of people and law; days are counted from the day asked.

mod instance;
mod schedule;
mod sets;
#[cfg(test)]
mod tests;

pub(crate) use instance::{Atoms, Cost, Formula, Instance, Job, MOST_ATOMS, MOST_JOBS, Starts};

/// A way through an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// Measures with the day on which each begins, in the order of their beginning.
    pub(crate) steps: Vec<(usize, i32)>,
    /// The day on which the last one is over.
    pub(crate) finish: i32,
    pub(crate) cost: Cost,
    /// Measures at an employer: of equal ways the one nearer to work comes first.
    pub(crate) near_work: usize,
}

/// The ways that no other way beats in time, number and cost at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Front {
    /// One way for each combination of time, number and cost; the soonest first.
    pub(crate) ways: Vec<Way>,
    /// Whether every set of measures was looked at.
    pub(crate) complete: bool,
}

/// What is compared: days, number of measures, cost.
pub(crate) type Merit = (i32, usize, Cost);

impl Way {
    pub(crate) const fn merit(&self) -> Merit {
        (self.finish, self.steps.len(), self.cost)
    }

    /// Ways of equal merit stand nearer to work first, then by their measures.
    fn key(&self) -> (Merit, std::cmp::Reverse<usize>, Vec<usize>) {
        let mut jobs: Vec<usize> = self.steps.iter().map(|(job, _)| *job).collect();
        jobs.sort_unstable();
        (self.merit(), std::cmp::Reverse(self.near_work), jobs)
    }
}

/// The soonest way of at most `most` measures.
pub(crate) fn soonest(instance: &Instance, most: usize) -> Option<Way> {
    front(instance, most).ways.into_iter().next()
}

/// The same measures as in a way, each as soon as it can begin in another instance.
pub(crate) fn schedule(instance: &Instance, way: &Way) -> Option<Way> {
    let set = way.steps.iter().fold(0, |set, (job, _)| set | 1 << job);
    schedule::best(instance, set)
}

/// All ways of at most `most` measures that no other way beats.
pub(crate) fn front(instance: &Instance, most: usize) -> Front {
    let (sets, complete) = sets::working(instance, most);
    let mut ways: Vec<Way> = Vec::new();
    for set in sets {
        let Some(bound) = schedule::bound(instance, set) else { continue };
        let least = (bound, instance.size_of(set), instance.cost_of(set));
        if ways.iter().any(|way| beats(way.merit(), least)) {
            continue;
        }
        ways.extend(schedule::best(instance, set));
    }
    ways.sort_by_cached_key(Way::key);
    Front { ways: undominated(ways), complete }
}

/// Whether one merit is at least as good in everything and better in something.
fn beats(one: Merit, other: Merit) -> bool {
    one != other && one.0 <= other.0 && one.1 <= other.1 && one.2 <= other.2
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
