//! Plans of an application day: made, compared, published; never changed.

mod background;
mod making;

pub(in crate::routes) use making::{make_plan, pool, profiles};

use std::collections::BTreeMap;

use actix_web::{get, post, web};
use day_planner::{
    Change,
    day::{Day, DayPlan, Happened, Talk},
    diff,
};
use interview_day::DayAnswer;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Batch, Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Listing, PageParameters, Reply, stored},
    problem::{Problem, ProblemCode},
    records::{InterviewDay, Kept, Plan, Record as _},
    view::day_answer,
};

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanView {
    /// Its number, from 1.
    pub(super) number: u32,
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

/// What is different between two plans.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanComparison {
    /// Changes by person.
    #[schema(value_type = Object)]
    people: BTreeMap<String, Vec<Change<Talk>>>,
    /// Changes by table.
    #[schema(value_type = Object)]
    tables: BTreeMap<String, Vec<Change<Talk>>>,
    /// Talks that are the same.
    unchanged: usize,
}

impl PlanComparison {
    /// What is different between what was announced and what holds now.
    pub(super) fn of(announced: &[Talk], now: &[Talk]) -> Self {
        let found = diff(announced, now);
        Self { people: found.people, tables: found.tables, unchanged: found.unchanged }
    }
}

/// Which plans.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Plans {
    /// The plan before.
    #[param(minimum = 1)]
    from: u32,
    /// The plan after.
    #[param(minimum = 1)]
    to: u32,
}

pub(super) fn view(desk: &Desk, mut kept: Kept<Plan>) -> Result<PlanView, Problem> {
    complete(&mut kept.body)?;
    kept.body.answer = day_answer(kept.body.answer, &desk.audience());
    Ok(PlanView::of(kept))
}

impl PlanView {
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
pub(super) fn number(kept: &Kept<Plan>) -> u32 {
    let number = kept.id.rsplit_once('@').and_then(|(_, number)| number.parse().ok());
    number.unwrap_or_default()
}

/// Adds a plan to a day, as the next number.
pub(super) fn added(
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

/// The newest published plan of a day, else the newest one.
pub(super) fn in_force(desk: &Desk, day: &Kept<InterviewDay>) -> Result<Kept<Plan>, Problem> {
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
pub(super) fn content(plan: &Plan) -> Result<(Day, DayPlan), Problem> {
    let part = |name| plan.answer.get(name).cloned().unwrap_or_default();
    let failed = |error: serde_json::Error| Problem::new(ProblemCode::Internal, error.to_string());
    Ok((
        serde_json::from_value(part("day")).map_err(failed)?,
        serde_json::from_value(part("plan")).map_err(failed)?,
    ))
}

/// Lists the plans of a day, the oldest first, without their content.
#[utoipa::path(operation_id = "list_plans", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), PageParameters), responses((status = 200, description = "A page of plans.", body = Listing<PlanView>)))]
#[get("/interview-days/{id}/plans")]
pub(crate) async fn list_plans(
    desk: Desk,
    id: web::Path<String>,
    page: web::Query<PageParameters>,
) -> Answer {
    desk.run(move |desk| {
        desk.get::<InterviewDay>(&id)?;
        let found = desk.page::<Plan>(desk.query::<Plan>().equal("day", &**id), &page)?;
        let items = found.items.into_iter();
        let items = items.map(|kept| PlanView {
            answer: Value::Null,
            happened: None,
            ..PlanView::of(kept)
        });
        let items = items.collect();
        Reply::ok(&Listing { items, next: found.next })
    })
    .await
}

pub(super) fn plan(desk: &Desk, id: &str, number: u32) -> Result<Kept<Plan>, Problem> {
    desk.get::<InterviewDay>(id)?;
    let found = desk.find::<Plan>(&Plan::id(id, number))?;
    found.ok_or_else(|| Problem::missing(&format!("{id} plan {number}")))
}

/// Gives one plan.
#[utoipa::path(operation_id = "get_plan", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("number" = u32, Path, description = "Which plan, from 1.")), responses((status = 200, description = "The plan.", body = PlanView)))]
#[get("/interview-days/{id}/plans/{number}")]
pub(crate) async fn get_plan(desk: Desk, path: web::Path<(String, u32)>) -> Answer {
    desk.run(move |desk| {
        let (id, number) = path.into_inner();
        let kept = plan(desk, &id, number)?;
        let entry = Entry::new("plan_read").about(InterviewDay::KIND, &id);
        desk.saw(entry.details(json!({ "plan": number })))?;
        let version = kept.version;
        Ok(Reply::ok(&view(desk, kept)?)?.version(version))
    })
    .await
}

/// Publishes a plan: from now on it is what was announced.
#[utoipa::path(operation_id = "publish_plan", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("number" = u32, Path, description = "Which plan, from 1.")), responses((status = 201, description = "Published.", body = PlanView)))]
#[post("/interview-days/{id}/plans/{number}/publications")]
pub(crate) async fn publish_plan(desk: Desk, path: web::Path<(String, u32)>) -> Answer {
    desk.run(move |desk| {
        let (id, number) = path.into_inner();
        let mut kept = plan(desk, &id, number)?;
        if kept.body.published_at.is_some() {
            return Err(Problem::new(ProblemCode::WrongState, "it was published before"));
        }
        kept.body.published_at = Some(desk.now);
        let key = desk.key(&kept.id);
        let entry = Entry::new("plan_published").about(InterviewDay::KIND, &id);
        let batch = desk.batch().replace(Plan::KIND, &key, kept.version, stored(&kept.body)?);
        desk.commit(&batch.journal(entry.details(json!({ "plan": number }))))?;
        let version = kept.version + 1;
        let place = format!("/v1/interview-days/{id}/plans/{number}");
        Ok(Reply::created(place, &view(desk, kept)?)?.version(version))
    })
    .await
}

/// Says what is different between two plans: who meets whom, where and when.
#[utoipa::path(operation_id = "compare_plans", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), Plans), responses((status = 200, description = "The differences.", body = PlanComparison)))]
#[get("/interview-days/{id}/comparison")]
pub(crate) async fn compare_plans(
    desk: Desk,
    id: web::Path<String>,
    plans: web::Query<Plans>,
) -> Answer {
    desk.run(move |desk| {
        let before = content(&plan(desk, &id, plans.from)?.body)?.1.talks();
        let after = content(&plan(desk, &id, plans.to)?.body)?.1.talks();
        desk.saw(Entry::new("plans_compared").about(InterviewDay::KIND, &*id))?;
        Reply::ok(&PlanComparison::of(&before, &after))
    })
    .await
}
