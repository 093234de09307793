//! Who somebody is in the office.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody works as; exactly one per account.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps accounts, keys and retention; sees nobody's profile.
    Administrator,
    /// Plans application days.
    Organiser,
    /// Finds whom to address for which place.
    Placement,
    /// Accompanies people over time.
    CaseManager,
    /// An employer: own requirement profiles, and people as far as they were disclosed.
    Employer,
    /// Accompanies single people, with their consent.
    Companion,
    /// Reads journal and aggregates, no profiles.
    Auditor,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Organiser,
        Self::Placement,
        Self::CaseManager,
        Self::Employer,
        Self::Companion,
        Self::Auditor,
    ];

    /// The name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Organiser => "organiser",
            Self::Placement => "placement",
            Self::CaseManager => "case_manager",
            Self::Employer => "employer",
            Self::Companion => "companion",
            Self::Auditor => "auditor",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Administrator => 1,
            Self::Organiser => 1 << 1,
            Self::Placement => 1 << 2,
            Self::CaseManager => 1 << 3,
            Self::Employer => 1 << 4,
            Self::Companion => 1 << 5,
            Self::Auditor => 1 << 6,
        }
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// The set of these roles.
    pub const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut rest = roles;
        while let [first, others @ ..] = rest {
            bits |= first.bit();
            rest = others;
        }
        Self(bits)
    }

    /// Whether a role is among them.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }
}
