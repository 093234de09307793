//! A social competence, as a structured rating with examples.

use super::{
    budget::Budget,
    kind::{KindInfo, Subject},
    levelled::{DEGREE, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Grade, Scale as _},
};
use crate::{
    evidence::{Ageing, Level, Proof, Provenance},
    id::ConceptId,
    quantity::Permille,
    rules::Rules,
};

ask! {
    /// A rating of a social competence that is asked.
    SocialAsk {
        /// The strength in the vocabulary.
        strength: ConceptId,
        /// Rating for full credit.
        target: Grade,
        /// Rating that must be reached.
        minimum: Option<Grade>,
        /// What the minimum accepts as proof.
        #[cfg_attr(feature = "serde", serde(default))]
        proof: Proof,
    }
}

fact! {
    /// A recorded rating of a social competence.
    SocialFact {
        /// The strength in the vocabulary.
        strength: ConceptId,
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Grade>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Social;

impl Levelled for Social {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Grade;

    const INFO: KindInfo = KindInfo {
        name: "social",
        label: ("Soziale Kompetenz", "Social competence"),
        about: "A structured rating from 0 to 4 of a social competence; unstructured impressions do not count.",
        budget: Budget::Social,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = DEGREE;

    fn subject(ask: &Ask) -> Subject {
        ask.strength.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.strength.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Grade>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked { proof: ask.proof, ..Asked::levels(ask.target.level(), ask.minimum.map(Grade::level)) }
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.strength]
    }

    fn credit(rules: &Rules, held: Level, target: Level) -> Permille {
        rules.level(held, target)
    }
}
