//! What callers show: the cookie of a session, or a key. From it, who they are.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};
use matching_core::calendar::Date;
use store::{Batch, Timestamp};

use super::caller::{Caller, Credential};
use crate::{
    State,
    problem::{Problem, ProblemCode},
    records::{ApiKey, Kept, Record as _, Session, User},
    secret::{NoRandom, Pepper, draw, same, secret},
    state::day_of,
};

/// What stands before the identifier of a key.
const KEY_PREFIX: &str = "pg_";
/// The longest credential that is looked at.
const LONGEST: usize = 256;
/// A session is prolonged at most so often, so that reading does not write each time.
const PROLONGED_EVERY: i64 = 600;

/// What a request shows.
#[derive(Clone, Debug)]
pub(crate) enum Presented {
    /// Nothing.
    Nothing,
    /// The cookie of a session.
    Cookie(String),
    /// A key.
    Key(String),
}

/// The name of the session's cookie: bound to the host where connections are encrypted.
pub(crate) fn cookie_name(state: &State) -> &'static str {
    if state.config.is_encrypted() { "__Host-passgenau" } else { "passgenau" }
}

/// The cookie that carries a session; an empty secret ends it.
fn cookie(state: &State, secret: &str) -> Cookie<'static> {
    let mut cookie = Cookie::build(cookie_name(state), secret.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.config.is_encrypted());
    if secret.is_empty() {
        cookie = cookie.max_age(Duration::ZERO);
    }
    cookie.finish()
}

/// The name of the cookie of a try to sign in at a provider of accounts.
#[cfg(feature = "oidc")]
pub(crate) fn attempt_cookie_name(state: &State) -> &'static str {
    if state.config.is_encrypted() { "__Host-passgenau-attempt" } else { "passgenau-attempt" }
}

/// The cookie of a try to sign in at a provider of accounts. It comes back from there, so it goes with
/// requests that another site leads to; what it holds opens nothing.
#[cfg(feature = "oidc")]
pub(crate) fn attempt_cookie(state: &State, text: &str, seconds: i64) -> Cookie<'static> {
    Cookie::build(attempt_cookie_name(state), text.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.config.is_encrypted())
        .max_age(Duration::seconds(seconds))
        .finish()
}

/// The cookie that makes a browser forget its session.
pub(crate) fn lapse(state: &State) -> Cookie<'static> {
    cookie(state, "")
}

/// A new session: its identifier, its content, its cookie.
pub(crate) fn new_session(
    state: &State,
    login: &str,
    now: Timestamp,
) -> Result<(String, Session, Cookie<'static>), NoRandom> {
    let drawn = secret()?;
    let session = Session { login: login.to_owned(), token: secret()?, ends: ends(state, now) };
    Ok((state.pepper.sealed("session", &drawn), session, cookie(state, &drawn)))
}

/// A new key: its identifier, what is kept of it, and what is shown once.
pub(crate) fn new_key(pepper: &Pepper) -> Result<(String, String, String), NoRandom> {
    let (id, drawn) = (draw(8)?, secret()?);
    let sealed = pepper.sealed("key", &drawn);
    let shown = format!("{KEY_PREFIX}{id}_{drawn}");
    Ok((id, sealed, shown))
}

fn ends(state: &State, now: Timestamp) -> Timestamp {
    now.plus_seconds(i64::from(state.config.session_hours) * 3_600)
}

impl Presented {
    /// What a request shows. A key goes before a cookie.
    pub(crate) fn by(request: &HttpRequest, state: &State) -> Self {
        let bearer = request.headers().get(header::AUTHORIZATION);
        if let Some(bearer) = bearer {
            let key = bearer.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
            return Self::Key(key.unwrap_or_default().trim().to_owned());
        }
        let cookie = request.cookie(cookie_name(state));
        cookie.map_or(Self::Nothing, |cookie| Self::Cookie(cookie.value().to_owned()))
    }

    /// Who shows it.
    ///
    /// # Errors
    /// [`ProblemCode::Unauthenticated`], the same for everything that is not valid.
    pub(crate) fn caller(&self, state: &State, now: Timestamp) -> Result<Caller, Problem> {
        match self {
            Self::Nothing => Ok(None),
            Self::Cookie(text) | Self::Key(text) if text.len() > LONGEST => Ok(None),
            Self::Cookie(cookie) => by_cookie(state, cookie, now),
            Self::Key(key) => by_key(state, key, day_of(now)),
        }?
        .ok_or_else(|| Problem::new(ProblemCode::Unauthenticated, "who is asking is not known"))
    }
}

fn by_cookie(state: &State, cookie: &str, now: Timestamp) -> Result<Option<Caller>, Problem> {
    let id = state.pepper.sealed("session", cookie);
    let Some(session) = state.store.get(Session::KIND, &id)? else { return Ok(None) };
    let session: Kept<Session> = Kept::read(session)?;
    if session.body.ends <= now {
        return Ok(None);
    }
    let Some(user) = state.store.get(User::KIND, &session.body.login)? else { return Ok(None) };
    let user: Kept<User> = Kept::read(user)?;
    if user.body.disabled {
        return Ok(None);
    }
    prolong(state, &session, now);
    let Session { login, token, ends } = session.body;
    Ok(Some(Caller {
        name: login,
        organisation: user.organisation,
        role: user.body.role,
        employer: user.body.employer,
        credential: Credential::Session { id, token, ends },
    }))
}

/// Lets a session that is used end later.
fn prolong(state: &State, session: &Kept<Session>, now: Timestamp) {
    let later = ends(state, now);
    if later.as_micros() - session.body.ends.as_micros() < PROLONGED_EVERY * 1_000_000 {
        return;
    }
    let body = Session { ends: later, ..session.body.clone() };
    let Ok(body) = serde_json::to_value(body) else { return };
    let batch = Batch::new(now, format!("user:{}", session.body.login));
    // Somebody else may have prolonged it meanwhile, or ended it: both are fine.
    let _prolonged =
        state.store.commit(&batch.replace(Session::KIND, &session.id, session.version, body));
}

fn by_key(state: &State, key: &str, today: Date) -> Result<Option<Caller>, Problem> {
    let parts = key.strip_prefix(KEY_PREFIX).and_then(|rest| rest.split_once('_'));
    let Some((id, shown)) = parts else { return Ok(None) };
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id {
        return Ok(None);
    }
    let Some(kept) = state.store.get(ApiKey::KIND, id)? else { return Ok(None) };
    let kept: Kept<ApiKey> = Kept::read(kept)?;
    let is_valid =
        same(&kept.body.sealed, &state.pepper.sealed("key", shown)) && today <= kept.body.valid_to;
    let ApiKey { role, employer, scopes, .. } = kept.body;
    Ok(is_valid.then_some(Caller {
        name: kept.id,
        organisation: kept.organisation,
        role,
        employer,
        credential: Credential::Key { scopes },
    }))
}
