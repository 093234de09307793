//! Making a plan of a day from the day as it is, the published profiles and the pool.

use day_planner::{
    Budget, Settings,
    day::{Happened, plan_day},
};
use formats::document::PersonDocument;
use interview_day::{DayDocument, Gathered, answer, gather};
use matching_core::{calendar::Date, model::RequirementProfile};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    http::{Desk, body},
    live::Office,
    problem::{Problem, ProblemCode},
    records::{Applicant, InterviewDay},
};

/// Search steps of a plan, unless the request says otherwise: seconds for a day of a few hundred.
const STEPS: u64 = 200_000;
/// Most search steps of one request.
const MOST_STEPS: u64 = 5_000_000;

/// Most people of a plan that is answered at once.
const MOST_AT_ONCE: usize = 500;
/// Most search steps of a plan that is answered at once.
const MOST_STEPS_AT_ONCE: u64 = 1_000_000;

/// How a plan is made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seed": 1}))]
pub(crate) struct PlanRequest {
    /// The day as of which people and profiles are read; today without it.
    as_of: Option<Date>,
    /// Where chance begins: the same input, seed and steps give the same plan. 1 without it.
    seed: Option<u64>,
    /// Search steps; 200 000 without it.
    #[schema(minimum = 1, maximum = 5_000_000)]
    steps: Option<u64>,
    /// Whether the plan is made beside the requests, as a job. A large one always is: more than 500
    /// people, or more than a million steps.
    #[serde(default)]
    #[schema(default = false)]
    background: bool,
}

impl PlanRequest {
    /// Search steps.
    pub(super) fn steps(&self) -> u64 {
        self.steps.unwrap_or(STEPS).clamp(1, MOST_STEPS)
    }

    /// Whether it takes too long for an answer at once.
    pub(super) fn is_long(&self, day: &InterviewDay) -> bool {
        self.background || day.pool.len() > MOST_AT_ONCE || self.steps() > MOST_STEPS_AT_ONCE
    }
}

body!(PlanRequest);

/// A day with these people and the published profiles, ready to be planned.
pub(in crate::routes::interview_days) fn gathered(
    desk: &Desk,
    document: &DayDocument,
    people: &[PersonDocument],
    office: &Office,
) -> Result<Gathered, Problem> {
    let profiles: Vec<RequirementProfile> =
        office.profiles().map(|profile| profile.bound.profile().clone()).collect();
    gather(document, &profiles, people, (desk.state.knowledge.planner(), office.day()))
        .map_err(|issues| Problem::invalid(&issues, desk.language))
}

/// Everybody of the pool who is still there.
pub(in crate::routes) fn pool(
    desk: &Desk,
    day: &InterviewDay,
) -> Result<Vec<PersonDocument>, Problem> {
    let mut people = Vec::new();
    for id in &day.pool {
        // Who was erased since does not come.
        people.extend(desk.find::<Applicant>(id.as_str())?.map(|kept| kept.body.person));
    }
    Ok(people)
}

/// The answer of the planner. Stopped or not, it is the plan that the steps led to.
pub(super) fn planned(
    desk: &Desk,
    day: &InterviewDay,
    wanted: &PlanRequest,
    budget: &Budget<'_>,
) -> Result<Value, Problem> {
    let office = desk.office(wanted.as_of)?;
    let gathered = gathered(desk, &day.document, &pool(desk, day)?, &office)?;
    let settings = Settings { seed: wanted.seed.unwrap_or(1), threads: 1 };
    let mut plan = plan_day(&gathered.day, &settings, budget)
        .map_err(|rejected| Problem::invalid(&rejected.issues, desk.language))?;
    // A search that could be stopped, and was not, comes to the same plan again.
    plan.reproducible |= !budget.stop.is_some_and(|stop| stop());
    let stamp = (desk.engine(), office.day());
    let nothing: Option<&Happened> = None;
    serde_json::to_value(answer(gathered, nothing, plan, stamp))
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
}
