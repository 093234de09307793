//! What can be wrong with roles and abilities.

use crate::{criteria::Key, id::ProfileId};

/// Why roles or abilities were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdequacyError {
    /// Two roles have the same identifier.
    #[error("the role {role} is listed twice, keep one")]
    SameRole {
        /// The identifier.
        role: ProfileId,
    },
    /// A role asks for the same thing twice.
    #[error("the role {role} asks for {} twice, keep one", subject.subject)]
    AskedTwice {
        /// The role.
        role: ProfileId,
        /// What it asks for.
        subject: Key,
    },
    /// The same ability is stated twice.
    #[error("{} is stated twice, keep one", subject.subject)]
    HeldTwice {
        /// The ability.
        subject: Key,
    },
    /// Something lies above itself.
    #[error("{} lies above itself", subject.subject)]
    Cycle {
        /// Something on the cycle.
        subject: Key,
    },
}
