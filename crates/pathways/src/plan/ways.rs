//! The ways of a person to a place: found by the search, replayed, at most three told.

use matching_core::{criteria::End, need::Need, score::BoundProfile};

use super::{
    compile::{Compiled, compile},
    pathway::{Merit, Pathway},
    person::Person,
    replay::{Found, replay},
    usable::Usable,
};
use crate::search::{self, Way};

/// So many ways to one place are told.
const MOST_WAYS: usize = 3;

/// Ways to a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    pub(super) ways: Vec<Pathway>,
    pub(super) complete: bool,
}

impl<'a> Person<'a> {
    /// At most three ways to a place where open answers turn out at an end.
    pub(super) fn ways(
        &self,
        profile: &BoundProfile,
        need: &Need,
        end: End,
        beyond_stay: bool,
    ) -> Ways {
        let latest = self.latest(beyond_stay);
        if self.situation().works_from.is_some_and(|day| self.as_of().days_until(day) > latest) {
            // no way ends in a job that may not begin in time
            return Ways { ways: Vec::new(), complete: true };
        }
        let compiled = compile(&self.before, need, (end, None), latest);
        let front = search::front(&compiled.instance, self.planner().limits.most_measures.into());
        let complete = front.complete && compiled.complete;
        let held = chosen(&front.ways).into_iter().filter_map(|(way, merits)| {
            let found = Found {
                way,
                usable: self.used(&compiled, way),
                end,
                at_best: self.at_best(&compiled, way),
            };
            let pathway = replay(self, profile, &found).ok()?;
            Some(Pathway { merits, ..pathway })
        });
        Ways { ways: held.collect(), complete }
    }

    fn used(&self, compiled: &Compiled, way: &Way) -> Vec<&Usable<'a>> {
        let at = way.steps.iter().filter_map(|(job, _)| compiled.measures.get(*job));
        at.filter_map(|at| self.before.usable.get(*at)).collect()
    }

    fn at_best(&self, compiled: &Compiled, way: &Way) -> Option<i32> {
        let instance = compiled.at_best(&self.before);
        search::schedule(&instance, way).map(|way| way.finish)
    }
}

/// The soonest, the shortest and the cheapest way of a front, each once.
fn chosen(front: &[Way]) -> Vec<(&Way, Vec<Merit>)> {
    let fastest = front.iter().min_by_key(|way| way.merit());
    let fewest = front.iter().min_by_key(|way| (way.steps.len(), way.finish, way.cost));
    let cheapest = front.iter().min_by_key(|way| (way.cost, way.finish, way.steps.len()));
    let named = [(Merit::Fastest, fastest), (Merit::Fewest, fewest), (Merit::Cheapest, cheapest)];
    let mut ways: Vec<(&Way, Vec<Merit>)> = Vec::new();
    for (merit, way) in named {
        let Some(way) = way else { continue };
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, merits)) => merits.push(merit),
            None => ways.push((way, vec![merit])),
        }
    }
    ways.truncate(MOST_WAYS);
    ways
}
