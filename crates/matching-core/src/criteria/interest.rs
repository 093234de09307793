//! Wanting this work, in the person's own words.

use super::{
    budget::Budget,
    kind::{KindInfo, Subject},
    levelled::{ANSWER, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Interest, Scale as _},
};
use crate::{
    evidence::{Ageing, Provenance},
    id::ConceptId,
    reason::ReasonCode,
};

ask! {
    /// That the person wants the work is asked.
    WishAsk {
        /// The field of work.
        field: ConceptId,
        /// Step for full credit.
        #[cfg_attr(feature = "serde", serde(default = "wants"))]
        target: Interest,
        /// Step that must be reached.
        minimum: Option<Interest>,
    }
}

fact! {
    /// How far the person wants a field of work.
    WishFact {
        /// The field of work.
        field: ConceptId,
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Interest>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Wish;

impl Levelled for Wish {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Interest;

    const INFO: KindInfo = KindInfo {
        name: "interest",
        label: ("Berufswunsch", "Interest"),
        about: "How far the person wants this field of work; only ever from their own statement.",
        budget: Budget::Interest,
        short: ReasonCode::W01,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = ANSWER;

    fn subject(ask: &Ask) -> Subject {
        ask.field.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.field.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<Interest>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked::levels(ask.target.level(), ask.minimum.map(Interest::level))
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.field]
    }
}

/// The usual target.
#[cfg(feature = "serde")]
const fn wants() -> Interest {
    Interest::Wants
}
