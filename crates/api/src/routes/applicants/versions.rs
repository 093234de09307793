//! Every version of what was recorded about a person: who changed it, when, to what.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Listing, Reply},
    problem::Problem,
    records::{Applicant, Kept, Record as _},
    view::PersonView,
};

/// Which versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Versions {
    /// The `next` of the page before; the newest first without it.
    #[param(minimum = 1)]
    cursor: Option<u64>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A version of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionView {
    /// Which version it is, from 1.
    version: u64,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who wrote it.
    by: String,
    /// Whether this version removed the document.
    removed: bool,
}

/// Lists the versions of what is recorded about a person, the newest first.
#[utoipa::path(operation_id = "list_applicant_versions", tag = "applicants", params(("id" = String, Path, description = "The person's code."), Versions), responses((status = 200, description = "A page of versions.", body = Listing<VersionView>)))]
#[get("/applicants/{id}/versions")]
pub(crate) async fn list_versions(
    desk: Desk,
    id: web::Path<String>,
    which: web::Query<Versions>,
) -> Answer {
    desk.run(move |desk| {
        desk.get::<Applicant>(&id)?;
        let limit = crate::http::PageParameters { cursor: None, limit: which.limit }.limit()?;
        let found =
            desk.state.store.history(Applicant::KIND, &desk.key(&id), which.cursor, limit)?;
        desk.saw(Entry::new("applicant_versions_read").about(Applicant::KIND, &*id))?;
        let next = found.last().map(|version| version.number).filter(|number| *number > 1);
        let next = next.filter(|_| found.len() == limit).map(|number| number.to_string());
        let items = found.into_iter().map(|version| VersionView {
            version: version.number,
            at: version.at,
            by: version.by,
            removed: version.body.is_none(),
        });
        Reply::ok(&Listing { items: items.collect(), next })
    })
    .await
}

/// Gives one version of what was recorded about a person.
#[utoipa::path(operation_id = "get_applicant_version", tag = "applicants", params(("id" = String, Path, description = "The person's code."), ("version" = u64, Path, description = "Which version, from 1.")), responses((status = 200, description = "The version.", body = PersonView)))]
#[get("/applicants/{id}/versions/{version}")]
pub(crate) async fn get_version(desk: Desk, path: web::Path<(String, u64)>) -> Answer {
    desk.run(move |desk| {
        let (id, version) = path.into_inner();
        desk.get::<Applicant>(&id)?;
        let key = desk.key(&id);
        let found = desk.state.store.version(Applicant::KIND, &key, version)?;
        let found = found.and_then(|version| version.into_document(Applicant::KIND, &key));
        let found = found.ok_or_else(|| Problem::missing(&format!("{id} version {version}")))?;
        let kept: Kept<Applicant> = Kept::read(found)?;
        desk.saw(Entry::new("applicant_read").about(Applicant::KIND, &id))?;
        let Applicant { person, closed_on } = kept.body;
        Reply::ok(&PersonView::of(&person, closed_on, &desk.audience()))
    })
    .await
}
