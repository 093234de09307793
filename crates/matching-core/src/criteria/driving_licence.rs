//! A driving licence of a class.

use super::{
    budget::Budget,
    kind::{KindInfo, MustRule, Subject},
    levelled::{LICENCE, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Licence, Scale as _},
};
use crate::{
    evidence::{Ageing, Provenance},
    id::ConceptId,
};

ask! {
    /// A driving licence that is asked.
    DrivingLicenceAsk {
        /// The class, such as `B`.
        class: ConceptId,
        /// Status that must be reached; one that counts in Germany where nothing is said.
        minimum: Option<Licence>,
    }
}

fact! {
    /// What is known about a driving licence.
    DrivingLicenceFact {
        /// The class, such as `B`.
        class: ConceptId,
        /// Whether there is one.
        status: Licence,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct DrivingLicence;

impl Levelled for DrivingLicence {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Licence;

    const INFO: KindInfo = KindInfo {
        name: "driving_licence",
        label: ("Führerschein", "Driving licence"),
        about: "A driving licence; a foreign one to be converted counts half.",
        budget: Budget::Mobility,
        must: MustRule::WhereSaid,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = LICENCE;

    fn subject(ask: &Ask) -> Subject {
        ask.class.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.class.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Licence>, &Provenance) {
        (Stated::level(fact.status), &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        let minimum = ask.minimum.unwrap_or(Licence::Held);
        Asked::levels(Licence::Held.level(), Some(minimum.level()))
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.class]
    }
}
