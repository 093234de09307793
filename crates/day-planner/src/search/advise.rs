//! Why somebody has no talk, and what would change that: one thing is relaxed at a time and the
//! plan is searched again.

use serde::Serialize;

use super::anneal::{Anneal, Heat};
use super::build::{Draft, DraftTalk, resolve};
use super::problem::{FREE, LEVELS, Levels, NONE, Problem, SEEN, STABLE};
use super::solve::{How, solve};
use super::state::{Placed, State};
use crate::budget::Budget;

/// Why a person has no talk, or a wished pair no slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// One thing made easier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relax {
    /// One more talk of a role.
    Role(u32),
    /// One more talk at a table, at the end of one of its days.
    Place(u32),
    /// The person comes whenever the tables are open.
    Times(u32),
    /// One more place of a resource throughout.
    Resource(u32),
    /// A second table like this one.
    Table(u32),
}

/// What a verified relaxation is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worth {
    pub relax: Relax,
    pub before: Levels,
    pub after: Levels,
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

impl Draft {
    /// A draft with one thing made easier.
    pub(crate) fn relaxed(&self, relax: Relax) -> Self {
        let mut draft = self.clone();
        match relax {
            Relax::Role(role) => {
                let cap = &mut draft.role_caps[role as usize];
                *cap = cap.saturating_add(1);
            }
            Relax::Place(table) => draft.longer(table),
            Relax::Times(person) => {
                draft.people[person as usize].times =
                    (0..).zip(&self.days).map(|(day, slots)| (day, 0, *slots)).collect();
            }
            Relax::Resource(resource) => {
                let days = (0..).zip(&self.days).map(|(day, slots)| ((day, 0, *slots), 1));
                draft.resources[resource as usize].extend(days);
            }
            Relax::Table(table) => {
                let row = draft.tables[table as usize].clone();
                let twin = draft.tables.len() as u32;
                draft.tables.push(row);
                let offers: Vec<_> = (self.offers.iter())
                    .filter(|offer| offer.table == table)
                    .map(|offer| super::build::DraftOffer { table: twin, ..*offer })
                    .collect();
                draft.offers.extend(offers);
            }
        }
        draft
    }

    /// One more talk at a table: a cell after its last, or before its first, of a day with room.
    fn longer(&mut self, table: u32) {
        let row = &mut self.tables[table as usize];
        row.cap = row.cap.saturating_add(1);
        let mut spare = None;
        for (day, slots) in (0..).zip(&self.days) {
            let of_day = || row.cells.iter().filter(|cell| cell.0 == day);
            let (Some(first), Some(last)) = (of_day().next(), of_day().next_back()) else {
                continue;
            };
            let len = last.2 - last.1;
            if last.2 + len <= *slots {
                spare = Some((day, last.2, last.2 + len));
            } else if first.1 >= len {
                spare = Some((day, first.1 - len, first.1));
            }
        }
        row.cells.extend(spare);
        row.cells.sort_unstable();
    }
}

/// Whether a relaxation gives a person a talk while nobody else loses the last one and no earlier
/// goal suffers; the values before and after when it does.
pub(crate) fn verify(
    draft: &Draft,
    relax: Relax,
    plan: &[DraftTalk],
    (person, seed): (u32, u64),
) -> Option<Worth> {
    let mut problem = draft.relaxed(relax).build();
    let start = placed(&problem, plan);
    let before = State::of(&problem, &start).levels;
    let offers = problem.offers_of(person as usize);
    for offer in &mut problem.offers {
        (offer.keep, offer.home) = (0, NONE);
    }
    for offer in offers.clone() {
        problem.offers[offer].keep = 1;
    }
    problem.order = first(problem.order, STABLE);
    let mut state = State::of(&problem, &start);
    let direct = offers
        .map(|offer| offer as u32)
        .find_map(|offer| state.first_fit(offer).map(|cell| (offer, cell)));
    if let Some((offer, cell)) = direct {
        state.place(offer, cell);
    } else {
        let pool = (0..problem.offers.len() as u32).collect();
        // as many moves as a small plan needs to settle; more never changed a verdict in tests
        let heat = Heat { from: 20.0, to: 2.0, moves: 20_000 };
        let found = Anneal::new(state, pool, seed).run(heat, &|| false).0;
        state = State::of(&problem, &found);
    }
    let mut after = state.levels;
    let met = !state.talks_of(person as usize).is_empty();
    after[STABLE] = before[STABLE];
    let kept = (0..LEVELS)
        .filter(|level| *level != super::problem::FIT && *level != STABLE)
        .all(|level| after[level] >= before[level]);
    (met && kept && after[SEEN] > before[SEEN]).then_some(Worth { relax, before, after })
}

/// The order of levels with one of them first.
pub(crate) fn first(order: [usize; LEVELS], level: usize) -> [usize; LEVELS] {
    let mut moved = [level; LEVELS];
    for (slot, other) in moved[1..].iter_mut().zip(order.iter().filter(|other| **other != level)) {
        *slot = *other;
    }
    moved
}

/// Relaxations that could help a person, cheapest first.
pub(crate) fn remedies(draft: &Draft, person: u32) -> Vec<Relax> {
    let mut all = vec![Relax::Times(person)];
    for offer in draft.offers.iter().filter(|offer| offer.person == person) {
        all.extend([Relax::Role(offer.role), Relax::Place(offer.table), Relax::Table(offer.table)]);
        let uses = offer.uses.iter().filter(|usage| usage.resource != NONE);
        all.extend(uses.map(|usage| Relax::Resource(usage.resource)));
    }
    all.sort_by_key(|relax| (price(*relax), *relax));
    all.dedup();
    all
}

/// The order of remedies: a word, a few minutes, a phone call, a contract, a table.
fn price(relax: Relax) -> u32 {
    match relax {
        Relax::Role(_) => 0,
        Relax::Place(_) => 1,
        Relax::Times(_) => 2,
        Relax::Resource(_) => 3,
        Relax::Table(_) => 4,
    }
}

/// What a relaxation brings to the whole plan.
pub(crate) fn brings(
    draft: &Draft,
    relax: Relax,
    plan: &[DraftTalk],
    (how, budget): (How, &Budget<'_>),
) -> Worth {
    let problem = draft.relaxed(relax).build();
    let start = placed(&problem, plan);
    let before = State::of(&problem, &start).levels;
    let found = solve(&problem, Some(&start), how, budget, None);
    Worth { relax, before, after: found.levels }
}

/// Relaxations of the whole day, those first that most people without a talk ask for.
pub(crate) fn chances(draft: &Draft, state: &State<'_>, most: usize) -> Vec<Relax> {
    let problem = state.problem;
    let mut asked: std::collections::BTreeMap<Relax, usize> = std::collections::BTreeMap::new();
    for offer in &draft.offers {
        if !state.talks_of(offer.person as usize).is_empty() {
            continue;
        }
        *asked.entry(Relax::Place(offer.table)).or_default() += 1;
        *asked.entry(Relax::Table(offer.table)).or_default() += 1;
        for usage in offer.uses.iter().filter(|usage| usage.resource != NONE) {
            *asked.entry(Relax::Resource(usage.resource)).or_default() += 1;
        }
    }
    for resource in 0..problem.resources.len() as u32 {
        asked.entry(Relax::Resource(resource)).or_default();
    }
    let mut all: Vec<(usize, Relax)> = asked.into_iter().map(|(relax, n)| (n, relax)).collect();
    all.sort_by_key(|(n, relax)| (std::cmp::Reverse(*n), *relax));
    all.into_iter().take(most).map(|(_, relax)| relax).collect()
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
