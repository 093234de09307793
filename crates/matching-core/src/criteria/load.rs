//! Physical and mental load, against limits that the person has stated.

use super::{
    budget::Budget,
    kind::{Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    evidence::Provenance,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

ask! {
    /// The load of the work, from 0 (none) to 3 (heavy).
    LoadAsk {
        /// Physical load.
        #[cfg_attr(feature = "schema", schema(maximum = 3))]
        physical: u8,
        /// Mental load.
        #[cfg_attr(feature = "schema", schema(maximum = 3))]
        mental: u8,
    }
}

fact! {
    /// A limit that the person has stated; nobody is asked for one, and no reason is recorded.
    LoadFact {
        /// Heaviest physical load.
        #[cfg_attr(feature = "schema", schema(maximum = 3))]
        physical_at_most: Option<u8>,
        /// Heaviest mental load.
        #[cfg_attr(feature = "schema", schema(maximum = 3))]
        mental_at_most: Option<u8>,
    }
}

/// The limits stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    physical: Option<u8>,
    mental: Option<u8>,
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Load;

impl Kind for Load {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "load",
        label: ("Belastung", "Load"),
        about: "Whether the load stays within limits the person has stated; silence is no limit.",
        budget: Budget::WorkingTime,
        gate: true,
        short: ReasonCode::X01,
        own_limit: true,
        read_once: true,
        ..KindInfo::USUAL
    };

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn hold(facts: &[&Fact], day: Day<'_>) -> Option<Held> {
        let counts = facts.iter().filter(|fact| {
            fact.provenance.counts_on(day.at) && !fact.provenance.expired_on(day.at)
        });
        let lowest = |one: Option<u8>, other: Option<u8>| one.into_iter().chain(other).min();
        let held = counts.fold(Held::default(), |held, fact| Held {
            physical: lowest(held.physical, fact.physical_at_most),
            mental: lowest(held.mental, fact.mental_at_most),
        });
        (held != Held::default()).then_some(held)
    }

    fn assess(ask: &Ask, held: Option<&Held>, _rules: &Rules) -> Assessment {
        let held = held.copied().unwrap_or_default();
        let too_much = held.physical.is_some_and(|limit| limit < ask.physical)
            || held.mental.is_some_and(|limit| limit < ask.mental);
        let (credit, truth) =
            if too_much { (Permille::NONE, Truth::Not) } else { (Permille::FULL, Truth::Met) };
        Assessment { satisfaction: Span::exact(credit), truth }
    }

    fn can_gate(_ask: &Ask) -> bool {
        true
    }

    fn show_asked(ask: &Ask) -> Shown {
        Shown::Terms { terms: vec![format!("physical:{}", ask.physical), format!("mental:{}", ask.mental)] }
    }

    fn show_held(_ask: &Ask, held: &Held) -> Shown {
        let limits = [("physical", held.physical), ("mental", held.mental)];
        let stated = limits.into_iter().filter_map(|(name, limit)| Some(format!("{name}:{}", limit?)));
        Shown::Terms { terms: stated.collect() }
    }
}
