//! Keys for other programs.

use actix_web::{delete, get, post, web};
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use store::Entry;
use utoipa::ToSchema;

use super::users::check_employer;
use crate::{
    access::{RULES, Role, Who, new_key},
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{ApiKey, Kept, Record as _},
};

/// The most days that a key is good for.
const LONGEST: i32 = 731;

/// A new key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Fachverfahren", "role": "placement", "scopes": ["applicants:read", "matches:write"], "valid_to": "2027-06-30"}))]
pub(crate) struct NewKey {
    /// What it is for.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// In which role it acts.
    role: Role,
    /// The employer it acts for; for employers only.
    #[schema(min_length = 1, max_length = 64)]
    employer: Option<String>,
    /// What it may do: `resource:read` or `resource:write`, as the routes say.
    #[schema(min_items = 1, max_items = 100)]
    scopes: Vec<String>,
    /// The last day on which it is valid, at most two years ahead.
    valid_to: Date,
}

body!(NewKey);

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyView {
    /// Its identifier.
    id: String,
    /// What it is for.
    name: String,
    /// In which role it acts.
    role: Role,
    /// The employer it acts for.
    employer: Option<String>,
    /// What it may do.
    scopes: Vec<String>,
    /// The last day on which it is valid.
    valid_to: Date,
}

/// A new key with its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShownKey {
    /// Its identifier.
    id: String,
    /// The whole key; shown once.
    key: String,
}

fn view(kept: Kept<ApiKey>) -> KeyView {
    let ApiKey { name, role, employer, scopes, valid_to, sealed: _ } = kept.body;
    KeyView { id: kept.id, name, role, employer, scopes, valid_to }
}

/// A key of the caller's organisation.
fn own(desk: &Desk, id: &str) -> Result<Kept<ApiKey>, Problem> {
    let is_name = store::Named::Id.rule().allows(id);
    let key = if is_name { desk.state.store.get(ApiKey::KIND, id)? } else { None };
    let key: Option<Kept<ApiKey>> = key.map(Kept::read).transpose()?;
    key.filter(|key| key.organisation == desk.caller.organisation)
        .ok_or_else(|| Problem::missing(id))
}

fn check(desk: &Desk, wanted: &NewKey) -> Result<(), Problem> {
    let refused = |detail: String| Err(Problem::new(ProblemCode::InvalidDocument, detail));
    check_employer(wanted.role, wanted.employer.as_deref())?;
    let good_for = desk.today().days_until(wanted.valid_to);
    if !(0..=LONGEST).contains(&good_for) {
        return refused(format!("a key is good for at most {LONGEST} days from today"));
    }
    let given = |scope: &&String| {
        RULES.iter().any(|rule| {
            rule.scope == **scope && matches!(rule.who, Who::Roles(_)) && rule.admits(wanted.role)
        })
    };
    match wanted.scopes.iter().find(|scope| !given(scope)) {
        Some(scope) => {
            let role = wanted.role.name();
            refused(format!("there is no scope {scope:?} for keys of the role {role}"))
        }
        None => Ok(()),
    }
}

/// Lists the keys of the organisation.
#[utoipa::path(operation_id = "list_keys", tag = "accounts", params(PageParameters), responses((status = 200, description = "A page of keys.", body = Listing<KeyView>)))]
#[get("/api-keys")]
pub(crate) async fn list_keys(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    desk.run(move |desk| Reply::ok(&desk.page::<ApiKey>(desk.query::<ApiKey>(), &page)?.map(view)))
        .await
}

/// Gives one key, without its secret.
#[utoipa::path(operation_id = "get_key", tag = "accounts", params(("id" = String, Path, description = "The identifier of the key.")), responses((status = 200, description = "The key.", body = KeyView)))]
#[get("/api-keys/{id}")]
pub(crate) async fn get_key(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let key = own(desk, &id)?;
        let version = key.version;
        Ok(Reply::ok(&view(key))?.version(version))
    })
    .await
}

/// Makes a key. The answer shows it once; only something that cannot be turned back is kept. Repeated
/// with the same idempotency key, it makes no second one and answers 409 `shown_once` with the place of
/// the first: end that one, and make another.
#[utoipa::path(operation_id = "create_key", tag = "accounts", request_body = NewKey, responses((status = 201, description = "Made.", body = ShownKey)))]
#[post("/api-keys")]
pub(crate) async fn create_key(desk: Desk, content: Content) -> Answer {
    let wanted: NewKey = content.read()?;
    desk.run(move |desk| {
        desk.once(&content, || {
            check(desk, &wanted)?;
            let (id, sealed, key) = new_key(&desk.state.pepper)
                .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
            let NewKey { name, role, employer, scopes, valid_to } = wanted;
            let body = ApiKey { name, role, employer, scopes, valid_to, sealed };
            let batch = desk.batch().create(ApiKey::KIND, &id, stored(&body)?);
            let batch = batch.journal(Entry::new("key_made").about(ApiKey::KIND, &id));
            let made = Reply::created(format!("/v1/api-keys/{id}"), &ShownKey { id, key })?;
            Ok((batch, made.shown_once()))
        })
    })
    .await
}

/// Ends a key at once.
#[utoipa::path(operation_id = "delete_key", tag = "accounts", params(("id" = String, Path, description = "The identifier of the key.")), responses((status = 204, description = "Ended.")))]
#[delete("/api-keys/{id}")]
pub(crate) async fn delete_key(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        own(desk, &id)?;
        let batch = desk.batch().delete(ApiKey::KIND, &id, expected);
        desk.commit(&batch.journal(Entry::new("key_ended").about(ApiKey::KIND, &*id)))?;
        Ok(Reply::nothing())
    })
    .await
}
