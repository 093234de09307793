//! Random asks of every kind.

use matching_core::{
    criteria::{
        Ask, Side, commute, competence, conditions, development, document, driving_licence,
        expectation, experience, hours, interest, language, load, qualification, scale, school,
        setting, shifts, social, start, work_access,
    },
    evidence::Proof,
    id::{ConceptId, SiteId},
    place::Position,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{concept, today, vocabulary};

/// An ask of a kind of one side.
pub(crate) fn ask(side: Side) -> BoxedStrategy<Ask> {
    match side {
        Side::Demands => prop_oneof![
            3 => language(),
            3 => competence(),
            1 => social(),
            1 => qualification(),
            1 => school(),
            1 => named(2, "d").prop_map(|document| Ask::Document(document::Ask { document })),
            1 => Just(Ask::WorkAccess(work_access::Ask {})),
            1 => named(2, "l").prop_map(|class| Ask::DrivingLicence(driving_licence::Ask { class, minimum: None })),
            1 => shifts(),
            1 => start(),
            1 => experience(),
        ]
        .boxed(),
        Side::Needs => prop_oneof![
            interest(),
            expectation(),
            hours(),
            commute(),
            development(),
            named(2, "t").prop_map(|setting| Ask::Setting(setting::Ask { setting })),
            (0_u8..=3, 0_u8..=3)
                .prop_map(|(physical, mental)| Ask::Load(load::Ask { physical, mental })),
            conditions(),
        ]
        .boxed(),
    }
}

/// One of `count` names that begin with `prefix`.
pub(crate) fn named(count: usize, prefix: &'static str) -> impl Strategy<Value = ConceptId> {
    (0..count).prop_map(move |number| concept(&format!("{prefix}{number}")))
}

/// A competence, sometimes one that the vocabulary does not know.
pub(crate) fn competence_name() -> impl Strategy<Value = ConceptId> {
    (0..vocabulary::KNOWN + 2).prop_map(|number| concept(&vocabulary::name(number)))
}

/// A degree, some of which lie below others in the vocabulary.
pub(crate) fn degree_name() -> impl Strategy<Value = ConceptId> {
    select(vec!["c0", "c2", "c4", "c6", "q0"]).prop_map(concept)
}

pub(crate) fn site() -> impl Strategy<Value = SiteId> {
    select(vec!["w0", "w1"]).prop_map(|text| SiteId::new(text).unwrap())
}

/// Places that lie several kilometres apart.
pub(crate) fn position() -> impl Strategy<Value = Position> {
    (0_i32..4).prop_map(|step| Position::new(50_869_500 + step * 60_000, 6_696_700).unwrap())
}

pub(crate) fn grade(low: u8) -> impl Strategy<Value = scale::Grade> {
    (low..=4).prop_map(|value| scale::Grade::new(value).unwrap())
}

pub(crate) fn step<T: Copy + std::fmt::Debug + 'static>(
    steps: &'static [T],
) -> impl Strategy<Value = T> + Clone {
    select(steps)
}

fn proof() -> impl Strategy<Value = Proof> {
    prop_oneof![4 => Just(Proof::None), 1 => Just(Proof::Observed), 1 => Just(Proof::Document)]
}

fn language() -> impl Strategy<Value = Ask> {
    let level = step(&scale::Cefr::STEPS[1..]);
    let skill = option::of((0_usize..4).prop_map(|at| language::Skill::SHARES[at].0));
    let minima = option::weighted(0.3, vec(option::of(level.clone()), 4));
    (select(vec!["de", "en"]), skill, level.clone(), option::of(level), minima, proof()).prop_map(
        |(language, skill, target, minimum, minima, proof)| {
            let minima = minima.filter(|_| skill.is_none()).map(|each| language::Minima {
                listening: each[0],
                speaking: each[1],
                reading: each[2],
                writing: each[3],
            });
            let language = language.to_owned();
            Ask::Language(language::Ask { language, skill, target, minimum, minima, proof })
        },
    )
}

fn competence() -> impl Strategy<Value = Ask> {
    (competence_name(), grade(1), option::of(grade(1)), proof()).prop_map(
        |(concept, target, minimum, proof)| {
            Ask::Competence(competence::Ask { concept, target, minimum, proof })
        },
    )
}

fn social() -> impl Strategy<Value = Ask> {
    (named(2, "s"), grade(1), option::of(grade(1)), proof()).prop_map(
        |(strength, target, minimum, proof)| {
            Ask::Social(social::Ask { strength, target, minimum, proof })
        },
    )
}

fn qualification() -> impl Strategy<Value = Ask> {
    let level = step(&scale::Recognition::STEPS[1..]);
    (degree_name(), level.clone(), option::of(level), proof()).prop_map(
        |(qualification, target, minimum, proof)| {
            Ask::Qualification(qualification::Ask { qualification, target, minimum, proof })
        },
    )
}

fn school() -> impl Strategy<Value = Ask> {
    let level = step(&scale::School::STEPS[1..]);
    (level.clone(), option::of(level), proof())
        .prop_map(|(target, minimum, proof)| Ask::School(school::Ask { target, minimum, proof }))
}

fn shifts() -> impl Strategy<Value = Ask> {
    let some = |from| vec(step(&shifts::Shift::ALL), from..4);
    (some(1), some(0)).prop_map(|(worked, minimum)| Ask::Shifts(shifts::Ask { worked, minimum }))
}

fn start() -> impl Strategy<Value = Ask> {
    (0_i32..200, option::of(0_i32..100)).prop_map(|(by, latest)| {
        let by = today().plus_days(by);
        Ask::Start(start::Ask { by, latest: latest.map(|days| by.plus_days(days)) })
    })
}

fn experience() -> impl Strategy<Value = Ask> {
    (named(2, "f"), 1_u32..60, option::of(1_u32..60), option::of(0_u16..=1000)).prop_map(
        |(field, months, minimum_months, informal_credit)| {
            Ask::Experience(experience::Ask { field, months, minimum_months, informal_credit })
        },
    )
}

fn interest() -> impl Strategy<Value = Ask> {
    let level = step(&scale::Interest::STEPS[1..]);
    (named(2, "f"), level.clone(), option::of(level)).prop_map(|(field, target, minimum)| {
        Ask::Interest(interest::Ask { field, target, minimum })
    })
}

fn expectation() -> impl Strategy<Value = Ask> {
    let level = step(&scale::Expectation::STEPS[1..]);
    (named(2, "f"), level.clone(), option::of(level)).prop_map(|(field, target, minimum)| {
        Ask::Expectation(expectation::Ask { field, target, minimum })
    })
}

fn hours() -> impl Strategy<Value = Ask> {
    (0_u8..=60, 0_u8..=60).prop_map(|(one, other)| {
        Ask::Hours(hours::Ask { from: one.min(other), to: one.max(other) })
    })
}

fn commute() -> impl Strategy<Value = Ask> {
    (site(), option::of(position())).prop_map(|(site, position)| {
        Ask::Commute(commute::Ask { site, postal_code: None, position })
    })
}

/// A place that needs the person to want something offers it.
fn development() -> impl Strategy<Value = Ask> {
    let steps = scale::Development::STEPS;
    (0..steps.len(), option::of(0..steps.len())).prop_map(move |(offers, minimum)| {
        let minimum = minimum.map(|at| steps[at.min(offers)]);
        Ask::Development(development::Ask { offers: steps[offers], minimum })
    })
}

/// Each of four conditions is present, absent, to be confirmed, or nothing is said about it.
fn conditions() -> impl Strategy<Value = Ask> {
    vec(0_u8..4, 4).prop_map(|said| {
        let of = |what: u8| -> Vec<ConceptId> {
            let found = said.iter().enumerate().filter(|(_, said)| **said == what);
            found.map(|(at, _)| concept(&format!("k{at}"))).collect()
        };
        Ask::Conditions(conditions::Ask { present: of(0), absent: of(1), confirm: of(2) })
    })
}
