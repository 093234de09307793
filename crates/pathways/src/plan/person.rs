//! One person on one day: what is known, what could be used, how long each goal would take.

use std::collections::BTreeMap;

use matching_core::{
    calendar::Date,
    criteria::{End, Goal, Key},
    eligibility::Step as ReachStep,
    id::MeasureId,
    model::{CompetenceProfile, Portrait},
    need::{Gap, Needed},
    score::BoundProfile,
};

use super::{
    Planner, Refusal,
    alone::{Closed, close, soonest},
    pathway::Pathway,
    usable::{Context, Offer, Usable, open, reaches},
};
use crate::{Barrier, Situation};

/// A person on a day, with the measures that the person could get.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    planner: Planner<'a>,
    profile: CompetenceProfile,
    situation: Situation,
    as_of: Date,
    /// What was reached on the way here.
    gained: Vec<(Key, Goal)>,
    portrait: Portrait,
    /// Before a job, or in the job that the person has.
    pub(super) before: Offer<'a>,
    /// Beside a job that is still to come.
    in_service: Offer<'a>,
    closures: BTreeMap<(Key, Goal), Closed>,
}

impl<'a> Planner<'a> {
    /// Reads what is known of a person, and which measures the person could get, as of a day.
    pub fn person(
        &self,
        profile: &CompetenceProfile,
        situation: &Situation,
        as_of: Date,
    ) -> Person<'a> {
        Person::new(*self, profile.clone(), situation.clone(), as_of)
    }
}

impl<'a> Person<'a> {
    fn new(
        planner: Planner<'a>,
        profile: CompetenceProfile,
        situation: Situation,
        as_of: Date,
    ) -> Self {
        Self::standing(planner, profile, situation, as_of, Vec::new())
    }

    fn standing(
        planner: Planner<'a>,
        profile: CompetenceProfile,
        situation: Situation,
        as_of: Date,
        gained: Vec<(Key, Goal)>,
    ) -> Self {
        let portrait = raised(planner.engine.portrait(&profile, as_of), &gained);
        let offer = |context| Offer::new(planner, &portrait, &situation, as_of, context);
        let before = offer(own_context(&situation));
        let in_service = offer(Context::InService);
        let closures = BTreeMap::new();
        Self { planner, profile, situation, as_of, gained, portrait, before, in_service, closures }
    }

    /// The same person after a pathway, in the job it led to.
    pub(crate) fn after(&self, pathway: &Pathway) -> Self {
        let catalogue = self.planner.catalogue.measures();
        let taken = |id: &MeasureId| catalogue.iter().find(|bound| bound.measure.id == *id);
        let gives = pathway.steps.iter().filter_map(|step| taken(&step.measure));
        let mut gained = self.gained.clone();
        gained.extend(gives.flat_map(|bound| bound.gives.iter().cloned()));
        let situation = Situation { employed: Some(true), ..self.situation.clone() };
        Self::standing(self.planner, self.profile.clone(), situation, pathway.on, gained)
    }

    /// The same person as if the residence title did not end.
    pub(crate) fn without_end_of_stay(&self) -> Self {
        let situation = Situation { stays_until: None, ..self.situation.clone() };
        Self::standing(
            self.planner,
            self.profile.clone(),
            situation,
            self.as_of,
            self.gained.clone(),
        )
    }

    pub(super) const fn planner(&self) -> &Planner<'a> {
        &self.planner
    }

    /// The day asked.
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    /// What is known of the person on that day.
    pub const fn portrait(&self) -> &Portrait {
        &self.portrait
    }

    /// What was reached on the way here.
    pub(crate) fn gained(&self) -> &[(Key, Goal)] {
        &self.gained
    }

    /// What decides about measures.
    pub const fn situation(&self) -> &Situation {
        &self.situation
    }

    /// What is known of the person on another day, if nothing new is recorded until then.
    pub(super) fn portrait_on(&self, day: Date) -> Portrait {
        let portrait = self.planner.engine.portrait(&self.profile, day);
        raised(portrait, &self.gained).with_reach(self.portrait.reach().clone())
    }

    /// The last day, counted from the day asked, on which a measure may be running.
    pub(super) fn latest(&self, beyond_stay: bool) -> i32 {
        let horizon = i32::from(self.planner.limits.horizon_days);
        let stay = self.situation.stays_until.filter(|_| !beyond_stay);
        stay.map_or(horizon, |last| self.as_of.days_until(last).clamp(-1, horizon))
    }

    /// Finds out what measures can do about the musts of these places, so that their classes tell
    /// "with measures" from "not possible".
    pub fn look_at<'p>(&mut self, profiles: impl IntoIterator<Item = &'p BoundProfile>) {
        let mut reach = self.portrait.reach().clone();
        let engine = self.planner.engine;
        let gaps = profiles.into_iter().flat_map(|profile| engine.gaps(&self.portrait, profile));
        let gaps: Vec<Gap> = gaps.collect();
        for needed in gaps.iter().flat_map(|gap| gap.need.leaves()) {
            let Some(goal) = needed.goal else { continue };
            let name = (needed.key.clone(), goal);
            if self.closures.contains_key(&name) {
                continue;
            }
            let closed = self.close(needed, goal);
            self.closures.insert(name, closed);
            if let Some(days) = closed.days {
                let step = ReachStep { goal, days, in_service: closed.in_service };
                reach.record(needed.key.clone(), step);
            }
        }
        self.portrait = self.portrait.clone().with_reach(reach);
    }

    /// In how many days one goal could be reached by itself.
    pub(super) fn closed(&self, needed: &Needed) -> Closed {
        let Some(goal) = needed.goal else { return Closed::default() };
        let known = self.closures.get(&(needed.key.clone(), goal));
        known.copied().unwrap_or_else(|| self.close(needed, goal))
    }

    fn close(&self, needed: &Needed, goal: Goal) -> Closed {
        let most = self.planner.limits.most_measures;
        close([&self.before, &self.in_service], needed, goal, (self.latest(false), most))
    }

    /// What the person could get as things stand.
    pub(super) fn own_offer(&self) -> impl Iterator<Item = &Usable<'a>> {
        self.before.usable.iter()
    }

    /// Everything the person could get before a job or beside one, each measure once.
    pub(super) fn offered(&self) -> impl Iterator<Item = &Usable<'a>> {
        let before = &self.before.usable;
        let known = |usable: &&Usable<'a>| {
            before.iter().any(|own| own.bound.measure.id == usable.bound.measure.id)
        };
        before.iter().chain(self.in_service.usable.iter().filter(move |usable| !known(usable)))
    }

    /// Measures that would give what is needed and that the person does not get, each with why.
    pub(super) fn refusals(&self, needed: &Needed) -> Vec<Refusal> {
        let Some(goal) = needed.goal else { return Vec::new() };
        let period = (self.as_of, self.as_of.plus_days(self.planner.limits.horizon_days.into()));
        let keys: Vec<&Key> = std::iter::once(&needed.key).chain(&needed.below).collect();
        let giving = self.planner.catalogue.measures().iter().filter(|bound| {
            bound.gives.iter().any(|(key, given)| keys.contains(&key) && reaches(*given, goal))
        });
        let refused = giving.map(|bound| {
            let context = own_context(&self.situation);
            let barrier = match open(&bound.measure, &self.situation, period, context) {
                Err(barrier) => barrier,
                Ok(_) if self.out_of_reach(needed) => Barrier::Preconditions,
                Ok(_) => Barrier::Time,
            };
            Refusal { measure: bound.measure.id.clone(), barrier }
        });
        refused.collect()
    }

    /// Whether a goal could not be reached even if there were more time.
    fn out_of_reach(&self, needed: &Needed) -> bool {
        let most = (i32::from(u16::MAX), self.planner.limits.most_measures);
        let reached = |goal| soonest(&self.before, needed, goal, (End::Best, most));
        needed.goal.and_then(reached).is_none()
    }
}

fn own_context(situation: &Situation) -> Context {
    if situation.employed == Some(true) { Context::Employed } else { Context::Free }
}

/// A portrait with what was reached.
pub(super) fn raised<'g>(
    portrait: Portrait,
    gained: impl IntoIterator<Item = &'g (Key, Goal)>,
) -> Portrait {
    gained.into_iter().fold(portrait, |portrait, (key, goal)| portrait.raised(key, *goal))
}
