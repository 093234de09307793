//! From statements to what is known on a day: scoring.md 2.2.

use std::collections::{BTreeMap, BTreeSet};

use matching_core::{
    calendar::Date,
    criteria::{Fact, KindName, Stated, language, scale::Scale, shifts::Shift},
    evidence::{Evidence, Provenance},
    place::Position,
    rules::Rules,
};

use super::points::half_up;
use crate::world::Case;

/// What is known about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Level(Level),
    Months(Months),
    Days(Days),
    /// By shift, whether the person can.
    Shifts(BTreeMap<Shift, bool>),
    /// From, to, firm.
    Hours(u128, u128, bool),
    Way(Way),
    /// Heaviest physical and mental load.
    Limits(Option<u8>, Option<u8>),
    /// By condition, whether it is accepted.
    Answers(BTreeMap<String, bool>),
}

/// A level between two ends, and what is proven of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) low: u128,
    pub(crate) high: u128,
    pub(crate) observed: u128,
    pub(crate) documented: u128,
    pub(crate) no_paper: bool,
}

/// Paid and unpaid months between two ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Months {
    pub(crate) paid: [u128; 2],
    pub(crate) unpaid: [u128; 2],
}

/// The earliest and the latest day stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// Where the person sets out, and how far they go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) homes: BTreeSet<Position>,
    pub(crate) kilometres: Option<u128>,
    pub(crate) minutes: Option<u128>,
    pub(crate) looked_up: BTreeMap<String, u128>,
    pub(crate) firm: bool,
}

/// Every statement once.
pub(crate) fn unique(facts: &[Fact]) -> Vec<&Fact> {
    let mut seen: Vec<&Fact> = Vec::new();
    for fact in facts {
        if !seen.contains(&fact) {
            seen.push(fact);
        }
    }
    seen
}

/// What is known about a subject of a kind; nothing where no statement counts.
pub(crate) fn known(case: &Case, kind: KindName, subject: &str) -> Option<Known> {
    let facts: Vec<&Fact> =
        unique(&case.facts).into_iter().filter(|fact| counts(fact, case.at)).collect();
    match kind {
        KindName::Experience => months(&facts, subject).map(Known::Months),
        KindName::Start => days(&facts).map(Known::Days),
        KindName::Shifts => shifts(&facts, case.at),
        KindName::Hours => hours(&facts),
        KindName::Commute => way(&facts).map(Known::Way),
        KindName::Load => limits(&facts, case.at),
        KindName::Conditions => answers(&facts, case.at),
        _ => levels(&facts, kind, subject, case).map(Known::Level),
    }
}

/// What a statement rests on.
pub(crate) fn provenance(fact: &Fact) -> &Provenance {
    match fact {
        Fact::Language(fact) => &fact.provenance,
        Fact::Competence(fact) => &fact.provenance,
        Fact::Social(fact) => &fact.provenance,
        Fact::Qualification(fact) => &fact.provenance,
        Fact::School(fact) => &fact.provenance,
        Fact::Document(fact) => &fact.provenance,
        Fact::WorkAccess(fact) => &fact.provenance,
        Fact::DrivingLicence(fact) => &fact.provenance,
        Fact::Shifts(fact) => &fact.provenance,
        Fact::Start(fact) => &fact.provenance,
        Fact::Experience(fact) => &fact.provenance,
        Fact::Interest(fact) => &fact.provenance,
        Fact::Expectation(fact) => &fact.provenance,
        Fact::Hours(fact) => &fact.provenance,
        Fact::Commute(fact) => &fact.provenance,
        Fact::Development(fact) => &fact.provenance,
        Fact::Setting(fact) => &fact.provenance,
        Fact::Load(fact) => &fact.provenance,
        Fact::Conditions(fact) => &fact.provenance,
    }
}

/// Recorded on the day or before.
fn counts(fact: &Fact, at: Date) -> bool {
    provenance(fact).on.is_none_or(|on| on <= at)
}

fn expired(provenance: &Provenance, at: Date) -> bool {
    provenance.valid_until.is_some_and(|until| until < at)
}

fn span<L: Scale>(stated: Stated<L>) -> Option<(u128, u128)> {
    let level = |step: L| u128::from(step.level());
    match stated {
        Stated { level: Some(step), .. } => Some((level(step), level(step))),
        Stated { level: None, between: Some([one, other]) } => {
            Some((level(one.min(other)), level(one.max(other))))
        }
        Stated { level: None, between: None } => None,
    }
}

/// The level that a statement gives a subject of a kind, if it is about it.
fn level_of(fact: &Fact, kind: KindName, subject: &str) -> Option<(u128, u128)> {
    let exact = |level: u8| Some((u128::from(level), u128::from(level)));
    let (of, about, level) = match fact {
        Fact::Language(fact) => {
            let skill = |skill: language::Skill| format!("{}/{}", fact.language, skill.name());
            let own = fact.skill.is_none_or(|own| skill(own) == subject);
            let whole = subject.starts_with(&format!("{}/", fact.language));
            let about = if own && whole { subject.to_owned() } else { String::from("-") };
            (KindName::Language, about, span(fact.stated))
        }
        Fact::Competence(fact) => {
            (KindName::Competence, fact.concept.to_string(), span(fact.stated))
        }
        Fact::Social(fact) => (KindName::Social, fact.strength.to_string(), span(fact.stated)),
        Fact::Qualification(fact) => {
            (KindName::Qualification, fact.qualification.to_string(), span(fact.stated))
        }
        Fact::School(fact) => (KindName::School, String::new(), span(fact.stated)),
        Fact::Document(fact) => {
            (KindName::Document, fact.document.to_string(), exact(u8::from(fact.held)))
        }
        Fact::WorkAccess(fact) => (KindName::WorkAccess, String::new(), exact(fact.status.level())),
        Fact::DrivingLicence(fact) => {
            (KindName::DrivingLicence, fact.class.to_string(), exact(fact.status.level()))
        }
        Fact::Interest(fact) => (KindName::Interest, fact.field.to_string(), span(fact.stated)),
        Fact::Expectation(fact) => {
            (KindName::Expectation, fact.field.to_string(), span(fact.stated))
        }
        Fact::Development(fact) => (KindName::Development, String::new(), span(fact.stated)),
        Fact::Setting(fact) => {
            (KindName::Setting, fact.setting.to_string(), exact(u8::from(fact.suits)))
        }
        _ => return None,
    };
    level.filter(|_| of == kind && about == subject)
}

/// Statements of one level support each other, of several levels disagree: their hull.
fn levels(facts: &[&Fact], kind: KindName, subject: &str, case: &Case) -> Option<Level> {
    let mut by_level: BTreeMap<(u128, u128), Level> = BTreeMap::new();
    let mut no_paper = false;
    for fact in facts {
        let Some(stated) = level_of(fact, kind, subject) else { continue };
        let Some(read) = read(stated, provenance(fact), kind, case) else { continue };
        no_paper |= read.no_paper;
        let level = by_level.entry(stated).or_insert(read);
        level.low = level.low.max(read.low);
        level.high = level.high.max(read.high);
        level.observed = level.observed.max(read.observed);
        level.documented = level.documented.max(read.documented);
    }
    let mut all = by_level.into_values();
    let first = all.next()?;
    let hull = all.fold(first, |one, other| Level {
        low: one.low.min(other.low),
        high: one.high.max(other.high),
        observed: one.observed.max(other.observed),
        documented: one.documented.max(other.documented),
        no_paper: false,
    });
    Some(Level { no_paper: no_paper && hull.documented == 0, ..hull })
}

/// The table of scoring.md 2.2; what runs out, fades or is the person's own word by kind.
fn read(
    (low, high): (u128, u128),
    provenance: &Provenance,
    kind: KindName,
    case: &Case,
) -> Option<Level> {
    let own_word = matches!(
        kind,
        KindName::Interest | KindName::Expectation | KindName::Development | KindName::Setting
    );
    let run_out = expired(provenance, case.at);
    match kind {
        KindName::WorkAccess if run_out => return None,
        KindName::Document | KindName::DrivingLicence if run_out => {
            return Some(Level { low: 0, high: 0, observed: 0, documented: 0, no_paper: true });
        }
        _ => {}
    }
    let less = if low == high { low.saturating_sub(1) } else { low };
    let seen = matches!(provenance.evidence, Evidence::Observed | Evidence::Tested);
    let paper = matches!(provenance.evidence, Evidence::Certificate | Evidence::Permit);
    let sure = (seen || paper) && !run_out;
    let mut held = match provenance.evidence {
        Evidence::ForeignCertificate => 0,
        _ if sure || own_word => low,
        _ => less,
    };
    let steps = provenance.last_used.map_or(0, |day| steps_lost(day, case.at, &case.rules));
    held = held.saturating_sub(match kind {
        KindName::Language => steps.min(1),
        KindName::Competence => steps.min(2),
        _ => 0,
    });
    Some(Level {
        low: held,
        high,
        observed: if sure { low } else { 0 },
        documented: if sure && paper { low } else { 0 },
        no_paper: provenance.document == Some(false),
    })
}

fn steps_lost(used: Date, at: Date, rules: &Rules) -> u128 {
    let months = months_between(used, at);
    let [one, two] = rules.disuse_months.map(i64::from);
    u128::from(months > one).max(if months > two { 2 } else { 0 })
}

/// Whole months between two days, by their digits.
fn months_between(from: Date, to: Date) -> i64 {
    let digits = |date: Date| -> Vec<i64> {
        date.to_string().split('-').map(|part| part.parse().unwrap()).collect()
    };
    let (from, to) = (digits(from), digits(to));
    let months = 12 * (to[0] - from[0]) + to[1] - from[1];
    if to[2] < from[2] { months - 1 } else { months }
}

fn months(facts: &[&Fact], subject: &str) -> Option<Months> {
    let mut sum: Option<Months> = None;
    for fact in facts {
        let Fact::Experience(fact) = fact else { continue };
        let range = fact.months.map(|months| [months, months]).or(fact.between_months);
        let Some([one, other]) = range.filter(|_| fact.field.as_str() == subject) else { continue };
        let sum = sum.get_or_insert_default();
        let part = if fact.informal { &mut sum.unpaid } else { &mut sum.paid };
        part[0] = (part[0] + u128::from(one.min(other))).min(600);
        part[1] = (part[1] + u128::from(one.max(other))).min(600);
    }
    sum
}

impl Months {
    /// Months that count, at both ends.
    pub(crate) fn counted(self, informal: u128) -> [u128; 2] {
        [0, 1].map(|end| (self.paid[end] + half_up(self.unpaid[end] * informal, 1000)).min(600))
    }
}

fn days(facts: &[&Fact]) -> Option<Days> {
    let stated = || {
        facts.iter().filter_map(|fact| match fact {
            Fact::Start(fact) => Some(fact.from),
            _ => None,
        })
    };
    Some(Days { first: stated().min()?, last: stated().max()? })
}

fn shifts(facts: &[&Fact], at: Date) -> Option<Known> {
    let said = facts.iter().filter_map(|fact| match fact {
        Fact::Shifts(fact) if !expired(&fact.provenance, at) => Some((fact.shift, fact.can)),
        _ => None,
    });
    let said = once(said);
    (!said.is_empty()).then_some(Known::Shifts(said))
}

fn answers(facts: &[&Fact], at: Date) -> Option<Known> {
    let said = facts.iter().filter_map(|fact| match fact {
        Fact::Conditions(fact) if !expired(&fact.provenance, at) => {
            Some((fact.condition.to_string(), fact.accepts))
        }
        _ => None,
    });
    let said = once(said);
    (!said.is_empty()).then_some(Known::Answers(said))
}

/// Who says yes and no has said nothing.
fn once<T: Ord + Clone>(said: impl Iterator<Item = (T, bool)>) -> BTreeMap<T, bool> {
    let said: BTreeSet<(T, bool)> = said.collect();
    let both = |(what, yes): &(T, bool)| said.contains(&(what.clone(), !*yes));
    said.iter().filter(|one| !both(one)).cloned().collect()
}

fn hours(facts: &[&Fact]) -> Option<Known> {
    let mut hull: Option<(u128, u128, bool)> = None;
    for fact in facts {
        let Fact::Hours(fact) = fact else { continue };
        if fact.from.is_none() && fact.to.is_none() {
            continue;
        }
        let (from, to) = (fact.from.unwrap_or(0).into(), fact.to.unwrap_or(60).into());
        hull = Some(match hull {
            None => (from, to, fact.firm),
            Some((a, b, firm)) => (a.min(from), b.max(to), firm && fact.firm),
        });
    }
    hull.map(|(from, to, firm)| Known::Hours(from.min(to), from.max(to), firm))
}

fn way(facts: &[&Fact]) -> Option<Way> {
    let mut way: Option<Way> = None;
    for fact in facts {
        let Fact::Commute(fact) = fact else { continue };
        let way = way.get_or_insert_with(|| Way { firm: true, ..Way::default() });
        way.homes.extend(fact.position);
        way.kilometres = way.kilometres.max(fact.max_km.map(u128::from));
        way.minutes = way.minutes.max(fact.max_minutes.map(u128::from));
        for (site, minutes) in &fact.minutes_to {
            let least = way.looked_up.entry(site.to_string()).or_insert(u128::MAX);
            *least = (*least).min(u128::from(*minutes));
        }
        way.firm &= fact.firm;
    }
    way
}

fn limits(facts: &[&Fact], at: Date) -> Option<Known> {
    let stated = || {
        facts.iter().filter_map(|fact| match fact {
            Fact::Load(fact) if !expired(&fact.provenance, at) => Some(fact),
            _ => None,
        })
    };
    let physical = stated().filter_map(|fact| fact.physical_at_most).min();
    let mental = stated().filter_map(|fact| fact.mental_at_most).min();
    (physical.is_some() || mental.is_some()).then_some(Known::Limits(physical, mental))
}
