//! Links that work once: for the first administrator, and for everybody who gets an account.

use store::{Batch, Query, Timestamp};

use super::secret;
use crate::{
    State,
    problem::{Problem, ProblemCode},
    records::{Invitation, Record as _, User},
};

/// Seconds that an invitation is good for.
const GOOD_FOR: i64 = 3 * 86_400;

/// An invitation: its identifier, its content, and the secret that is shown once.
pub(crate) fn new(
    state: &State,
    login: Option<&str>,
    now: Timestamp,
) -> Result<(String, Invitation, String), Problem> {
    let drawn = secret().map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    let ends = now.plus_seconds(GOOD_FOR);
    let invitation = Invitation { login: login.map(str::to_owned), ends };
    Ok((state.pepper.sealed("invitation", &drawn), invitation, drawn))
}

/// The secret of the link for the first administrator, where there is no account yet.
///
/// Each start makes a new one; those before it stop working.
///
/// # Errors
/// Fails if the store does.
pub(crate) fn founding(state: &State) -> Result<Option<String>, Problem> {
    if state.store.count(&Query::all(User::KIND))? > 0 {
        return Ok(None);
    }
    let now = (state.clock)();
    let (id, invitation, secret) = new(state, None, now)?;
    let mut batch = Batch::new(now, "service");
    for former in state.store.query(&Query::all(Invitation::KIND))?.items {
        batch = batch.delete(Invitation::KIND, &former.id, former.version);
    }
    let body = serde_json::to_value(invitation).unwrap_or_default();
    state.store.commit(&batch.create(Invitation::KIND, &id, body))?;
    Ok(Some(secret))
}
