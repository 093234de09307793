//! Why somebody has no talk, the cheapest remedy that a new search confirms, and what one more
//! table, place or interpreter would bring.

use serde::Serialize;

use crate::budget::Budget;
use crate::event::Event;
use crate::instance::{Appointment, Instance};
use crate::planner::Settings;
use crate::search::advise::{self, Reason, Relax, Worth};
use crate::search::build::{Draft, DraftTalk};
use crate::search::interchange;
use crate::search::problem::{COVERED, EVEN, FIT, PROMISED, SEEN};
use crate::search::solve::How;
use crate::search::state::State;

/// A person without a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoTalk {
    /// Who.
    pub person: String,
    /// Why.
    pub reason: Reason,
    /// The cheapest change for which a new search gives the person a talk and takes nobody's.
    pub remedy: Option<Remedy>,
}

/// One change to the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayRemedy))]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Remedy {
    /// The role takes one more talk.
    OneMoreTalk {
        /// Which role.
        role: String,
    },
    /// The table takes one more talk, at the edge of its day.
    OneMorePlace {
        /// Which table.
        table: String,
    },
    /// The person comes at any time the tables are open.
    ComeAnyTime {
        /// Which person.
        person: String,
    },
    /// One more interpreter throughout, or the first.
    OneMoreInterpreter {
        /// From which language.
        language: String,
        /// At which site; without it, by telephone or video.
        site: Option<String>,
    },
    /// One more childcare place throughout, or the first.
    OneMoreChildcarePlace {
        /// At which site.
        site: String,
    },
    /// The employer brings a second table like this one.
    OneMoreTable {
        /// Like which table.
        table: String,
    },
}

/// A wished pair without a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoSlot {
    /// Who.
    pub person: String,
    /// For which role.
    pub role: String,
    /// Why, judged at the table that is nearest to a talk.
    pub reason: Reason,
}

/// What a change would bring, confirmed by a new search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayChance))]
pub struct Chance {
    /// The change.
    pub change: Remedy,
    /// More people seen.
    pub seen: i64,
    /// More promised talks.
    pub promised: i64,
    /// More points of evenness; 0 where it does not count.
    pub even: i64,
    /// More openings covered.
    pub covered: i64,
    /// More fit; may be negative when a higher goal gains.
    pub score: i64,
}

/// Names of dense ids, for either door.
pub(crate) struct Names<'a> {
    pub people: Vec<&'a str>,
    pub roles: Vec<&'a str>,
    pub tables: Vec<&'a str>,
    /// What one more of each shared resource is.
    pub resources: Vec<Remedy>,
}

impl Names<'_> {
    fn remedy(&self, relax: Relax) -> Option<Remedy> {
        let pick = |list: &[&str], at: u32| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            list.get(at).map(|name| (*name).to_owned()).unwrap_or_default()
        };
        Some(match relax {
            Relax::Role(role) => Remedy::OneMoreTalk { role: pick(&self.roles, role) },
            Relax::Place(table) => Remedy::OneMorePlace { table: pick(&self.tables, table) },
            Relax::Times(person) => Remedy::ComeAnyTime { person: pick(&self.people, person) },
            Relax::Resource(resource) => {
                let at = usize::try_from(resource).unwrap_or(usize::MAX);
                return self.resources.get(at).cloned();
            }
            Relax::Table(table) => Remedy::OneMoreTable { table: pick(&self.tables, table) },
        })
    }

    fn person(&self, at: usize) -> String {
        self.people.get(at).map(|name| (*name).to_owned()).unwrap_or_default()
    }
}

fn names<'a>(instance: &'a Instance, event: Option<&'a Event>) -> Names<'a> {
    Names {
        people: interchange::people(instance, event).iter().map(|row| row.id.as_str()).collect(),
        roles: instance.roles.iter().map(|row| row.id.as_str()).collect(),
        tables: instance.tables.iter().map(|row| row.id.as_str()).collect(),
        resources: (interchange::languages(instance, event).into_keys())
            .map(|language| Remedy::OneMoreInterpreter {
                language: language.to_owned(),
                site: None,
            })
            .collect(),
    }
}

/// Everybody without a talk in a legal plan, with the reason and, for the first `remedies` of
/// them, the cheapest remedy that a new search confirms.
pub fn without_talk(
    instance: &Instance,
    event: Option<&Event>,
    plan: &[Appointment],
    remedies: usize,
) -> Vec<NoTalk> {
    let draft = interchange::draft(instance, event);
    let talks = interchange::talks(instance, event, plan);
    nobody(&draft, &names(instance, event), &talks, remedies)
}

/// Everybody without a talk in a plan of a draft.
pub(crate) fn nobody(
    draft: &Draft,
    names: &Names<'_>,
    talks: &[DraftTalk],
    remedies: usize,
) -> Vec<NoTalk> {
    let problem = draft.build();
    let state = State::of(&problem, &advise::placed(&problem, talks));
    let mut left = remedies;
    let mut all = Vec::new();
    for (at, person) in (0..).zip(0..problem.people.len()) {
        if !state.talks_of(person).is_empty() {
            continue;
        }
        let reason = advise::why_nobody(draft, &state, at);
        let remedy = if left == 0 || reason == Reason::NoEligiblePair {
            None
        } else {
            left -= 1;
            advise::remedies(draft, at)
                .into_iter()
                .find(|relax| advise::verify(draft, *relax, talks, (at, 1)).is_some())
                .and_then(|relax| names.remedy(relax))
        };
        all.push(NoTalk { person: names.person(person), reason, remedy });
    }
    all
}

/// Every eligible pair without a slot in a legal plan, with the reason.
pub fn without_slot(
    instance: &Instance,
    event: Option<&Event>,
    plan: &[Appointment],
) -> Vec<NoSlot> {
    let draft = interchange::draft(instance, event);
    let talks = interchange::talks(instance, event, plan);
    pairs(&draft, &names(instance, event), &talks)
}

/// Every pair of a draft without a slot.
pub(crate) fn pairs(draft: &Draft, names: &Names<'_>, talks: &[DraftTalk]) -> Vec<NoSlot> {
    let problem = draft.build();
    let state = State::of(&problem, &advise::placed(&problem, talks));
    advise::missing(draft, &state)
        .into_iter()
        .map(|(person, role, reason)| NoSlot {
            person: names.person(usize::try_from(person).unwrap_or(usize::MAX)),
            role: (usize::try_from(role).ok().and_then(|at| names.roles.get(at)))
                .map(|name| (*name).to_owned())
                .unwrap_or_default(),
            reason,
        })
        .collect()
}

/// What one more table, place or interpreter would bring: the `most` changes that people without
/// a talk ask for most, each confirmed by a new search with its own share of the budget, best
/// first.
pub fn chances(
    instance: &Instance,
    plan: &[Appointment],
    most: usize,
    (settings, budget): (&Settings, &Budget<'_>),
) -> Vec<Chance> {
    let draft = interchange::draft(instance, None);
    let talks = interchange::talks(instance, None, plan);
    worth(&draft, &names(instance, None), &talks, (most, settings, budget))
}

/// What changes to a draft would bring.
pub(crate) fn worth(
    draft: &Draft,
    names: &Names<'_>,
    talks: &[DraftTalk],
    (most, settings, budget): (usize, &Settings, &Budget<'_>),
) -> Vec<Chance> {
    let problem = draft.build();
    let state = State::of(&problem, &advise::placed(&problem, talks));
    let how = How { seed: settings.seed, threads: settings.threads.max(1), comfort: false };
    let mut all: Vec<Chance> = advise::chances(draft, &state, most)
        .into_iter()
        .filter_map(|relax| {
            let Worth { relax, before, after } = advise::brings(draft, relax, talks, (how, budget));
            let more = |level: usize| {
                let value = |levels: &[i64]| levels.get(level).copied().unwrap_or(0);
                value(&after) - value(&before)
            };
            Some(Chance {
                change: names.remedy(relax)?,
                seen: more(SEEN),
                promised: more(PROMISED),
                even: more(EVEN),
                covered: more(COVERED),
                score: more(FIT),
            })
        })
        .collect();
    all.sort_by_key(|chance| {
        let Chance { seen, promised, even, covered, score, .. } = chance;
        std::cmp::Reverse((*seen, *promised, *even, *covered, *score))
    });
    all
}
