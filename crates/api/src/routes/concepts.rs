//! The terms of the vocabulary.

use actix_web::{get, web};
use formats::document::ConceptDocument;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{State, problem::Problem};

/// Most terms of one page.
const MOST: usize = 500;

/// Which terms.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// The last identifier of the page before; from the beginning without it.
    after: Option<String>,
    /// Most terms of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<usize>,
}

/// A page of terms.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Concepts {
    /// The terms, sorted by identifier.
    concepts: Vec<ConceptDocument>,
    /// What to give as `after` for the next page; nothing on the last one.
    next: Option<String>,
}

/// Lists the terms of the vocabulary.
#[utoipa::path(
    tag = "knowledge",
    params(Page),
    responses(
        (status = 200, description = "A page of terms.", body = Concepts),
    )
)]
#[get("/concepts")]
pub(crate) async fn list_concepts(
    state: web::Data<State>,
    page: web::Query<Page>,
) -> Result<web::Json<Concepts>, Problem> {
    let all = &state.knowledge.vocabulary().concepts;
    let from = page
        .after
        .as_deref()
        .map_or(0, |after| all.partition_point(|concept| concept.id.as_str() <= after));
    let limit = page.limit.unwrap_or(100).clamp(1, MOST);
    let rest = all.get(from..).unwrap_or_default();
    let concepts: Vec<ConceptDocument> = rest.iter().take(limit).cloned().collect();
    let last = concepts.last().map(|concept| concept.id.to_string());
    let next = last.filter(|_| rest.len() > limit);
    Ok(web::Json(Concepts { concepts, next }))
}
