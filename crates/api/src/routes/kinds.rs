//! What kinds of criteria there are.

use actix_web::{get, web};
use formats::document::kinds::{ask_schema, fact_schema};
use matching_core::criteria::{Budget, KINDS, Side};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A kind of criterion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Kind {
    /// The name in documents.
    name: &'static str,
    /// The German name.
    de: &'static str,
    /// The English name.
    en: &'static str,
    /// What it asks.
    about: &'static str,
    /// The side it belongs to.
    side: Side,
    /// The budget whose points it shares.
    budget: Budget,
    /// Whether it is answered by yes or no only and carries no points.
    gate: bool,
    /// The JSON Schema of what a profile asks.
    #[schema(value_type = Object)]
    ask: Value,
    /// The JSON Schema of what is recorded about a person.
    #[schema(value_type = Object)]
    fact: Value,
}

/// The kinds of criteria.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Kinds {
    /// The kinds, in the order of the documentation.
    kinds: Vec<Kind>,
}

/// Lists the kinds of criteria with the schemas of what is asked and what is recorded.
#[utoipa::path(tag = "knowledge", responses((status = 200, description = "The kinds.", body = Kinds)))]
#[get("/kinds")]
pub(crate) async fn list_kinds() -> web::Json<Kinds> {
    let kinds = KINDS.iter().map(|kind| {
        let info = kind.info();
        Kind {
            name: info.name,
            de: info.label.0,
            en: info.label.1,
            about: info.about,
            side: info.budget.side(),
            budget: info.budget,
            gate: info.gate,
            ask: ask_schema(*kind),
            fact: fact_schema(*kind),
        }
    });
    web::Json(Kinds { kinds: kinds.collect() })
}
