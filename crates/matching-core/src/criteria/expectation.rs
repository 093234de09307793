//! A realistic picture of the work.

use super::{
    budget::Budget,
    kind::{KindInfo, Subject},
    levelled::{ANSWER, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Expectation, Scale as _},
};
use crate::{
    evidence::{Ageing, Provenance},
    id::ConceptId,
    reason::ReasonCode,
};

ask! {
    /// A realistic picture of the work is asked.
    PreviewAsk {
        /// The field of work.
        field: ConceptId,
        /// Step for full credit.
        #[cfg_attr(feature = "serde", serde(default = "visited"))]
        target: Expectation,
        /// Step that must be reached.
        minimum: Option<Expectation>,
    }
}

fact! {
    /// How realistic the person's picture of a field of work is.
    PreviewFact {
        /// The field of work.
        field: ConceptId,
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Expectation>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Preview;

impl Levelled for Preview {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Expectation;

    const INFO: KindInfo = KindInfo {
        name: "expectation",
        label: ("Realistische Vorstellung", "Realistic expectation"),
        about: "How realistic the picture of the work is; a Hospitation raises it, nothing else proves it.",
        budget: Budget::Expectation,
        short: ReasonCode::W02,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = ANSWER;

    fn subject(ask: &Ask) -> Subject {
        ask.field.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.field.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Expectation>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked::levels(ask.target.level(), ask.minimum.map(Expectation::level))
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.field]
    }
}

/// The usual target.
#[cfg(feature = "serde")]
const fn visited() -> Expectation {
    Expectation::Visited
}
