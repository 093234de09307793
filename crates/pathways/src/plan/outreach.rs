//! What measures could do for everybody of a list: searched once per state of what the measures need, not
//! once per person.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use matching_core::{
    calendar::Date,
    criteria::{Key, Truth},
    eligibility::{Reach, Step},
    id::ApplicantId,
    model::{CompetenceProfile, Portrait},
    need::{Need, Needed},
    score::BoundProfile,
};

use super::{
    Planner,
    alone::close,
    usable::{Context, Offer},
};
use crate::Situation;

/// Tells what measures could do about the musts of some places, for one person after the other, so that
/// classes tell "with measures" from "not possible".
///
/// It knows nothing of benefit regime, residence status, age or work: what depends on them counts as open to
/// the person ([`Situation`]), and what is really open is for [`super::Person`] to say.
#[derive(Clone, Debug)]
pub struct Outreach {
    as_of: Date,
    /// Goals that the same measures contribute to.
    fields: Vec<Field>,
    /// How far the goals of a field can be reached, by the truth of what its measures need.
    known: BTreeMap<(usize, Vec<Truth>), Vec<Option<Step>>>,
}

/// Goals that the same measures contribute to.
#[derive(Clone, Debug)]
struct Field {
    goals: Vec<Needed>,
    /// Positions in the catalogue.
    measures: Vec<usize>,
}

impl Outreach {
    /// For the musts of these places, as of a day.
    pub fn new<'p>(
        planner: Planner<'_>,
        as_of: Date,
        profiles: impl IntoIterator<Item = &'p BoundProfile>,
    ) -> Self {
        let needs =
            nobody(planner, as_of).map(|nobody| needs(planner, &nobody)).unwrap_or_default();
        let mut fields: BTreeMap<Vec<usize>, Vec<Needed>> = BTreeMap::new();
        for goal in goals(planner, as_of, profiles) {
            fields.entry(contributing(planner, &needs, &goal)).or_default().push(goal);
        }
        let fields = fields.into_iter().map(|(measures, goals)| Field { goals, measures });
        Self { as_of, fields: fields.collect(), known: BTreeMap::new() }
    }

    /// Whether it knows everything that the musts of a place ask for.
    pub fn covers(&self, planner: Planner<'_>, profile: &BoundProfile) -> bool {
        let known = |goal: &Needed| self.fields.iter().any(|field| field.goals.contains(goal));
        goals(planner, self.as_of, [profile]).iter().all(known)
    }

    /// A person, with what measures could do.
    pub fn portrait(&mut self, planner: Planner<'_>, portrait: Portrait) -> Portrait {
        let needs = needs(planner, &portrait);
        let offers = OnceCell::new();
        let mut reach = Reach::default();
        for (at, field) in self.fields.iter().enumerate() {
            let own = field.measures.iter().filter_map(|measure| needs.get(*measure));
            let state = own.flat_map(Need::leaves).map(|leaf| leaf.truth).collect();
            let steps = self.known.entry((at, state)).or_insert_with(|| {
                let offers = offers.get_or_init(|| offers_to(planner, self.as_of, &portrait));
                field.goals.iter().map(|goal| step(planner, offers, goal)).collect()
            });
            for (goal, step) in field.goals.iter().zip(steps) {
                if let Some(step) = step {
                    reach.record(goal.key.clone(), *step);
                }
            }
        }
        portrait.with_reach(reach)
    }
}

/// Somebody of whom nothing is known: every must is open to them.
fn nobody(planner: Planner<'_>, as_of: Date) -> Option<Portrait> {
    let nobody = CompetenceProfile::new(ApplicantId::new("nobody").ok()?);
    Some(planner.engine.portrait(&nobody, as_of))
}

/// What the musts of places ask for, each once.
fn goals<'p>(
    planner: Planner<'_>,
    as_of: Date,
    profiles: impl IntoIterator<Item = &'p BoundProfile>,
) -> BTreeSet<Needed> {
    let mut goals = BTreeSet::new();
    let Some(nobody) = nobody(planner, as_of) else { return goals };
    for gap in profiles.into_iter().flat_map(|profile| planner.engine.gaps(&nobody, profile)) {
        let leaves = gap.need.leaves().into_iter();
        goals.extend(leaves.filter(|leaf| leaf.goal.is_some()).cloned());
    }
    goals
}

/// What every measure of the catalogue needs of a person.
fn needs(planner: Planner<'_>, portrait: &Portrait) -> Vec<Need> {
    let rules = planner.engine.rules();
    let measures = planner.catalogue.measures().iter();
    measures.map(|bound| bound.needs.of(portrait, rules)).collect()
}

/// The measures that can contribute to a goal: those that give it, those that give what these need, and so
/// on.
fn contributing(planner: Planner<'_>, needs: &[Need], goal: &Needed) -> Vec<usize> {
    let mut wanted: Vec<&Key> = std::iter::once(&goal.key).chain(&goal.below).collect();
    let mut measures: BTreeSet<usize> = BTreeSet::new();
    while let Some(key) = wanted.pop() {
        for (at, bound) in planner.catalogue.measures().iter().enumerate() {
            let gives = bound.gives.iter().any(|(given, _)| given == key);
            if !gives || !measures.insert(at) {
                continue;
            }
            for leaf in needs.get(at).map(Need::leaves).unwrap_or_default() {
                wanted.push(&leaf.key);
                wanted.extend(&leaf.below);
            }
        }
    }
    measures.into_iter().collect()
}

/// What a person could get before a job and beside one, as far as it hangs on what is recorded.
fn offers_to<'a>(planner: Planner<'a>, as_of: Date, portrait: &Portrait) -> [Offer<'a>; 2] {
    let situation = Situation::default();
    [Context::Free, Context::InService]
        .map(|context| Offer::new(planner, portrait, &situation, as_of, context))
}

/// How far a goal can be reached, if it can.
fn step(
    planner: Planner<'_>,
    [before, in_service]: &[Offer<'_>; 2],
    needed: &Needed,
) -> Option<Step> {
    let goal = needed.goal?;
    let most = (i32::from(planner.limits.horizon_days), planner.limits.most_measures);
    let closed = close([before, in_service], needed, goal, most);
    Some(Step { goal, days: closed.days?, in_service: closed.in_service })
}
