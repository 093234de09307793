//! Closing a case: from then on the person is in no list, and retention counts.

use actix_web::{put, web};
use matching_core::calendar::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::replace;
use crate::{
    http::{Answer, Content, Desk, body},
    records::Applicant,
    view::PersonView,
};

/// Whether a case is open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"closed_on": "2026-11-30"}))]
pub(crate) struct Case {
    /// The day on which it was closed; null while it is open.
    #[schema(required)]
    closed_on: Option<Date>,
}

body!(Case);

/// Closes a case, or opens it again.
#[utoipa::path(operation_id = "put_case", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), request_body = Case, responses((status = 200, description = "Changed.", body = PersonView)))]
#[put("/applicants/{id}/case")]
pub(crate) async fn put_case(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: Case = content.read()?;
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let mut kept = desk.get::<Applicant>(&id)?;
        kept.body.closed_on = wanted.closed_on;
        replace(desk, &kept, expected, "case_changed")
    })
    .await
}
