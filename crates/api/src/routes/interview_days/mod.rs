//! Application days: the frame, the pool of people, plans with versions.

mod attendance;
mod documents;
mod happened;
mod invitations;
mod outcomes;
mod plans;
mod replans;
mod showing;
mod sizing;

pub(super) use attendance::{AttendanceView, list_attendance, put_attendance};
pub(super) use documents::get_document;
pub(super) use invitations::choose_invitations;
pub(super) use outcomes::{
    OutcomeView, get_outcomes, list_outcomes, put_outcome, put_role_outcome,
};
pub(super) use plans::{
    compare_plans, content, get_plan, in_force, list_plans, make_plan, publish_plan,
};
pub(super) use replans::make_replan;
pub(super) use sizing::size_day;

use actix_web::{get, post, put, web};
use formats::source::{Source, Syntax};
use interview_day::DayDocument;
use matching_core::id::ApplicantId;
use serde::{Deserialize, Serialize};
use store::Entry;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Applicant, InterviewDay, Kept, Record as _, random_id},
};

/// Most people of one day.
const MOST: usize = 5_000;

/// An application day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InterviewDayView {
    /// Its identifier.
    id: String,
    /// When, where, who asks, who helps.
    document: DayDocument,
    /// Who comes into question, by code.
    pool: Vec<ApplicantId>,
    /// How many plans there are; they are numbered from 1.
    plans: u32,
}

/// Who comes into question for a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"people": ["P-001", "P-002"]}))]
pub(crate) struct PoolRequest {
    /// The people's codes.
    #[schema(max_items = 5000)]
    people: Vec<ApplicantId>,
}

body!(PoolRequest);

fn view(kept: Kept<InterviewDay>) -> InterviewDayView {
    let InterviewDay { document, pool, plans } = kept.body;
    InterviewDayView { id: kept.id, document, pool, plans }
}

fn document(desk: &Desk, content: &Content) -> Result<DayDocument, Problem> {
    let source = Source::text(content.json()?, Syntax::Json);
    interview_day::day(source).map_err(|issues| Problem::unreadable(&issues, desk.language))
}

/// Lists application days.
#[utoipa::path(operation_id = "list_days", tag = "interview days", params(PageParameters), responses((status = 200, description = "A page of days.", body = Listing<InterviewDayView>)))]
#[get("/interview-days")]
pub(crate) async fn list_days(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    desk.run(move |desk| {
        let found = desk.page::<InterviewDay>(desk.query::<InterviewDay>(), &page)?;
        desk.saw(Entry::new("days_listed"))?;
        Reply::ok(&found.map(view))
    })
    .await
}

/// Gives one application day.
#[utoipa::path(operation_id = "get_day", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), responses((status = 200, description = "The day.", body = InterviewDayView)))]
#[get("/interview-days/{id}")]
pub(crate) async fn get_day(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = desk.get::<InterviewDay>(&id)?;
        desk.saw(Entry::new("day_read").about(InterviewDay::KIND, &*id))?;
        let version = kept.version;
        Ok(Reply::ok(&view(kept))?.version(version))
    })
    .await
}

/// Adds an application day.
#[utoipa::path(operation_id = "create_day", tag = "interview days", request_body = DayDocument, responses((status = 201, description = "Added.", body = InterviewDayView)))]
#[post("/interview-days")]
pub(crate) async fn create_day(desk: Desk, content: Content) -> Answer {
    desk.run(move |desk| {
        let document = document(desk, &content)?;
        desk.once(&content, || {
            let id = random_id()?;
            let body = InterviewDay { document, pool: Vec::new(), plans: 0 };
            let batch = desk
                .batch()
                .create(InterviewDay::KIND, &desk.key(&id), stored(&body)?)
                .journal(Entry::new("day_added").about(InterviewDay::KIND, &id));
            let place = format!("/v1/interview-days/{id}");
            let InterviewDay { document, pool, plans } = body;
            let view = InterviewDayView { id, document, pool, plans };
            Ok((batch, Reply::created(place, &view)?.version(1)))
        })
    })
    .await
}

/// Replaces the frame of an application day. Plans stay as they were made.
#[utoipa::path(operation_id = "put_day", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = DayDocument, responses((status = 200, description = "Replaced.", body = InterviewDayView)))]
#[put("/interview-days/{id}")]
pub(crate) async fn put_day(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let document = document(desk, &content)?;
        let mut kept = desk.get::<InterviewDay>(&id)?;
        kept.body.document = document;
        replace(desk, kept, expected, "day_changed")
    })
    .await
}

/// Says who comes into question for a day.
#[utoipa::path(operation_id = "put_pool", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = PoolRequest, responses((status = 200, description = "Replaced.", body = InterviewDayView)))]
#[put("/interview-days/{id}/pool")]
pub(crate) async fn put_pool(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: PoolRequest = content.read()?;
    desk.run(move |desk| {
        let expected = desk.expected()?;
        if wanted.people.len() > MOST {
            let detail = format!("a day has at most {MOST} people");
            return Err(Problem::new(ProblemCode::TooMuch, detail));
        }
        let mut kept = desk.get::<InterviewDay>(&id)?;
        for person in &wanted.people {
            desk.get::<Applicant>(person.as_str())?;
        }
        kept.body.pool = wanted.people;
        replace(desk, kept, expected, "pool_changed")
    })
    .await
}

fn replace(desk: &Desk, kept: Kept<InterviewDay>, expected: u64, action: &str) -> Answer {
    let key = desk.key(&kept.id);
    let batch = desk.batch().replace(InterviewDay::KIND, &key, expected, stored(&kept.body)?);
    desk.commit(&batch.journal(Entry::new(action).about(InterviewDay::KIND, &kept.id)))?;
    Ok(Reply::ok(&view(kept))?.version(expected + 1))
}
