//! Who comes in through the provider of accounts: whoever has an account here already.

use actix_web::{HttpRequest, web};
use serde_json::json;
use store::{Batch, Entry, Query, Timestamp};

use super::returned::{Returned, not_set_up};
use crate::{
    State,
    access::{attempt_cookie, attempt_cookie_name, peer},
    http::{Answer, Reply, stored},
    oidc::{Attempt, Claims, PATIENCE, Provider, failed},
    problem::{Problem, ProblemCode},
    records::{Kept, Record as _, User},
    routes::session::let_in,
};

/// Sends a browser to the provider.
pub(super) async fn begin(state: web::Data<State>, to: &str) -> Answer {
    let provider = state.provider.as_ref().ok_or_else(not_set_up)?;
    let now = (state.clock)();
    let attempt = Attempt::new(to, now)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    let door = provider.door(&attempt, &state.pepper, now).await?;
    Ok(Reply::see_other(door).cookie(attempt_cookie(&state, attempt.cookie(), PATIENCE)))
}

/// Lets in whoever the provider has signed in, and who has an account here.
pub(super) async fn end(
    state: web::Data<State>,
    request: &HttpRequest,
    returned: Returned,
) -> Answer {
    let provider = state.provider.as_ref().ok_or_else(not_set_up)?;
    let address = peer(request, &state);
    let now = (state.clock)();
    if let Some(seconds) = state.failures.wait(&address, now) {
        let detail = "too many failed attempts to sign in";
        return Err(Problem::new(ProblemCode::TooMany, detail).again_after(seconds));
    }
    let cookie = request.cookie(attempt_cookie_name(&state));
    let cookie = cookie.map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let entered = enter(&state, provider, (&cookie, returned), now).await;
    if entered.as_ref().is_err_and(|problem| problem.status < 500) {
        // Waiting is checked before the next attempt.
        let _counted = state.failures.take(&address, now);
    }
    entered
}

async fn enter(
    state: &web::Data<State>,
    provider: &Provider,
    (cookie, returned): (&str, Returned),
    now: Timestamp,
) -> Answer {
    if let Some(error) = returned.error {
        let plain: String = error.chars().filter(char::is_ascii_graphic).take(60).collect();
        return Err(failed(&format!("the provider signs nobody in: {plain}")));
    }
    let given = returned.state.as_deref().unwrap_or_default();
    let attempt = Attempt::read(cookie).filter(|made| made.belongs(given, &state.pepper, now));
    let attempt = attempt.ok_or_else(|| {
        failed("the answer does not belong to a try that this browser has begun in time")
    })?;
    if returned.iss.is_some_and(|issuer| issuer != provider.issuer()) {
        return Err(failed("the answer comes from another provider"));
    }
    let code = returned.code.ok_or_else(|| failed("the provider gave no code"))?;
    let claims = provider.person(&code, (&attempt, &state.pepper), now).await?;
    let issuer = provider.issuer().to_owned();
    let shared = state.clone();
    let known = web::block(move || recognised(&shared, &issuer, &claims, now)).await;
    let cookie =
        known.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    let page = Reply::text("text/html; charset=utf-8", page(attempt.to()));
    Ok(page.cookie(cookie).cookie(attempt_cookie(state, "", 0)))
}

/// The session of whoever it is here.
fn recognised(
    state: &State,
    issuer: &str,
    claims: &Claims,
    now: Timestamp,
) -> Result<actix_web::cookie::Cookie<'static>, Problem> {
    // What is kept says nothing about the person to whoever does not know it already.
    let subject = formats::fingerprint(&(issuer, &claims.sub));
    let nobody = || Problem::new(ProblemCode::NoAccount, "ask an administrator of your office");
    let linked = one(state, "subject", &subject)?;
    let is_linked = linked.is_some();
    let known = match (linked, claims.email()) {
        (Some(user), _) => Some(user),
        (None, Some(email)) => one(state, "email", &email)?.filter(|u| u.body.subject.is_none()),
        (None, None) => None,
    };
    let mut user = known.filter(|user| !user.body.disabled).ok_or_else(nobody)?;
    let mut batch = Batch::new(now, format!("user:{}", user.id)).of(&user.organisation);
    if !is_linked {
        user.body.subject = Some(subject);
        let about = Entry::new("identity_linked").about(User::KIND, &user.id);
        batch = batch.replace(User::KIND, &user.id, user.version, stored(&user.body)?);
        batch = batch.journal(about.details(json!({ "provider": issuer })));
    }
    let entry = Entry::new("signed_in").about(User::KIND, &user.id);
    let entry = entry.details(json!({ "with": "oidc" }));
    Ok(let_in(state, user, batch.journal(entry), now)?.1)
}

/// The account with that value, if it is one and not several.
fn one(state: &State, field: &'static str, value: &str) -> Result<Option<Kept<User>>, Problem> {
    let found = state.store.query(&Query::all(User::KIND).equal(field, value).limit(2))?;
    let mut found = found.items.into_iter().map(Kept::read);
    let first = found.next().transpose()?;
    Ok(first.filter(|_| found.next().is_none()))
}

/// A page that leads on. The session's cookie goes with no request that another site has caused, and the
/// way here was one; from this page on it goes along.
fn page(to: &str) -> String {
    let to = to.replace('&', "&amp;");
    format!(
        "<!doctype html>\n<html lang=\"de\">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<title>Passgenau</title>\n<p><a href=\"{to}\">Weiter</a> · <a href=\"{to}\" lang=\"en\">Continue</a></p>\n</html>\n"
    )
}
