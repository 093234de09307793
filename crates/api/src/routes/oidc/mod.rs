//! Signing in with an account of the provider that the office has set up (OpenID Connect). A browser goes
//! through here; programs use keys.

#[cfg_attr(not(feature = "oidc"), path = "absent.rs")]
mod entrance;
mod returned;

pub(crate) use returned::Returned;

use actix_web::{HttpRequest, get, web};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    State,
    http::Answer,
    problem::{Problem, ProblemCode},
};

/// Where somebody wants to go.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wish {
    /// The place of this service to go to afterwards: `/` and what follows.
    #[serde(default = "documentation")]
    #[param(
        max_length = 200,
        pattern = "^/([^/\\\\].*)?$",
        default = "/docs/",
        example = "/docs/"
    )]
    to: String,
}

fn documentation() -> String {
    "/docs/".to_owned()
}

impl Wish {
    /// The place, which is one of this service.
    fn place(&self) -> Result<&str, Problem> {
        let is_plain = |sign: char| sign.is_ascii_graphic() && !"\\\"'<>".contains(sign);
        let is_own = self.to.starts_with('/') && !self.to.starts_with("//");
        if is_own && self.to.len() <= 200 && self.to.chars().all(is_plain) {
            return Ok(&self.to);
        }
        let detail = "to is a place of this service: it begins with one slash";
        Err(Problem::new(ProblemCode::InvalidParameter, detail))
    }
}

/// Sends a browser to the provider of accounts. The answer sets a cookie that must come back with it.
#[utoipa::path(operation_id = "begin_oidc", tag = "session", params(Wish), responses((status = 303, description = "The provider of accounts stands in `Location`.")))]
#[get("/session/oidc")]
pub(crate) async fn begin_oidc(state: web::Data<State>, wish: web::Query<Wish>) -> Answer {
    entrance::begin(state, wish.place()?).await
}

/// Lets somebody in who comes back from the provider of accounts: whoever has an account here that was
/// linked before, or that has the mail address that the provider has made sure of. Accounts and roles are
/// never made by this. The answer sets the session's cookie and leads on; `GET /v1/session` then says who
/// is signed in, and the token for changes.
#[utoipa::path(operation_id = "end_oidc", tag = "session", params(Returned), responses((status = 200, description = "Signed in; the page leads on by itself.", body = String, content_type = "text/html")))]
#[get("/session/oidc/callback")]
pub(crate) async fn end_oidc(
    state: web::Data<State>,
    request: HttpRequest,
    returned: web::Query<Returned>,
) -> Answer {
    entrance::end(state, &request, returned.into_inner()).await
}
