//! Which measures a person could get at all, from when to when, and why not the others.

use std::collections::BTreeMap;

use matching_core::{
    calendar::Date,
    criteria::{Goal, Key},
    id::MeasureId,
    model::Portrait,
    need::Need,
};

use super::Planner;
use crate::{
    Barrier, Funding, Measure, Mode, Situation,
    measure::{Bound, Opening},
    search::Starts,
};

/// Whether somebody looks for work, works, or will work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Without a job.
    Free,
    /// In a job, which a training may replace.
    Employed,
    /// Beside a job that stays.
    InService,
}

/// A measure that a person could get.
#[derive(Clone, Debug)]
pub(super) struct Usable<'a> {
    pub(super) bound: &'a Bound,
    pub(super) need: Need,
    pub(super) openings: Vec<Opening>,
    pub(super) starts: Starts,
}

/// The measures that a person could get, by what they give.
#[derive(Clone, Debug, Default)]
pub(super) struct Offer<'a> {
    pub(super) usable: Vec<Usable<'a>>,
    givers: BTreeMap<&'a Key, Vec<(usize, Goal)>>,
    pub(super) capacity: u16,
}

/// A measure that would give what is needed, and why the person does not get it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// The measure.
    pub measure: MeasureId,
    /// Why not.
    pub barrier: Barrier,
}

impl<'a> Offer<'a> {
    /// What a person could get in a context within the horizon.
    pub(super) fn new(
        planner: Planner<'a>,
        portrait: &Portrait,
        situation: &Situation,
        as_of: Date,
        context: Context,
    ) -> Self {
        let limits = planner.limits;
        let capacity = match context {
            Context::Free => limits.capacity,
            Context::Employed | Context::InService => limits.beside_a_job,
        };
        let mut offer = Self { capacity: capacity.get(), ..Self::default() };
        let period = (as_of, as_of.plus_days(limits.horizon_days.into()));
        for bound in planner.catalogue.measures() {
            let Ok((openings, starts)) = open(&bound.measure, situation, period, context) else {
                continue;
            };
            let at = offer.usable.len();
            for (key, goal) in &bound.gives {
                offer.givers.entry(key).or_default().push((at, *goal));
            }
            let need = bound.needs.of(portrait, planner.engine.rules());
            offer.usable.push(Usable { bound, need, openings, starts });
        }
        offer
    }

    /// The measures that reach a goal about one of these keys.
    pub(super) fn givers<'s>(
        &'s self,
        keys: impl Iterator<Item = &'s Key> + 's,
        goal: Goal,
    ) -> impl Iterator<Item = usize> + 's {
        let given = keys.filter_map(|key| self.givers.get(key)).flatten();
        given.filter(move |(_, given)| reaches(*given, goal)).map(|(at, _)| *at)
    }
}

pub(super) const fn reaches(given: Goal, goal: Goal) -> bool {
    given.level >= goal.level && (given.documented || !goal.documented)
}

impl Usable<'_> {
    /// How certain it is that somebody pays, and on which ground, if it begins on a day.
    pub(super) fn funding(&self, on: Date) -> (Funding, usize) {
        let open = self.openings.iter().filter(|opening| opening.from <= on && on <= opening.to);
        let best = open.max_by_key(|opening| (opening.funding, std::cmp::Reverse(opening.route)));
        best.map_or((Funding::ToCheck, 0), |opening| (opening.funding, opening.route))
    }
}

/// The days on which a person can begin a measure.
///
/// # Errors
/// Tells what stands against it; of several routes the one on which least does.
pub(super) fn open(
    measure: &Measure,
    situation: &Situation,
    (first, last): (Date, Date),
    context: Context,
) -> Result<(Vec<Opening>, Starts), Barrier> {
    if measure.expired_on(first) {
        return Err(Barrier::Expired);
    }
    if measure.valid_from.is_some_and(|from| last < from) {
        return Err(Barrier::NotYet);
    }
    let fits = match context {
        Context::Free => matches!(measure.mode, Mode::Before | Mode::Either | Mode::Training),
        Context::Employed => !matches!(measure.mode, Mode::Before),
        Context::InService => measure.beside_a_job(),
    };
    if !fits {
        return Err(Barrier::Employment);
    }
    // who may not work yet cannot begin where the measure is work
    let at_work = measure.at_employer || matches!(measure.mode, Mode::InService | Mode::Training);
    let allowed = situation.works_from.filter(|_| at_work).unwrap_or(first);
    if last < allowed {
        return Err(Barrier::NotYet);
    }
    let from = measure.valid_from.unwrap_or(first).max(first).max(allowed);
    let to = measure.valid_to.map_or(last, |to| to.min(last));
    let employed = Some(!matches!(context, Context::Free));
    let person = Situation { employed, ..situation.clone() };
    let routes = measure.routes.iter().enumerate();
    let tried: Vec<Result<Opening, Barrier>> =
        routes.map(|(at, route)| route.opens(at, &person, (from, to))).collect();
    let openings: Vec<Opening> =
        tried.iter().filter_map(|tried| tried.as_ref().ok()).copied().collect();
    if openings.is_empty() {
        // The barriers stand in the order from the one most easily lifted.
        let barriers = tried.into_iter().filter_map(Result::err);
        return Err(barriers.min().unwrap_or(Barrier::Regime));
    }
    let starts = starts(measure, &openings, first);
    match &starts {
        Starts::On(days) if days.is_empty() => Err(Barrier::Full),
        Starts::On(_) | Starts::Within(_) => Ok((openings, starts)),
    }
}

/// The beginnings in days from the day asked.
fn starts(measure: &Measure, openings: &[Opening], asked: Date) -> Starts {
    if measure.starts.is_empty() {
        let mut ranges: Vec<(i32, i32)> = openings
            .iter()
            .map(|opening| (asked.days_until(opening.from), asked.days_until(opening.to)))
            .collect();
        ranges.sort_unstable();
        return Starts::Within(ranges);
    }
    let inside =
        |day: Date| openings.iter().any(|opening| opening.from <= day && day <= opening.to);
    let open = measure
        .starts
        .iter()
        .filter(|start| start.open_on(asked) && asked <= start.on && inside(start.on));
    let mut days: Vec<i32> = open.map(|start| asked.days_until(start.on)).collect();
    days.sort_unstable();
    days.dedup();
    Starts::On(days)
}
