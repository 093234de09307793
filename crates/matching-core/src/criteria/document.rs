//! A paper that everybody can fetch, or that a school or authority issues.

use super::{
    budget::Budget,
    kind::{KindInfo, MustRule, Subject},
    levelled::{PAPER, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::YesNo,
};
use crate::{
    evidence::{Ageing, Provenance},
    id::ConceptId,
    reason::ReasonCode,
};

ask! {
    /// A document that is asked.
    DocumentAsk {
        /// The document in the vocabulary.
        document: ConceptId,
    }
}

fact! {
    /// Whether a document is there.
    DocumentFact {
        /// The document in the vocabulary.
        document: ConceptId,
        /// Whether the person has it.
        held: bool,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Document;

impl Levelled for Document {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = YesNo;

    const INFO: KindInfo = KindInfo {
        name: "document",
        label: ("Dokument", "Document"),
        about: "A document such as a police certificate, a measles proof or the prognosis of a school.",
        budget: Budget::Qualification,
        gate: true,
        short: ReasonCode::M03,
        must: MustRule::ByFirstDay,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = PAPER;

    fn subject(ask: &Ask) -> Subject {
        ask.document.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.document.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<YesNo>, &Provenance) {
        (Stated::level(YesNo::from(fact.held)), &fact.provenance)
    }

    fn asked(_ask: &Ask) -> Asked {
        Asked::YES
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.document]
    }
}
