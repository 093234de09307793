//! A way to a place, dated, replayed and scored anew.

use matching_core::{
    calendar::Date,
    criteria::{End, Goal, Key},
    eligibility::Eligibility,
    id::{CriterionId, MeasureId},
    model::Portrait,
    need::{Gap, Need, Needed},
    score::{BoundProfile, Score},
};

use super::{Person, usable::Usable};
use crate::{Funding, search::Way};

/// What a pathway is best at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Merit {
    /// No other way is done sooner.
    Fastest,
    /// No other way needs fewer measures.
    Fewest,
    /// No other way costs less, as far as prices are known.
    Cheapest,
}

/// One measure of a pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PathwayStep))]
pub struct Step {
    /// The measure.
    pub measure: MeasureId,
    /// The day on which it can begin.
    pub from: Date,
    /// The first day on which it is over.
    pub to: Date,
    /// How certain it is that the person gets it.
    pub funding: Funding,
    /// On which of the measure's routes.
    pub route: usize,
    /// Places left, where a dated beginning tells; unknown otherwise.
    pub places: Option<u16>,
    /// What it needs and nobody has confirmed yet.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub assumes: Vec<Subject>,
}

/// What an open answer is about: kind and subject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Subject(#[cfg_attr(feature = "serde", serde(serialize_with = "as_text"))] pub Key);

#[cfg(feature = "serde")]
fn as_text<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{}/{}", key.kind.info().name, key.subject))
}

/// A way to a place. It was replayed: each step's preconditions hold when it begins, and the score
/// is computed from what then holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pathway {
    /// What it is best at.
    pub merits: Vec<Merit>,
    /// The measures in the order of their beginning.
    pub steps: Vec<Step>,
    /// Days from the day asked until the last measure is over and the person may work, counted to be
    /// on the safe side.
    pub days: u32,
    /// That day.
    pub on: Date,
    /// The day if every measure begins and ends as early as it can and nothing else takes longer.
    pub at_best_on: Option<Date>,
    /// What it costs in cents, as far as prices are known, whoever pays.
    pub cents: u64,
    /// Measures whose price nobody knows.
    pub unknown_prices: u16,
    /// How the person and the place fit on that day.
    pub after: Score,
    /// Musts that are still to be clarified then.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub to_clarify: Vec<CriterionId>,
    /// Musts that hold today and run out before that day.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub runs_out: Vec<CriterionId>,
}

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

pub(super) fn raised<'g>(
    portrait: Portrait,
    gained: impl IntoIterator<Item = &'g (Key, Goal)>,
) -> Portrait {
    gained.into_iter().fold(portrait, |portrait, (key, goal)| portrait.raised(key, *goal))
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
