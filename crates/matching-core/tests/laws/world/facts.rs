//! Random statements of every kind, with evidence, dates, ranges, expiry and disuse.

use matching_core::{
    criteria::{
        Fact, Stated, commute, competence, conditions, development, document, driving_licence,
        expectation, experience, hours, interest, language, load, qualification, scale, school,
        setting, shifts, social, start, work_access,
    },
    evidence::{Evidence, Provenance},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{
    asks::{competence_name, degree_name, grade, named, position, site, step},
    today,
};

/// What is recorded about a person: from nothing to a good deal, contradictions included.
pub(crate) fn facts() -> impl Strategy<Value = Vec<Fact>> {
    prop_oneof![vec(fact(), 0..8), vec(fact(), 8..28)]
}

/// A statement of any kind.
pub(crate) fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        3 => language(),
        4 => (competence_name(), stated(grade(0)), provenance()).prop_map(
            |(concept, stated, provenance)| Fact::Competence(competence::Fact { concept, stated, provenance })),
        2 => (named(2, "s"), stated(grade(0)), provenance()).prop_map(
            |(strength, stated, provenance)| Fact::Social(social::Fact { strength, stated, provenance })),
        2 => (degree_name(), stated(step(scale::Recognition::STEPS)), provenance()).prop_map(
            |(qualification, stated, provenance)| Fact::Qualification(qualification::Fact { qualification, stated, provenance })),
        1 => (stated(step(scale::School::STEPS)), provenance()).prop_map(
            |(stated, provenance)| Fact::School(school::Fact { stated, provenance })),
        1 => (named(2, "d"), any::<bool>(), plain_provenance()).prop_map(
            |(document, held, provenance)| Fact::Document(document::Fact { document, held, provenance })),
        1 => (step(scale::Access::STEPS), provenance()).prop_map(
            |(status, provenance)| Fact::WorkAccess(work_access::Fact { status, provenance })),
        1 => (named(2, "l"), step(scale::Licence::STEPS), provenance()).prop_map(
            |(class, status, provenance)| Fact::DrivingLicence(driving_licence::Fact { class, status, provenance })),
        2 => (step(&shifts::Shift::ALL), any::<bool>(), provenance()).prop_map(
            |(shift, can, provenance)| Fact::Shifts(shifts::Fact { shift, can, provenance })),
        3 => other(),
        4 => answer(),
    ]
}

fn language() -> impl Strategy<Value = Fact> {
    let skill = option::of((0_usize..4).prop_map(|at| language::Skill::SHARES[at].0));
    let level = stated(step(scale::Cefr::STEPS));
    (select(vec!["de", "en"]), skill, level, provenance()).prop_map(
        |(language, skill, stated, provenance)| {
            let language = language.to_owned();
            Fact::Language(language::Fact { language, skill, stated, provenance })
        },
    )
}

fn other() -> impl Strategy<Value = Fact> {
    let months = (option::of(0_u32..70), option::of([0_u32..70, 0_u32..70]), any::<bool>());
    prop_oneof![
        (-100_i32..400, provenance()).prop_map(|(days, provenance)| {
            Fact::Start(start::Fact { from: today().plus_days(days), provenance })
        }),
        (named(2, "f"), months, provenance()).prop_map(
            |(field, (months, between_months, informal), provenance)| {
                Fact::Experience(experience::Fact {
                    field,
                    months,
                    between_months,
                    informal,
                    provenance,
                })
            }
        ),
        commute(),
    ]
}

fn commute() -> impl Strategy<Value = Fact> {
    let limits = (option::of(1_u16..40), option::of(1_u16..90));
    let way = option::of((site(), 4_u16..120));
    (option::of(position()), limits, way, any::<bool>(), provenance()).prop_map(
        |(position, (max_km, max_minutes), way, firm, provenance)| {
            Fact::Commute(commute::Fact {
                postal_code: None,
                position,
                max_km,
                max_minutes,
                minutes_to: way.into_iter().collect(),
                firm,
                provenance,
            })
        },
    )
}

fn answer() -> impl Strategy<Value = Fact> {
    let limit = || option::of(0_u8..=3);
    prop_oneof![
        (named(2, "f"), stated(step(scale::Interest::STEPS)), provenance()).prop_map(
            |(field, stated, provenance)| Fact::Interest(interest::Fact {
                field,
                stated,
                provenance
            })
        ),
        (named(2, "f"), stated(step(scale::Expectation::STEPS)), provenance()).prop_map(
            |(field, stated, provenance)| Fact::Expectation(expectation::Fact {
                field,
                stated,
                provenance
            })
        ),
        (option::of(0_u8..=60), option::of(0_u8..=60), any::<bool>(), provenance()).prop_map(
            |(from, to, firm, provenance)| Fact::Hours(hours::Fact { from, to, firm, provenance })
        ),
        (stated(step(scale::Development::STEPS)), provenance()).prop_map(|(stated, provenance)| {
            Fact::Development(development::Fact { stated, provenance })
        }),
        (named(2, "t"), any::<bool>(), provenance()).prop_map(|(setting, suits, provenance)| {
            Fact::Setting(setting::Fact { setting, suits, provenance })
        }),
        (limit(), limit(), provenance()).prop_map(
            |(physical_at_most, mental_at_most, provenance)| {
                Fact::Load(load::Fact { physical_at_most, mental_at_most, provenance })
            }
        ),
        (named(4, "k"), any::<bool>(), provenance()).prop_map(
            |(condition, accepts, provenance)| {
                Fact::Conditions(conditions::Fact { condition, accepts, provenance })
            }
        ),
    ]
}

fn stated<L: Copy + std::fmt::Debug>(
    level: impl Strategy<Value = L> + 'static,
) -> impl Strategy<Value = Stated<L>> {
    let level = level.boxed();
    prop_oneof![
        1 => Just(Stated { level: None, between: None }),
        14 => level.clone().prop_map(|level| Stated { level: Some(level), between: None }),
        5 => (level.clone(), level)
            .prop_map(|(one, other)| Stated { level: None, between: Some([one, other]) }),
    ]
}

/// What a statement rests on. Who has a certificate does not say that there is no document.
pub(crate) fn provenance() -> impl Strategy<Value = Provenance> {
    (plain_provenance(), option::weighted(0.3, any::<bool>())).prop_map(|(plain, document)| {
        let paper = matches!(plain.evidence, Evidence::Certificate | Evidence::Permit);
        let document = document.filter(|exists| *exists || !paper);
        Provenance { document, ..plain }
    })
}

/// What a statement about a document rests on: whether it is there says the statement itself.
fn plain_provenance() -> impl Strategy<Value = Provenance> {
    let evidence = select(vec![
        Evidence::Statement,
        Evidence::Conversation,
        Evidence::ForeignCertificate,
        Evidence::Observed,
        Evidence::Tested,
        Evidence::Certificate,
        Evidence::Certificate,
        Evidence::Permit,
    ]);
    let on = option::weighted(0.3, -400_i32..=20);
    let until = option::weighted(0.3, -40_i32..=200);
    let used = option::weighted(0.3, -1500_i32..=10);
    (evidence, on, until, used).prop_map(|(evidence, on, until, used)| {
        let day = |days: Option<i32>| days.map(|days| today().plus_days(days));
        let (on, valid_until, last_used) = (day(on), day(until), day(used));
        Provenance { evidence, on, valid_until, last_used, document: None }
    })
}
