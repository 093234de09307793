//! What an audit knows of a person: how far they came and how they fit. No code, no name, nothing by which
//! somebody could be found.

use std::{collections::BTreeMap, sync::Arc};

use matching_core::{
    Label,
    calendar::Date,
    criteria::Side,
    eligibility::Eligibility,
    explain::{Explanation, Part},
    id::{CriterionId, ProfileId},
    model::Criterion,
    quantity::{Centipoints, Span},
};

use crate::{
    http::Desk,
    live::{Bound, Office},
    problem::Problem,
    records::{Course, Decision, InterviewDay, Kept, Outcome, Step},
    routes::{interview_days, reports::Sources},
};

/// What is known of a person.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The highest step that was reached.
    pub(super) reached: Option<Step>,
    /// Talks in the plans that are in force; none where no day has a plan.
    pub(super) planned: Option<u32>,
    /// How the person fits the places, in their order; none where nothing is recorded any more.
    pub(super) fits: Vec<Option<Fit>>,
    /// Of the talk with the best fit: the lowest overall points, and whether watching the work was agreed.
    pub(super) talk: Option<(Centipoints, bool)>,
}

/// How a person fits a place.
#[derive(Debug)]
pub(super) struct Fit {
    /// The class.
    pub(super) class: Eligibility,
    /// Demands: what the place asks and the person brings.
    pub(super) demands: Span<Centipoints>,
    /// The value of each must.
    pub(super) musts: Vec<Eligibility>,
    /// What each line of the demands brings for certain, in centipoints.
    pub(super) certain: Vec<u16>,
    /// The same if every open answer turns out best.
    pub(super) possible: Vec<u16>,
    /// Where somebody decided to address the person: whether the engine had called them suitable.
    pub(super) called: Option<bool>,
}

/// The places that are talked about, each once.
#[derive(Debug)]
pub(super) struct Places {
    office: Arc<Office>,
    pub(super) all: Vec<Place>,
}

/// A place, and what its lines are called.
#[derive(Debug)]
pub(super) struct Place {
    bound: Arc<Bound>,
    pub(super) profile: ProfileId,
    pub(super) title: Label,
    pub(super) musts: Vec<(CriterionId, Label)>,
    pub(super) lines: Vec<(CriterionId, Label)>,
}

impl Places {
    /// The published places of some days, or one of them.
    pub(super) fn of(
        desk: &Desk,
        days: &[Kept<InterviewDay>],
        (only, as_of): (Option<&str>, Option<Date>),
    ) -> Result<Self, Problem> {
        let office = desk.office(as_of)?;
        let roles = days.iter().flat_map(|day| &day.body.document.roles);
        let wanted = roles.filter(|role| only.is_none_or(|only| role.profile.as_str() == only));
        let mut all: BTreeMap<&ProfileId, Place> = BTreeMap::new();
        for role in wanted {
            if let Some(bound) = office.profile(role.profile.as_str()) {
                all.entry(&role.profile).or_insert_with(|| Place::of(bound));
            }
        }
        match (only, all.is_empty()) {
            (Some(only), true) => Err(Problem::missing(only)),
            _ => Ok(Self { all: all.into_values().collect(), office }),
        }
    }
}

impl Places {
    /// The day as of which people are compared.
    pub(super) fn as_of(&self) -> Date {
        self.office.day()
    }
}

impl Place {
    fn of(bound: &Arc<Bound>) -> Self {
        let lines = bound.bound.profile().criteria();
        let named = |line: &Criterion| (line.id.clone(), line.label.clone());
        let demands = lines.iter().filter(|line| line.budget.side() == Side::Demands);
        Self {
            musts: lines.iter().filter(|line| line.due.is_some()).map(named).collect(),
            lines: demands.map(named).collect(),
            profile: bound.document.id.clone(),
            title: bound.document.title.clone(),
            bound: Arc::clone(bound),
        }
    }
}

fn demands(explanation: &Explanation) -> impl Iterator<Item = &Part> {
    explanation.parts.iter().filter(|part| part.side == Side::Demands)
}

/// What is known of everybody in question, by code: the code is gone when the audit store has split it.
pub(super) fn of(
    desk: &Desk,
    days: &[Kept<InterviewDay>],
    sources: &Sources,
    places: &Places,
) -> Result<Vec<(String, Facts)>, Problem> {
    let mut known: BTreeMap<String, Facts> = BTreeMap::new();
    for (id, reached) in sources.people() {
        known.insert(id.to_owned(), Facts { reached, ..Facts::default() });
    }
    for day in days {
        talks_planned(desk, day, &mut known)?;
        talks_held(desk, day, places, &mut known)?;
    }
    let called = called(desk, places)?;
    for (id, facts) in &mut known {
        let person = places.office.person(id);
        let fit = |(at, place): (usize, &Place)| {
            let explanation =
                desk.state.knowledge.engine().explain(&person?.portrait, &place.bound.bound);
            Some(Fit::of(&explanation, called.get(&(id.clone(), at)).copied()))
        };
        facts.fits = places.all.iter().enumerate().map(fit).collect();
    }
    Ok(known.into_iter().collect())
}

impl Fit {
    fn of(explanation: &Explanation, called: Option<bool>) -> Self {
        let points =
            |part: &Part, open: bool| part.achieved.get() + if open { part.open.get() } else { 0 };
        Self {
            class: explanation.score.eligibility,
            demands: explanation.score.demands,
            musts: explanation.parts.iter().filter_map(|part| Some(part.must?.value)).collect(),
            certain: demands(explanation).map(|part| points(part, false)).collect(),
            possible: demands(explanation).map(|part| points(part, true)).collect(),
            called,
        }
    }
}

/// Counts the talks of everybody in the plan in force of a day.
fn talks_planned(
    desk: &Desk,
    day: &Kept<InterviewDay>,
    known: &mut BTreeMap<String, Facts>,
) -> Result<(), Problem> {
    if day.body.plans == 0 {
        return Ok(());
    }
    let plan = interview_days::in_force(desk, day)?;
    let (_, made) = interview_days::content(&plan.body)?;
    for id in &day.body.pool {
        if let Some(facts) = known.get_mut(id.as_str()) {
            facts.planned.get_or_insert(0);
        }
    }
    for talk in &made.talks {
        if let Some(facts) = known.get_mut(&talk.talk.person) {
            *facts.planned.get_or_insert(0) += 1;
        }
    }
    Ok(())
}

/// Notes the talk with the best fit of everybody who had one, and what came of it.
fn talks_held(
    desk: &Desk,
    day: &Kept<InterviewDay>,
    places: &Places,
    known: &mut BTreeMap<String, Facts>,
) -> Result<(), Problem> {
    let engine = desk.state.knowledge.engine();
    let roles = day.body.document.roles.iter();
    let profiles: BTreeMap<&str, &str> = roles
        .map(|role| (role.id.as_deref().unwrap_or(role.profile.as_str()), role.profile.as_str()))
        .collect();
    for kept in desk.all::<Course>(&desk.query::<Course>().equal("day", day.id.as_str()))? {
        let reached = |step| kept.body.said.steps.iter().any(|reached| reached.step >= step);
        let profile = kept.body.role.as_deref().and_then(|role| profiles.get(role));
        let bound = profile.and_then(|profile| places.office.profile(profile));
        let person = places.office.person(kept.body.applicant.as_str());
        let facts = known.get_mut(kept.body.applicant.as_str());
        let (Some(bound), Some(person), Some(facts)) = (bound, person, facts) else { continue };
        if reached(Step::Talked) {
            let points = engine.score(&person.portrait, &bound.bound).overall.low;
            let agreed = reached(Step::HospitationAgreed);
            facts.talk = facts.talk.max(Some((points, agreed)));
        }
    }
    Ok(())
}

/// Whom somebody decided to address for which place, and whether the engine had called them suitable: the
/// last decision counts.
fn called(desk: &Desk, places: &Places) -> Result<BTreeMap<(String, usize), bool>, Problem> {
    let mut called = BTreeMap::new();
    for (at, place) in places.all.iter().enumerate() {
        let query = desk.query::<Decision>().equal("profile", place.profile.as_str());
        let mut decisions = desk.all::<Decision>(&query)?;
        decisions.sort_by_key(|decision| decision.at);
        for Kept { body, .. } in decisions {
            let key = (body.applicant.to_string(), at);
            if body.outcome == Outcome::Address {
                let class = body.evaluation.eligibility;
                called.insert(key, class >= Eligibility::SuitableWithConditions);
            } else {
                called.remove(&key);
            }
        }
    }
    Ok(called)
}
