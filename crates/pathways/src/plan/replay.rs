//! Begins the measures of a way one after another, and scores what then holds.

use matching_core::{
    criteria::{End, Goal, Key},
    eligibility::Eligibility,
    id::CriterionId,
    need::{Gap, Need, Needed},
    score::BoundProfile,
};

use super::{
    pathway::{Pathway, Step, Subject},
    person::{Person, raised},
    usable::Usable,
};
use crate::search::Way;

/// A way that did not hold when it was replayed. The search never makes one; a law says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the way did not hold when it was replayed")]
pub(crate) struct DoesNotHold;

/// A way as the search found it, with what it was found for.
pub(super) struct Found<'w, 'a> {
    pub(super) way: &'w Way,
    pub(super) usable: Vec<&'w Usable<'a>>,
    pub(super) end: End,
    pub(super) at_best: Option<i32>,
}

/// Replays a way for a place: begins each measure in turn, looks up what it needs, gives what it
/// gives, and scores what then holds.
pub(super) fn replay(
    person: &Person<'_>,
    profile: &BoundProfile,
    found: &Found<'_, '_>,
) -> Result<Pathway, DoesNotHold> {
    let engine = person.planner().engine;
    let as_of = person.as_of();
    let mut steps = Vec::new();
    let mut done: Vec<(i32, &[(Key, Goal)])> = Vec::new();
    for ((_, start), usable) in found.way.steps.iter().zip(&found.usable) {
        let measure = &usable.bound.measure;
        let over = done.iter().filter(|(end, _)| end <= start);
        let state = raised(person.portrait().clone(), over.flat_map(|(_, gives)| *gives));
        let need = usable.bound.needs.of(&state, engine.rules());
        let assumes = assumed(&need, found.end).ok_or(DoesNotHold)?;
        let end = start + i32::from(measure.days.to);
        let from = as_of.plus_days(*start);
        let (funding, route) = usable.funding(from);
        let places = measure.starts.iter().find(|one| one.on == from).and_then(|one| one.places);
        let assumes = assumes.into_iter().map(Subject).collect();
        let (measure, to) = (measure.id.clone(), as_of.plus_days(end));
        steps.push(Step { measure, from, to, funding, route, places, assumes });
        done.push((end, &usable.bound.gives));
    }
    let gained = || done.iter().flat_map(|(_, gives)| *gives);
    let today = raised(person.portrait().clone(), gained());
    let to_clarify = left(&engine.gaps(&today, profile), found.end).ok_or(DoesNotHold)?;
    // who may not work yet cannot begin before, however soon the measures are over
    let allowed = person.situation().works_from.map_or(0, |day| as_of.days_until(day));
    let finish = found.way.finish.max(allowed);
    let on = as_of.plus_days(finish);
    let then = raised(person.portrait_on(on), gained());
    let after = engine.score(&then, profile);
    let runs_out = engine.gaps(&then, profile).into_iter().map(|gap| gap.criterion);
    let runs_out = runs_out.filter(|criterion| !to_clarify.contains(criterion)).collect();
    Ok(Pathway {
        merits: Vec::new(),
        steps,
        days: u32::try_from(finish).unwrap_or(0),
        on,
        at_best_on: found.at_best.map(|day| as_of.plus_days(day.max(allowed))),
        cents: found.way.cost.cents,
        unknown_prices: found.way.cost.unknown,
        after,
        to_clarify,
        runs_out,
    })
}

/// What a precondition takes for granted; `None` where it does not hold.
fn assumed(need: &Need, end: End) -> Option<Vec<Key>> {
    let one = |needed: &Needed| {
        let granted = needed.is_open() && (end == End::Best || needed.goal.is_none());
        if needed.holds() { Some(false) } else { granted.then_some(true) }
    };
    match need {
        Need::One(needed) => {
            let open = one(needed)?;
            Some(if open { vec![needed.key.clone()] } else { Vec::new() })
        }
        // The alternative that takes least for granted.
        Need::AnyOf(needs) => {
            needs.iter().filter_map(|need| assumed(need, end)).min_by_key(Vec::len)
        }
        Need::AllOf(needs) => needs.iter().try_fold(Vec::new(), |mut all, need| {
            all.extend(assumed(need, end)?);
            Some(all)
        }),
    }
}

/// The gaps that are left are open answers; `None` where a must is not met.
fn left(gaps: &[Gap], end: End) -> Option<Vec<CriterionId>> {
    let open = |gap: &Gap| gap.value == Eligibility::ToClarify && assumed(&gap.need, end).is_some();
    gaps.iter().all(open).then(|| gaps.iter().map(|gap| gap.criterion.clone()).collect())
}
