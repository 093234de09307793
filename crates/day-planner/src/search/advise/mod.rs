//! Why somebody has no talk, and what would change that: the day is made easier in one thing and
//! planned again.

pub(crate) mod relax;
pub(crate) mod remedy;
pub(crate) mod worth;

use serde::{Deserialize, Serialize};

use super::build::resolve;
use super::draft::{Draft, DraftTalk};
use super::problem::{FREE, LEVELS, NONE, Problem};
use super::state::{Placed, State};

/// Why a person has no talk, or a wished pair no slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = NoTalkReason))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No role at a table here is eligible for the person.
    NoEligiblePair,
    /// The person was excluded from everything that is eligible.
    Excluded,
    /// The eligible tables stand at sites the person does not come to.
    OtherSite,
    /// The person and the tables are never there together long enough.
    NeverAvailableWhenOpen,
    /// No interpreter is there, or free, at a possible time.
    NoInterpreter,
    /// No childcare place is there, or free, at a possible time.
    NoChildcare,
    /// No table that the person can reach is accessible.
    NotAccessible,
    /// The role has all the talks it may have.
    RolesFull,
    /// The table has all the talks it may have, or no free cell when the person is there.
    TablesFull,
    /// There is room only at the cost of somebody else or of a higher goal.
    LostToHigherGoal,
    /// The person has as many talks as allowed.
    PersonFull,
    /// The person meets the employer for another role.
    MeetsEmployer,
    /// Other talks of the person leave no common time.
    NoCommonTime,
}

/// A plan by documents, so that it can be read in a changed problem.
pub(crate) fn talks(problem: &Problem, placed: &Placed) -> Vec<DraftTalk> {
    placed
        .iter()
        .map(|(offer, cell)| {
            let row = &problem.offers[*offer as usize];
            let cell = &problem.cells[*cell as usize];
            DraftTalk {
                person: row.person,
                role: row.role,
                table: row.table,
                day: cell.day,
                slot: cell.start - problem.day_base[cell.day as usize],
            }
        })
        .collect()
}

/// A plan in a problem; talks that it does not know are left out.
pub(crate) fn placed(problem: &Problem, talks: &[DraftTalk]) -> Placed {
    talks.iter().filter_map(|talk| resolve(problem, talk)).collect()
}

/// Why a person has no talk in a plan, judged by the offer that is nearest to one.
pub(crate) fn why_nobody(draft: &Draft, state: &State<'_>, person: u32) -> Reason {
    let problem = state.problem;
    let all: Vec<_> = draft.offers.iter().filter(|offer| offer.person == person).collect();
    if all.is_empty() {
        return Reason::NoEligiblePair;
    }
    let offers = problem.offers_of(person as usize);
    offers
        .map(|offer| why_not(state, offer as u32))
        .max()
        .unwrap_or_else(|| why_never(draft, person))
}

/// Why none of a person's offers has a possible cell.
fn why_never(draft: &Draft, person: u32) -> Reason {
    let mut free = draft.clone();
    for offer in &mut free.offers {
        offer.uses = [FREE; 2];
    }
    let problem = free.build();
    if problem.offers_of(person as usize).next().is_some() {
        return Reason::NoInterpreter;
    }
    Reason::NeverAvailableWhenOpen
}

/// Why an offer is not placed.
pub(crate) fn why_not(state: &State<'_>, offer: u32) -> Reason {
    let problem = state.problem;
    let row = &problem.offers[offer as usize];
    let person = row.person as usize;
    let talks = state.talks_of(person);
    let meets = |talk: &u32| problem.offers[*talk as usize].employer == row.employer;
    if talks.iter().any(meets) {
        return Reason::MeetsEmployer;
    }
    if talks.len() >= problem.people[person].max as usize {
        return Reason::PersonFull;
    }
    if state.role_count(row.role) >= problem.role_caps[row.role as usize] {
        return Reason::RolesFull;
    }
    if state.table_count(row.table) >= problem.tables[row.table as usize].cap {
        return Reason::TablesFull;
    }
    let span = problem.layer(offer as usize).span;
    let (mut open, mut served, mut apart) = (false, false, false);
    for cell in problem.starts(offer as usize).flatten() {
        if (cell..cell + span).all(|at| state.at[at as usize] == NONE) {
            open = true;
            let resources = state.resources_free(offer, cell);
            let alone = state.person_free(offer, cell, NONE);
            served |= resources;
            apart |= alone;
            if resources && alone {
                return Reason::LostToHigherGoal;
            }
        }
    }
    match (open, served, apart) {
        (false, ..) => Reason::TablesFull,
        (true, false, _) => Reason::NoInterpreter,
        (true, true, _) => Reason::NoCommonTime,
    }
}

/// The order of levels with one of them first.
pub(crate) fn first(order: [usize; LEVELS], level: usize) -> [usize; LEVELS] {
    let mut moved = [level; LEVELS];
    for (slot, other) in moved[1..].iter_mut().zip(order.iter().filter(|other| **other != level)) {
        *slot = *other;
    }
    moved
}

/// Pairs of a draft without a slot: person, role, and the reason at the nearest table.
pub(crate) fn missing(draft: &Draft, state: &State<'_>) -> Vec<(u32, u32, Reason)> {
    let problem = state.problem;
    let mut pairs: Vec<(u32, u32)> =
        draft.offers.iter().map(|offer| (offer.person, offer.role)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut all = Vec::new();
    for (person, role) in pairs {
        let offers: Vec<u32> = (problem.offers_of(person as usize))
            .filter(|offer| problem.offers[*offer].role == role)
            .map(|offer| offer as u32)
            .collect();
        if offers.iter().any(|offer| state.placed[*offer as usize] != NONE) {
            continue;
        }
        let nearest = offers.iter().map(|offer| why_not(state, *offer)).max();
        all.push((person, role, nearest.unwrap_or_else(|| why_never_pair(draft, (person, role)))));
    }
    all
}

/// Why a pair has no possible cell at all.
fn why_never_pair(draft: &Draft, (person, role): (u32, u32)) -> Reason {
    let needs = (draft.offers.iter())
        .filter(|offer| (offer.person, offer.role) == (person, role))
        .any(|offer| offer.uses.iter().any(|usage| usage.resource != NONE));
    if needs { Reason::NoInterpreter } else { Reason::NeverAvailableWhenOpen }
}
