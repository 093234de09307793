//! Whether the service lives and is ready, and how busy it is.

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    State,
    http::{Desk, Reply},
    problem::{Problem, ProblemCode},
};

/// How the service is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
    /// SHA-256 of rules and vocabulary.
    knowledge: String,
}

fn health(state: &State) -> Health {
    let knowledge = state.fingerprint.clone();
    Health { status: "ok", version: env!("CARGO_PKG_VERSION"), knowledge }
}

/// Whether the process runs.
#[utoipa::path(operation_id = "get_live", tag = "health", responses((status = 200, description = "It runs.", body = Health)))]
#[get("/health/live")]
pub(crate) async fn live(state: web::Data<State>) -> web::Json<Health> {
    web::Json(health(&state))
}

/// Whether it can answer: rules and vocabulary are loaded, the stores read, and nothing has stopped
/// them from writing.
#[utoipa::path(operation_id = "get_ready", tag = "health", responses((status = 200, description = "It can answer.", body = Health)))]
#[get("/health/ready")]
pub(crate) async fn ready(state: web::Data<State>) -> Result<Reply, Problem> {
    let shared = state.clone();
    let status = web::block(move || shared.store.status().and(shared.audit.store.status())).await;
    status.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    Reply::ok(&health(&state))
}

/// Counts and times for Prometheus.
#[utoipa::path(operation_id = "get_metrics", tag = "health", responses((status = 200, description = "The text format of Prometheus.", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub(crate) async fn metrics(desk: Desk) -> Result<HttpResponse, Problem> {
    let shared = desk.state.clone();
    let status = web::block(move || shared.store.status()).await;
    let status =
        status.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    let people = u64::try_from(desk.state.live.people()).unwrap_or(u64::MAX);
    let text = desk.state.metrics.text(&[
        ("passgenau_people", "People in compiled snapshots.", people),
        ("passgenau_store_bytes", "Bytes of the store on disk.", status.bytes),
        ("passgenau_store_changes", "Changes the store has seen.", status.change),
        ("passgenau_journal_entries", "Entries of the journal.", status.journal.seq),
    ]);
    let media = "text/plain; version=0.0.4; charset=utf-8";
    Ok(HttpResponse::Ok().content_type(media).body(text))
}
