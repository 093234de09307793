//! What a change would bring to the whole day.

use std::collections::BTreeMap;

use super::placed;
use super::relax::Relax;
use crate::budget::Budget;
use crate::search::draft::{Draft, DraftTalk};
use crate::search::problem::{Levels, NONE};
use crate::search::solve::{How, solve};
use crate::search::state::State;

/// What a change is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worth {
    pub before: Levels,
    pub after: Levels,
    /// More talks.
    pub talks: i64,
}

/// What a change brings to the whole plan.
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
    let count = |talks: &[(u32, u32)]| i64::try_from(talks.len()).unwrap_or(0);
    let talks = count(&found.placed) - count(&start);
    Worth { before, after: found.levels, talks }
}

/// A person without a talk asks louder than any number of further wishes.
const NOBODY_YET: u64 = 1_000_000;

/// Changes to the whole day: of each kind (a place, an hour, a helper, a table) in turn the one
/// that is asked for most, by people without a talk first.
pub(crate) fn chances(draft: &Draft, state: &State<'_>, most: usize) -> Vec<Relax> {
    let problem = state.problem;
    let mut asked: BTreeMap<Relax, u64> = BTreeMap::new();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for person in 0..problem.people.len() {
        let talks = state.talks_of(person).iter();
        pairs.extend(talks.map(|talk| (person as u32, problem.offers[*talk as usize].role)));
    }
    pairs.sort_unstable();
    for offer in &draft.offers {
        if pairs.binary_search(&(offer.person, offer.role)).is_ok() {
            continue;
        }
        let has_none = state.talks_of(offer.person as usize).is_empty();
        let voice = if has_none { NOBODY_YET } else { 1 };
        let uses = offer.uses.iter().filter(|usage| usage.resource != NONE);
        let uses = uses.map(|usage| Relax::Resource(usage.resource));
        for relax in [Relax::Place(offer.table), Relax::Table(offer.table)].into_iter().chain(uses)
        {
            *asked.entry(relax).or_default() += voice;
        }
    }
    for day in 0..draft.days.len() as u32 {
        asked.entry(Relax::Hour(day)).or_default();
    }
    let mut all: Vec<(u64, Relax)> = asked.into_iter().map(|(relax, n)| (n, relax)).collect();
    all.sort_by_key(|(n, relax)| (std::cmp::Reverse(*n), *relax));
    let of_kind = |kind: fn(&Relax) -> bool| {
        all.iter().map(|(_, relax)| *relax).filter(kind).collect::<Vec<Relax>>()
    };
    let kinds = [
        of_kind(|relax| matches!(relax, Relax::Place(_))),
        of_kind(|relax| matches!(relax, Relax::Resource(_))),
        of_kind(|relax| matches!(relax, Relax::Table(_))),
        of_kind(|relax| matches!(relax, Relax::Hour(_))),
    ];
    let rounds = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let turns = (0..rounds).flat_map(|at| kinds.iter().filter_map(move |kind| kind.get(at)));
    turns.take(most).copied().collect()
}
