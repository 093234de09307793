//! Whether the person may work, as a result on a day.

use super::{
    budget::Budget,
    kind::{KindInfo, Subject},
    levelled::{PERMISSION, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::{Access, Scale as _},
};
use crate::{
    evidence::{Ageing, Provenance},
    reason::ReasonCode,
};

ask! {
    /// That the person may work is asked; there is nothing more to say about it.
    WorkAccessAsk {
    }
}

fact! {
    /// What is known about the permission to work.
    WorkAccessFact {
        /// What the paper says.
        status: Access,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct WorkAccess;

impl Levelled for WorkAccess {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = Access;

    const INFO: KindInfo = KindInfo {
        name: "work_access",
        label: ("Arbeitserlaubnis", "Permission to work"),
        about: "Whether the person may work: free, with permission for the concrete job, or not at present.",
        budget: Budget::Qualification,
        gate: true,
        short: ReasonCode::M01,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = PERMISSION;

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn stated(fact: &Fact) -> (Stated<Access>, &Provenance) {
        (Stated::level(fact.status), &fact.provenance)
    }

    fn asked(_ask: &Ask) -> Asked {
        Asked { obtainable: Some(Access::PermissionNeeded.level()), ..Asked::levels(Access::Free.level(), Some(Access::Free.level())) }
    }
}
