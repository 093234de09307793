//! Why somebody has no talk, the cheapest remedy that a new search confirms, and what one more
//! table, place or interpreter would bring.

use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::event::Event;
use crate::instance::{Appointment, Instance};
use crate::planner::Settings;
use crate::search::advise::relax::Relax;
use crate::search::advise::remedy::{Found, Target, remedies};
use crate::search::advise::worth::{Worth, brings, chances as worth_asking};
use crate::search::advise::{self, Reason};
use crate::search::draft::{Draft, DraftTalk};
use crate::search::interchange;
use crate::search::problem::{COVERED, EVEN, FIT, PROMISED, SEEN};
use crate::search::solve::How;
use crate::search::state::State;

/// A person without a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoTalk {
    /// Who.
    pub person: String,
    /// Why.
    pub reason: Reason,
    /// The cheapest change for which a new plan gives the person a talk and takes nobody's last.
    pub remedy: Option<Remedy>,
    /// The change that must come with it, where no single one is enough.
    pub also: Option<Remedy>,
}

/// One change to the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayRemedy))]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Remedy {
    /// The person takes one more talk than allowed.
    OneMoreTalkForPerson {
        /// Which person.
        person: String,
    },
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
    /// The person comes to one more site.
    ComeToSite {
        /// Which person.
        person: String,
        /// To which site.
        site: String,
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
    /// The table moves to where everybody can get.
    MakeAccessible {
        /// Which table.
        table: String,
    },
    /// The employer brings a second table like this one.
    OneMoreTable {
        /// Like which table.
        table: String,
    },
    /// The date goes on one hour longer; tables, people and helpers who are there at its end stay.
    OneMoreHour {
        /// Which date.
        date: String,
    },
}

/// A wished pair without a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoSlot {
    /// Who.
    pub person: String,
    /// For which role.
    pub role: String,
    /// Why, judged at the table that is nearest to a talk.
    pub reason: Reason,
    /// The cheapest change for which a new plan holds the pair, has more talks and takes nobody's
    /// last.
    pub remedy: Option<Remedy>,
}

/// What a change would bring, confirmed by a new search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayChance))]
pub struct Chance {
    /// The change.
    pub change: Remedy,
    /// More talks.
    pub talks: i64,
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
    pub sites: Vec<&'a str>,
    pub dates: Vec<&'a str>,
    /// What one more of each shared resource is.
    pub resources: Vec<Remedy>,
}

fn pick(list: &[&str], at: u32) -> String {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    list.get(at).map(|name| (*name).to_owned()).unwrap_or_default()
}

impl Names<'_> {
    pub(crate) fn remedy(&self, relax: Relax) -> Option<Remedy> {
        Some(match relax {
            Relax::Talks(person) => {
                Remedy::OneMoreTalkForPerson { person: pick(&self.people, person) }
            }
            Relax::Role(role) => Remedy::OneMoreTalk { role: pick(&self.roles, role) },
            Relax::Place(table) => Remedy::OneMorePlace { table: pick(&self.tables, table) },
            Relax::Times(person) => Remedy::ComeAnyTime { person: pick(&self.people, person) },
            Relax::Site(person, site) => {
                let site = pick(&self.sites, site);
                Remedy::ComeToSite { person: pick(&self.people, person), site }
            }
            Relax::Resource(resource) => {
                let at = usize::try_from(resource).unwrap_or(usize::MAX);
                return self.resources.get(at).cloned();
            }
            Relax::Access(table) => Remedy::MakeAccessible { table: pick(&self.tables, table) },
            Relax::Table(table) => Remedy::OneMoreTable { table: pick(&self.tables, table) },
            Relax::Hour(date) => Remedy::OneMoreHour { date: pick(&self.dates, date) },
        })
    }

    fn both(&self, found: Option<Found>) -> (Option<Remedy>, Option<Remedy>) {
        let Some((one, other)) = found else { return (None, None) };
        (self.remedy(one), other.and_then(|relax| self.remedy(relax)))
    }
}

fn names<'a>(instance: &'a Instance, event: Option<&'a Event>) -> Names<'a> {
    Names {
        people: interchange::people(instance, event).iter().map(|row| row.id.as_str()).collect(),
        roles: instance.roles.iter().map(|row| row.id.as_str()).collect(),
        tables: instance.tables.iter().map(|row| row.id.as_str()).collect(),
        sites: Vec::new(),
        dates: instance.days.iter().map(|row| row.id.as_str()).collect(),
        resources: (interchange::languages(instance, event).into_keys())
            .map(|language| Remedy::OneMoreInterpreter {
                language: language.to_owned(),
                site: None,
            })
            .collect(),
    }
}

/// Everybody without a talk in a legal plan, with the reason and a remedy.
///
/// The remedy is the cheapest that a new plan confirms: one that needs nobody to move, or a cheaper one found by moving others, which is
/// tried `searches` times at most, for those first who fit best.
pub fn without_talk(
    instance: &Instance,
    event: Option<&Event>,
    plan: &[Appointment],
    searches: usize,
) -> Vec<NoTalk> {
    let draft = interchange::draft(instance, event);
    let talks = interchange::talks(instance, event, plan);
    nobody(&draft, &names(instance, event), &talks, searches)
}

/// Everybody without a talk in a plan of a draft.
pub(crate) fn nobody(
    draft: &Draft,
    names: &Names<'_>,
    talks: &[DraftTalk],
    searches: usize,
) -> Vec<NoTalk> {
    let problem = draft.build();
    let state = State::of(&problem, &advise::placed(&problem, talks));
    let targets: Vec<Target> = (0..)
        .zip(0..problem.people.len())
        .filter(|(_, at)| state.talks_of(*at).is_empty())
        .map(|(person, _)| Target { person, role: None })
        .collect();
    let found = remedies(draft, talks, &targets, searches);
    let row = |(target, found): (&Target, Option<Found>)| {
        let (remedy, also) = names.both(found);
        let reason = advise::why_nobody(draft, &state, target.person);
        NoTalk { person: pick(&names.people, target.person), reason, remedy, also }
    };
    targets.iter().zip(found).map(row).collect()
}

/// Every eligible pair without a slot in a legal plan, with the reason and the cheapest remedy
/// that a new plan confirms, found as for [`without_talk`].
pub fn without_slot(
    instance: &Instance,
    event: Option<&Event>,
    plan: &[Appointment],
    searches: usize,
) -> Vec<NoSlot> {
    let draft = interchange::draft(instance, event);
    let talks = interchange::talks(instance, event, plan);
    pairs(&draft, &names(instance, event), &talks, (searches, &[]))
}

/// Every pair of a draft without a slot; and the remedies of pairs that do not reach the search.
pub(crate) fn pairs(
    draft: &Draft,
    names: &Names<'_>,
    talks: &[DraftTalk],
    (searches, barred): (usize, &[(u32, u32, Reason)]),
) -> Vec<NoSlot> {
    let problem = draft.build();
    let state = State::of(&problem, &advise::placed(&problem, talks));
    let mut rows = advise::missing(draft, &state);
    rows.extend(barred);
    let targets: Vec<Target> = rows
        .iter()
        .map(|(person, role, _)| Target { person: *person, role: Some(*role) })
        .collect();
    let found = remedies(draft, talks, &targets, searches);
    let row = |((person, role, reason), found): ((u32, u32, Reason), Option<Found>)| NoSlot {
        person: pick(&names.people, person),
        role: pick(&names.roles, role),
        reason,
        remedy: names.both(found).0,
    };
    rows.into_iter().zip(found).map(row).collect()
}

/// What one more place, hour, helper or table would bring.
///
/// Of each kind in turn the one that people without a talk ask for most, `most` in all, each confirmed by a new search with its own
/// share of the budget, best first.
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
    let mut all: Vec<Chance> = worth_asking(draft, &state, most)
        .into_iter()
        .filter_map(|relax| {
            let Worth { before, after, talks } = brings(draft, relax, talks, (how, budget));
            let more = |level: usize| {
                let value = |levels: &[i64]| levels.get(level).copied().unwrap_or(0);
                value(&after) - value(&before)
            };
            Some(Chance {
                change: names.remedy(relax)?,
                talks,
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
