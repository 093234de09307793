//! Who gets in, and what they may do: accounts, sessions, keys, roles, and the guard at the door.

mod caller;
mod credential;
mod guard;
pub(crate) mod invitation;
mod table;

pub use crate::role::{Role, Roles};
pub use crate::secret::{NoRandom, Pepper};
pub use table::{Method, RULES, Rule, Tells, Who};

pub(crate) use crate::secret::{draw, hex, is_password, seal_password, secret};
pub(crate) use caller::{Caller, Credential};
#[cfg(feature = "oidc")]
pub(crate) use credential::{attempt_cookie, attempt_cookie_name};
pub(crate) use credential::{lapse, new_key, new_session};
pub(crate) use guard::{guard, peer};
