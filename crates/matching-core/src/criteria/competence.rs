//! A competence in the work itself, or one related to it.

use super::{
    budget::Budget,
    kind::{Beside, KindInfo, Subject},
    levelled::{ABILITY, Asked, Levelled, Stated},
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
    /// A level of a competence that is asked.
    CompetenceAsk {
        /// The concept in the vocabulary; concepts below it count fully, related ones in part.
        concept: ConceptId,
        /// Level for full credit.
        target: Grade,
        /// Level that must be held, in this competence or one below it.
        minimum: Option<Grade>,
        /// What the minimum accepts as proof.
        #[cfg_attr(feature = "serde", serde(default))]
        proof: Proof,
    }
}

fact! {
    /// A recorded level of a competence.
    CompetenceFact {
        /// The concept in the vocabulary.
        concept: ConceptId,
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Grade>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Competence;

impl Levelled for Competence {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Grade;

    const INFO: KindInfo = KindInfo {
        name: "competence",
        label: ("Kompetenz", "Competence"),
        about: "A level from 0 to 4 of a competence of the vocabulary; related ones count in part.",
        budget: Budget::Competence,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = ABILITY;

    fn subject(ask: &Ask) -> Subject {
        ask.concept.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.concept.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Grade>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked { proof: ask.proof, ..Asked::levels(ask.target.level(), ask.minimum.map(Grade::level)) }
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.concept]
    }

    fn concept(ask: &Ask) -> Option<(&ConceptId, Beside)> {
        Some((&ask.concept, Beside::Counts))
    }

    fn credit(rules: &Rules, held: Level, target: Level) -> Permille {
        rules.level(held, target)
    }
}
