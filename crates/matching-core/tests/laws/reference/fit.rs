//! How well what is known answers what is asked: both corners, by the text of each kind.

use matching_core::{
    calendar::Date,
    criteria::{Ask, KindName, commute, conditions, hours, load, scale::Scale as _, shifts, start},
    evidence::Proof,
    rules::Rules,
};

use super::{
    credit,
    knowledge::{Days, Known, Level, Way, known},
    points::half_up,
    similarity::{Graph, similarity},
};
use crate::world::Case;

/// Whether a threshold is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    No,
    Obtainable,
    Yes,
}

/// Satisfaction in thousandths and the threshold, at the worst and the best corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    pub(crate) low: u128,
    pub(crate) high: u128,
    pub(crate) worst: Truth,
    pub(crate) best: Truth,
}

fn truth(yes: bool) -> Truth {
    if yes { Truth::Yes } else { Truth::No }
}

impl Fit {
    const fn sure(satisfaction: u128, truth: Truth) -> Self {
        Self { low: satisfaction, high: satisfaction, worst: truth, best: truth }
    }

    const OPEN: Self = Self { low: 0, high: 1000, worst: Truth::No, best: Truth::Yes };
}

/// Everything recorded that answers an ask: the thing itself, and what is related to it.
pub(crate) fn answers(ask: &Ask, case: &Case) -> Vec<Fit> {
    let key = ask.key();
    let own = fit(ask, known(case, key.kind, &key.subject).as_ref(), &case.rules);
    let mut all = vec![own];
    let Some((asked, floor)) = beside(ask, &case.rules) else { return all };
    let graph = Graph::new(&case.concepts);
    for held in graph.ids().filter(|held| *held != asked) {
        let share = similarity(&graph, held, asked, floor);
        let known = known(case, key.kind, held);
        if share == 0 || known.is_none() {
            continue;
        }
        let fit = fit(ask, known.as_ref(), &case.rules);
        let (worst, best) =
            if share == 1000 { (fit.worst, fit.best) } else { (Truth::No, Truth::No) };
        let (low, high) = (fit.low * share / 1000, fit.high * share / 1000);
        all.push(Fit { low, high, worst, best });
    }
    all
}

/// The concept of an ask that others may answer, and the share from which they do: something related
/// covers part of a competence, but a degree is answered by itself and what lies below it only.
pub(crate) fn beside<'a>(ask: &'a Ask, rules: &Rules) -> Option<(&'a str, u128)> {
    match ask {
        Ask::Competence(ask) => Some((ask.concept.as_str(), rules.similarity_floor.get().into())),
        Ask::Qualification(ask) => Some((ask.qualification.as_str(), 1000)),
        _ => None,
    }
}

/// How well what is known answers an ask.
pub(crate) fn fit(ask: &Ask, held: Option<&Known>, rules: &Rules) -> Fit {
    match (ask, held) {
        (Ask::Experience(ask), _) => {
            let rate = ask.informal_credit.unwrap_or(rules.informal_credit.get()).min(1000);
            let [low, high] = match held {
                Some(Known::Months(months)) => months.counted(rate.into()),
                _ => [0, 600],
            };
            let enough =
                |months| ask.minimum_months.is_none_or(|least| months >= u128::from(least));
            Fit {
                low: credit::months(low, ask.months.into(), rules),
                high: credit::months(high, ask.months.into(), rules),
                worst: truth(enough(low)),
                best: truth(enough(high)),
            }
        }
        (Ask::Start(ask), Some(Known::Days(days))) => start_fit(ask, *days, rules),
        (Ask::Start(ask), _) => Fit { worst: truth(ask.latest.is_none()), ..Fit::OPEN },
        (Ask::Shifts(ask), Some(Known::Shifts(said))) => {
            shifts_fit(ask, |shift| said.get(&shift).copied())
        }
        (Ask::Shifts(ask), _) => shifts_fit(ask, |_| None),
        (Ask::Hours(ask), Some(Known::Hours(from, to, firm))) => {
            hours_fit(ask, (*from, *to, *firm), rules)
        }
        (Ask::Hours(ask), _) => {
            // Anything from no hours at all to sixty may be wished; a wish is no exclusion.
            let far = [(0, 0, false), (60, 60, false)].map(|wish| hours_fit(ask, wish, rules).low);
            Fit { low: far[0].min(far[1]), ..Fit::sure(1000, Truth::Yes) }
        }
        (Ask::Commute(ask), Some(Known::Way(way))) => way_fit(ask, way, rules),
        (Ask::Commute(_), _) => Fit { worst: Truth::Yes, ..Fit::OPEN },
        (Ask::Load(ask), Some(Known::Limits(physical, mental))) => {
            load_fit(ask, *physical, *mental)
        }
        (Ask::Load(_), _) => Fit::sure(1000, Truth::Yes),
        (Ask::Conditions(ask), Some(Known::Answers(said))) => {
            conditions_fit(ask, |what| said.get(what).copied(), said.iter())
        }
        (Ask::Conditions(ask), _) => conditions_fit(ask, |_| None, std::iter::empty()),
        (_, Some(Known::Level(level))) => level_fit(ask, *level, rules),
        _ => level_fit(ask, nothing(ask.kind()), rules),
    }
}

/// Nothing known: the whole scale.
fn nothing(kind: KindName) -> Level {
    let high = match kind {
        KindName::Language => 6,
        KindName::Qualification => 5,
        KindName::Document | KindName::Setting => 1,
        KindName::WorkAccess | KindName::DrivingLicence | KindName::Development => 2,
        _ => 4,
    };
    Level { low: 0, high, observed: 0, documented: 0, no_paper: false }
}

/// Target, minimum and proof of an ask with levels.
fn thresholds(ask: &Ask) -> (u128, Option<u128>, Proof) {
    let min = |level: Option<u8>| level.map(u128::from);
    let (target, minimum, proof) = match ask {
        Ask::Language(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            ask.proof,
        ),
        Ask::Competence(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            ask.proof,
        ),
        Ask::Social(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            ask.proof,
        ),
        Ask::Qualification(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            ask.proof,
        ),
        Ask::School(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            ask.proof,
        ),
        Ask::Interest(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            Proof::None,
        ),
        Ask::Expectation(ask) => (
            ask.target.level(),
            ask.minimum.map(matching_core::criteria::scale::Scale::level),
            Proof::None,
        ),
        Ask::Document(_) | Ask::Setting(_) => (1, Some(1), Proof::None),
        Ask::WorkAccess(_) | Ask::DrivingLicence(_) => (2, Some(2), Proof::None),
        _ => unreachable!("{ask:?} has no levels"),
    };
    (u128::from(target), min(minimum), proof)
}

fn level_fit(ask: &Ask, held: Level, rules: &Rules) -> Fit {
    if let Ask::Development(ask) = ask {
        // The more is wished, the less the place may satisfy it.
        let offers = u128::from(ask.offers.level());
        let credit =
            |wish: u128| [1000, 500, 0][usize::try_from(wish.saturating_sub(offers)).unwrap()];
        let enough =
            |wish| truth(ask.minimum.is_none_or(|least| wish >= u128::from(least.level())));
        let (low, high) = (credit(held.high), credit(held.low));
        return Fit { low, high, worst: enough(held.low), best: enough(held.high) };
    }
    let (target, minimum, proof) = thresholds(ask);
    let credit = |level| credit::level(ask.kind(), level, target, rules);
    let reached = |level: u128, proven: u128| match minimum {
        Some(minimum) if level < minimum || proven < minimum => truth_of_permission(ask, level),
        _ => Truth::Yes,
    };
    let (worst, best) = match proof {
        Proof::None => (held.low, held.high),
        Proof::Observed => (held.observed.max(held.documented), held.high),
        Proof::Document if held.no_paper => (held.documented, held.documented),
        Proof::Document => (held.documented, held.high),
    };
    Fit {
        low: credit(held.low),
        high: credit(held.high),
        worst: reached(held.low, worst),
        best: reached(held.high, best),
    }
}

/// A permission that is given for the concrete job can be had for the asking.
fn truth_of_permission(ask: &Ask, level: u128) -> Truth {
    if matches!(ask, Ask::WorkAccess(_)) && level == 1 { Truth::Obtainable } else { Truth::No }
}

/// Days from one day to another by counting, so that no calendar is shared.
fn days_late(by: Date, from: Date) -> u128 {
    let number = |date: Date| -> i64 {
        let parts: Vec<i64> =
            date.to_string().split('-').map(|part| part.parse().unwrap()).collect();
        let (mut year, month, day) = (parts[0], parts[1], parts[2]);
        if month <= 2 {
            year -= 1;
        }
        let shifted = (month + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day
    };
    u128::try_from(number(from) - number(by)).unwrap_or(0)
}

fn start_fit(ask: &start::Ask, days: Days, rules: &Rules) -> Fit {
    let credit = |from| credit::tier(&rules.start, days_late(ask.by, from));
    let in_time = |from| truth(ask.latest.is_none_or(|latest| from <= latest));
    Fit {
        low: credit(days.last),
        high: credit(days.first),
        worst: in_time(days.last),
        best: in_time(days.first),
    }
}

fn shifts_fit(ask: &shifts::Ask, said: impl Fn(shifts::Shift) -> Option<bool>) -> Fit {
    let mut worked = ask.worked.clone();
    worked.sort_unstable();
    worked.dedup();
    let whole = u128::try_from(worked.len()).unwrap();
    let share = |unsaid: bool| {
        let can = worked.iter().filter(|shift| said(**shift).unwrap_or(unsaid)).count();
        half_up(1000 * u128::try_from(can).unwrap(), whole)
    };
    let all = |unsaid: bool| ask.minimum.iter().all(|shift| said(*shift).unwrap_or(unsaid));
    Fit { low: share(false), high: share(true), worst: truth(all(false)), best: truth(all(true)) }
}

fn hours_fit(ask: &hours::Ask, (from, to, firm): (u128, u128, bool), rules: &Rules) -> Fit {
    let (least, most) = (u128::from(ask.from), u128::from(ask.to));
    let gap = if most < from { from - most } else { least.saturating_sub(to) };
    Fit::sure(credit::tier(&rules.hours, gap), truth(!firm || gap == 0))
}

/// Minutes where both are known, else kilometres; in per cent of the limit, rounded up.
fn way_fit(ask: &commute::Ask, way: &Way, rules: &Rules) -> Fit {
    let by_minutes = way.looked_up.get(ask.site.as_str()).zip(way.minutes);
    let by_minutes = by_minutes.map(|(minutes, limit)| (minutes * 100).div_ceil(limit));
    let home = if way.homes.len() == 1 { way.homes.first() } else { None };
    let by_air = || {
        let metres = u128::from(home?.metres_to(ask.position?));
        Some(metres.div_ceil(10 * way.kilometres?))
    };
    match by_minutes.or_else(by_air) {
        Some(per_cent) => {
            Fit::sure(credit::tier(&rules.commute, per_cent), truth(!way.firm || per_cent <= 100))
        }
        None => Fit { worst: truth(!way.firm), ..Fit::OPEN },
    }
}

fn load_fit(ask: &load::Ask, physical: Option<u8>, mental: Option<u8>) -> Fit {
    let within = |limit: Option<u8>, load: u8| limit.is_none_or(|limit| load <= limit);
    let fits = within(physical, ask.physical) && within(mental, ask.mental);
    Fit::sure(if fits { 1000 } else { 0 }, truth(fits))
}

/// Worst: what was not said about is refused, and whatever is refused belongs to the work.
fn conditions_fit<'a>(
    ask: &conditions::Ask,
    said: impl Fn(&str) -> Option<bool>,
    all: impl Iterator<Item = (&'a String, &'a bool)>,
) -> Fit {
    let has = |list: &[matching_core::id::ConceptId], what: &str| {
        list.iter().any(|each| each.as_str() == what)
    };
    let refused: Vec<&String> =
        all.filter(|(_, accepts)| !**accepts).map(|(what, _)| what).collect();
    let excluded = refused.iter().any(|what| has(&ask.present, what) || has(&ask.confirm, what));
    let unsaid = refused.iter().any(|what| !has(&ask.absent, what));
    let unasked = ask.confirm.iter().any(|what| said(what.as_str()) != Some(true));
    match (excluded, unsaid || unasked) {
        (true, _) => Fit::sure(0, Truth::No),
        (false, true) => Fit::OPEN,
        (false, false) => Fit::sure(1000, Truth::Yes),
    }
}
