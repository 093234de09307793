//! Who is asking.

use store::Timestamp;

use super::{
    Role,
    table::{Rule, Who},
};
use crate::problem::{Problem, ProblemCode};

/// Who is asking, as the guard has made sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The account's name to sign in with, or the identifier of the key.
    pub(crate) name: String,
    /// The organisation they belong to; they reach nothing of another one.
    pub(crate) organisation: String,
    /// What they work as.
    pub(crate) role: Role,
    /// The employer they work for, in the role of an employer.
    pub(crate) employer: Option<String>,
    /// What they have shown.
    pub(crate) credential: Credential,
}

/// What somebody has shown to get in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A session of a person who signed in.
    Session {
        /// The identifier of the session.
        id: String,
        /// The token that changes from a browser must carry.
        token: String,
        /// When it ends, unless it is used.
        ends: Timestamp,
    },
    /// A key of another program.
    Key {
        /// What it is for.
        scopes: Vec<String>,
    },
    /// Nothing: the service acts by itself.
    Service,
}

impl Caller {
    /// How they stand in the journal and in versions.
    pub(crate) fn actor(&self) -> String {
        match self.credential {
            Credential::Session { .. } => format!("user:{}", self.name),
            Credential::Key { .. } => format!("key:{}", self.name),
            Credential::Service => self.name.clone(),
        }
    }

    /// Whether they may use a route.
    ///
    /// # Errors
    /// [`ProblemCode::Forbidden`], without saying more than the table does.
    pub(crate) fn may(&self, rule: &Rule) -> Result<(), Problem> {
        let is_key = matches!(self.credential, Credential::Key { .. });
        let refused = |why: String| Err(Problem::new(ProblemCode::Forbidden, why));
        if !rule.admits(self.role) {
            return refused(format!("the role {} may not do this", self.role.name()));
        }
        if is_key && matches!(rule.who, Who::People(_)) {
            return refused("keys may not do this: sign in".to_owned());
        }
        match &self.credential {
            Credential::Key { scopes } if !rule.scope.is_empty() => {
                if scopes.iter().any(|scope| scope == rule.scope) {
                    return Ok(());
                }
                refused(format!("the key lacks the scope {}", rule.scope))
            }
            Credential::Key { .. } | Credential::Session { .. } | Credential::Service => Ok(()),
        }
    }
}
