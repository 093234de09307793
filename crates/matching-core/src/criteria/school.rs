//! A school leaving certificate.

use super::{
    budget::Budget,
    kind::{KindInfo, Subject},
    levelled::{DEGREE, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{School, Scale as _},
};
use crate::{
    evidence::{Ageing, Proof, Provenance},
};

ask! {
    /// A school leaving certificate that is asked.
    SchoolLeavingAsk {
        /// Certificate for full credit.
        target: School,
        /// Certificate that must be held.
        minimum: Option<School>,
        /// What the minimum accepts as proof.
        #[cfg_attr(feature = "serde", serde(default))]
        proof: Proof,
    }
}

fact! {
    /// A recorded school leaving certificate.
    SchoolLeavingFact {
        /// The level.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<School>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct SchoolLeaving;

impl Levelled for SchoolLeaving {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = School;

    const INFO: KindInfo = KindInfo {
        name: "school",
        label: ("Schulabschluss", "School leaving certificate"),
        about: "A general school leaving certificate or an equal one.",
        budget: Budget::Qualification,
        changeable: true,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = DEGREE;

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn stated(fact: &Fact) -> (Stated<School>, &Provenance) {
        (fact.stated, &fact.provenance)
    }

    fn asked(ask: &Ask) -> Asked {
        Asked { proof: ask.proof, ..Asked::levels(ask.target.level(), ask.minimum.map(School::level)) }
    }
}
