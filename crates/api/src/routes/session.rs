//! Signing in and out.

use std::sync::Arc;

use actix_web::{HttpRequest, cookie::Cookie, delete, get, post, put, web};
use serde::{Deserialize, Serialize};
use store::{Batch, Entry, Timestamp};
use utoipa::ToSchema;

use crate::{
    State,
    access::{Caller, Credential, Role, is_password, lapse, new_session, peer, seal_password},
    http::{Answer, Content, Desk, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Kept, Record as _, Session, User},
};

/// Who wants to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "anna.weber", "password": "korrekt-pferd-batterie"}))]
pub(crate) struct SignIn {
    /// The name to sign in with.
    #[schema(min_length = 1, max_length = 64)]
    login: String,
    /// The password.
    #[schema(min_length = 1, max_length = 128)]
    password: String,
}

/// A change of one's own password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    /// The password until now.
    #[schema(min_length = 1, max_length = 128)]
    password: String,
    /// The password from now on: 12 to 128 characters, not the name to sign in with.
    #[schema(min_length = 12, max_length = 128)]
    new_password: String,
}

body!(SignIn, PasswordChange);

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignedIn {
    /// The name to sign in with, or the identifier of the key.
    login: String,
    /// The organisation they belong to.
    organisation: String,
    /// What they work as.
    role: Role,
    /// The employer they work for, in the role of an employer.
    employer: Option<String>,
    /// What changes must carry as `X-CSRF-Token`; none for a key.
    csrf_token: Option<String>,
    /// When the session ends, unless it is used; none for a key.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends: Option<Timestamp>,
}

impl SignedIn {
    fn of(caller: &Caller) -> Self {
        let (csrf_token, ends) = match &caller.credential {
            Credential::Session { token, ends, .. } => (Some(token.clone()), Some(*ends)),
            Credential::Key { .. } | Credential::Service => (None, None),
        };
        Self {
            login: caller.name.clone(),
            organisation: caller.organisation.clone(),
            role: caller.role,
            employer: caller.employer.clone(),
            csrf_token,
            ends,
        }
    }
}

/// Refuses a password that is too short, too long or too easy.
pub(super) fn check_password(login: &str, password: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if !(12..=128).contains(&length) {
        let detail = "a password has 12 to 128 characters";
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    }
    let distinct: std::collections::BTreeSet<char> = password.chars().collect();
    if password.to_lowercase().contains(&login.to_lowercase()) || distinct.len() < 5 {
        let detail = "the password holds the name, or repeats a few signs";
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    }
    Ok(())
}

/// Signs in with a password and starts a session, whose cookie comes with the answer.
#[utoipa::path(operation_id = "create_session", tag = "session", request_body = SignIn, responses((status = 200, description = "Signed in.", body = SignedIn)))]
#[post("/session")]
pub(crate) async fn create_session(
    state: web::Data<State>,
    request: HttpRequest,
    content: Content,
) -> Answer {
    let address = peer(&request, &state);
    let wanted: SignIn = content.read()?;
    let state = state.into_inner();
    let done = web::block(move || sign_in(&state, &address, &wanted)).await;
    done.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?
}

fn sign_in(state: &Arc<State>, address: &str, wanted: &SignIn) -> Answer {
    let now = (state.clock)();
    let login = wanted.login.to_lowercase();
    let account = format!("login:{login}");
    for name in [address, &account] {
        if let Some(seconds) = state.failures.wait(name, now) {
            let detail = "too many failed attempts to sign in";
            return Err(Problem::new(ProblemCode::TooMany, detail).again_after(seconds));
        }
    }
    let is_name = store::Named::Id.rule().allows(&login);
    let user = if is_name { state.store.get(User::KIND, &login)? } else { None };
    let user: Option<Kept<User>> = user.map(Kept::read).transpose()?;
    let user = user.filter(|user| !user.body.disabled);
    let sealed = user.as_ref().and_then(|user| user.body.password.as_deref());
    let is_right = is_password(&wanted.password, sealed);
    let Some(user) = user.filter(|_| is_right) else {
        for name in [address, &account] {
            // Waiting is checked before the next attempt.
            let _counted = state.failures.take(name, now);
        }
        let detail = "name or password is wrong";
        return Err(Problem::new(ProblemCode::Unauthenticated, detail));
    };
    state.failures.forgive(&account);
    let batch = Batch::new(now, format!("user:{login}")).of(&user.organisation);
    let batch = batch.journal(Entry::new("signed_in").about(User::KIND, &login));
    let (signed_in, cookie) = let_in(state, user, batch, now)?;
    Ok(Reply::ok(&signed_in)?.cookie(cookie))
}

/// Begins a session of somebody who has shown who they are, and makes the other changes with it.
pub(super) fn let_in(
    state: &State,
    user: Kept<User>,
    batch: Batch,
    now: Timestamp,
) -> Result<(SignedIn, Cookie<'static>), Problem> {
    let (id, session, cookie) = new_session(state, &user.id, now)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    state.store.commit(&batch.create(Session::KIND, &id, stored(&session)?))?;
    let Session { token, ends, .. } = session;
    let signed_in = SignedIn {
        login: user.id,
        organisation: user.organisation,
        role: user.body.role,
        employer: user.body.employer,
        csrf_token: Some(token),
        ends: Some(ends),
    };
    Ok((signed_in, cookie))
}

/// Says who is signed in.
#[utoipa::path(operation_id = "get_session", tag = "session", responses((status = 200, description = "Who is signed in.", body = SignedIn)))]
#[get("/session")]
pub(crate) async fn get_session(desk: Desk) -> Answer {
    Reply::ok(&SignedIn::of(&desk.caller))
}

/// Signs out.
#[utoipa::path(operation_id = "delete_session", tag = "session", responses((status = 204, description = "Signed out.")))]
#[delete("/session")]
pub(crate) async fn delete_session(desk: Desk) -> Answer {
    desk.run(|desk| {
        if let Credential::Session { id, .. } = &desk.caller.credential
            && let Some(session) = desk.state.store.get(Session::KIND, id)?
        {
            let entry = Entry::new("signed_out").about(User::KIND, &desk.caller.name);
            let batch = desk.batch().delete(Session::KIND, id, session.version);
            desk.commit(&batch.journal(entry))?;
        }
        Ok(Reply::nothing().cookie(lapse(&desk.state)))
    })
    .await
}

/// Changes one's own password. Other sessions of the account end.
#[utoipa::path(operation_id = "put_password", tag = "session", request_body = PasswordChange, responses((status = 204, description = "Changed.")))]
#[put("/session/password")]
pub(crate) async fn put_password(desk: Desk, content: Content) -> Answer {
    let wanted: PasswordChange = content.read()?;
    desk.run(move |desk| change_password(desk, &wanted)).await
}

fn change_password(desk: &Desk, wanted: &PasswordChange) -> Answer {
    let Caller { name, credential, .. } = &desk.caller;
    let Credential::Session { id, .. } = credential else {
        return Err(Problem::new(ProblemCode::Forbidden, "keys have no password"));
    };
    let account = format!("login:{name}");
    if let Some(seconds) = desk.state.failures.wait(&account, desk.now) {
        let detail = "too many failed attempts";
        return Err(Problem::new(ProblemCode::TooMany, detail).again_after(seconds));
    }
    let user = desk.state.store.get(User::KIND, name)?.ok_or_else(|| Problem::missing(name))?;
    let mut user: Kept<User> = Kept::read(user)?;
    if !is_password(&wanted.password, user.body.password.as_deref()) {
        let _counted = desk.state.failures.take(&account, desk.now);
        let detail = "the password until now is wrong";
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    }
    check_password(name, &wanted.new_password)?;
    user.body.password = seal_password(&wanted.new_password);
    let mut batch = desk.batch().replace(User::KIND, name, user.version, stored(&user.body)?);
    for session in super::users::sessions(&desk.state, name)? {
        if session.id != *id {
            batch = batch.delete(Session::KIND, &session.id, session.version);
        }
    }
    desk.commit(&batch.journal(Entry::new("password_changed").about(User::KIND, name)))?;
    Ok(Reply::nothing())
}
