//! Whether the service lives and is ready.

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::State;

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

/// Whether it can answer: rules and vocabulary are loaded.
#[utoipa::path(operation_id = "get_ready", tag = "health", responses((status = 200, description = "It can answer.", body = Health)))]
#[get("/health/ready")]
pub(crate) async fn ready(state: web::Data<State>) -> web::Json<Health> {
    web::Json(health(&state))
}
