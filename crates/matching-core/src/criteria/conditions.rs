//! Conditions of the work, and what the person accepts or rules out.

use std::collections::BTreeSet;

use super::{
    budget::Budget,
    kind::{AskProblem, Assessment, Day, Kind, KindInfo, Shown, Subject, Truth},
    payload::{ask, fact},
};
use crate::{
    evidence::Provenance,
    id::ConceptId,
    quantity::{Permille, Span},
    reason::ReasonCode,
    rules::Rules,
};

ask! {
    /// What is known about the conditions of the work.
    ConditionsAsk {
        /// Conditions that belong to the work.
        #[cfg_attr(feature = "serde", serde(default))]
        present: Vec<ConceptId>,
        /// Conditions that the work does not have.
        #[cfg_attr(feature = "serde", serde(default))]
        absent: Vec<ConceptId>,
        /// Conditions that belong to the work and that everybody must have agreed to.
        #[cfg_attr(feature = "serde", serde(default))]
        confirm: Vec<ConceptId>,
    }
}

fact! {
    /// Whether the person accepts a condition; no reason is recorded.
    ConditionsFact {
        /// The condition in the vocabulary.
        condition: ConceptId,
        /// Whether it is accepted; `false` is the person's own exclusion.
        accepts: bool,
    }
}

/// What the person has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    accepts: BTreeSet<ConceptId>,
    refuses: BTreeSet<ConceptId>,
}

/// The kind.
#[derive(Debug)]
pub(crate) struct Conditions;

impl Kind for Conditions {
    type Ask = Ask;
    type Fact = Fact;
    type Held = Held;

    const INFO: KindInfo = KindInfo {
        name: "conditions",
        label: ("Arbeitsbedingungen", "Conditions"),
        about: "Conditions of the work against the person's own exclusions; the same for everybody.",
        budget: Budget::Field,
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
        let mut held = Held::default();
        let counts = facts.iter().filter(|fact| {
            fact.provenance.counts_on(day.at) && !fact.provenance.expired_on(day.at)
        });
        for fact in counts {
            let answers = if fact.accepts { &mut held.accepts } else { &mut held.refuses };
            answers.insert(fact.condition.clone());
        }
        // Who said both has said nothing.
        let both: Vec<_> = held.accepts.intersection(&held.refuses).cloned().collect();
        for condition in both {
            held.accepts.remove(&condition);
            held.refuses.remove(&condition);
        }
        (held != Held::default()).then_some(held)
    }

    fn assess(ask: &Ask, held: Option<&Held>, _rules: &Rules) -> Assessment {
        let nothing = Held::default();
        let held = held.unwrap_or(&nothing);
        let belongs = |condition: &ConceptId| {
            ask.present.contains(condition) || ask.confirm.contains(condition)
        };
        let refused = held.refuses.iter().any(belongs);
        let unasked = ask.confirm.iter().any(|condition| !held.accepts.contains(condition));
        let unsaid = held.refuses.iter().any(|condition| !ask.absent.contains(condition));
        let (truth, low, high) = if refused {
            (Truth::Not, Permille::NONE, Permille::NONE)
        } else if unasked || unsaid {
            (Truth::Open, Permille::NONE, Permille::FULL)
        } else {
            (Truth::Met, Permille::FULL, Permille::FULL)
        };
        Assessment { satisfaction: Span { low, high }, truth }
    }

    fn can_gate(_ask: &Ask) -> bool {
        true
    }

    fn terms(ask: &Ask) -> Vec<&ConceptId> {
        ask.present.iter().chain(&ask.absent).chain(&ask.confirm).collect()
    }

    fn show_asked(ask: &Ask) -> Shown {
        let terms = ask.confirm.iter().chain(&ask.present).map(ConceptId::to_string);
        Shown::Terms { terms: terms.collect() }
    }

    fn show_held(_ask: &Ask, held: &Held) -> Shown {
        let accepts = held.accepts.iter().map(ConceptId::to_string);
        let refuses = held.refuses.iter().map(|condition| format!("!{condition}"));
        Shown::Terms { terms: accepts.chain(refuses).collect() }
    }

    fn problems(ask: &Ask) -> Vec<AskProblem> {
        let twice = ask
            .absent
            .iter()
            .any(|condition| ask.present.contains(condition) || ask.confirm.contains(condition));
        if twice { vec![AskProblem::Contradiction] } else { Vec::new() }
    }
}
