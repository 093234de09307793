//! The guard at the door: lets nobody through to a route that the table does not open to them.

use actix_web::{
    HttpMessage as _, HttpRequest, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};
use store::Timestamp;

use super::{
    caller::{Caller, Credential},
    credential::Presented,
    table::{Rule, Who},
};
use crate::{
    State, pages,
    problem::{Problem, ProblemCode},
    secret::same,
};

/// The header that carries the token of a session.
const TOKEN_HEADER: &str = "X-CSRF-Token";
/// What is open beside the table: documentation, which tells nothing about anybody.
const OPEN: [&str; 4] = ["/", "/docs", "/docs/{_:.*}", "/openapi.json"];

/// Refuses whoever may not use a route, and tells the handler who is asking.
pub(crate) async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match check(&request) {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(problem) => Ok(request.into_response(problem.error_response())),
    }
}

/// Who is asking, where the route wants to know.
fn check(request: &ServiceRequest) -> Result<Option<Caller>, Problem> {
    let Some(state) = request.app_data::<web::Data<State>>() else {
        return Err(Problem::new(ProblemCode::Internal, "the service has no state"));
    };
    let now = (state.clock)();
    let Some(pattern) = request.match_pattern() else {
        return spend(state, &peer(request.request(), state), now).map(|()| None);
    };
    let Some(rule) = Rule::of(request.method().as_str(), &pattern) else {
        // Either documentation, or a method that the path does not have: nothing to protect.
        let is_known = super::RULES.iter().any(|rule| rule.path == pattern);
        let may_pass = is_known || OPEN.contains(&&*pattern) || pages::OPEN.contains(&&*pattern);
        spend(state, &peer(request.request(), state), now)?;
        return if may_pass { Ok(None) } else { Err(Problem::missing(request.path())) };
    };
    if rule.who == Who::Anybody {
        spend(state, &peer(request.request(), state), now)?;
        return Ok(None);
    }
    let caller = match Presented::by(request.request(), state).caller(state, now) {
        Ok(caller) => caller,
        Err(problem) => {
            // Guessing costs the same as asking.
            spend(state, &peer(request.request(), state), now)?;
            return Err(problem);
        }
    };
    spend(state, &caller.actor(), now)?;
    caller.may(rule)?;
    if let Credential::Session { token, .. } = &caller.credential
        && !rule.method.is_safe()
    {
        let shown = request.headers().get(TOKEN_HEADER).and_then(|value| value.to_str().ok());
        if !shown.is_some_and(|shown| same(shown, token)) {
            let detail = format!("send the token of the session as {TOKEN_HEADER}");
            return Err(Problem::new(ProblemCode::WrongToken, detail));
        }
    }
    Ok(Some(caller))
}

/// Counts a request; too many are refused for a while.
fn spend(state: &State, name: &str, now: Timestamp) -> Result<(), Problem> {
    state.requests.take(name, now).map_err(|seconds| {
        let limit = state.config.requests_per_minute;
        let detail = format!("at most {limit} requests a minute");
        Problem::new(ProblemCode::TooMany, detail).again_after(seconds)
    })
}

/// The address of the client, as far as it can be known.
pub(crate) fn peer(request: &HttpRequest, state: &State) -> String {
    let info = request.connection_info();
    let address =
        if state.config.behind_proxy { info.realip_remote_addr() } else { info.peer_addr() };
    format!("address:{}", address.unwrap_or("unknown"))
}
