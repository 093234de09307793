//! Months in a field, paid or not.

use super::{
    budget::Budget,
    kind::{AskProblem, Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    evidence::Provenance,
    id::ConceptId,
    quantity::{Permille, Span, round_half_up},
    reason::ReasonCode,
    rules::Rules,
};

/// More months than a working life has are a slip of the pen.
pub const MOST_MONTHS: u32 = 600;

ask! {
    /// Months in a field that are asked.
    ExperienceAsk {
        /// The field of work.
        field: ConceptId,
        /// Months for full credit.
        #[cfg_attr(feature = "schema", schema(maximum = 600))]
        months: u32,
        /// Months that are needed; a must.
        #[cfg_attr(feature = "schema", schema(maximum = 600))]
        minimum_months: Option<u32>,
        /// Thousandths by which unpaid or informal months count; the rules' default without it.
        #[cfg_attr(feature = "schema", schema(maximum = 1000))]
        informal_credit: Option<u16>,
    }
}

fact! {
    /// Months in a field.
    ExperienceFact {
        /// The field of work.
        field: ConceptId,
        /// The months; 0 for none at all.
        #[cfg_attr(feature = "schema", schema(maximum = 600))]
        months: Option<u32>,
        /// The range in which the months lie; instead of `months`.
        between_months: Option<[u32; 2]>,
        /// Whether it was unpaid: care for relatives, voluntary work, the family business.
        #[cfg_attr(feature = "serde", serde(default))]
        informal: bool,
    }
}

/// Months known, paid and unpaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    formal: Span<u32>,
    informal: Span<u32>,
}

impl Held {
    fn credited(self, ask: &Ask, rules: &Rules) -> Span<u32> {
        let rate = ask.informal_credit.map_or(rules.informal_credit, Permille::new);
        let months = |formal: u32, informal: u32| {
            let extra = round_half_up(u128::from(informal) * u128::from(rate.get()), 1000);
            (formal + u32::try_from(extra).unwrap_or(MOST_MONTHS)).min(MOST_MONTHS)
        };
        Span {
            low: months(self.formal.low, self.informal.low),
            high: months(self.formal.high, self.informal.high),
        }
    }
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Experience;

impl Kind for Experience {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "experience",
        label: ("Erfahrung", "Experience"),
        about: "Months in a field; unpaid months count in part, and more than the target adds nothing.",
        budget: Budget::Experience,
        short: ReasonCode::F04,
        ..KindInfo::USUAL
    };

    fn subject(ask: &Ask) -> Subject {
        ask.field.shared()
    }

    fn told(fact: &Fact) -> Vec<Subject> {
        vec![fact.field.shared()]
    }

    fn hold(facts: &[&Fact], day: Day<'_>) -> Option<Held> {
        let mut known = None;
        for fact in facts.iter().filter(|fact| fact.provenance.counts_on(day.at)) {
            let Some(months) = fact
                .months
                .map(Span::exact)
                .or_else(|| fact.between_months.map(|[low, high]| Span::new(low, high)))
            else {
                continue;
            };
            let held: &mut Held = known.get_or_insert_default();
            let sum = if fact.informal { &mut held.informal } else { &mut held.formal };
            sum.low = (sum.low + months.low.min(MOST_MONTHS)).min(MOST_MONTHS);
            sum.high = (sum.high + months.high.min(MOST_MONTHS)).min(MOST_MONTHS);
        }
        known
    }

    fn assess(ask: &Ask, held: Option<&Held>, rules: &Rules) -> Assessment {
        let months = held.map_or(Span { low: 0, high: MOST_MONTHS }, |held| held.credited(ask, rules));
        let truth = match ask.minimum_months {
            None => Truth::Met,
            Some(minimum) if minimum <= months.low => Truth::Met,
            Some(minimum) if months.high < minimum => Truth::Not,
            Some(_) => Truth::Open,
        };
        Assessment {
            satisfaction: Span {
                low: rules.experience(months.low, ask.months),
                high: rules.experience(months.high, ask.months),
            },
            truth,
        }
    }

    fn can_gate(ask: &Ask) -> bool {
        ask.minimum_months.is_some()
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        vec![&ask.field]
    }

    fn show_asked(ask: &Ask) -> Shown {
        Shown::Months { low: ask.minimum_months.unwrap_or(ask.months).min(ask.months), high: ask.months }
    }

    fn show_held(ask: &Ask, held: &Held) -> Shown {
        let months = held.credited(ask, &Rules::standard());
        Shown::Months { low: months.low, high: months.high }
    }

    fn problems(ask: &Ask) -> Vec<AskProblem> {
        let nothing = [
            (ask.months == 0, AskProblem::TargetIsNothing),
            (ask.minimum_months == Some(0), AskProblem::MinimumIsNothing),
        ];
        nothing.into_iter().filter_map(|(wrong, problem)| wrong.then_some(problem)).collect()
    }
}
