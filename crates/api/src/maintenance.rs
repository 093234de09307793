//! What the service does by itself: reads everything at the start, ends what is due, forgets what ran
//! out, and stops in order.

use std::time::Duration;

use actix_web::web;
use store::{Batch, Query};

use crate::{
    State,
    http::Desk,
    problem::Problem,
    records::{Invitation, Kept, Organisation, Record as _, Session},
    routes::{end_due, end_lost},
};

/// How often the service looks for what is due.
const EVERY: Duration = Duration::from_hours(1);
/// How often it looks whether imports have stopped.
const GLANCE: Duration = Duration::from_millis(50);

/// The organisations of the installation.
pub(crate) fn organisations(state: &State) -> Result<Vec<String>, Problem> {
    let mut ids = Vec::new();
    let mut cursor = None;
    loop {
        let query = Query::all(Organisation::KIND).limit(500).after(cursor);
        let page = state.store.query(&query)?;
        ids.extend(page.items.into_iter().map(|document| document.id));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(ids);
        }
    }
}

/// Ends the work that another process left lying, and compiles everything, so that the first request
/// is as fast as the others.
pub(crate) fn warm_up(state: &web::Data<State>) -> Result<(), Problem> {
    for organisation in organisations(state)? {
        let desk = Desk::of_service(state.clone(), &organisation);
        end_lost(&desk)?;
        desk.office(None)?;
    }
    Ok(())
}

/// Ends what is due, again and again.
pub(crate) async fn by_itself(state: web::Data<State>) {
    loop {
        let shared = state.clone();
        let done = web::block(move || keep_house(&shared)).await;
        if let Ok(Err(problem)) = done {
            tracing::error!(code = problem.code, "the hourly work was not done");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Ends what retention says, and forgets sessions, invitations and answers that ran out.
pub(crate) fn keep_house(state: &web::Data<State>) -> Result<(), Problem> {
    let now = (state.clock)();
    for organisation in organisations(state)? {
        let desk = Desk::of_service(state.clone(), &organisation);
        let ended = end_due(&desk)?;
        if !ended.is_empty() {
            tracing::info!(ended = ended.len(), "retention ended what was due");
        }
        // Another day, another snapshot: made before somebody waits for it.
        desk.office(None)?;
    }
    state.store.forget_responses(now)?;
    for document in all(state, Session::KIND)? {
        let kept: Kept<Session> = Kept::read(document)?;
        if kept.body.ends <= now {
            let batch = Batch::new(now, "service").delete(Session::KIND, &kept.id, kept.version);
            state.store.commit(&batch)?;
        }
    }
    for document in all(state, Invitation::KIND)? {
        let kept: Kept<Invitation> = Kept::read(document)?;
        if kept.body.ends <= now {
            let batch = Batch::new(now, "service").delete(Invitation::KIND, &kept.id, kept.version);
            state.store.commit(&batch)?;
        }
    }
    Ok(())
}

fn all(state: &State, kind: &str) -> Result<Vec<store::Document>, Problem> {
    let mut documents = Vec::new();
    let mut cursor = None;
    loop {
        let page = state.store.query(&Query::all(kind).limit(500).after(cursor))?;
        documents.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(documents);
        }
    }
}

/// Lets imports stop at their next piece, as long as the patience lasts.
pub(crate) async fn wind_up(state: &State, patience: Duration) {
    state.jobs.stop_all();
    let waited = tokio::time::timeout(patience, async {
        while !state.jobs.is_idle() {
            tokio::time::sleep(GLANCE).await;
        }
    });
    if waited.await.is_err() {
        tracing::warn!("an import did not stop in time");
    }
}
