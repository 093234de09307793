//! The terms of the vocabulary, and which of them a text may mean.

mod resolution;

pub(super) use resolution::resolve_concepts;

use actix_web::{get, web};
use formats::document::{ConceptDocument, ConceptType};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::{Answer, Desk, Listing, PageParameters, Reply, page_of};

/// Which terms.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only terms of this type.
    #[serde(rename = "type")]
    #[param(inline)]
    concept_type: Option<ConceptType>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// Lists the terms of the vocabulary, sorted by identifier.
#[utoipa::path(operation_id = "list_concepts", tag = "knowledge", params(Which), responses((status = 200, description = "A page of terms.", body = Listing<ConceptDocument>)))]
#[get("/concepts")]
pub(crate) async fn list_concepts(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let all = desk.state.knowledge.vocabulary().concepts.iter();
        let fits = |concept: &&ConceptDocument| {
            which.concept_type.is_none_or(|wanted| concept.concept_type == wanted)
        };
        let found: Vec<&ConceptDocument> = all.filter(fits).collect();
        let page = PageParameters { cursor: which.cursor.clone(), limit: which.limit };
        let name = |concept: &&ConceptDocument| concept.id.to_string();
        Reply::ok(&page_of(&found, &page, name, |concept| ConceptDocument::clone(concept))?)
    })
    .await
}
