//! Plans of an application day: made, compared, published; never changed.

mod background;
mod kept;
mod making;

pub(super) use kept::{PlanView, added, number, plan, unhurried, view};
pub(in crate::routes) use kept::{content, in_force};
pub(super) use making::gathered;
pub(in crate::routes) use making::pool;

use std::collections::BTreeMap;

use actix_web::{get, post, web};
use background::in_background;
use day_planner::{Budget, Change, day::Talk, diff};
use making::{PlanRequest, planned};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, stored},
    problem::{Problem, ProblemCode},
    records::{InterviewDay, Plan, Record as _},
    routes::jobs::JobView,
};

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

/// Makes a plan from the day as it is, the published profiles and the pool.
#[utoipa::path(operation_id = "create_plan", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = PlanRequest, responses((status = 201, description = "The plan.", body = PlanView), (status = 202, description = "It is made beside the requests; look under `Location`, or watch its events.", body = JobView)))]
#[post("/interview-days/{id}/plans")]
pub(crate) async fn make_plan(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: PlanRequest = content.read()?;
    let (shared, key) = (desk.clone(), id.clone());
    let day = web::block(move || shared.get::<InterviewDay>(&key)).await;
    let day = day.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    if wanted.is_long(&day.body) {
        return in_background(desk, content, (day, wanted)).await;
    }
    desk.run(move |desk| {
        let make = || {
            let day = desk.get::<InterviewDay>(&id)?;
            let answer = planned(desk, &day.body, &wanted, &Budget::steps(wanted.steps()))?;
            let plan = Plan::new(&day, answer);
            let (batch, kept) = added(desk, day, plan, "day_planned")?;
            let view = view(desk, kept)?;
            let place = format!("/v1/interview-days/{id}/plans/{}", view.number);
            Ok((batch, Reply::created(place, &view)?.version(1)))
        };
        unhurried(|| desk.once(&content, make))
    })
    .await
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
        Reply::ok(&found.map(PlanView::bare))
    })
    .await
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
