//! Moving on: what the person wants to become, what the place offers towards it.

use super::{
    budget::Budget,
    kind::{Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    levelled::{ANSWER, Stated},
    payload::{ask, fact},
    scale::{Development as Step, Scale as _},
};
use crate::{
    evidence::{Known, Level, Provenance, Record, weigh},
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

ask! {
    /// What the place offers, and what it needs the person to want.
    DevelopmentAsk {
        /// What the place offers.
        offers: Step,
        /// What the person must want: an apprenticeship needs somebody who wants one.
        minimum: Option<Step>,
    }
}

fact! {
    /// What the person wants to become.
    DevelopmentFact {
        /// The wish.
        #[cfg_attr(feature = "serde", serde(flatten))]
        stated: Stated<Step>,
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Development;

impl Kind for Development {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Known;

    const INFO: KindInfo = KindInfo {
        name: "development",
        label: ("Entwicklungswunsch", "Development"),
        about: "Whether the place offers what the person wants to become; offering more is no fault.",
        budget: Budget::Development,
        short: ReasonCode::W01,
        scale: Some((Step::NAME, Step::TOP)),
        read_once: true,
        ..KindInfo::USUAL
    };

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn hold(facts: &[&Fact], day: Day<'_>) -> Option<Known> {
        let records = facts.iter().filter_map(|fact| {
            Some(Record { stated: fact.stated.span()?, provenance: &fact.provenance })
        });
        weigh(records, ANSWER, day.at, day.rules)
    }

    fn assess(ask: &Ask, held: Option<&Known>, _rules: &Rules) -> Assessment {
        let wish = held.map_or(Known::nothing(Step::TOP).level, |known| known.level);
        // One step short leaves something to talk about, two steps leave nothing.
        let credit = |wish: Level| match wish.saturating_sub(ask.offers.level()) {
            0 => Permille::FULL,
            1 => Permille::new(500),
            _ => Permille::NONE,
        };
        let truth = match ask.minimum.map(Step::level) {
            None => Truth::Met,
            Some(minimum) if minimum <= wish.low => Truth::Met,
            Some(minimum) if wish.high < minimum => Truth::Not,
            Some(_) => Truth::Open,
        };
        Assessment { satisfaction: Span::new(credit(wish.high), credit(wish.low)), truth }
    }

    fn can_gate(ask: &Ask) -> bool {
        ask.minimum.is_some()
    }

    fn show_asked(ask: &Ask) -> Shown {
        let level = ask.offers.level();
        Shown::Level { scale: Step::NAME, low: level, high: level }
    }

    fn show_held(_ask: &Ask, held: &Known) -> Shown {
        Shown::Level { scale: Step::NAME, low: held.level.low, high: held.level.high }
    }
}
