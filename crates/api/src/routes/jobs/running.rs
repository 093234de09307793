//! Beginning a piece of long work, and writing down how it ended: whatever happens to it, it ends.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};
use store::Entry;

use super::{JobView, home};
use crate::{
    http::{Answer, Content, Desk, Reply, stored},
    jobs::{Progress, Work},
    problem::{Problem, ProblemCode},
    records::{Job, JobState, Kept, Record as _, random_id},
};

/// How a piece of work ended.
#[derive(Debug)]
pub(in crate::routes) enum Ended {
    /// It is done; the document stands in the job.
    Done(Value),
    /// It is done; the document tells of many people and is held in memory for a while, never stored.
    Held(Value),
    /// Something is wrong with the input, as the document says; nothing was changed.
    Refused(Value),
    /// Somebody stopped it; the document says what was done until then.
    Cancelled(Value),
}

/// Begins a piece of work after the answer, on a thread of its own; the answer is 202 with the job.
pub(in crate::routes) async fn begin(
    desk: Desk,
    content: Content,
    (task, total): (&'static str, u64),
    work: impl FnOnce(&Desk, &Work) -> Result<Ended, Problem> + Send + 'static,
) -> Answer {
    desk.run(move |desk| {
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
            let place = format!("/v1/{}/{id}", home(task));
            let (at, by) = (desk.now, desk.caller.actor());
            let organisation = desk.caller.organisation.clone();
            let kept = Kept { id: id.clone(), version: 1, at, by, organisation, body: job };
            let now = desk.state.jobs.begin(&id, total).progress();
            Ok((batch, Reply::accepted(place, &JobView::of(kept, Some(now)))?))
        });
        match desk.state.jobs.work(&id) {
            Some(going) if matches!(&answered, Ok(reply) if reply.fresh_id().is_some()) => {
                // Begun here and not after the answer: whoever hangs up does not leave it lying.
                let desk = desk.clone();
                drop(tokio::task::spawn_blocking(move || run(&desk, (&id, &going), work)));
            }
            _ => desk.state.jobs.end(&id),
        }
        answered
    })
    .await
}

/// Does the work, keeps how it ended, and tells whoever watches.
fn run(
    desk: &Desk,
    (id, going): (&str, &Work),
    work: impl FnOnce(&Desk, &Work) -> Result<Ended, Problem>,
) {
    // What the work had in its hands is given up with it; locks that a panic leaves are taken over.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(desk, going))).unwrap_or_else(|_panic| {
        let detail = "the work broke off through a fault of the service; its log says more";
        Err(Problem::new(ProblemCode::Internal, detail))
    });
    let (state, result) = match outcome {
        Ok(ended) => came(desk, id, ended),
        Err(problem) => broke(id, &problem),
    };
    let Progress { done, total, .. } = going.progress();
    let done = if state == JobState::Done { total } else { done };
    let end = Progress { state, done, total };
    if let Err(problem) = finish(desk, id, end, result) {
        tracing::error!(job = id, code = problem.code, "the end of a job could not be kept");
    }
    going.tell(end);
    desk.state.jobs.end(id);
}

/// What came of work that came to its end.
fn came(desk: &Desk, id: &str, ended: Ended) -> (JobState, Value) {
    match ended {
        Ended::Done(result) => (JobState::Done, result),
        Ended::Held(result) => {
            desk.state.jobs.hold(id, result);
            (JobState::Done, Value::Null)
        }
        Ended::Refused(result) => (JobState::Refused, result),
        Ended::Cancelled(result) => (JobState::Cancelled, result),
    }
}

/// Why work did not: through what was asked for, or through a fault here.
fn broke(id: &str, problem: &Problem) -> (JobState, Value) {
    let told = json!({ "problem": problem });
    if problem.status < 500 {
        return (JobState::Refused, told);
    }
    tracing::error!(job = id, code = problem.code, cause = problem.detail, "a job failed");
    (JobState::Failed, told)
}

/// Keeps how a piece of work ended.
fn finish(desk: &Desk, id: &str, end: Progress, result: Value) -> Result<(), Problem> {
    let kept: Kept<Job> = desk.get(id)?;
    let Progress { state, done, total } = end;
    let ended_at = Some((desk.state.clock)());
    let entry = Entry::new("job_ended").about(Job::KIND, id);
    let entry = entry.details(json!({ "task": kept.body.task, "state": state }));
    let body = Job { state, done, total, ended_at, result, ..kept.body };
    let batch = desk.batch().replace(Job::KIND, &desk.key(id), kept.version, stored(&body)?);
    desk.commit(&batch.journal(entry))?;
    Ok(())
}

/// Ends the work of an organisation that the end of another process left lying.
pub(crate) fn end_lost(desk: &Desk) -> Result<(), Problem> {
    for kept in desk.all::<Job>(&desk.query::<Job>())? {
        if kept.body.state.is_over() || desk.state.jobs.progress(&kept.id).is_some() {
            continue;
        }
        let Job { done, total, .. } = kept.body;
        let end = Progress { state: JobState::Interrupted, done, total };
        finish(desk, &kept.id, end, kept.body.result)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use actix_web::web;
    use knowledge::{Knowledge, Shelf};
    use serde_json::{Value, json};
    use store::{JournalQuery, Timestamp};

    use super::{Ended, end_lost, run};
    use crate::{
        Config, State,
        http::{Desk, stored},
        jobs::Progress,
        problem::{Problem, ProblemCode},
        records::{Job, JobState, Record as _},
    };

    fn noon() -> Timestamp {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    /// A desk in an empty house.
    fn desk() -> Desk {
        let knowledge = Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap();
        let state = State::open(knowledge, Config::default(), noon).unwrap();
        Desk::of_service(web::Data::new(state), "rhein-erft")
    }

    /// Keeps a job that has begun.
    fn kept(desk: &Desk, id: &str) {
        let job = Job {
            task: "import".to_owned(),
            state: JobState::Running,
            done: 0,
            total: 3,
            started_at: desk.now,
            ended_at: None,
            result: Value::Null,
        };
        let batch = desk.batch().create(Job::KIND, &desk.key(id), stored(&job).unwrap());
        desk.commit(&batch).unwrap();
    }

    /// How a job ended, and what the journal says of it.
    fn end(desk: &Desk, id: &str) -> (Job, Value) {
        let entries = desk.state.store.journal(&JournalQuery::about(Job::KIND, id)).unwrap();
        let [entry] = &entries[..] else { panic!("{entries:?}") };
        assert_eq!(entry.action, "job_ended");
        (desk.get::<Job>(id).unwrap().body, entry.details.clone())
    }

    #[test]
    fn whatever_happens_to_work_it_ends_and_the_journal_says_how() {
        let desk = desk();
        let work = |id: &'static str, how: fn() -> Result<Ended, Problem>| {
            kept(&desk, id);
            let going = desk.state.jobs.begin(id, 3);
            run(&desk, (id, &going), |_, work| {
                work.tell(Progress { state: JobState::Running, done: 1, total: 3 });
                how()
            });
            assert!(desk.state.jobs.is_idle(), "{id} goes on");
            let (job, told) = end(&desk, id);
            assert_eq!(told, json!({ "task": "import", "state": job.state }));
            assert_eq!(going.progress().state, job.state);
            assert!(job.ended_at.is_some());
            (job.state, job.done, job.result.pointer("/problem/code").cloned())
        };
        let fault = Some(json!("internal"));
        assert_eq!(work("panics", || panic!("on purpose")), (JobState::Failed, 1, fault));
        let unavailable = || Err(Problem::new(ProblemCode::Unavailable, "the disk is full"));
        let code = Some(json!("unavailable"));
        assert_eq!(work("no-store", unavailable), (JobState::Failed, 1, code));
        let refused = || Err(Problem::new(ProblemCode::InvalidDocument, "no such site"));
        let code = Some(json!("invalid_document"));
        assert_eq!(work("refused", refused), (JobState::Refused, 1, code));
        let stopped = || Ok(Ended::Cancelled(Value::Null));
        assert_eq!(work("stopped", stopped), (JobState::Cancelled, 1, None));
        assert_eq!(work("done", || Ok(Ended::Done(json!({})))), (JobState::Done, 3, None));
    }

    #[test]
    fn what_another_process_left_lying_is_ended_and_what_goes_on_is_not() {
        let desk = desk();
        kept(&desk, "lost");
        kept(&desk, "going");
        let _going = desk.state.jobs.begin("going", 3);
        end_lost(&desk).unwrap();
        assert_eq!(end(&desk, "lost").0.state, JobState::Interrupted);
        assert_eq!(desk.get::<Job>("going").unwrap().body.state, JobState::Running);
        end_lost(&desk).unwrap();
        assert_eq!(end(&desk, "lost").0.state, JobState::Interrupted);
    }
}
