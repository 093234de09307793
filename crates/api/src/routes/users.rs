//! Accounts of an organisation.

use actix_web::{get, post, put, web};
use serde::{Deserialize, Serialize};
use store::{Entry, Query};
use utoipa::ToSchema;

use crate::{
    State,
    access::{Role, invitation},
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Invitation, Kept, Record as _, Session, User},
};

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "anna.weber", "name": "Anna Weber", "role": "placement"}))]
pub(crate) struct NewUser {
    /// The name to sign in with: small letters, digits and `. _ @ -`.
    #[schema(pattern = "^[a-z0-9][a-z0-9._@-]{2,63}$")]
    pub(super) login: String,
    /// What they are called.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: String,
    /// What they work as.
    pub(super) role: Role,
    /// The employer they work for, as requirement profiles name it; for employers only.
    #[schema(min_length = 1, max_length = 64)]
    pub(super) employer: Option<String>,
    /// Their mail address, where they may sign in with a provider of accounts.
    #[schema(pattern = "^[^@\\s]{1,64}@[^@\\s]{1,189}$", example = "anna.weber@amt.example")]
    pub(super) email: Option<String>,
}

/// What can be changed about an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserChange {
    /// What they are called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What they work as.
    role: Role,
    /// The employer they work for; for employers only.
    #[schema(min_length = 1, max_length = 64)]
    employer: Option<String>,
    /// Their mail address, where they may sign in with a provider of accounts. Another one than before
    /// ends the link to that provider.
    #[schema(pattern = "^[^@\\s]{1,64}@[^@\\s]{1,189}$", example = "anna.weber@amt.example")]
    email: Option<String>,
    /// Whether they are kept out.
    disabled: bool,
}

body!(NewUser, UserChange);

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserView {
    /// The name to sign in with.
    login: String,
    /// What they are called.
    name: String,
    /// What they work as.
    role: Role,
    /// The employer they work for.
    employer: Option<String>,
    /// Their mail address, where they may sign in with a provider of accounts.
    email: Option<String>,
    /// Whether they have signed in with a provider of accounts.
    linked: bool,
    /// Whether they have accepted their invitation.
    joined: bool,
    /// Whether they are kept out.
    disabled: bool,
}

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invited {
    /// The name to sign in with.
    login: String,
    /// The secret of the link; shown once, good for three days.
    invitation: String,
}

impl NewUser {
    /// The account, before the invitation is accepted.
    pub(super) fn account(&self) -> User {
        User {
            name: self.name.clone(),
            role: self.role,
            employer: self.employer.clone(),
            email: self.email.as_deref().map(str::to_lowercase),
            subject: None,
            password: None,
            disabled: false,
        }
    }
}

fn view(kept: Kept<User>) -> UserView {
    let User { name, role, employer, email, subject, password, disabled } = kept.body;
    let (linked, joined) = (subject.is_some(), password.is_some());
    UserView { login: kept.id, name, role, employer, email, linked, joined, disabled }
}

/// Refuses names that could be mistaken for others.
pub(super) fn check_login(login: &str) -> Result<(), Problem> {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    let first = login.chars().next().is_some_and(is_plain);
    let rest = |sign: char| is_plain(sign) || "._@-".contains(sign);
    if first && (3..=64).contains(&login.len()) && login.chars().all(rest) {
        return Ok(());
    }
    let detail = "a name to sign in with has 3 to 64 small letters, digits and . _ @ -";
    Err(Problem::new(ProblemCode::InvalidDocument, detail))
}

/// An employer's account names the employer, no other one does.
pub(super) fn check_employer(role: Role, employer: Option<&str>) -> Result<(), Problem> {
    if (role == Role::Employer) == employer.is_some() {
        return Ok(());
    }
    let detail = "`employer` belongs to the role employer, and only there";
    Err(Problem::new(ProblemCode::InvalidDocument, detail))
}

/// The sessions of an account.
pub(super) fn sessions(state: &State, login: &str) -> Result<Vec<Kept<Session>>, Problem> {
    let query = Query::all(Session::KIND).equal("login", login).limit(500);
    state.store.query(&query)?.items.into_iter().map(Kept::read).collect()
}

/// An account of the caller's organisation.
fn own(desk: &Desk, login: &str) -> Result<Kept<User>, Problem> {
    let is_name = store::Named::Id.rule().allows(login);
    let user = if is_name { desk.state.store.get(User::KIND, login)? } else { None };
    let user: Option<Kept<User>> = user.map(Kept::read).transpose()?;
    user.filter(|user| user.organisation == desk.caller.organisation)
        .ok_or_else(|| Problem::missing(login))
}

/// Lists the accounts of the organisation.
#[utoipa::path(operation_id = "list_users", tag = "accounts", params(PageParameters), responses((status = 200, description = "A page of accounts.", body = Listing<UserView>)))]
#[get("/users")]
pub(crate) async fn list_users(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    desk.run(move |desk| Reply::ok(&desk.page::<User>(desk.query::<User>(), &page)?.map(view)))
        .await
}

/// Gives one account.
#[utoipa::path(operation_id = "get_user", tag = "accounts", params(("login" = String, Path, description = "The name to sign in with.")), responses((status = 200, description = "The account.", body = UserView)))]
#[get("/users/{login}")]
pub(crate) async fn get_user(desk: Desk, login: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let user = own(desk, &login)?;
        let version = user.version;
        Ok(Reply::ok(&view(user))?.version(version))
    })
    .await
}

/// Adds an account and invites its owner: the secret of the link is in the answer, once.
#[utoipa::path(operation_id = "create_user", tag = "accounts", request_body = NewUser, responses((status = 201, description = "Added.", body = Invited)))]
#[post("/users")]
pub(crate) async fn create_user(desk: Desk, content: Content) -> Answer {
    let wanted: NewUser = content.read()?;
    desk.run(move |desk| {
        desk.once(&content, || {
            check_login(&wanted.login)?;
            check_employer(wanted.role, wanted.employer.as_deref())?;
            let login = &wanted.login;
            let (id, invitation, secret) = invitation::new(&desk.state, Some(login), desk.now)?;
            let batch = desk
                .batch()
                .create(User::KIND, login, stored(&wanted.account())?)
                .create(Invitation::KIND, &id, stored(&invitation)?)
                .journal(Entry::new("user_added").about(User::KIND, login));
            let place = format!("/v1/users/{login}");
            let invited = Invited { login: login.clone(), invitation: secret };
            Ok((batch, Reply::created(place, &invited)?.shown_once()))
        })
    })
    .await
}

/// Changes an account. Its sessions end.
#[utoipa::path(operation_id = "put_user", tag = "accounts", params(("login" = String, Path, description = "The name to sign in with.")), request_body = UserChange, responses((status = 200, description = "Changed.", body = UserView)))]
#[put("/users/{login}")]
pub(crate) async fn put_user(desk: Desk, login: web::Path<String>, content: Content) -> Answer {
    let wanted: UserChange = content.read()?;
    desk.run(move |desk| {
        let expected = desk.expected()?;
        check_employer(wanted.role, wanted.employer.as_deref())?;
        let mut user = own(desk, &login)?;
        if user.id == desk.caller.name && (wanted.disabled || wanted.role != desk.caller.role) {
            let detail = "nobody locks themselves out: let another administrator do it";
            return Err(Problem::new(ProblemCode::WrongState, detail));
        }
        let UserChange { name, role, employer, email, disabled } = wanted;
        let email = email.map(|email| email.to_lowercase());
        let User { email: before, subject, password, .. } = user.body;
        // Another address may be another person.
        let subject = subject.filter(|_| email == before);
        user.body = User { name, role, employer, email, subject, password, disabled };
        let mut batch = desk.batch().replace(User::KIND, &login, expected, stored(&user.body)?);
        for session in sessions(&desk.state, &login)? {
            batch = batch.delete(Session::KIND, &session.id, session.version);
        }
        desk.commit(&batch.journal(Entry::new("user_changed").about(User::KIND, &*login)))?;
        Ok(Reply::ok(&view(user))?.version(expected + 1))
    })
    .await
}

/// Invites the owner of an account once more, with a new password. Former links stop working.
#[utoipa::path(operation_id = "invite_user", tag = "accounts", params(("login" = String, Path, description = "The name to sign in with.")), responses((status = 201, description = "Invited.", body = Invited)))]
#[post("/users/{login}/invitations")]
pub(crate) async fn invite_user(desk: Desk, login: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let user = own(desk, &login)?;
        let (id, invitation, secret) = invitation::new(&desk.state, Some(&login), desk.now)?;
        let mut batch = desk.batch().create(Invitation::KIND, &id, stored(&invitation)?);
        let query = Query::all(Invitation::KIND).equal("login", user.id.as_str()).limit(500);
        for former in desk.state.store.query(&query)?.items {
            batch = batch.delete(Invitation::KIND, &former.id, former.version);
        }
        desk.commit(&batch.journal(Entry::new("user_invited").about(User::KIND, &*login)))?;
        let place = format!("/v1/users/{login}");
        Reply::created(place, &Invited { login: login.clone(), invitation: secret })
    })
    .await
}
