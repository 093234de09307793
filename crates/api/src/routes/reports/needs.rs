//! What is missing where: for everybody in question, what stands between them and the role of a day that
//! is nearest to them, counted by office.

use std::collections::{BTreeMap, BTreeSet};

use matching_core::score::RankKey;
use serde::Serialize;
use utoipa::ToSchema;

use super::count::Least;
use crate::{
    http::Desk,
    live::{Bound, Person},
    problem::Problem,
    records::{InterviewDay, Kept},
};

/// What is missing for several people of an office.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub(crate) struct Need {
    /// What it is, as the profile calls it.
    gap: String,
    /// The office; null where none is recorded.
    office: Option<String>,
    /// How many people.
    people: u32,
}

/// Whose gap it is: what, and where.
type Place = (String, Option<String>);

/// What is missing where, the most frequent first; small groups are left out.
pub(super) fn needs(
    desk: &Desk,
    days: &[Kept<InterviewDay>],
    least: Least,
) -> Result<Vec<Need>, Problem> {
    let office = desk.office(None)?;
    let mut gaps: BTreeMap<Place, BTreeSet<&str>> = BTreeMap::new();
    for day in days {
        let roles = day.body.document.roles.iter();
        let roles: Vec<&Bound> =
            roles.filter_map(|role| office.profile(role.profile.as_str())).map(|b| &**b).collect();
        for id in &day.body.pool {
            let Some(person) = office.person(id.as_str()) else { continue };
            for gap in missing(desk, person, &roles) {
                let place = person.document.office.as_ref().map(ToString::to_string);
                gaps.entry((gap, place)).or_default().insert(id.as_str());
            }
        }
    }
    let large = gaps.into_iter().filter_map(|((gap, office), people)| {
        Some(Need { gap, office, people: least.large(people.len())? })
    });
    let mut needs: Vec<Need> = large.collect();
    needs.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.cmp(b)));
    Ok(needs)
}

/// What stands between a person and the nearest of some roles.
fn missing(desk: &Desk, person: &Person, roles: &[&Bound]) -> BTreeSet<String> {
    let engine = desk.state.knowledge.engine();
    let key = |role: &&&Bound| {
        RankKey::overall(&engine.score(&person.portrait, &role.bound), person.portrait.id())
    };
    let Some(nearest) = roles.iter().max_by_key(key) else { return BTreeSet::new() };
    let explanation = engine.explain(&person.portrait, &nearest.bound);
    let teller = desk.state.knowledge.teller(desk.language);
    let lines = explanation.reasons.iter().flat_map(|reason| &reason.criteria);
    let parts = lines.filter_map(|id| explanation.parts.iter().find(|part| part.criterion == *id));
    parts.map(|part| teller.label(&part.label).to_owned()).collect()
}
