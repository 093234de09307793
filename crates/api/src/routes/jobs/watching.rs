//! Watching long work: server-sent events, until it is over.

use actix_web::{HttpResponse, http::header, web};
use futures_util::{Stream, stream};
use tokio::sync::watch;
use utoipa::ToSchema;

use crate::{
    http::Desk,
    jobs::Progress,
    problem::{Problem, ProblemCode},
    records::{Job, JobState, Kept},
};

/// Finds a piece of work for whoever asks, or nothing that they may know of.
pub(in crate::routes) type Find = fn(&Desk, &str) -> Result<Kept<Job>, Problem>;

/// The events of a piece of work that the caller may see.
pub(in crate::routes) async fn watched(
    desk: Desk,
    id: String,
    find: Find,
) -> Result<HttpResponse, Problem> {
    // Watched before it is read: what ends in between tells its end to whoever watches.
    let watched = desk.state.jobs.watch(&id);
    let kept = web::block(move || find(&desk, &id)).await;
    let kept = kept.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    let answer = |body| {
        HttpResponse::Ok()
            .content_type("text/event-stream")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .streaming(body)
    };
    let Job { state, done, total, .. } = kept.body;
    // What nobody works on and has no end was ended by the end of another process.
    let state = if state.is_over() { state } else { JobState::Interrupted };
    let last = Progress { state, done, total };
    let last = if watched.is_some() { None } else { Some(last) };
    Ok(answer(Box::pin(events(watched, last))))
}

/// The states of a piece of work from now on: the last one is there as well.
fn events(
    watched: Option<watch::Receiver<Progress>>,
    last: Option<Progress>,
) -> impl Stream<Item = Result<web::Bytes, Problem>> {
    stream::unfold((watched, last, true), |(watched, last, is_first)| async move {
        if let Some(last) = last {
            return Some((Ok(ProgressEvent::of(&last).sent()), (None, None, false)));
        }
        let mut watched = watched?;
        if !is_first && watched.changed().await.is_err() {
            return None;
        }
        let now = *watched.borrow_and_update();
        let rest = if now.state.is_over() { None } else { Some(watched) };
        Some((Ok(ProgressEvent::of(&now).sent()), (rest, None, false)))
    })
}

/// An event of a stream of server-sent events.
#[derive(Debug, ToSchema)]
pub(crate) struct ProgressEvent {
    /// `progress`.
    event: &'static str,
    /// A `Progress`, as JSON.
    #[schema(content_media_type = "application/json")]
    data: String,
}

impl ProgressEvent {
    fn of(progress: &Progress) -> Self {
        Self { event: "progress", data: serde_json::to_string(progress).unwrap_or_default() }
    }

    /// The event as it is sent.
    fn sent(&self) -> web::Bytes {
        format!("event: {}\ndata: {}\n\n", self.event, self.data).into()
    }
}
