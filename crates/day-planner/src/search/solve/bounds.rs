//! Bounds that need no search.

use super::super::flow;
use super::super::problem::{
    COVERED, EVEN, FIT, LEVELS, Levels, NONE, PROMISED, Problem, SEEN, STABLE,
};

/// Bounds that need no search.
pub(super) fn obvious(problem: &Problem) -> Levels {
    let mut bounds = [0; LEVELS];
    let mut most: Vec<i64> = vec![0; problem.wishes.len()];
    for person in 0..problem.people.len() {
        let row = problem.people[person];
        let max = i64::from(row.max);
        bounds[SEEN] += max.min(1);
        bounds[PROMISED] += max.min(i64::from(row.min));
        bounds[EVEN] += (0..max).map(|talk| (problem.even - talk).max(0)).sum::<i64>();
        let offers = &problem.offers[problem.offers_of(person)];
        let mut fits: Vec<i64> = offers.iter().map(|offer| offer.fit).collect();
        fits.sort_unstable_by(|a, b| b.cmp(a));
        bounds[FIT] += fits.iter().take(row.max as usize).sum::<i64>();
        let mut keeps: Vec<(u32, i64)> = (offers.iter())
            .map(|offer| (offer.employer, offer.keep + i64::from(offer.home != u32::MAX)))
            .collect();
        keeps.sort_unstable_by(|a, b| b.cmp(a));
        keeps.dedup_by_key(|keep| keep.0);
        bounds[STABLE] += keeps.iter().map(|keep| keep.1).sum::<i64>();
        let mut groups: Vec<u32> =
            offers.iter().flat_map(|offer| offer.groups).filter(|g| *g != u32::MAX).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            most[group as usize] += max;
        }
    }
    for (wish, most) in problem.wishes.iter().zip(most) {
        bounds[COVERED] += most.min(i64::from(*wish));
    }
    bounds
}

/// Bounds by flows without times.
pub(super) fn flows(problem: &Problem, bounds: &mut Levels) {
    let max = |person: usize| problem.people[person].max;
    let cap = |role: usize| problem.role_caps[role];
    let seen = flow::most(problem, |person| max(person).min(1), cap, |_| true);
    let promised =
        flow::most(problem, |person| max(person).min(problem.people[person].min), cap, |_| true);
    bounds[SEEN] = bounds[SEEN].min(seen);
    bounds[PROMISED] = bounds[PROMISED].min(promised);
    // the first groups are roles; groups of tables after them are counted as if always met
    let roles = problem.role_caps.len().min(problem.wishes.len());
    let wish = |role: usize| problem.wishes.get(role).map_or(0, |wish| cap(role).min(*wish));
    let suitable = |offer: usize| problem.offers[offer].groups[0] != NONE;
    let others: i64 = problem.wishes[roles..].iter().map(|wish| i64::from(*wish)).sum();
    let covered = flow::most(problem, max, wish, suitable) + others;
    bounds[COVERED] = bounds[COVERED].min(covered);
}
