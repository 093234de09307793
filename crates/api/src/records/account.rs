//! Organisations, accounts, sessions, keys and invitations.

use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use store::{Kind, Timestamp};

use super::{Record, texts};
use crate::role::Role;

/// An organisation: a Jobcenter, a project. Nothing is shared between two of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Organisation {
    /// What it is called.
    pub(crate) name: String,
    /// Whether its administrators run the installation and may add organisations.
    pub(crate) operator: bool,
}

/// Somebody who can sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct User {
    /// What they are called.
    pub(crate) name: String,
    /// What they work as.
    pub(crate) role: Role,
    /// The employer they work for, in the role of an employer.
    pub(crate) employer: Option<String>,
    /// Their mail address in small letters, as a provider of accounts knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    /// What is kept of who they are at the provider of accounts; none until they sign in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<String>,
    /// What is kept of their password; none until they accept their invitation.
    pub(crate) password: Option<String>,
    /// Whether they are kept out.
    pub(crate) disabled: bool,
}

/// Somebody who is signed in. Its identifier is what is kept of the cookie.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Who.
    pub(crate) login: String,
    /// The token that changes from a browser must carry.
    pub(crate) token: String,
    /// When it ends, unless it is used.
    pub(crate) ends: Timestamp,
}

/// A key for another program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    /// What it is for, in words.
    pub(crate) name: String,
    /// In which role it acts.
    pub(crate) role: Role,
    /// The employer it acts for, in the role of an employer.
    pub(crate) employer: Option<String>,
    /// What it may do.
    pub(crate) scopes: Vec<String>,
    /// The last day on which it is valid.
    pub(crate) valid_to: Date,
    /// What is kept of the secret.
    pub(crate) sealed: String,
}

/// A link that works once. Its identifier is what is kept of the secret in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Invitation {
    /// The account that it opens; none for the first one of the installation.
    pub(crate) login: Option<String>,
    /// When it ends.
    pub(crate) ends: Timestamp,
}

impl Record for Organisation {
    const KIND: &'static str = "organisation";
}
impl Record for User {
    const KIND: &'static str = "user";
}
impl Record for Session {
    const KIND: &'static str = "session";
}
impl Record for ApiKey {
    const KIND: &'static str = "api-key";
}
impl Record for Invitation {
    const KIND: &'static str = "invitation";
}

pub(super) const ORGANISATION: Kind = Kind::new(Organisation::KIND);
pub(super) const USER: Kind = Kind::new(User::KIND).indexed(1, &["email", "subject"], |body| {
    texts(body, &[("email", "/email"), ("subject", "/subject")])
});
pub(super) const SESSION: Kind =
    Kind::new(Session::KIND)
        .latest_only()
        .indexed(1, &["login"], |body| texts(body, &[("login", "/login")]));
pub(super) const API_KEY: Kind = Kind::new(ApiKey::KIND);
pub(super) const INVITATION: Kind =
    Kind::new(Invitation::KIND)
        .latest_only()
        .indexed(1, &["login"], |body| texts(body, &[("login", "/login")]));
