//! Importing people as a job: CSV or XLSX with a known mapping, or NDJSON; progress for whoever watches.

mod how;
mod work;

pub(crate) use how::How;

use actix_web::{HttpResponse, delete, get, post, web};
use how::{CSV, NDJSON, XLSX};

use super::jobs::{IMPORT, JobView, ProgressEvent, begin, job, listed, shown, stopped, watched};
use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters},
    problem::{Problem, ProblemCode},
    records::{Job, Kept},
};

/// Imports people: a table (`text/csv`, or an XLSX workbook) with headings that a mapping knows, or
/// `application/x-ndjson` with one person a line. People who are there already get a new version.
#[utoipa::path(
    operation_id = "create_import",
    tag = "transfer",
    params(How),
    request_body(content(
        (String = "text/csv", example = json!("Kennung;Deutsch Hören;Deutsch Sprechen;Deutsch Lesen;Deutsch Schreiben;Arbeitserlaubnis\nP-301;B1;B1;A2;A2;frei\n")),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/x-ndjson", example = json!("{\"id\": \"P-302\", \"facts\": [{\"kind\": \"hours\", \"from\": 20, \"to\": 30}]}\n")),
    )),
    responses((status = 202, description = "It goes on; look under `Location`, or watch its events.", body = JobView)),
)]
#[post("/imports")]
pub(crate) async fn create_import(desk: Desk, how: web::Query<How>, content: Content) -> Answer {
    if ![CSV, XLSX, NDJSON].contains(&&*content.media) {
        let detail = format!("send {CSV}, {XLSX} or {NDJSON}");
        return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
    }
    let (how, body) = (how.into_inner(), content.clone());
    begin(desk, content, (IMPORT, 0), move |desk, work| work::take_over(desk, work, &how, &body))
        .await
}

/// An import: other work is not one.
fn import(desk: &Desk, id: &str) -> Result<Kept<Job>, Problem> {
    let kept = job(desk, id)?;
    if kept.body.task == IMPORT { Ok(kept) } else { Err(Problem::missing(id)) }
}

/// Lists imports; a page may be shorter than asked for.
#[utoipa::path(operation_id = "list_imports", tag = "transfer", params(PageParameters), responses((status = 200, description = "A page of imports.", body = Listing<JobView>)))]
#[get("/imports")]
pub(crate) async fn list_imports(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    listed(desk, page, Some(IMPORT)).await
}

/// Gives one import with what came of it: counts, and what is wrong with which row.
#[utoipa::path(operation_id = "get_import", tag = "transfer", params(("id" = String, Path, description = "The identifier of the import.")), responses((status = 200, description = "The import.", body = JobView)))]
#[get("/imports/{id}")]
pub(crate) async fn get_import(desk: Desk, id: web::Path<String>) -> Answer {
    shown(desk, id.into_inner(), import).await
}

/// Tells how far an import is, as server-sent events `progress`, until it is over.
#[utoipa::path(operation_id = "watch_import", tag = "transfer", params(("id" = String, Path, description = "The identifier of the import.")), responses((status = 200, description = "Events `progress`, each with a `Progress` as data.", body = ProgressEvent, content_type = "text/event-stream")))]
#[get("/imports/{id}/events")]
pub(crate) async fn watch_import(
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    watched(desk, id.into_inner(), import).await
}

/// Stops an import. What was taken over until then stays.
#[utoipa::path(operation_id = "cancel_import", tag = "transfer", params(("id" = String, Path, description = "The identifier of the import.")), responses((status = 204, description = "It stops.")))]
#[delete("/imports/{id}")]
pub(crate) async fn cancel_import(desk: Desk, id: web::Path<String>) -> Answer {
    stopped(desk, id.into_inner(), import).await
}
