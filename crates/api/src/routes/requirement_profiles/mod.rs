//! What employers ask and offer: a working copy, and versions that never change.

mod candidates;
mod check;
mod comparison;
mod versions;

pub(super) use candidates::list_candidates;
pub(super) use check::{ProfileCheck, check_document, check_profile};
pub(super) use comparison::compare_versions;
pub(super) use versions::{get_version, list_versions, publish};

use actix_web::{delete, get, post, put, web};
use formats::{
    document::ProfileDocument,
    read,
    source::{Source, Syntax},
};
use issue::any_error;
use serde::{Deserialize, Serialize};
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Role,
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, segment, stored},
    problem::{Problem, ProblemCode},
    records::{Kept, Profile, Record as _},
};

/// Which profiles.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those of this employer.
    #[param(max_length = 64)]
    employer: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A requirement profile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileView {
    /// The working copy; its version is the one that it will be published as.
    document: ProfileDocument,
    /// The newest published version; none before the first one.
    published: Option<u32>,
    /// Whether the working copy has changed since.
    changed: bool,
}

impl ProfileView {
    fn of(profile: Profile) -> Self {
        let Profile { document, published } = profile;
        let changed = published.is_none_or(|published| published < document.version);
        Self { document, published, changed }
    }
}

/// A profile of the organisation; an employer reaches their own only.
pub(super) fn own(desk: &Desk, id: &str) -> Result<Kept<Profile>, Problem> {
    let kept = desk.get::<Profile>(id)?;
    if desk.caller.role == Role::Employer && kept.body.document.employer != desk.caller.employer {
        return Err(Problem::missing(id));
    }
    Ok(kept)
}

/// The one profile in a body, for the employer that may write it.
fn document(desk: &Desk, content: &Content) -> Result<ProfileDocument, Problem> {
    let source = Source::text(content.json()?, Syntax::Json);
    let (checked, issues) = read::profiles(source, desk.state.knowledge.reference());
    if any_error(&issues) {
        return Err(Problem::unreadable(&issues, desk.language));
    }
    let mut checked = checked.into_iter();
    let (Some(profile), None) = (checked.next(), checked.next()) else {
        return Err(Problem::new(ProblemCode::InvalidDocument, "send exactly one profile"));
    };
    let mut document = profile.document;
    if document.employer.as_ref().is_some_and(|employer| employer.is_empty() || 64 < employer.len())
    {
        let detail = "`employer` has 1 to 64 bytes";
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    }
    if desk.caller.role == Role::Employer {
        let own = desk.caller.employer.clone();
        if document.employer.is_some() && document.employer != own {
            let detail = "employers write profiles of their own";
            return Err(Problem::new(ProblemCode::Forbidden, detail));
        }
        document.employer = own;
    }
    Ok(document)
}

/// Lists requirement profiles.
#[utoipa::path(operation_id = "list_profiles", tag = "requirement-profiles", params(Which), responses((status = 200, description = "A page of profiles.", body = Listing<ProfileView>)))]
#[get("/requirement-profiles")]
pub(crate) async fn list_profiles(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let Which { employer, cursor, limit } = which.into_inner();
        let employer = desk.caller.employer.clone().or(employer);
        let query = desk.query::<Profile>();
        let query = match &employer {
            Some(employer) => query.equal("employer", employer.as_str()),
            None => query,
        };
        let found = desk.page::<Profile>(query, &PageParameters { cursor, limit })?;
        Reply::ok(&found.map(|kept| ProfileView::of(kept.body)))
    })
    .await
}

/// Gives the working copy of a requirement profile.
#[utoipa::path(operation_id = "get_profile", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile.")), responses((status = 200, description = "The working copy.", body = ProfileView), (status = 304, description = "Unchanged since the version in `If-None-Match`.")))]
#[get("/requirement-profiles/{id}")]
pub(crate) async fn get_profile(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = own(desk, &id)?;
        Ok(Reply::ok(&ProfileView::of(kept.body))?.version(kept.version))
    })
    .await
}

/// Adds a requirement profile as a working copy. Nobody is matched before it is published.
#[utoipa::path(operation_id = "create_profile", tag = "requirement-profiles", request_body = ProfileDocument, responses((status = 201, description = "Added.", body = ProfileView)))]
#[post("/requirement-profiles")]
pub(crate) async fn create_profile(desk: Desk, content: Content) -> Answer {
    desk.run(move |desk| {
        let mut document = document(desk, &content)?;
        document.version = 1;
        desk.once(&content, || {
            let id = document.id.to_string();
            let version = desk.next_version::<Profile>(&id)?;
            let profile = Profile { document, published: None };
            let batch = desk
                .batch()
                .create(Profile::KIND, &desk.key(&id), stored(&profile)?)
                .journal(Entry::new("profile_added").about(Profile::KIND, &id));
            let place = format!("/v1/requirement-profiles/{}", segment(&id));
            Ok((batch, Reply::created(place, &ProfileView::of(profile))?.version(version)))
        })
    })
    .await
}

/// Replaces the working copy. Published versions stay as they are.
#[utoipa::path(operation_id = "put_profile", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile.")), request_body = ProfileDocument, responses((status = 200, description = "Replaced.", body = ProfileView)))]
#[put("/requirement-profiles/{id}")]
pub(crate) async fn put_profile(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let mut document = document(desk, &content)?;
        if document.id.as_str() != *id {
            let detail = format!("the address says {id:?}, the document {:?}", document.id);
            return Err(Problem::new(ProblemCode::InvalidDocument, detail));
        }
        let mut kept = own(desk, &id)?;
        document.version = kept.body.published.unwrap_or(0).saturating_add(1);
        kept.body.document = document;
        let batch = desk
            .batch()
            .replace(Profile::KIND, &desk.key(&id), expected, stored(&kept.body)?)
            .journal(Entry::new("profile_changed").about(Profile::KIND, &*id));
        desk.commit(&batch)?;
        Ok(Reply::ok(&ProfileView::of(kept.body))?.version(expected + 1))
    })
    .await
}

/// Removes a working copy that was never published. A published profile ends by its `valid_to`.
#[utoipa::path(operation_id = "delete_profile", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile.")), responses((status = 204, description = "Removed.")))]
#[delete("/requirement-profiles/{id}")]
pub(crate) async fn delete_profile(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let kept = own(desk, &id)?;
        if kept.body.published.is_some() {
            let detail = "published profiles stay: publish a version with `valid_to` instead";
            return Err(Problem::new(ProblemCode::WrongState, detail));
        }
        let batch = desk.batch().delete(Profile::KIND, &desk.key(&id), expected);
        desk.commit(&batch.journal(Entry::new("profile_removed").about(Profile::KIND, &*id)))?;
        Ok(Reply::nothing())
    })
    .await
}
