//! What came of an application day, person by person: the ladder, both sides, and why it ended. A
//! correction is a new version; the former ones stay.

mod rules;

use actix_web::{get, put, web};
use matching_core::id::ApplicantId;
use serde::Serialize;
use serde_json::json;
use store::{Entry, Timestamp};
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Applicant, Attendance, Course, CourseDocument, InterviewDay, Kept, Record as _},
};

/// Versions that are read at once.
const PIECE: usize = 100;

body!(CourseDocument);

/// How far a person came.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeView {
    /// The day.
    day: String,
    /// The person.
    applicant: ApplicantId,
    /// The role on the day; null for what comes before any talk.
    role: Option<String>,
    /// The version; give it as `If-Match` to correct it.
    version: u64,
    /// When this version was written.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who wrote it.
    by: String,
    /// What happened.
    outcome: CourseDocument,
}

/// How far a person came, with everything that was corrected.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeHistory {
    /// What holds now: before any talk, and for each role.
    outcomes: Vec<OutcomeView>,
    /// What was written before, the newest first for each of them.
    former: Vec<OutcomeView>,
}

impl OutcomeView {
    pub(in crate::routes) fn of(kept: Kept<Course>) -> Self {
        let Kept { version, at, by, body, .. } = kept;
        let Course { day, applicant, role, said } = body;
        Self { day, applicant, role, version, at, by, outcome: said }
    }
}

/// Lists what came of a day.
#[utoipa::path(operation_id = "list_outcomes", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), PageParameters), responses((status = 200, description = "A page of outcomes.", body = Listing<OutcomeView>)))]
#[get("/interview-days/{id}/outcomes")]
pub(crate) async fn list_outcomes(
    desk: Desk,
    id: web::Path<String>,
    page: web::Query<PageParameters>,
) -> Answer {
    desk.run(move |desk| {
        desk.get::<InterviewDay>(&id)?;
        let found = desk.page::<Course>(desk.query::<Course>().equal("day", &**id), &page)?;
        desk.saw(Entry::new("outcomes_read").about(InterviewDay::KIND, &*id))?;
        Reply::ok(&found.map(OutcomeView::of))
    })
    .await
}

/// Gives what came of a day for one person, with what was written before it was corrected.
#[utoipa::path(operation_id = "get_outcomes", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("applicant" = String, Path, description = "The person's code.")), responses((status = 200, description = "What came of it.", body = OutcomeHistory)))]
#[get("/interview-days/{id}/outcomes/{applicant}")]
pub(crate) async fn get_outcomes(desk: Desk, path: web::Path<(String, String)>) -> Answer {
    desk.run(move |desk| {
        let (id, applicant) = path.into_inner();
        desk.get::<InterviewDay>(&id)?;
        desk.get::<Applicant>(&applicant)?;
        let query = desk.query::<Course>().equal("applicant", applicant.as_str());
        let mut history = OutcomeHistory { outcomes: Vec::new(), former: Vec::new() };
        for kept in desk.all::<Course>(&query)? {
            if kept.body.day == id {
                history.former.extend(former(desk, &kept)?);
                history.outcomes.push(OutcomeView::of(kept));
            }
        }
        desk.saw(Entry::new("outcomes_read").about(Applicant::KIND, &applicant))?;
        Reply::ok(&history)
    })
    .await
}

fn former(desk: &Desk, kept: &Kept<Course>) -> Result<Vec<OutcomeView>, Problem> {
    let key = desk.key(&kept.id);
    let before = Some(kept.version);
    let versions = desk.state.store.history(Course::KIND, &key, before, PIECE)?;
    let documents =
        versions.into_iter().filter_map(|version| version.into_document(Course::KIND, &key));
    documents.map(|document| Ok(OutcomeView::of(Kept::read(document)?))).collect()
}

/// Notes how far a person came before any talk: invited, replied, shown. The first note needs no
/// `If-Match`.
#[utoipa::path(operation_id = "put_outcome", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("applicant" = String, Path, description = "The person's code.")), request_body = CourseDocument, responses((status = 200, description = "Noted.", body = OutcomeView)))]
#[put("/interview-days/{id}/outcomes/{applicant}")]
pub(crate) async fn put_outcome(
    desk: Desk,
    path: web::Path<(String, String)>,
    content: Content,
) -> Answer {
    let said: CourseDocument = content.read()?;
    desk.run(move |desk| {
        let (id, applicant) = path.into_inner();
        note(desk, (&id, &applicant, None), said)
    })
    .await
}

/// Notes how far a person came with a role: from the talk to being still there after a year. The first
/// note needs no `If-Match`.
#[utoipa::path(operation_id = "put_role_outcome", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("applicant" = String, Path, description = "The person's code."), ("role" = String, Path, description = "The role, by its identifier on the day.")), request_body = CourseDocument, responses((status = 200, description = "Noted.", body = OutcomeView)))]
#[put("/interview-days/{id}/outcomes/{applicant}/{role}")]
pub(crate) async fn put_role_outcome(
    desk: Desk,
    path: web::Path<(String, String, String)>,
    content: Content,
) -> Answer {
    let said: CourseDocument = content.read()?;
    desk.run(move |desk| {
        let (id, applicant, role) = path.into_inner();
        note(desk, (&id, &applicant, Some(role)), said)
    })
    .await
}

fn note(
    desk: &Desk,
    (id, applicant, role): (&str, &str, Option<String>),
    said: CourseDocument,
) -> Answer {
    let day = desk.get::<InterviewDay>(id)?.body;
    let person = desk.get::<Applicant>(applicant)?.body.person.id;
    let came = || desk.find::<Attendance>(&Attendance::id(id, applicant));
    if !day.pool.contains(&person) && came()?.is_none() {
        let detail = "the person neither stands in the pool of the day nor came to it";
        return Err(Problem::new(ProblemCode::WrongState, detail));
    }
    if let Some(role) =
        role.as_deref().filter(|id| day.document.roles.iter().all(|r| r.id() != *id))
    {
        return Err(Problem::missing(role));
    }
    let wrong = rules::check(&said, role.is_some(), desk.today());
    if !wrong.is_empty() {
        let told: Vec<String> =
            wrong.iter().map(|(place, why)| format!("{place}: {why}")).collect();
        return Err(Problem::new(ProblemCode::InvalidDocument, told.join("; ")));
    }
    let record = Course::id(id, applicant, role.as_deref());
    let before = desk.find::<Course>(&record)?.is_some();
    let details = json!({ "day": id, "role": role });
    let body = Course { day: id.to_owned(), applicant: person, role, said };
    let key = desk.key(&record);
    let batch = if before {
        desk.batch().replace(Course::KIND, &key, desk.expected()?, stored(&body)?)
    } else {
        desk.batch().create(Course::KIND, &key, stored(&body)?)
    };
    let entry = Entry::new("outcome_noted").about(Applicant::KIND, applicant);
    let receipt = desk.commit(&batch.journal(entry.details(details)))?;
    let version = receipt.versions.first().copied().unwrap_or(1);
    let (at, by) = (desk.now, desk.caller.actor());
    let organisation = desk.caller.organisation.clone();
    let kept = Kept { id: record, version, at, by, organisation, body };
    Ok(Reply::ok(&OutcomeView::of(kept))?.version(version))
}
