//! A plan as it is kept and as it is shown, its number, and which one is in force.

use day_planner::day::{Day, DayPlan, Happened};
use interview_day::DayAnswer;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Batch, Entry, Timestamp};
use utoipa::ToSchema;

use crate::{
    http::{Answer, Desk, stored},
    problem::{Problem, ProblemCode},
    records::{InterviewDay, Kept, Plan, Record as _},
    view::day_answer,
};

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanView {
    /// Its number, from 1.
    pub(in crate::routes::interview_days) number: u32,
    /// When it was made or published.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who made or published it.
    by: String,
    /// The version of the day that it was made from.
    day_version: u64,
    /// When it was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Timestamp>,
    /// For a plan of the rest of a day: the number of the plan before.
    base: Option<u32>,
    /// For a plan of the rest of a day: what had happened; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    happened: Option<Happened>,
    /// The plan with everybody without a talk, and why; left out in lists.
    #[schema(value_type = Option<DayAnswer>)]
    #[serde(skip_serializing_if = "Value::is_null")]
    answer: Value,
}

/// A plan as the caller may see it, with what follows from it.
pub(in crate::routes::interview_days) fn view(
    desk: &Desk,
    mut kept: Kept<Plan>,
) -> Result<PlanView, Problem> {
    complete(&mut kept.body)?;
    kept.body.answer = day_answer(kept.body.answer, &desk.audience());
    Ok(PlanView::of(kept))
}

impl PlanView {
    /// A plan without its content, for lists.
    pub(super) fn bare(kept: Kept<Plan>) -> Self {
        Self { answer: Value::Null, happened: None, ..Self::of(kept) }
    }

    fn of(kept: Kept<Plan>) -> Self {
        let number = number(&kept);
        let Kept { at, by, body, .. } = kept;
        let Plan { day_version, answer, published_at, rest, day: _ } = body;
        let (base, happened) = rest.map(|rest| (rest.base, rest.happened)).unzip();
        Self { number, at, by, day_version, published_at, base, happened, answer }
    }
}

/// Every pair without a slot follows from the day and the plan, and is as long as both: it is not kept.
const DERIVED: &str = "without_slot";

/// Derives what is not kept of a plan.
fn complete(plan: &mut Plan) -> Result<(), Problem> {
    if plan.answer.get(DERIVED).is_some() {
        return Ok(());
    }
    let (day, made) = content(plan)?;
    let happened = plan.rest.as_ref().map(|rest| &rest.happened);
    let derived = serde_json::to_value(made.without_slot(&day, happened, 0))
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    if let Some(answer) = plan.answer.as_object_mut() {
        answer.insert(DERIVED.to_owned(), derived);
    }
    Ok(())
}

/// The number of a plan.
pub(in crate::routes::interview_days) fn number(kept: &Kept<Plan>) -> u32 {
    let number = kept.id.rsplit_once('@').and_then(|(_, number)| number.parse().ok());
    number.unwrap_or_default()
}

/// Adds a plan to a day, as the next number.
pub(in crate::routes::interview_days) fn added(
    desk: &Desk,
    mut day: Kept<InterviewDay>,
    plan: Plan,
    action: &str,
) -> Result<(Batch, Kept<Plan>), Problem> {
    day.body.plans += 1;
    let mut bare = plan.clone();
    let _derived = bare.answer.as_object_mut().and_then(|answer| answer.remove(DERIVED));
    let number = day.body.plans;
    let id = Plan::id(&day.id, number);
    let entry = Entry::new(action).about(InterviewDay::KIND, &day.id);
    let batch = desk
        .batch()
        .replace(InterviewDay::KIND, &desk.key(&day.id), day.version, stored(&day.body)?)
        .create(Plan::KIND, &desk.key(&id), stored(&bare)?)
        .journal(entry.details(json!({ "plan": number })));
    let (at, by) = (desk.now, desk.caller.actor());
    let organisation = desk.caller.organisation.clone();
    Ok((batch, Kept { id, version: 1, at, by, organisation, body: plan }))
}

/// How often a plan is added again, when somebody changed the day meanwhile.
pub(super) const TRIES: usize = 5;

/// Makes and adds a plan, again where somebody added another one meanwhile: whoever asks for a new plan
/// names no version.
pub(in crate::routes::interview_days) fn unhurried(attempt: impl Fn() -> Answer) -> Answer {
    for _ in 0..TRIES {
        match attempt() {
            Err(problem) if problem.code == ProblemCode::VersionConflict.code() => {}
            answer => return answer,
        }
    }
    Err(too_often())
}

/// That others never stop changing the day.
pub(super) fn too_often() -> Problem {
    Problem::new(ProblemCode::WrongState, "the day is changed too often at present")
}

/// The newest published plan of a day, else the newest one.
pub(in crate::routes) fn in_force(
    desk: &Desk,
    day: &Kept<InterviewDay>,
) -> Result<Kept<Plan>, Problem> {
    let mut newest = None;
    for number in (1..=day.body.plans).rev() {
        let found = desk.find::<Plan>(&Plan::id(&day.id, number))?;
        if found.as_ref().is_some_and(|plan| plan.body.published_at.is_some()) {
            newest = found;
            break;
        }
        newest = newest.or(found);
    }
    newest.ok_or_else(|| Problem::new(ProblemCode::WrongState, "the day has no plan yet"))
}

/// What a stored plan holds: the day as it was planned, and the plan.
pub(in crate::routes) fn content(plan: &Plan) -> Result<(Day, DayPlan), Problem> {
    let part = |name| plan.answer.get(name).cloned().unwrap_or_default();
    let failed = |error: serde_json::Error| Problem::new(ProblemCode::Internal, error.to_string());
    Ok((
        serde_json::from_value(part("day")).map_err(failed)?,
        serde_json::from_value(part("plan")).map_err(failed)?,
    ))
}

/// A plan of a day by its number.
pub(in crate::routes::interview_days) fn plan(
    desk: &Desk,
    id: &str,
    number: u32,
) -> Result<Kept<Plan>, Problem> {
    desk.get::<InterviewDay>(id)?;
    let found = desk.find::<Plan>(&Plan::id(id, number))?;
    found.ok_or_else(|| Problem::missing(&format!("{id} plan {number}")))
}
