//! The interchange door: an instance, or a day event, in; a plan with values and bounds out.

use serde::{Deserialize, Serialize};

use crate::budget::{Budget, Progress};
use crate::check::check;
use crate::event::Event;
use crate::goal::Goal;
use crate::instance::{Appointment, Instance};
use crate::plan::{Bounds, Plan, Values};
use crate::rejected::Rejected;
use crate::search::interchange;
use crate::search::problem::{COVERED, FIT, PROMISED, SEEN, STABLE};
use crate::search::solve::{Found, How, solve};
use crate::validate::{validate, validate_event};
use issue::Issue;

/// What a plan depends on besides its input and budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PlanSettings))]
pub struct Settings {
    /// Same input, seed, threads and step budget: same plan.
    pub seed: u64,
    /// Threads of the search; 0 counts as 1.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, threads: 1 }
    }
}

/// What a plan reaches on one goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = GoalReached))]
pub struct Reached {
    /// Which goal.
    pub goal: Goal,
    /// What the plan reaches.
    pub value: i64,
    /// What no plan beats that is as good on every earlier goal.
    pub bound: i64,
    /// Distance of the two; 0 is proof.
    pub gap: i64,
}

/// A plan and what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The interchange document; the caller adds `seconds`.
    pub plan: Plan,
    /// Goals in the order in which they count.
    pub reached: Vec<Reached>,
    /// What somebody should look at.
    pub warnings: Vec<Issue>,
    /// Search steps spent.
    pub steps: u64,
    /// Whether the same budget gives the same plan again.
    pub reproducible: bool,
    /// Settings used.
    pub settings: Settings,
    /// Name and version of the engine.
    pub engine: String,
    /// Fingerprint of the input (FNV-1a, 64 bit, of its compact JSON).
    pub input: String,
}

/// Plans an instance.
///
/// # Errors
///
/// Every problem of the instance at once, when one of them prevents planning.
pub fn plan(
    instance: &Instance,
    settings: &Settings,
    budget: &Budget<'_>,
) -> Result<Outcome, Rejected> {
    let warnings = Rejected::unless_plannable(validate(instance))?;
    Ok(run(instance, None, settings, budget, warnings))
}

/// Plans the rest of a day after an event: the past stays, and what was announced moves as
/// little as the goals allow.
///
/// # Errors
///
/// Every problem of the instance and the event at once, when one of them prevents planning.
pub fn replan(
    instance: &Instance,
    event: &Event,
    settings: &Settings,
    budget: &Budget<'_>,
) -> Result<Outcome, Rejected> {
    let mut issues = validate(instance);
    issues.extend(validate_event(instance, event));
    let warnings = Rejected::unless_plannable(issues)?;
    Ok(run(instance, Some(event), settings, budget, warnings))
}

fn run(
    instance: &Instance,
    event: Option<&Event>,
    settings: &Settings,
    budget: &Budget<'_>,
    warnings: Vec<Issue>,
) -> Outcome {
    let problem = interchange::draft(instance, event).build();
    let announced = event.map(|event| interchange::announced(instance, event, &problem));
    let how = How { seed: settings.seed, threads: settings.threads.max(1), comfort: true };
    let watch = |found: &Found| {
        if let Some(watch) = budget.watch {
            let (values, bounds) = report(found, event.is_some());
            watch(&Progress { steps: found.steps, values, bounds });
        }
    };
    let found = solve(&problem, announced.as_ref(), how, budget, Some(&watch));
    let rows: Vec<Appointment> =
        interchange::appointments(instance, event, &problem, &found.placed);
    let (values, bounds) = report(&found, event.is_some());
    let plan = Plan {
        instance: instance.name.clone(),
        method: format!("passgenau, seed {}", settings.seed),
        plan: rows,
        claims: Some(values),
        bounds: Some(bounds),
        proven: Some(found.is_proven()),
        seconds: None,
    };
    debug_assert!(
        check(instance, &plan, event).is_legal(),
        "the search made an illegal plan: {:?}",
        check(instance, &plan, event).faults
    );
    Outcome {
        reached: reached(&found, event.is_some()),
        plan,
        warnings,
        steps: found.steps,
        reproducible: budget.is_reproducible(),
        settings: *settings,
        engine: engine(),
        input: fingerprint(&(instance, event)),
    }
}

/// Name and version of the engine.
pub(crate) fn engine() -> String {
    concat!("day-planner ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// FNV-1a over the compact JSON of a document.
pub(crate) fn fingerprint(document: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(document).unwrap_or_default();
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn rows(found: &Found, event: bool) -> Vec<(Goal, i64, i64)> {
    let level = |at: usize| {
        let value = found.levels.get(at).copied().unwrap_or(0);
        (value, found.bounds.get(at).copied().unwrap_or(i64::MAX))
    };
    let order = [
        (Goal::Seen, SEEN),
        (Goal::Stability, STABLE),
        (Goal::Promised, PROMISED),
        (Goal::Covered, COVERED),
        (Goal::Score, FIT),
    ];
    order
        .into_iter()
        .filter(|(goal, _)| event || *goal != Goal::Stability)
        .map(|(goal, at)| (goal, level(at).0, level(at).1))
        .chain([(Goal::Comfort, found.comfort, found.comfort_bound)])
        .collect()
}

fn reached(found: &Found, event: bool) -> Vec<Reached> {
    rows(found, event)
        .into_iter()
        .map(|(goal, value, bound)| Reached { goal, value, bound, gap: (bound - value).abs() })
        .collect()
}

fn report(found: &Found, event: bool) -> (Values, Bounds) {
    let mut values = Values::default();
    let mut bounds = Bounds::default();
    for (goal, value, bound) in rows(found, event) {
        match goal {
            Goal::Seen => (values.seen, bounds.seen) = (value, Some(bound)),
            Goal::Stability => {
                (values.stability, bounds.stability) = (Some(value), Some(bound));
            }
            Goal::Promised => (values.promised, bounds.promised) = (value, Some(bound)),
            Goal::Covered => (values.covered, bounds.covered) = (value, Some(bound)),
            Goal::Score => (values.score, bounds.score) = (value, Some(bound)),
            Goal::Comfort => (values.comfort, bounds.comfort) = (value, Some(bound)),
            Goal::Even | Goal::WorstOff => {}
        }
    }
    (values, bounds)
}
