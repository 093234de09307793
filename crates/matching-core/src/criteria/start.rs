//! When the person can begin.

use super::{
    budget::Budget,
    kind::{AskProblem, Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    calendar::Date,
    evidence::Provenance,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

ask! {
    /// When the work begins.
    StartAsk {
        /// The wished first day.
        by: Date,
        /// The last possible first day; a must.
        latest: Option<Date>,
    }
}

fact! {
    /// When the person can begin.
    StartFact {
        /// The first possible day.
        from: Date,
    }
}

/// The earliest and the latest day that was stated.
pub(crate) type Held = Span<Date>;

/// The kind.
#[derive(Debug)]
pub(crate) struct Start;

impl Kind for Start {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "start",
        label: ("Beginn", "Start"),
        about: "Whether the person can begin in time.",
        budget: Budget::Availability,
        short: ReasonCode::F03,
        ..KindInfo::USUAL
    };

    fn subject(_ask: &Ask) -> Subject {
        "".into()
    }

    fn told(_fact: &Fact) -> Vec<Subject> {
        vec!["".into()]
    }

    fn hold(facts: &[&Fact], day: Day<'_>) -> Option<Held> {
        let counts = facts.iter().filter(|fact| fact.provenance.counts_on(day.at));
        counts.map(|fact| Span::exact(fact.from)).reduce(Span::hull)
    }

    fn assess(ask: &Ask, held: Option<&Held>, rules: &Rules) -> Assessment {
        let credit = |from: Date| {
            let late = u32::try_from(ask.by.days_until(from)).unwrap_or(0);
            Rules::tier(&rules.start, late)
        };
        let satisfaction = held.map_or(Span { low: Permille::NONE, high: Permille::FULL }, |held| {
            Span { low: credit(held.high), high: credit(held.low) }
        });
        let truth = match (ask.latest, held) {
            (None, _) => Truth::Met,
            (Some(latest), Some(held)) if held.high <= latest => Truth::Met,
            (Some(latest), Some(held)) if latest < held.low => Truth::Not,
            (Some(_), _) => Truth::Open,
        };
        Assessment { satisfaction, truth }
    }

    fn can_gate(ask: &Ask) -> bool {
        ask.latest.is_some()
    }

    fn show_asked(ask: &Ask) -> Shown {
        Shown::Day { date: ask.by }
    }

    fn show_held(_ask: &Ask, held: &Held) -> Shown {
        Shown::Day { date: held.high }
    }

    fn problems(ask: &Ask) -> Vec<AskProblem> {
        let reversed = ask.latest.is_some_and(|latest| latest < ask.by);
        if reversed { vec![AskProblem::Reversed] } else { Vec::new() }
    }
}
