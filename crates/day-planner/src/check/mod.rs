//! Judges a plan from the documents alone; shares no code with the search.

mod event;
mod fault;
mod rules;
mod values;
mod view;

pub use fault::Fault;

use serde::Serialize;

use crate::event::Event;
use crate::instance::Instance;
use crate::plan::{Plan, Values};

use view::View;

/// The judgement on a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Broken rules; none in a legal plan.
    pub faults: Vec<Fault>,
    /// What the plan is worth, computed afresh.
    pub values: Values,
    /// Openings with enough suitable talks.
    pub openings_covered: i64,
}

impl Verdict {
    /// Whether no rule is broken.
    pub fn is_legal(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Judges a plan of an instance, or, with an event, a re-plan of the day.
///
/// Ids that nobody knows, cells that do not exist and the like become faults; nothing panics on
/// any plan for an instance that [`validate`](fn@crate::validate) accepts.
pub fn check(instance: &Instance, plan: &Plan, event: Option<&Event>) -> Verdict {
    let view = View::new(instance, event);
    let mut faults = Vec::new();
    let known = rules::known(&view, plan, &mut faults);
    rules::cells(&view, &known, &mut faults);
    rules::clashes(&view, &known, &mut faults);
    rules::caps(&view, &known, &mut faults);
    rules::interpreters(&view, &known, &mut faults);
    rules::pins(&view, plan, &mut faults);
    if let Some(event) = event {
        event::past(event, plan, &mut faults);
        event::absences(event, plan, &view, &mut faults);
    }
    let values = values::of(&view, &known);
    values::claims(plan, &values, &mut faults);
    faults.sort();
    Verdict { faults, values, openings_covered: values::openings_covered(&view, &known) }
}
