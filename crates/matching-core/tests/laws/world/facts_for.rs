//! Statements made to measure: about a subject, at a level.

use matching_core::{
    criteria::{
        Ask, Fact, Key, KindName, Stated, competence, development, document, driving_licence,
        expectation, interest, language, qualification, scale, school, setting, social,
        work_access,
    },
    evidence::{Evidence, Provenance},
};

use super::{Case, concept};
use crate::reference::{Level, fit, known};

/// The whole scale of a kind with levels.
pub(crate) fn nothing(kind: KindName) -> Level {
    let (_, top) = kind.info().scale.unwrap();
    Level { low: 0, high: top.into(), observed: 0, documented: 0, no_paper: false }
}

/// Whether the place's ask of a kind that is read once is open.
pub(crate) fn is_open(case: &Case, kind: KindName) -> bool {
    case.place.asks().iter().filter(|ask| ask.kind() == kind).any(|ask| {
        let key = ask.key();
        let found = fit(ask, known(case, kind, &key.subject).as_ref(), &case.rules);
        found.low < found.high
    })
}

/// A statement that a subject stands at a level.
pub(crate) fn level(key: &Key, level: u128, provenance: Provenance) -> Fact {
    let at = usize::try_from(level).unwrap();
    let grade = || Stated::level(scale::Grade::new(u8::try_from(level).unwrap()).unwrap());
    let subject = || concept(&key.subject);
    match key.kind {
        KindName::Language => {
            let (language, name) = key.subject.split_once('/').unwrap();
            let mut skills = language::Skill::SHARES.into_iter().map(|(skill, _)| skill);
            let skill = skills.find(|skill| skill.name() == name);
            let stated = Stated::level(scale::Cefr::STEPS[at]);
            let language = language.to_owned();
            Fact::Language(language::Fact { language, skill, stated, provenance })
        }
        KindName::Competence => {
            Fact::Competence(competence::Fact { concept: subject(), stated: grade(), provenance })
        }
        KindName::Social => {
            Fact::Social(social::Fact { strength: subject(), stated: grade(), provenance })
        }
        KindName::Qualification => Fact::Qualification(qualification::Fact {
            qualification: subject(),
            stated: Stated::level(scale::Recognition::STEPS[at]),
            provenance,
        }),
        KindName::School => {
            let stated = Stated::level(scale::School::STEPS[at]);
            Fact::School(school::Fact { stated, provenance })
        }
        KindName::Document => {
            Fact::Document(document::Fact { document: subject(), held: level > 0, provenance })
        }
        KindName::WorkAccess => {
            Fact::WorkAccess(work_access::Fact { status: scale::Access::STEPS[at], provenance })
        }
        KindName::DrivingLicence => Fact::DrivingLicence(driving_licence::Fact {
            class: subject(),
            status: scale::Licence::STEPS[at],
            provenance,
        }),
        _ => answer(key, at, provenance),
    }
}

/// A certificate about a level of a subject.
pub(crate) fn sure_level(kind: KindName, subject: &str, at: usize) -> Fact {
    let key = Key { kind, subject: subject.into() };
    level(&key, at.try_into().unwrap(), Provenance::of(Evidence::Certificate))
}

fn answer(key: &Key, at: usize, provenance: Provenance) -> Fact {
    let subject = || concept(&key.subject);
    match key.kind {
        KindName::Interest => {
            let stated = Stated::level(scale::Interest::STEPS[at]);
            Fact::Interest(interest::Fact { field: subject(), stated, provenance })
        }
        KindName::Expectation => {
            let stated = Stated::level(scale::Expectation::STEPS[at]);
            Fact::Expectation(expectation::Fact { field: subject(), stated, provenance })
        }
        KindName::Development => {
            let stated = Stated::level(scale::Development::STEPS[at]);
            Fact::Development(development::Fact { stated, provenance })
        }
        KindName::Setting => {
            Fact::Setting(setting::Fact { setting: subject(), suits: at > 0, provenance })
        }
        kind => unreachable!("{kind:?} has no levels"),
    }
}

/// The highest level that any ask of a subject names, as target or as minimum.
pub(crate) fn highest_asked(asks: &[Ask], key: &Key) -> u8 {
    let own = asks.iter().filter(|ask| ask.key() == *key).filter_map(Ask::goals);
    own.flat_map(|(minimum, target)| [minimum.map_or(0, |goal| goal.level), target.level])
        .max()
        .unwrap_or(0)
}
