//! Places that are listed for people: published profiles, or the roles of a shipped pack.

use std::{collections::BTreeMap, sync::Arc};

use knowledge::Knowledge;
use matching_core::{id::ProfileId, roles::Roles};

use super::Bound;
use crate::problem::{Problem, ProblemCode};

/// Places, ready to be put in order for a person.
#[derive(Debug)]
pub(crate) struct Places {
    bound: Vec<Arc<Bound>>,
    roles: Roles,
}

impl Places {
    /// Makes places ready; of several versions of one identifier the last one counts.
    pub(super) fn of(
        knowledge: &Knowledge,
        places: impl IntoIterator<Item = Arc<Bound>>,
    ) -> Result<Self, Problem> {
        let by_id: BTreeMap<ProfileId, Arc<Bound>> =
            places.into_iter().map(|place| (place.document.id.clone(), place)).collect();
        let bound: Vec<Arc<Bound>> = by_id.into_values().collect();
        let profiles = bound.iter().map(|place| place.bound.clone());
        let roles = knowledge.engine().roles(profiles);
        let roles =
            roles.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        Ok(Self { bound, roles })
    }

    /// The places, sorted by identifier.
    pub(crate) fn bound(&self) -> &[Arc<Bound>] {
        &self.bound
    }

    /// The same, with how near each is to what somebody can.
    pub(crate) const fn roles(&self) -> &Roles {
        &self.roles
    }
}
