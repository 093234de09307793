//! Which papers a role needs in a setting, and by when to begin.

use actix_web::{get, web};
use formats::{
    document::{ConceptDocument, ConceptType},
    papers::WantedPaper,
};
use matching_core::{
    Label,
    calendar::Date,
    id::{ConceptId, ProfileId},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Reply},
    problem::{Problem, ProblemCode},
};

/// For which place and day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Place {
    /// The setting, a term of the vocabulary; the setting of the role without it.
    #[param(min_length = 1, max_length = 96)]
    setting: Option<String>,
    /// The first day of work; today without it.
    first_day: Option<Date>,
}

/// The papers for a first day of work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaperList {
    /// The role.
    role: ProfileId,
    /// What it is called.
    title: Label,
    /// The setting, where there is one.
    setting: Option<ConceptId>,
    /// The first day of work.
    first_day: Date,
    /// The papers, the most urgent first.
    papers: Vec<WantedPaper>,
}

/// Lists the papers that a role needs in a setting, the most urgent first.
#[utoipa::path(
    operation_id = "list_papers",
    tag = "knowledge",
    params(
        ("pack" = String, Path, description = "The identifier of the pack, such as `care`."),
        ("role" = String, Path, description = "The identifier of the role, such as `C11`."),
        Place,
    ),
    responses((status = 200, description = "The papers.", body = PaperList)),
)]
#[get("/packs/{pack}/roles/{role}/papers")]
pub(crate) async fn list_papers(
    desk: Desk,
    path: web::Path<(String, String)>,
    place: web::Query<Place>,
) -> Answer {
    desk.run(move |desk| {
        let (pack, role) = path.into_inner();
        let first_day = place.first_day.unwrap_or_else(|| desk.today());
        let knowledge = &desk.state.knowledge;
        let pack = knowledge.packs().iter().find(|known| known.document.id == pack);
        let pack = pack.ok_or_else(|| Problem::missing(&role))?;
        let held = pack.roles_on(first_day).filter(|known| known.document.id.as_str() == role);
        let found = held.max_by_key(|known| known.document.version);
        let document = &found.ok_or_else(|| Problem::missing(&role))?.document;
        let setting = place.setting.as_deref().map(|text| setting(desk, text)).transpose()?;
        let setting = setting.or_else(|| document.offer.setting.clone());
        let papers = pack.papers_for(&document.id, setting.as_ref(), first_day);
        let (role, title) = (document.id.clone(), document.title.clone());
        Reply::ok(&PaperList { role, title, setting, first_day, papers })
    })
    .await
}

/// A setting of the vocabulary.
fn setting(desk: &Desk, text: &str) -> Result<ConceptId, Problem> {
    let mut concepts = desk.state.knowledge.vocabulary().concepts.iter();
    let is_setting = |concept: &&ConceptDocument| {
        concept.concept_type == ConceptType::Setting && concept.id.as_str() == text
    };
    concepts.find(is_setting).map(|concept| concept.id.clone()).ok_or_else(|| {
        let detail = "there is no such setting; see /v1/concepts?type=setting";
        Problem::new(ProblemCode::InvalidParameter, detail)
    })
}
