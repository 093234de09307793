//! Shifts: which the work has, which the person can do.

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

/// A shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Shift {
    /// Early shift.
    Early,
    /// Core hours of the day.
    Day,
    /// Late shift.
    Late,
    /// Night shift.
    Night,
    /// Weekends and holidays.
    Weekend,
    /// A shift in two parts with hours between them.
    Split,
}

impl Shift {
    /// All shifts.
    pub const ALL: [Self; 6] =
        [Self::Early, Self::Day, Self::Late, Self::Night, Self::Weekend, Self::Split];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Day => "day",
            Self::Late => "late",
            Self::Night => "night",
            Self::Weekend => "weekend",
            Self::Split => "split",
        }
    }

    #[expect(clippy::as_conversions, reason = "six shifts fit into a byte")]
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

ask! {
    /// The shifts of the work.
    ShiftsAsk {
        /// The shifts that are worked.
        worked: Vec<Shift>,
        /// The shifts that the person must be able to work.
        #[cfg_attr(feature = "serde", serde(default))]
        minimum: Vec<Shift>,
    }
}

fact! {
    /// Whether the person can work a shift.
    ShiftsFact {
        /// The shift.
        shift: Shift,
        /// Whether the person can.
        can: bool,
    }
}

/// The shifts about which something is known, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    can: u8,
    cannot: u8,
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Shifts;

impl Kind for Shifts {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "shifts",
        label: ("Schichten", "Shifts"),
        about: "The share of the work's shifts that the person can do.",
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
        let mut held = Held::default();
        for fact in facts.iter().filter(|fact| fact.provenance.counts_on(day.at)) {
            if !fact.provenance.expired_on(day.at) {
                let side = if fact.can { &mut held.can } else { &mut held.cannot };
                *side |= fact.shift.bit();
            }
        }
        // Who said both has said nothing.
        let both = held.can & held.cannot;
        held = Held { can: held.can & !both, cannot: held.cannot & !both };
        (held != Held::default()).then_some(held)
    }

    fn assess(ask: &Ask, held: Option<&Held>, _rules: &Rules) -> Assessment {
        let held = held.copied().unwrap_or_default();
        let (worked, minimum) = (bits(&ask.worked), bits(&ask.minimum));
        let share = |shifts: u8| {
            Permille::share(shifts.count_ones().into(), worked.count_ones().into())
        };
        let truth = if minimum & held.cannot != 0 {
            Truth::Not
        } else if minimum & !held.can != 0 {
            Truth::Open
        } else {
            Truth::Met
        };
        Assessment {
            satisfaction: Span { low: share(worked & held.can), high: share(worked & !held.cannot) },
            truth,
        }
    }

    fn can_gate(ask: &Ask) -> bool {
        !ask.minimum.is_empty()
    }

    fn show_asked(ask: &Ask) -> Shown {
        names(bits(&ask.worked))
    }

    fn show_held(_ask: &Ask, held: &Held) -> Shown {
        names(held.can)
    }

    fn problems(ask: &Ask) -> Vec<AskProblem> {
        if ask.worked.is_empty() { vec![AskProblem::EmptyList] } else { Vec::new() }
    }
}

fn bits(shifts: &[Shift]) -> u8 {
    shifts.iter().fold(0, |bits, shift| bits | shift.bit())
}

fn names(bits: u8) -> Shown {
    let shifts = Shift::ALL.into_iter().filter(|shift| bits & shift.bit() != 0);
    Shown::Terms { terms: shifts.map(|shift| shift.name().to_owned()).collect() }
}
