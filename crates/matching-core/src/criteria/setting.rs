//! The setting of the work: a home, people's flats, a kitchen.

use super::{
    budget::Budget,
    kind::{KindInfo, MustRule, Subject},
    levelled::{ANSWER, Asked, Levelled, Stated},
    payload::{ask, fact},
    scale::YesNo,
};
use crate::{
    evidence::{Ageing, Provenance},
    id::ConceptId,
    reason::ReasonCode,
};

ask! {
    /// The setting that the place offers.
    SettingAsk {
        /// The setting in the vocabulary.
        setting: ConceptId,
    }
}

fact! {
    /// Whether a setting suits the person.
    SettingFact {
        /// The setting in the vocabulary.
        setting: ConceptId,
        /// Whether it suits.
        suits: bool,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Setting;

impl Levelled for Setting {
    type Ask = Ask;
    type Fact = Fact;
    type Scale = YesNo;

    const INFO: KindInfo = KindInfo {
        name: "setting",
        label: ("Einsatzfeld", "Setting"),
        about: "Whether the setting of the work suits the person.",
        budget: Budget::Field,
        short: ReasonCode::W01,
        must: MustRule::WhereSaid,
        ..KindInfo::USUAL
    };
    const AGEING: Ageing = ANSWER;

    fn subject(ask: &Ask) -> Subject {
        ask.setting.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.setting.shared()]
    }

    fn stated(fact: &Fact) -> (Stated<YesNo>, &Provenance) {
        (Stated::level(YesNo::from(fact.suits)), &fact.provenance)
    }

    fn asked(_ask: &Ask) -> Asked {
        Asked::YES
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.setting]
    }
}
