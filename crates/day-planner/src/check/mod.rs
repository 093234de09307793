//! Judges a plan from the documents alone; shares no code with the search.

mod event;
mod rules;
mod values;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::event::Event;
use crate::instance::{Appointment, Candidate, Instance, Role, Table, Window};
use crate::plan::{Plan, Values};

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Stable word for programs.
    pub code: &'static str,
    /// What was found, with the ids.
    pub text: String,
}

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

/// The documents by id.
pub(super) struct View<'a> {
    instance: &'a Instance,
    event: Option<&'a Event>,
    candidates: BTreeMap<&'a str, &'a Candidate>,
    roles: BTreeMap<&'a str, &'a Role>,
    tables: BTreeMap<&'a str, &'a Table>,
    scores: BTreeMap<(&'a str, &'a str), i64>,
}

/// An appointment whose ids are all known.
#[derive(Clone, Copy)]
pub(super) struct Talk<'a> {
    said: &'a Appointment,
    candidate: &'a Candidate,
    role: &'a Role,
    table: &'a Table,
    score: i64,
}

impl Talk<'_> {
    fn end(&self) -> u32 {
        self.said.slot.saturating_add(self.table.len)
    }

    fn language(&self) -> Option<&str> {
        let language = self.candidate.interpreter.as_deref()?;
        (!self.table.languages.iter().any(|spoken| spoken == language)).then_some(language)
    }
}

impl<'a> View<'a> {
    fn new(instance: &'a Instance, event: Option<&'a Event>) -> Self {
        let walk_ins = event.map_or(&[][..], |event| &event.walk_ins);
        let walk_in_scores = event.map_or(&[][..], |event| &event.walk_in_scores);
        Self {
            instance,
            event,
            candidates: (instance.candidates.iter().chain(walk_ins))
                .map(|candidate| (candidate.id.as_str(), candidate))
                .collect(),
            roles: instance.roles.iter().map(|role| (role.id.as_str(), role)).collect(),
            tables: instance.tables.iter().map(|table| (table.id.as_str(), table)).collect(),
            scores: (instance.scores.iter().chain(walk_in_scores))
                .map(|(candidate, role, score)| {
                    ((candidate.as_str(), role.as_str()), i64::from(*score))
                })
                .collect(),
        }
    }

    fn is_past(&self, said: &Appointment) -> bool {
        self.event.is_some_and(|event| event::is_past(event, said))
    }
}

/// Whether `from..to` of `day` lies inside one window or several that touch.
pub(super) fn inside(windows: &[Window], day: u32, from: u32, to: u32) -> bool {
    (from..to).all(|slot| windows.iter().any(|w| w.day == day && w.from <= slot && slot < w.to))
}
