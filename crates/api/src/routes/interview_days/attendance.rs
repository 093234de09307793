//! Who is there: checked in, late, absent, come without an invitation, gone. New plans of the rest of a
//! day read it from here.

use std::collections::BTreeMap;

use actix_web::{get, put, web};
use day_planner::day::Clock;
use interview_day::DayDocument;
use matching_core::id::ApplicantId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Applicant, Attendance, Guest, InterviewDay, Kept, Presence, Record as _, Status},
};

/// What is noted of a person on a date.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"date": "2026-12-03", "status": "late", "from": "10:15"}))]
pub(crate) struct PresenceRequest {
    /// Which date of the day.
    #[schema(max_length = 96)]
    date: String,
    /// Whether the person is there.
    status: Status,
    /// From when on: needed for `late`; for `walk_in` from the beginning without it.
    from: Option<Clock>,
    /// What the planner has to know of somebody who came without an invitation; for `walk_in` only.
    guest: Option<Guest>,
}

body!(PresenceRequest);

/// How a person came, or did not come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttendanceView {
    /// The day.
    day: String,
    /// The person.
    applicant: ApplicantId,
    /// Who noted it.
    by: String,
    /// The version; give it as `If-Match` to note something else.
    version: u64,
    /// For somebody who came without an invitation: what the planner has to know.
    guest: Option<Guest>,
    /// What is known of each date.
    dates: BTreeMap<String, Presence>,
}

impl AttendanceView {
    pub(in crate::routes) fn of(kept: Kept<Attendance>) -> Self {
        let Kept { by, version, body, .. } = kept;
        let Attendance { day, applicant, guest, dates } = body;
        Self { day, applicant, by, version, guest, dates }
    }
}

/// Lists who is there and who is not, as far as it was noted.
#[utoipa::path(operation_id = "list_attendance", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), PageParameters), responses((status = 200, description = "A page of people.", body = Listing<AttendanceView>)))]
#[get("/interview-days/{id}/attendance")]
pub(crate) async fn list_attendance(
    desk: Desk,
    id: web::Path<String>,
    page: web::Query<PageParameters>,
) -> Answer {
    desk.run(move |desk| {
        desk.get::<InterviewDay>(&id)?;
        let query = desk.query::<Attendance>().equal("day", &**id);
        let found = desk.page::<Attendance>(query, &page)?;
        desk.saw(Entry::new("attendance_read").about(InterviewDay::KIND, &*id))?;
        Reply::ok(&found.map(AttendanceView::of))
    })
    .await
}

/// Notes whether a person is there on a date. The first note needs no `If-Match`.
#[utoipa::path(operation_id = "put_attendance", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day."), ("applicant" = String, Path, description = "The person's code.")), request_body = PresenceRequest, responses((status = 200, description = "Noted.", body = AttendanceView)))]
#[put("/interview-days/{id}/attendance/{applicant}")]
pub(crate) async fn put_attendance(
    desk: Desk,
    path: web::Path<(String, String)>,
    content: Content,
) -> Answer {
    let wanted: PresenceRequest = content.read()?;
    desk.run(move |desk| {
        let (id, applicant) = path.into_inner();
        let day = desk.get::<InterviewDay>(&id)?.body;
        let person = desk.get::<Applicant>(&applicant)?.body.person.id;
        let record = Attendance::id(&id, &applicant);
        let before = desk.find::<Attendance>(&record)?;
        let expected = before.as_ref().map(|_| desk.expected()).transpose()?;
        let body = before.map_or_else(
            || Attendance {
                day: id.clone(),
                applicant: person,
                guest: None,
                dates: BTreeMap::new(),
            },
            |kept| kept.body,
        );
        let details = json!({ "day": id, "date": wanted.date, "status": wanted.status });
        let body = noted(body, &day, wanted, desk.now)?;
        let key = desk.key(&record);
        let batch = match expected {
            Some(version) => desk.batch().replace(Attendance::KIND, &key, version, stored(&body)?),
            None => desk.batch().create(Attendance::KIND, &key, stored(&body)?),
        };
        let entry = Entry::new("attendance_noted").about(Applicant::KIND, &applicant);
        let receipt = desk.commit(&batch.journal(entry.details(details)))?;
        let version = receipt.versions.first().copied().unwrap_or(1);
        let (at, by) = (desk.now, desk.caller.actor());
        let organisation = desk.caller.organisation.clone();
        let kept = Kept { id: record, version, at, by, organisation, body };
        Ok(Reply::ok(&AttendanceView::of(kept))?.version(version))
    })
    .await
}

/// A record with the note in it.
fn noted(
    mut record: Attendance,
    day: &InterviewDay,
    wanted: PresenceRequest,
    noted_at: store::Timestamp,
) -> Result<Attendance, Problem> {
    let PresenceRequest { date, status, from, guest } = wanted;
    let is_invited = day.pool.contains(&record.applicant);
    check(&day.document, (&date, status, from))?;
    match (status, guest) {
        (Status::WalkIn, _) if is_invited => {
            let detail = "the person stands in the pool of the day: note `checked_in`";
            return Err(Problem::new(ProblemCode::WrongState, detail));
        }
        (Status::WalkIn, guest) => {
            let guest = guest.or(record.guest).unwrap_or_default();
            let site = guest.site.as_deref();
            if site.is_some_and(|id| day.document.sites.iter().all(|site| site.id != id)) {
                return Err(wrong(format!("the day has no site {:?}", guest.site)));
            }
            record.guest = Some(guest);
        }
        (_, Some(_)) => return Err(wrong("`guest` is for `walk_in` only".to_owned())),
        (_, None) if !is_invited && record.guest.is_none() => {
            let detail = "the person does not stand in the pool of the day: note `walk_in`";
            return Err(Problem::new(ProblemCode::WrongState, detail));
        }
        (_, None) => {}
    }
    record.dates.insert(date, Presence { status, from, noted_at });
    Ok(record)
}

fn check(
    document: &DayDocument,
    (date, status, from): (&str, Status, Option<Clock>),
) -> Result<(), Problem> {
    let Some(open) = document.dates.iter().find(|open| open.id == date) else {
        return Err(wrong(format!("the day has no date {date:?}")));
    };
    match (status, from) {
        (Status::Late, None) => Err(wrong("`late` needs `from`: from when on".to_owned())),
        (Status::Late | Status::WalkIn, Some(from)) if from < open.from || from > open.to => {
            Err(wrong(format!("{from} is outside of {} to {}", open.from, open.to)))
        }
        (Status::Late | Status::WalkIn, _) | (_, None) => Ok(()),
        (_, Some(_)) => Err(wrong("`from` is for `late` and `walk_in` only".to_owned())),
    }
}

fn wrong(detail: String) -> Problem {
    Problem::new(ProblemCode::InvalidDocument, detail)
}
