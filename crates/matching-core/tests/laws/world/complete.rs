//! Completions: what an incomplete person could turn out to be.
//!
//! For every subject that is asked or recorded, the statements about it are replaced by fresh ones
//! that settle it inside what is known. Statements of the place about conditions are completed too,
//! since an answer that only the place can give is open as well.

use std::collections::BTreeSet;

use matching_core::{
    criteria::{
        Ask, Fact, Key, KindName, commute, conditions, experience, hours, language, shifts, start,
    },
    evidence::{Evidence, Provenance},
    id::SiteId,
    model::Criterion,
};

use super::{Case, concept, facts_for, today};
use crate::reference::{Graph, Known, Level, Months, Way, beside, known, similarity};

/// Which of the possible answers is chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'a> {
    /// The one with the fewest points; among equals the one that meets fewest musts.
    Worst,
    /// The one with the most points.
    Best,
    /// By numbers, in turn.
    Picks(&'a [usize]),
}

impl Choice<'_> {
    /// Picks out of `count` answers ordered from worst to best, the `turn`th time.
    fn of(self, count: usize, turn: usize) -> usize {
        match self {
            Self::Worst => 0,
            Self::Best => count - 1,
            Self::Picks(picks) => (picks[turn % picks.len()] + turn) % count,
        }
    }
}

/// The pair after everything open has been answered.
pub(crate) fn complete(case: &Case, choice: Choice<'_>) -> Case {
    let whole = keys(case)
        .iter()
        .enumerate()
        .fold(exploded(case), |case, (turn, key)| answered(&case, key, choice, turn));
    place_answered(&whole, choice)
}

/// The pair after everything about one subject has been answered.
pub(crate) fn answered(case: &Case, key: &Key, choice: Choice<'_>, turn: usize) -> Case {
    let options = options(case, key);
    let Some(chosen) = options.get(choice.of(options.len().max(1), turn)) else {
        return case.clone();
    };
    let mut facts: Vec<Fact> = exploded(case).facts;
    facts.retain(|fact| !fact.keys().contains(key));
    facts.extend(chosen.iter().cloned());
    case.with_facts(facts)
}

/// The same person, of whom something is recorded about every competence that is asked and counts
/// for another one that is asked.
///
/// A concept of which nothing is recorded is open on its own line only. Once a foreign certificate
/// of the highest level is there, it is as open as before on every line.
pub(crate) fn overlaps_recorded(case: &Case) -> Case {
    let graph = Graph::new(&case.concepts);
    let asks = case.place.asks();
    let asked: BTreeSet<(KindName, &str, u128)> = asks
        .iter()
        .filter_map(|ask| beside(ask, &case.rules).map(|(one, floor)| (ask.kind(), one, floor)))
        .collect();
    let counts = |kind: KindName, one: &str| {
        let others = asked.iter().filter(|(of, other, _)| *of == kind && one != *other);
        others.into_iter().any(|(_, other, floor)| similarity(&graph, one, other, *floor) > 0)
    };
    let mut facts = case.facts.clone();
    for (kind, one, _) in asked.iter().filter(|(kind, one, _)| counts(*kind, one)) {
        if known(case, *kind, one).is_none() {
            let key = Key { kind: *kind, subject: (*one).into() };
            let (_, top) = kind.info().scale.unwrap();
            let abroad = Provenance::of(Evidence::ForeignCertificate);
            facts.push(facts_for::level(&key, top.into(), abroad));
        }
    }
    case.with_facts(facts)
}

/// Everything that is asked, or of which something is known, in order.
pub(crate) fn keys(case: &Case) -> Vec<Key> {
    let asked = case.place.asks().into_iter().map(|ask| ask.key());
    let told = case.facts.iter().flat_map(Fact::keys);
    let recorded = told.filter(|key| known(case, key.kind, &key.subject).is_some());
    let all: BTreeSet<Key> = asked.chain(recorded).collect();
    all.into_iter().collect()
}

/// The same person with a statement about all skills of a language as one for each.
pub(crate) fn exploded(case: &Case) -> Case {
    let one = |fact: &Fact| match fact {
        Fact::Language(whole) if whole.skill.is_none() => {
            let skills = language::Skill::SHARES.into_iter();
            skills
                .map(|(skill, _)| {
                    Fact::Language(language::Fact { skill: Some(skill), ..whole.clone() })
                })
                .collect()
        }
        fact => vec![fact.clone()],
    };
    case.with_facts(case.facts.iter().flat_map(one).collect())
}

/// The place after it has said about every excluded condition whether the work has it.
fn place_answered(case: &Case, choice: Choice<'_>) -> Case {
    let Some(Known::Answers(said)) = known(case, KindName::Conditions, "") else {
        return case.clone();
    };
    let refused: Vec<&String> =
        said.iter().filter(|(_, yes)| !**yes).map(|(what, _)| what).collect();
    let mut lines = case.place.lines.clone();
    if !case.place.asks_conditions() {
        let ask = Ask::Conditions(conditions::Ask {
            present: Vec::new(),
            absent: Vec::new(),
            confirm: Vec::new(),
        });
        let id = super::criterion_id("conditions");
        lines.push(Criterion::new(id, matching_core::Label::german("Bedingungen"), ask));
    }
    let mut turn = 0;
    for line in &mut lines {
        super::edit_asks(&mut line.body, &mut |ask| {
            let Ask::Conditions(ask) = ask else { return };
            for what in &refused {
                let what = concept(what);
                let listed = [&ask.present, &ask.absent, &ask.confirm];
                if listed.iter().any(|list| list.contains(&what)) {
                    continue;
                }
                turn += 1;
                if choice.of(2, turn) == 0 { &mut ask.present } else { &mut ask.absent }.push(what);
            }
        });
    }
    case.with_lines(lines)
}

/// All ways in which a subject could turn out, from worst to best; none where nothing is open.
fn options(case: &Case, key: &Key) -> Vec<Vec<Fact>> {
    let held = known(case, key.kind, &key.subject);
    match key.kind {
        KindName::Experience => months_options(key, held.as_ref()),
        KindName::Start => start_options(held.as_ref()),
        KindName::Shifts => shifts_options(held),
        KindName::Hours => hours_options(case, held.as_ref()),
        KindName::Commute => way_options(case, held),
        KindName::Load => Vec::new(),
        KindName::Conditions => conditions_options(case, held),
        kind => {
            let levels = match held {
                Some(Known::Level(level)) => level,
                _ => facts_for::nothing(kind),
            };
            let mut all = level_options(key, levels);
            if kind == KindName::Development {
                all.reverse();
            }
            all
        }
    }
}

/// Every level of the interval; with a document, or known to be without where none is known.
fn level_options(key: &Key, held: Level) -> Vec<Vec<Fact>> {
    let proofless = Provenance {
        document: (key.kind != KindName::Document).then_some(false),
        ..Provenance::of(Evidence::Tested)
    };
    let documented = Provenance::of(Evidence::Certificate);
    let mut all = Vec::new();
    for level in held.low..=held.high {
        if held.documented == 0 {
            all.push(vec![facts_for::level(key, level, proofless.clone())]);
        }
        if !held.no_paper {
            all.push(vec![facts_for::level(key, level, documented.clone())]);
        }
    }
    all
}

fn months_options(key: &Key, held: Option<&Known>) -> Vec<Vec<Fact>> {
    let months = match held {
        Some(Known::Months(months)) => *months,
        _ => Months { paid: [0, 600], unpaid: [0, 0] },
    };
    let between = |[low, high]: [u128; 2]| {
        let mut all = vec![low, low.midpoint(high), (low + 7).min(high), high];
        all.sort_unstable();
        all.dedup();
        all
    };
    let fact = |months: u128, informal| {
        Fact::Experience(experience::Fact {
            field: concept(&key.subject),
            months: Some(u32::try_from(months).unwrap()),
            between_months: None,
            informal,
            provenance: Provenance::default(),
        })
    };
    let pairs = between(months.paid)
        .into_iter()
        .flat_map(|paid| between(months.unpaid).into_iter().map(move |unpaid| (paid, unpaid)));
    pairs.map(|(paid, unpaid)| vec![fact(paid, false), fact(unpaid, true)]).collect()
}

fn start_options(held: Option<&Known>) -> Vec<Vec<Fact>> {
    let days = match held {
        Some(Known::Days(days)) => vec![days.last, days.first],
        _ => vec![today().plus_days(3000), today().plus_days(120), today().plus_days(-3000)],
    };
    let fact = |from| Fact::Start(start::Fact { from, provenance: Provenance::default() });
    days.into_iter().map(|day| vec![fact(day)]).collect()
}

fn shifts_options(held: Option<Known>) -> Vec<Vec<Fact>> {
    let said = match held {
        Some(Known::Shifts(said)) => said,
        _ => std::collections::BTreeMap::new(),
    };
    let open: Vec<shifts::Shift> =
        shifts::Shift::ALL.into_iter().filter(|shift| !said.contains_key(shift)).collect();
    let fact =
        |shift, can| Fact::Shifts(shifts::Fact { shift, can, provenance: Provenance::default() });
    // All answers no, then each way of saying yes, up to all of them.
    let ways = 0..(1_usize << open.len());
    let way = |way: usize| {
        let open = open.iter().enumerate().map(|(at, shift)| fact(*shift, way >> at & 1 == 1));
        said.iter().map(|(shift, can)| fact(*shift, *can)).chain(open).collect()
    };
    ways.map(way).collect()
}

fn hours_options(case: &Case, held: Option<&Known>) -> Vec<Vec<Fact>> {
    if held.is_some() {
        return Vec::new();
    }
    let asks = case.place.asks();
    let offered = asks.iter().find_map(|ask| match ask {
        Ask::Hours(ask) => Some((ask.from, ask.to)),
        _ => None,
    });
    let (from, to) = offered.unwrap_or((20, 40));
    let mut far = [(0, 0), (60, 60)];
    if 60 - to > from {
        far.reverse();
    }
    let fact = |(from, to)| {
        let provenance = Provenance::default();
        Fact::Hours(hours::Fact { from: Some(from), to: Some(to), firm: false, provenance })
    };
    [far[0], far[1], (from, to)].into_iter().map(|wish| vec![fact(wish)]).collect()
}

/// The way is settled by minutes; what is known of it already stays.
fn way_options(case: &Case, held: Option<Known>) -> Vec<Vec<Fact>> {
    let way = match held {
        Some(Known::Way(way)) => way,
        _ => Way::default(),
    };
    let asks = case.place.asks();
    let site = asks.iter().find_map(|ask| match ask {
        Ask::Commute(ask) => Some(ask.site.clone()),
        _ => None,
    });
    let Some(site) = site else { return Vec::new() };
    let open = facts_for::is_open(case, KindName::Commute);
    if !open {
        return Vec::new();
    }
    let minutes = way.looked_up.get(site.as_str()).map(|minutes| vec![*minutes]);
    let limits = way.minutes.map(|limit| vec![limit]);
    let mut all = Vec::new();
    for minutes in minutes.unwrap_or_else(|| vec![60_000, 40, 0]) {
        for limit in limits.clone().unwrap_or_else(|| vec![1, 30, 60_000]) {
            all.push(vec![way_fact(&way, &site, minutes, limit)]);
        }
    }
    all
}

fn way_fact(way: &Way, site: &SiteId, minutes: u128, limit: u128) -> Fact {
    let small = |number: u128| u16::try_from(number).unwrap();
    let mut minutes_to: std::collections::BTreeMap<SiteId, u16> =
        way.looked_up.iter().map(|(at, m)| (SiteId::new(at).unwrap(), small(*m))).collect();
    minutes_to.insert(site.clone(), small(minutes));
    Fact::Commute(commute::Fact {
        postal_code: None,
        position: None,
        max_km: None,
        max_minutes: Some(small(limit)),
        minutes_to,
        firm: way.firm,
        provenance: Provenance::default(),
    })
}

/// Every condition that has to be confirmed is answered: all no, or all yes, or one no.
fn conditions_options(case: &Case, held: Option<Known>) -> Vec<Vec<Fact>> {
    let said = match held {
        Some(Known::Answers(said)) => said,
        _ => std::collections::BTreeMap::new(),
    };
    let asks = case.place.asks();
    let confirm = asks.iter().find_map(|ask| match ask {
        Ask::Conditions(ask) => Some(ask.confirm.clone()),
        _ => None,
    });
    let open: Vec<String> = confirm
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .filter(|what| !said.contains_key(what))
        .collect();
    let fact = |what: &String, accepts| {
        let condition = concept(what);
        Fact::Conditions(conditions::Fact { condition, accepts, provenance: Provenance::default() })
    };
    if open.is_empty() {
        return Vec::new();
    }
    let way = |way: usize| {
        let open = open.iter().enumerate().map(|(at, what)| fact(what, way >> at & 1 == 1));
        said.iter().map(|(what, yes)| fact(what, *yes)).chain(open).collect()
    };
    (0..(1_usize << open.len())).map(way).collect()
}
