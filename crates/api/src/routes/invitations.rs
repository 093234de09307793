//! Accepting an invitation: the first administrator, and everybody who got an account.

use std::sync::Arc;

use actix_web::{HttpRequest, post, web};
use serde::{Deserialize, Serialize};
use store::{Batch, Entry};
use utoipa::ToSchema;

use super::{organisations::NewOrganisation, session::check_password, users::check_login};
use crate::{
    State,
    access::{Role, peer, seal_password},
    http::{Answer, Content, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Invitation, Kept, Organisation, Record as _, User},
};

/// The acceptance of an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// The secret of the link.
    #[schema(min_length = 1, max_length = 128)]
    secret: String,
    /// The password from now on: 12 to 128 characters, not the name to sign in with.
    #[schema(min_length = 12, max_length = 128)]
    password: String,
    /// For the first account of the installation: who and where it is.
    founding: Option<Founding>,
}

/// The first account of an installation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Founding {
    /// The name to sign in with.
    #[schema(pattern = "^[a-z0-9][a-z0-9._@-]{2,63}$")]
    login: String,
    /// What the administrator is called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The organisation that runs the installation.
    organisation: NewOrganisation,
}

body!(Acceptance);

/// Who can sign in from now on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    /// The name to sign in with.
    login: String,
    /// The organisation.
    organisation: String,
}

/// Sets the password of an account with the secret of its link, which works once.
#[utoipa::path(operation_id = "accept_invitation", tag = "session", request_body = Acceptance, responses((status = 200, description = "The account can sign in.", body = Accepted)))]
#[post("/invitations/acceptance")]
pub(crate) async fn accept_invitation(
    state: web::Data<State>,
    request: HttpRequest,
    content: Content,
) -> Answer {
    let address = peer(&request, &state);
    let wanted: Acceptance = content.read()?;
    let state = state.into_inner();
    let done = web::block(move || accept(&state, &address, wanted)).await;
    done.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?
}

fn accept(state: &Arc<State>, address: &str, wanted: Acceptance) -> Answer {
    let now = (state.clock)();
    if let Some(seconds) = state.failures.wait(address, now) {
        let detail = "too many failed attempts";
        return Err(Problem::new(ProblemCode::TooMany, detail).again_after(seconds));
    }
    let id = state.pepper.sealed("invitation", &wanted.secret);
    let invitation: Option<Kept<Invitation>> =
        state.store.get(Invitation::KIND, &id)?.map(Kept::read).transpose()?;
    let Some(invitation) = invitation.filter(|invitation| invitation.body.ends > now) else {
        let _counted = state.failures.take(address, now);
        return Err(Problem::missing("such invitation"));
    };
    let Acceptance { password, founding, .. } = wanted;
    let batch = match (&invitation.body.login, founding) {
        (None, Some(founding)) => found(state, founding, &password)?,
        (Some(login), None) => join(state, login, &password)?,
        (None, None) | (Some(_), Some(_)) => {
            let detail =
                "`founding` belongs to the first account of the installation, and only there";
            return Err(Problem::new(ProblemCode::InvalidDocument, detail));
        }
    };
    let (batch, accepted) = batch;
    state.store.commit(&batch.delete(Invitation::KIND, &id, invitation.version))?;
    Reply::ok(&accepted)
}

/// The first account, and the organisation that runs the installation.
fn found(state: &State, founding: Founding, password: &str) -> Result<(Batch, Accepted), Problem> {
    let Founding { login, name, organisation } = founding;
    check_login(&login)?;
    organisation.check()?;
    check_password(&login, password)?;
    let user = User {
        name,
        role: Role::Administrator,
        employer: None,
        email: None,
        subject: None,
        password: seal_password(password),
        disabled: false,
    };
    let NewOrganisation { id, name } = organisation;
    let body = Organisation { name, operator: true };
    let batch = Batch::new((state.clock)(), format!("user:{login}"))
        .of(&id)
        .create(Organisation::KIND, &id, stored(&body)?)
        .create(User::KIND, &login, stored(&user)?)
        .journal(Entry::new("founded").about(Organisation::KIND, &id))
        .journal(Entry::new("joined").about(User::KIND, &login));
    Ok((batch, Accepted { login, organisation: id }))
}

/// An account that somebody made for a person gets its password.
fn join(state: &State, login: &str, password: &str) -> Result<(Batch, Accepted), Problem> {
    let user = state.store.get(User::KIND, login)?.ok_or_else(|| Problem::missing(login))?;
    let mut user: Kept<User> = Kept::read(user)?;
    check_password(login, password)?;
    user.body.password = seal_password(password);
    let batch = Batch::new((state.clock)(), format!("user:{login}"))
        .of(&user.organisation)
        .replace(User::KIND, login, user.version, stored(&user.body)?)
        .journal(Entry::new("joined").about(User::KIND, login));
    Ok((batch, Accepted { login: login.to_owned(), organisation: user.organisation }))
}
