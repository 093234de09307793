//! Weekly hours: what the person wishes, what the place offers.

use super::{
    budget::Budget,
    kind::{AskProblem, Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    evidence::Provenance,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

/// More hours than the working-time law knows.
const MOST_HOURS: u8 = 60;

ask! {
    /// The weekly hours that the place offers.
    HoursAsk {
        /// Fewest hours.
        #[cfg_attr(feature = "schema", schema(maximum = 60))]
        from: u8,
        /// Most hours.
        #[cfg_attr(feature = "schema", schema(maximum = 60))]
        to: u8,
    }
}

fact! {
    /// The weekly hours that the person wishes.
    HoursFact {
        /// Fewest hours; without it there is no lower limit.
        #[cfg_attr(feature = "schema", schema(maximum = 60))]
        from: Option<u8>,
        /// Most hours; without it there is no upper limit.
        #[cfg_attr(feature = "schema", schema(maximum = 60))]
        to: Option<u8>,
        /// Whether anything else is out of the question.
        #[cfg_attr(feature = "serde", serde(default))]
        firm: bool,
    }
}

/// The wished hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    from: u8,
    to: u8,
    firm: bool,
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Hours;

impl Kind for Hours {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "hours",
        label: ("Arbeitszeit", "Weekly hours"),
        about: "How near the weekly hours offered come to those wished; a firm wish is an exclusion.",
        budget: Budget::WorkingTime,
        short: ReasonCode::W03,
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
        let wishes = facts
            .iter()
            .filter(|fact| fact.provenance.counts_on(day.at))
            .filter(|fact| fact.from.is_some() || fact.to.is_some())
            .map(|fact| (fact.from.unwrap_or(0), fact.to.unwrap_or(MOST_HOURS), fact.firm));
        let hull = wishes.reduce(|one, other| {
            (one.0.min(other.0), one.1.max(other.1), one.2 && other.2)
        });
        hull.map(|(from, to, firm)| Held { from: from.min(to), to: to.max(from), firm })
    }

    fn assess(ask: &Ask, held: Option<&Held>, rules: &Rules) -> Assessment {
        let Some(&Held { from, to, firm }) = held else {
            // The wish that lies farthest off is none at all, or as many hours as there are.
            let farthest = ask.from.max(MOST_HOURS.saturating_sub(ask.to));
            let low = Rules::tier(&rules.hours, farthest.into());
            return Assessment {
                satisfaction: Span { low, high: Permille::FULL },
                truth: Truth::Met,
            };
        };
        let gap = from.saturating_sub(ask.to).max(ask.from.saturating_sub(to));
        Assessment {
            satisfaction: Span::exact(Rules::tier(&rules.hours, gap.into())),
            truth: if firm && gap > 0 { Truth::Not } else { Truth::Met },
        }
    }

    fn can_gate(_ask: &Ask) -> bool {
        true
    }

    fn show_asked(ask: &Ask) -> Shown {
        Shown::Hours { from: Some(ask.from), to: Some(ask.to) }
    }

    fn show_held(_ask: &Ask, held: &Held) -> Shown {
        let Held { from, to, .. } = *held;
        Shown::Hours { from: (from > 0).then_some(from), to: (to < MOST_HOURS).then_some(to) }
    }

    fn problems(ask: &Ask) -> Vec<AskProblem> {
        if ask.to < ask.from { vec![AskProblem::Reversed] } else { Vec::new() }
    }
}
