//! Beginning a piece of long work, and writing down how it ended.

use serde_json::{Value, json};
use store::Entry;

use super::JobView;
use crate::{
    http::{Answer, Content, Desk, Reply, stored},
    jobs::{Progress, Work},
    problem::{Problem, ProblemCode},
    records::{Job, JobState, Kept, Record as _},
    routes::decisions::random_id,
};

/// How a piece of work ended.
#[derive(Debug)]
pub(in crate::routes) enum Ended {
    /// It is done; the document stands in the job.
    Done(Value),
    /// It is done; the document tells of many people and is held in memory for a while, never stored.
    Held(Value),
    /// Somebody stopped it; nothing was changed.
    Cancelled,
}

/// Begins a piece of work after the answer, on a thread of its own; the answer is 202 with the job.
pub(in crate::routes) async fn begin(
    desk: Desk,
    content: Content,
    (task, total): (&'static str, u64),
    work: impl FnOnce(&Desk, &Work) -> Result<Ended, Problem> + Send + 'static,
) -> Answer {
    let beside = desk.clone();
    let reply = desk
        .run(move |desk| {
            let id = random_id()?;
            let answered = desk.once(&content, || {
                let job = Job {
                    task: task.to_owned(),
                    state: JobState::Running,
                    done: 0,
                    total,
                    started_at: desk.now,
                    ended_at: None,
                    result: Value::Null,
                };
                let batch = desk.batch().create(Job::KIND, &desk.key(&id), stored(&job)?);
                let entry = Entry::new("job_started").about(Job::KIND, &id);
                let batch = batch.journal(entry.details(json!({ "task": task })));
                let place = format!("/v1/jobs/{id}");
                let (at, by) = (desk.now, desk.caller.actor());
                let organisation = desk.caller.organisation.clone();
                let kept = Kept { id: id.clone(), version: 1, at, by, organisation, body: job };
                desk.state.jobs.begin(&id, total);
                let now = desk.state.jobs.progress(&id);
                Ok((batch, Reply::accepted(place, &JobView::of(kept, now))?))
            });
            if answered.is_err() {
                desk.state.jobs.end(&id);
            }
            answered
        })
        .await?;
    if let Some(id) = reply.fresh_id() {
        drop(tokio::task::spawn_blocking(move || run(&beside, (&id, total), work)));
    }
    Ok(reply)
}

fn run(
    desk: &Desk,
    (id, total): (&str, u64),
    work: impl FnOnce(&Desk, &Work) -> Result<Ended, Problem>,
) {
    let going = desk.state.jobs.work(id).unwrap_or_else(|| desk.state.jobs.begin(id, total));
    let (state, result) = match work(desk, &going) {
        Ok(Ended::Done(result)) => (JobState::Done, result),
        Ok(Ended::Held(result)) => {
            desk.state.jobs.hold(id, result);
            (JobState::Done, Value::Null)
        }
        Ok(Ended::Cancelled) => (JobState::Cancelled, Value::Null),
        Err(problem) if problem.code == ProblemCode::Internal.code() => {
            (JobState::Interrupted, json!({ "problem": problem }))
        }
        Err(problem) => (JobState::Refused, json!({ "problem": problem })),
    };
    let done = if state == JobState::Done { total } else { 0 };
    if let Err(problem) = finish(desk, id, (state, done, result)) {
        tracing::error!(job = id, code = problem.code, "the end of a job could not be kept");
    }
    going.tell(Progress { state, done, total });
    desk.state.jobs.end(id);
}

fn finish(
    desk: &Desk,
    id: &str,
    (state, done, result): (JobState, u64, Value),
) -> Result<(), Problem> {
    let mut kept: Kept<Job> = desk.get(id)?;
    let ended_at = Some((desk.state.clock)());
    kept.body = Job { state, done, ended_at, result, ..kept.body };
    let batch = desk.batch().replace(Job::KIND, &desk.key(id), kept.version, stored(&kept.body)?);
    desk.commit(&batch.journal(Entry::new("job_ended").about(Job::KIND, id)))?;
    Ok(())
}
