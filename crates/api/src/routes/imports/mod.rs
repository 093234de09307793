//! Importing people as a job: CSV or XLSX with a known mapping, or NDJSON; progress for whoever watches.

mod events;
mod work;

pub(super) use events::{watch_import, watched};

use actix_web::{delete, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use super::{decisions::random_id, jobs::IMPORT};
use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, stored},
    jobs::Progress,
    problem::{Problem, ProblemCode},
    records::{Job, JobState, Kept, Record as _},
};

/// Tables as text.
const CSV: &str = "text/csv";
/// Tables of Excel.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// One document a line.
const NDJSON: &str = "application/x-ndjson";

/// How the file is imported.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The name of the file, for messages.
    #[param(max_length = 200)]
    file: Option<String>,
    /// The sheet of a workbook; the first one that holds anything without it.
    #[param(max_length = 31)]
    sheet: Option<String>,
    /// Takes over nothing as long as anything is wrong; without it, good rows are taken over and bad
    /// ones are reported.
    #[serde(default)]
    #[param(default = false)]
    all_or_nothing: bool,
    /// Only reports what would happen.
    #[serde(default)]
    #[param(default = false)]
    dry_run: bool,
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportView {
    /// Its identifier.
    id: String,
    /// How far it is.
    state: JobState,
    /// How many people are done.
    done: u64,
    /// How many people there are.
    total: u64,
    /// When it was started.
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// What came of it: counts, and what is wrong with which row.
    #[schema(value_type = Option<Object>)]
    result: Value,
}

impl ImportView {
    /// An import as it was kept, with the progress that was read before it: work that ends in between
    /// is kept as ended, never taken for lost.
    fn of(kept: Kept<Job>, now: Option<Progress>) -> Self {
        let Job { state, done, total, started_at, ended_at, result, task: _ } = kept.body;
        let now = now.filter(|_| !state.is_over());
        let (state, done, total) =
            now.map_or((state, done, total), |now| (now.state, now.done, now.total));
        // What this process does not work on was ended by the end of another one.
        let is_lost = now.is_none() && !state.is_over();
        let state = if is_lost { JobState::Interrupted } else { state };
        Self { id: kept.id, state, done, total, started_at, ended_at, result }
    }
}

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
    responses((status = 202, description = "It goes on; look under `Location`, or watch its events.", body = ImportView)),
)]
#[post("/imports")]
pub(crate) async fn create_import(desk: Desk, how: web::Query<How>, content: Content) -> Answer {
    if ![CSV, XLSX, NDJSON].contains(&&*content.media) {
        let detail = format!("send {CSV}, {XLSX} or {NDJSON}");
        return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
    }
    let beside = desk.clone();
    let how = how.into_inner();
    let body = content.clone();
    let reply = desk
        .run(move |desk| {
            let id = random_id()?;
            desk.once(&content, || {
                let job = Job {
                    task: IMPORT.to_owned(),
                    state: JobState::Running,
                    done: 0,
                    total: 0,
                    started_at: desk.now,
                    ended_at: None,
                    result: Value::Null,
                };
                let batch = desk.batch().create(Job::KIND, &desk.key(&id), stored(&job)?);
                let batch = batch.journal(Entry::new("import_started").about(Job::KIND, &id));
                let place = format!("/v1/imports/{id}");
                let (at, by) = (desk.now, desk.caller.actor());
                let organisation = desk.caller.organisation.clone();
                let kept = Kept { id: id.clone(), version: 1, at, by, organisation, body: job };
                desk.state.jobs.begin(&id, 0);
                let now = desk.state.jobs.progress(&id);
                Ok((batch, Reply::accepted(place, &ImportView::of(kept, now))?))
            })
        })
        .await?;
    if let Some(id) = reply.fresh_id() {
        // The work goes on after the answer, on a thread of its own.
        drop(tokio::task::spawn_blocking(move || work::import(&beside, &id, &how, &body)));
    }
    Ok(reply)
}

/// An import: other work is not one.
fn import(desk: &Desk, id: &str) -> Result<Kept<Job>, Problem> {
    let kept = desk.get::<Job>(id)?;
    if kept.body.task == IMPORT { Ok(kept) } else { Err(Problem::missing(id)) }
}

/// Lists imports.
#[utoipa::path(operation_id = "list_imports", tag = "transfer", params(PageParameters), responses((status = 200, description = "A page of imports.", body = Listing<ImportView>)))]
#[get("/imports")]
pub(crate) async fn list_imports(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    desk.run(move |desk| {
        let running = desk.state.jobs.all();
        let found = desk.page::<Job>(desk.query::<Job>(), &page)?;
        let imports = found.items.into_iter().filter(|kept| kept.body.task == IMPORT);
        let items = imports.map(|kept| {
            let now = running.get(&kept.id).copied();
            // Rows tell of people; they are read one import at a time.
            ImportView { result: Value::Null, ..ImportView::of(kept, now) }
        });
        Reply::ok(&Listing { items: items.collect(), next: found.next })
    })
    .await
}

/// Gives one import with what came of it.
#[utoipa::path(operation_id = "get_import", tag = "transfer", params(("id" = String, Path, description = "The identifier of the import.")), responses((status = 200, description = "The import.", body = ImportView)))]
#[get("/imports/{id}")]
pub(crate) async fn get_import(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let now = desk.state.jobs.progress(&id);
        let kept = import(desk, &id)?;
        desk.saw(Entry::new("import_read").about(Job::KIND, &*id))?;
        Reply::ok(&ImportView::of(kept, now))
    })
    .await
}

/// Stops an import. What was taken over until then stays.
#[utoipa::path(operation_id = "cancel_import", tag = "transfer", params(("id" = String, Path, description = "The identifier of the import.")), responses((status = 204, description = "It stops.")))]
#[delete("/imports/{id}")]
pub(crate) async fn cancel_import(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        import(desk, &id)?;
        if !desk.state.jobs.stop(&id) {
            return Err(Problem::new(ProblemCode::WrongState, "it is over"));
        }
        desk.commit(&desk.batch().journal(Entry::new("import_stopped").about(Job::KIND, &*id)))?;
        Ok(Reply::nothing())
    })
    .await
}
