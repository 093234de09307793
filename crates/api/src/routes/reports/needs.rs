//! What is missing where, and what would help: for everybody in question, what stands between them and the
//! role that is nearest to them, which measures the soonest way there takes, and where nobody offers any;
//! counted by office.

use std::collections::{BTreeMap, BTreeSet};

use matching_core::{calendar::Date, eligibility::Eligibility, id::MeasureId, score::RankKey};
use pathways::{Outlook, Planner, Situation};
use serde::Serialize;
use utoipa::ToSchema;

use super::count::{Count, Least};
use crate::{
    http::Desk,
    live::{Bound, Office, Person},
    records::{InterviewDay, Kept},
};

/// What is missing for several people of an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Need {
    /// What it is, as the profile calls it.
    gap: String,
    /// The office; null where none is recorded.
    office: Option<String>,
    /// How many people.
    people: u32,
    /// For how many of them it is not known yet whether it is missing: ask first.
    to_clarify: Count,
    /// For how many of them no measure closes it: nobody offers one, or none that they may take.
    without_measure: Count,
}

/// A measure that several people of an office would take on their soonest way to the nearest role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Demand {
    /// The measure.
    measure: MeasureId,
    /// What it is called.
    title: String,
    /// The office; null where none is recorded.
    office: Option<String>,
    /// How many people.
    people: u32,
    /// The smallest group with which it begins; null where it takes single people.
    least_group: Option<u16>,
}

/// What is missing, and what would help.
#[derive(Debug)]
pub(super) struct Needs {
    /// What is missing where, the most frequent first.
    pub(super) missing: Vec<Need>,
    /// Which measures would help where, the most wanted first.
    pub(super) demands: Vec<Demand>,
    /// For how many people no way leads to the nearest role.
    pub(super) without_way: Count,
}

/// Something, by office.
type By<T> = BTreeMap<(T, Option<String>), BTreeSet<String>>;

/// What was found, with the people it was found for.
#[derive(Debug, Default)]
struct Found {
    missing: By<String>,
    open: By<String>,
    without: By<String>,
    measures: By<MeasureId>,
    no_way: BTreeSet<String>,
}

/// What is missing where and what would help; small groups are left out.
pub(super) fn needs(
    desk: &Desk,
    (days, office): (&[Kept<InterviewDay>], &Office),
    least: Least,
) -> Needs {
    let mut found = Found::default();
    for (person, role) in nearest(desk, days, office) {
        found.add(desk, person, role, office.day());
    }
    found.shown(desk, least)
}

/// Everybody in the pools of some days, with the nearest of the roles of their days.
fn nearest<'o>(
    desk: &Desk,
    days: &[Kept<InterviewDay>],
    office: &'o Office,
) -> Vec<(&'o Person, &'o Bound)> {
    let mut roles: BTreeMap<&str, Vec<&'o Bound>> = BTreeMap::new();
    for day in days {
        let asked = day.body.document.roles.iter();
        let asked: Vec<&Bound> =
            asked.filter_map(|role| office.profile(role.profile.as_str())).map(|b| &**b).collect();
        for id in &day.body.pool {
            roles.entry(id.as_str()).or_default().extend(&asked);
        }
    }
    let engine = desk.state.knowledge.engine();
    let near = roles.into_iter().filter_map(|(id, roles)| {
        let person = &**office.person(id)?;
        let key = |role: &&Bound| {
            RankKey::overall(&engine.score(&person.portrait, &role.bound), person.portrait.id())
        };
        Some((person, roles.into_iter().max_by_key(key)?))
    });
    near.collect()
}

impl Found {
    /// Looks at a person and the role that is nearest to them. Benefit regime and residence status are
    /// not recorded: a measure that asks for them counts as one that they may get.
    fn add(&mut self, desk: &Desk, person: &Person, role: &Bound, as_of: Date) {
        let knowledge = &desk.state.knowledge;
        let planner = Planner::new(knowledge.engine(), knowledge.measures().catalogue());
        let mut standing = planner.person(&person.document.model(), &Situation::default(), as_of);
        let outlook = standing.outlook(&role.bound);
        let id = person.document.id.to_string();
        let office = person.document.office.as_ref().map(ToString::to_string);
        let explanation = knowledge.engine().explain(&person.portrait, &role.bound);
        let teller = knowledge.teller(desk.language);
        for gap in &outlook.gaps {
            let part = explanation.parts.iter().find(|part| part.criterion == gap.criterion);
            let Some(part) = part else { continue };
            let place = (teller.label(&part.label).to_owned(), office.clone());
            if gap.value == Eligibility::ToClarify {
                put(&mut self.open, &place, &id);
            }
            if gap.funding_gap {
                put(&mut self.without, &place, &id);
            }
            put(&mut self.missing, &place, &id);
        }
        if outlook.pathways.is_empty() {
            self.no_way.insert(id.clone());
        }
        for measure in soonest(&outlook) {
            put(&mut self.measures, &(measure.clone(), office.clone()), &id);
        }
    }

    fn shown(self, desk: &Desk, least: Least) -> Needs {
        let Self { missing, open, without, measures, no_way } = self;
        let among = |some: &By<String>, place: &(String, Option<String>), people: usize| {
            let some = some.get(place).map_or(0, BTreeSet::len);
            least.nested([people, some]).pop().unwrap_or_else(|| least.count(0))
        };
        let needs = missing.into_iter().filter_map(|(place, people)| {
            let to_clarify = among(&open, &place, people.len());
            let without_measure = among(&without, &place, people.len());
            let (gap, office) = place;
            let people = least.large(people.len())?;
            Some(Need { gap, office, people, to_clarify, without_measure })
        });
        let mut needs: Vec<Need> = needs.collect();
        needs.sort_by(|a, b| (b.people, &a.gap, &a.office).cmp(&(a.people, &b.gap, &b.office)));
        let known = desk.state.knowledge.measures();
        let teller = desk.state.knowledge.teller(desk.language);
        let demands = measures.into_iter().filter_map(|((measure, office), people)| {
            let document = known.document(&measure)?;
            let title = teller.label(&document.title).to_owned();
            let people = least.large(people.len())?;
            Some(Demand { measure, title, office, people, least_group: document.min_group })
        });
        let mut demands: Vec<Demand> = demands.collect();
        demands.sort_by(|a, b| {
            (b.people, &a.measure, &a.office).cmp(&(a.people, &b.measure, &b.office))
        });
        Needs { missing: needs, demands, without_way: least.count(no_way.len()) }
    }
}

fn put<T: Ord + Clone>(found: &mut By<T>, place: &(T, Option<String>), id: &str) {
    found.entry(place.clone()).or_default().insert(id.to_owned());
}

/// The measures of the way that is over first.
fn soonest(outlook: &Outlook) -> impl Iterator<Item = &MeasureId> {
    let way = outlook.pathways.iter().min_by_key(|way| way.days);
    way.into_iter().flat_map(|way| &way.steps).map(|step| &step.measure)
}
