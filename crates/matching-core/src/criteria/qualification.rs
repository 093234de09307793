//! A formal qualification and how far it counts in Germany.

use super::{
    budget::Budget,
    kind::{Beside, KindInfo, Subject},
    levelled::{DEGREE, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Recognition, Scale as _},
};
use crate::{
    evidence::{Ageing, Proof, Provenance},
    id::ConceptId,
};

ask! {
    /// A qualification that is asked.
    QualificationAsk {
        /// The qualification in the vocabulary.
        qualification: ConceptId,
        /// Status for full credit.
        target: Recognition,
        /// Status that must be reached.
        minimum: Option<Recognition>,
        /// What the minimum accepts as proof.
        #[cfg_attr(feature = "serde", serde(default))]
        proof: Proof,
    }
}

fact! {
    /// A recorded qualification with its recognition status.
    QualificationFact {
        /// The qualification in the vocabulary.
        qualification: ConceptId,
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Recognition>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Qualification;

impl Levelled for Qualification {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Recognition;

    const INFO: KindInfo = KindInfo {
        name: "qualification",
        label: ("Abschluss", "Qualification"),
        about: "A formal qualification, from none over in procedure to licensed.",
        budget: Budget::Qualification,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = DEGREE;

    fn subject(ask: &Ask) -> Subject {
        ask.qualification.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.qualification.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Recognition>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked { proof: ask.proof, ..Asked::levels(ask.target.level(), ask.minimum.map(Recognition::level)) }
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.qualification]
    }

    fn concept(ask: &Ask) -> Option<(&ConceptId, Beside)> {
        Some((&ask.qualification, Beside::CountsNot))
    }
}
