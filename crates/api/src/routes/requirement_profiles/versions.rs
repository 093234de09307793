//! Publishing a profile, and reading what was published.

use actix_web::{get, post, web};
use formats::document::ProfileDocument;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Entry, Timestamp};
use utoipa::ToSchema;

use super::{check::refuse_what_blocks, own};
use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, segment, stored},
    live::Changed,
    problem::{Problem, ProblemCode},
    records::{Kept, Profile, Published, Record as _},
};

/// Which version of the working copy is published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"version": 1}))]
pub(crate) struct Publication {
    /// The version that the working copy says it will have.
    #[schema(minimum = 1)]
    version: u32,
}

body!(Publication);

/// A published version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedView {
    /// When it was published.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who published it.
    by: String,
    /// The profile.
    document: ProfileDocument,
}

impl PublishedView {
    fn of(kept: Kept<Published>) -> Self {
        Self { at: kept.at, by: kept.by, document: kept.body.document }
    }
}

/// Publishes the working copy, unless the posting guard blocks it. From the next request on people are
/// matched with it.
#[utoipa::path(operation_id = "publish_profile", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile.")), request_body = Publication, responses((status = 201, description = "Published.", body = PublishedView)))]
#[post("/requirement-profiles/{id}/versions")]
pub(crate) async fn publish(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: Publication = content.read()?;
    desk.run(move |desk| {
        own(desk, &id)?;
        let reply = desk.once(&content, || {
            let mut kept = own(desk, &id)?;
            let document = kept.body.document.clone();
            let is_new = kept.body.published.is_none_or(|last| last < document.version);
            if wanted.version != document.version || !is_new {
                let last = kept.body.published;
                let published = last.map_or_else(|| "none".to_owned(), |last| last.to_string());
                let copy = document.version;
                let detail = format!(
                    "the working copy is version {copy}, the newest published one {published}"
                );
                return Err(Problem::new(ProblemCode::WrongState, detail));
            }
            refuse_what_blocks(desk, &document)?;
            kept.body.published = Some(document.version);
            let key = desk.key(&Published::id(&id, document.version));
            let entry = Entry::new("profile_published").about(Profile::KIND, &*id);
            let batch = desk
                .batch()
                .replace(Profile::KIND, &desk.key(&id), kept.version, stored(&kept.body)?)
                .create(Published::KIND, &key, stored(&Published { document: document.clone() })?)
                .journal(entry.details(json!({ "version": document.version })));
            let place =
                format!("/v1/requirement-profiles/{}/versions/{}", segment(&id), document.version);
            let view = PublishedView { at: desk.now, by: desk.caller.actor(), document };
            Ok((batch, Reply::created(place, &view)?))
        })?;
        desk.changed(&Changed::profile(&id))?;
        Ok(reply)
    })
    .await
}

/// Lists the published versions of a profile, the oldest first.
#[utoipa::path(operation_id = "list_profile_versions", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile."), PageParameters), responses((status = 200, description = "A page of versions.", body = Listing<PublishedView>)))]
#[get("/requirement-profiles/{id}/versions")]
pub(crate) async fn list_versions(
    desk: Desk,
    id: web::Path<String>,
    page: web::Query<PageParameters>,
) -> Answer {
    desk.run(move |desk| {
        own(desk, &id)?;
        let query = desk.query::<Published>().equal("profile", &**id);
        let found = desk.page::<Published>(query, &page)?;
        Reply::ok(&found.map(PublishedView::of))
    })
    .await
}

/// A published version of a profile that the caller reaches.
pub(super) fn version(desk: &Desk, id: &str, version: u32) -> Result<Kept<Published>, Problem> {
    own(desk, id)?;
    let found = desk.find::<Published>(&Published::id(id, version))?;
    found.ok_or_else(|| Problem::missing(&format!("{id} version {version}")))
}

/// Gives one published version.
#[utoipa::path(operation_id = "get_profile_version", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile."), ("version" = u32, Path, description = "Which version, from 1.")), responses((status = 200, description = "The version.", body = PublishedView)))]
#[get("/requirement-profiles/{id}/versions/{version}")]
pub(crate) async fn get_version(desk: Desk, path: web::Path<(String, u32)>) -> Answer {
    desk.run(move |desk| {
        let (id, number) = path.into_inner();
        Reply::ok(&PublishedView::of(version(desk, &id, number)?))
    })
    .await
}
