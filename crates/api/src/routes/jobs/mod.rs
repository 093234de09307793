//! Long work beside the requests, whatever it is: progress for whoever watches, a way to stop it, and
//! what came of it.

mod running;
mod watching;

pub(crate) use running::end_lost;
pub(super) use running::{Ended, begin};
pub(super) use watching::{Find, ProgressEvent, watched};

use actix_web::{HttpResponse, delete, get, web};
use serde::Serialize;
use serde_json::Value;
use store::{Entry, Timestamp};
use utoipa::ToSchema;

use crate::{
    access::Role,
    http::{Answer, Desk, Listing, PageParameters, Reply},
    jobs::Progress,
    problem::{Problem, ProblemCode},
    records::{Job, JobState, Kept, Record as _},
};

/// The task of an import.
pub(super) const IMPORT: &str = "import";
/// The task of planning a day.
pub(super) const PLAN: &str = "plan";
/// The task of matching everybody with every profile.
pub(super) const MATCHES: &str = "matches";

/// A piece of long work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobView {
    /// Its identifier.
    id: String,
    /// What is done: `import`, `plan` or `matches`.
    task: String,
    /// How far it is.
    state: JobState,
    /// How much is done.
    done: u64,
    /// How much there is.
    total: u64,
    /// When it was started.
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// What came of it, or why nothing did.
    #[schema(value_type = Option<Object>)]
    result: Value,
}

impl JobView {
    /// A piece of work as it was kept, with the progress that was read before it.
    fn of(kept: Kept<Job>, now: Option<Progress>) -> Self {
        let Job { task, state, done, total, started_at, ended_at, result } = kept.body;
        let now = now.filter(|_| !state.is_over());
        // What this process does not work on was ended by the end of another one.
        let is_lost = now.is_none() && !state.is_over();
        let state = if is_lost { JobState::Interrupted } else { state };
        let (state, done, total) =
            now.map_or((state, done, total), |now| (now.state, now.done, now.total));
        Self { id: kept.id, task, state, done, total, started_at, ended_at, result }
    }
}

/// Whether somebody may see work of a kind: whoever may begin it.
fn may_see(role: Role, task: &str) -> bool {
    match task {
        IMPORT => matches!(role, Role::Placement | Role::CaseManager),
        PLAN => matches!(role, Role::Placement | Role::Organiser),
        _ => matches!(role, Role::Placement | Role::CaseManager | Role::Organiser),
    }
}

/// Under which resource a piece of work is found.
fn home(task: &str) -> &'static str {
    if task == IMPORT { "imports" } else { "jobs" }
}

/// A piece of work that the caller may see.
pub(super) fn job(desk: &Desk, id: &str) -> Result<Kept<Job>, Problem> {
    let kept = desk.get::<Job>(id)?;
    if may_see(desk.caller.role, &kept.body.task) { Ok(kept) } else { Err(Problem::missing(id)) }
}

/// A page of the work that the caller may see, of one task or of all.
pub(super) async fn listed(
    desk: Desk,
    page: web::Query<PageParameters>,
    task: Option<&'static str>,
) -> Answer {
    desk.run(move |desk| {
        let running = desk.state.jobs.all();
        let found = desk.page::<Job>(desk.query::<Job>(), &page)?;
        let is_asked = |job: &Job| task.is_none_or(|task| job.task == task);
        let seen = found.items.into_iter().filter(|kept| is_asked(&kept.body));
        let seen = seen.filter(|kept| may_see(desk.caller.role, &kept.body.task));
        let items = seen.map(|kept| {
            let now = running.get(&kept.id).copied();
            // Results may tell of people; they are read one job at a time.
            JobView { result: Value::Null, ..JobView::of(kept, now) }
        });
        Reply::ok(&Listing { items: items.collect(), next: found.next })
    })
    .await
}

/// One piece of work with what came of it.
pub(super) async fn shown(desk: Desk, id: String, find: Find) -> Answer {
    desk.run(move |desk| {
        let now = desk.state.jobs.progress(&id);
        let kept = find(desk, &id)?;
        desk.saw(Entry::new("job_read").about(Job::KIND, &*id))?;
        let mut view = JobView::of(kept, now);
        if let Some(found) = desk.state.jobs.held(&id) {
            view.result = found;
        }
        Reply::ok(&view)
    })
    .await
}

/// Stops a piece of work that goes on.
pub(super) async fn stopped(desk: Desk, id: String, find: Find) -> Answer {
    desk.run(move |desk| {
        find(desk, &id)?;
        if !desk.state.jobs.stop(&id) {
            return Err(Problem::new(ProblemCode::WrongState, "it is over"));
        }
        desk.commit(&desk.batch().journal(Entry::new("job_stopped").about(Job::KIND, &*id)))?;
        Ok(Reply::nothing())
    })
    .await
}

/// Lists pieces of long work that the caller may see; a page may be shorter than asked for.
#[utoipa::path(operation_id = "list_jobs", tag = "jobs", params(PageParameters), responses((status = 200, description = "A page of jobs.", body = Listing<JobView>)))]
#[get("/jobs")]
pub(crate) async fn list_jobs(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    listed(desk, page, None).await
}

/// Gives one piece of long work with what came of it.
#[utoipa::path(operation_id = "get_job", tag = "jobs", params(("id" = String, Path, description = "The identifier of the job.")), responses((status = 200, description = "The job.", body = JobView)))]
#[get("/jobs/{id}")]
pub(crate) async fn get_job(desk: Desk, id: web::Path<String>) -> Answer {
    shown(desk, id.into_inner(), job).await
}

/// Tells how far a piece of work is, as server-sent events `progress`, until it is over.
#[utoipa::path(operation_id = "watch_job", tag = "jobs", params(("id" = String, Path, description = "The identifier of the job.")), responses((status = 200, description = "Events `progress`, each with a `Progress` as data.", body = ProgressEvent, content_type = "text/event-stream")))]
#[get("/jobs/{id}/events")]
pub(crate) async fn watch_job(desk: Desk, id: web::Path<String>) -> Result<HttpResponse, Problem> {
    watched(desk, id.into_inner(), job).await
}

/// Stops a piece of work. What an import had taken over stays; a plan is not made.
#[utoipa::path(operation_id = "cancel_job", tag = "jobs", params(("id" = String, Path, description = "The identifier of the job.")), responses((status = 204, description = "It stops.")))]
#[delete("/jobs/{id}")]
pub(crate) async fn cancel_job(desk: Desk, id: web::Path<String>) -> Answer {
    stopped(desk, id.into_inner(), job).await
}
