//! Plans of an application day: made, compared, published; never changed.

use std::collections::BTreeMap;

use actix_web::{get, post, web};
use day_planner::{
    Budget, Change, Settings,
    day::{DayPlan, Happened, Talk, plan_day},
    diff,
};
use formats::{answer::engine_document, document::PersonDocument};
use interview_day::{DayAnswer, answer, gather};
use matching_core::{calendar::Date, model::RequirementProfile};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Applicant, InterviewDay, Kept, Plan, Record as _},
    view::Audience,
};

/// Search steps of a plan, unless the request says otherwise: seconds for a day of a few hundred.
const STEPS: u64 = 200_000;
/// Most search steps of one request.
const MOST_STEPS: u64 = 5_000_000;

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
}

body!(PlanRequest);

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanView {
    /// Its number, from 1.
    number: u32,
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

fn view(desk: &Desk, kept: Kept<Plan>) -> PlanView {
    let number = kept.id.rsplit_once('@').and_then(|(_, number)| number.parse().ok());
    let Plan { day_version, mut answer, published_at, day: _ } = kept.body;
    without_reasons(&mut answer, &desk.audience());
    let number = number.unwrap_or_default();
    PlanView { number, at: kept.at, by: kept.by, day_version, published_at, answer }
}

/// Why a person is near to a role and not in it may tell of health: for casework only.
fn without_reasons(answer: &mut Value, audience: &Audience) {
    if *audience == Audience::Casework {
        return;
    }
    let rows = answer.get_mut("without_talk").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten() {
        if let Some(reasons) = row.pointer_mut("/nearest/reasons") {
            *reasons = json!([]);
        }
    }
}

/// Makes a plan from the day as it is, the published profiles and the pool.
#[utoipa::path(operation_id = "create_plan", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = PlanRequest, responses((status = 201, description = "The plan.", body = PlanView)))]
#[post("/interview-days/{id}/plans")]
pub(crate) async fn make_plan(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: PlanRequest = content.read()?;
    desk.run(move |desk| {
        desk.once(&content, || {
            let mut kept = desk.get::<InterviewDay>(&id)?;
            let made = planned(desk, &kept.body, &wanted)?;
            kept.body.plans += 1;
            let number = kept.body.plans;
            let plan = Plan {
                day: kept.id.clone(),
                day_version: kept.version,
                answer: made,
                published_at: None,
            };
            let plan_id = Plan::id(&id, number);
            let entry = Entry::new("day_planned").about(InterviewDay::KIND, &*id);
            let batch = desk
                .batch()
                .replace(InterviewDay::KIND, &desk.key(&id), kept.version, stored(&kept.body)?)
                .create(Plan::KIND, &desk.key(&plan_id), stored(&plan)?)
                .journal(entry.details(json!({ "plan": number })));
            let (at, by) = (desk.now, desk.caller.actor());
            let organisation = desk.caller.organisation.clone();
            let kept = Kept { id: plan_id, version: 1, at, by, organisation, body: plan };
            let place = format!("/v1/interview-days/{id}/plans/{number}");
            Ok((batch, Reply::created(place, &view(desk, kept))?.version(1)))
        })
    })
    .await
}

fn planned(desk: &Desk, day: &InterviewDay, wanted: &PlanRequest) -> Result<Value, Problem> {
    let office = desk.office(wanted.as_of)?;
    let profiles: Vec<RequirementProfile> =
        office.profiles().map(|profile| profile.bound.profile().clone()).collect();
    let mut people: Vec<PersonDocument> = Vec::new();
    for id in &day.pool {
        // Who was erased or whose case was closed since does not come.
        if let Some(kept) = desk.find::<Applicant>(id.as_str())? {
            people.push(kept.body.person);
        }
    }
    let engine = desk.state.knowledge.engine();
    let refused = |issues: Vec<issue::Issue>| Problem::invalid(&issues, desk.language);
    let gathered =
        gather(&day.document, &profiles, &people, (engine, office.day())).map_err(refused)?;
    let steps = wanted.steps.unwrap_or(STEPS).clamp(1, MOST_STEPS);
    let settings = Settings { seed: wanted.seed.unwrap_or(1), threads: 1 };
    let plan = plan_day(&gathered.day, &settings, &Budget::steps(steps))
        .map_err(|rejected| refused(rejected.issues))?;
    let stamp = (engine_document(engine, &desk.state.fingerprint), office.day());
    let nothing: Option<&Happened> = None;
    serde_json::to_value(answer(gathered, nothing, plan, stamp))
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
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
        let items =
            items.map(|kept| PlanView { answer: Value::Null, ..view(desk, kept) }).collect();
        Reply::ok(&Listing { items, next: found.next })
    })
    .await
}

fn plan(desk: &Desk, id: &str, number: u32) -> Result<Kept<Plan>, Problem> {
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
        Ok(Reply::ok(&view(desk, kept))?.version(version))
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
        Ok(Reply::created(place, &view(desk, kept))?.version(version))
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
        let before = talks(plan(desk, &id, plans.from)?)?;
        let after = talks(plan(desk, &id, plans.to)?)?;
        desk.saw(Entry::new("plans_compared").about(InterviewDay::KIND, &*id))?;
        let found = diff(&before, &after);
        let (people, tables) = (found.people, found.tables);
        Reply::ok(&PlanComparison { people, tables, unchanged: found.unchanged })
    })
    .await
}

/// The talks of a stored plan.
fn talks(mut kept: Kept<Plan>) -> Result<Vec<Talk>, Problem> {
    let plan = kept.body.answer.get_mut("plan").map(Value::take).unwrap_or_default();
    let plan: DayPlan = serde_json::from_value(plan)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    Ok(plan.talks())
}
