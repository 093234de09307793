//! The one door out: what each audience may see of a person. Routes answer with what stands here.
//!
//! The table says it kind by kind (domain.md 6.3, DSGVO Art. 5: nothing that is not needed). What is
//! not in the table is not shown.

mod day;
mod explanation;
mod person;

pub(crate) use day::day_answer;
pub(crate) use explanation::{ExplanationView, MatchView};
pub(crate) use person::{Allowed, DisclosedView, PersonView};

use matching_core::criteria::KindName;

/// Who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Placement and case management: everything that is recorded.
    Casework,
    /// Organisers of application days: what a day plan needs.
    Organiser,
    /// Employers: what the work is about.
    Employer,
    /// A companion: what the person has agreed to.
    Companion(Vec<String>),
}

/// Field of a consent: the name.
pub(crate) const NAME: &str = "name";
/// Field of a consent: how the person is reached.
pub(crate) const CONTACT: &str = "contact";

impl Audience {
    /// Whether facts of a kind, and lines about it, are shown.
    pub(crate) fn sees(&self, kind: &str) -> bool {
        match self {
            Self::Casework => true,
            Self::Organiser => shown_to(kind).is_some_and(|shown| shown.organiser),
            Self::Employer => shown_to(kind).is_some_and(|shown| shown.employer),
            Self::Companion(fields) => fields.iter().any(|field| field == kind),
        }
    }

    /// Whether the office and the case are shown.
    pub(crate) const fn sees_case(&self) -> bool {
        matches!(self, Self::Casework | Self::Organiser)
    }
}

/// Which audiences beside casework see a kind.
#[derive(Clone, Copy)]
struct Shown {
    kind: KindName,
    organiser: bool,
    employer: bool,
}

const fn shown(kind: KindName, organiser: bool, employer: bool) -> Shown {
    Shown { kind, organiser, employer }
}

/// THE TABLE: who sees which kind, organisers and employers.
const SHOWN: [Shown; 19] = [
    shown(KindName::Language, true, true),
    shown(KindName::Competence, true, true),
    shown(KindName::Social, true, true),
    shown(KindName::Qualification, true, true),
    shown(KindName::School, false, false),
    shown(KindName::Document, false, false),
    // Only "free" or "permission needed": the paper itself is never recorded.
    shown(KindName::WorkAccess, false, true),
    shown(KindName::DrivingLicence, true, true),
    shown(KindName::Shifts, true, true),
    shown(KindName::Start, true, true),
    // The length of former work tells the length of unemployment as well.
    shown(KindName::Experience, true, false),
    shown(KindName::Interest, true, true),
    shown(KindName::Expectation, false, false),
    shown(KindName::Hours, true, true),
    // Where somebody lives is an address.
    shown(KindName::Commute, true, false),
    shown(KindName::Development, false, true),
    shown(KindName::Setting, false, true),
    // Limits of load tell of health.
    shown(KindName::Load, false, false),
    shown(KindName::Conditions, false, false),
];

fn shown_to(kind: &str) -> Option<Shown> {
    SHOWN.into_iter().find(|shown| shown.kind.info().name == kind)
}

#[cfg(test)]
mod tests {
    use matching_core::criteria::KINDS;

    use super::{Audience, CONTACT, NAME, SHOWN};

    #[test]
    fn every_kind_stands_in_the_table_once() {
        let listed: Vec<_> = SHOWN.iter().map(|shown| shown.kind).collect();
        assert_eq!(listed, KINDS);
    }

    #[test]
    fn nobody_but_casework_sees_health_or_family() {
        for kind in ["load", "conditions", "school", "document", "expectation"] {
            assert!(Audience::Casework.sees(kind));
            assert!(!Audience::Organiser.sees(kind) && !Audience::Employer.sees(kind), "{kind}");
        }
        assert!(!Audience::Employer.sees("commute") && !Audience::Employer.sees("experience"));
    }

    #[test]
    fn a_companion_sees_what_the_person_agreed_to_and_nothing_else() {
        let companion = Audience::Companion(vec!["language".to_owned(), NAME.to_owned()]);
        let seen = KINDS.iter().filter(|kind| companion.sees(kind.info().name)).count();
        assert_eq!(seen, 1);
        assert!(!companion.sees(CONTACT) && companion.sees(NAME));
    }

    #[test]
    fn what_is_no_kind_is_not_shown() {
        for audience in [Audience::Organiser, Audience::Employer, Audience::Companion(vec![])] {
            assert!(!audience.sees("birth_date") && !audience.sees(""));
        }
    }
}
