//! Collects roles and how abilities hang together, and checks them.

use std::collections::BTreeMap;

use super::{
    catalogue::RoleCatalogue,
    compiled::compiled,
    error::AdequacyError,
    role::Role,
    tables::{Graph, Tables},
};
use crate::{criteria::Key, id::ProfileId};

impl RoleCatalogue {
    /// Starts collecting roles.
    pub fn builder() -> CatalogueBuilder {
        CatalogueBuilder::default()
    }
}

/// Collects roles for a [`RoleCatalogue`].
#[derive(Clone, Debug, Default)]
pub struct CatalogueBuilder {
    roles: Vec<Role>,
    groups: Vec<(Key, Key)>,
    broader: BTreeMap<Key, Vec<Key>>,
}

impl CatalogueBuilder {
    /// Adds a role.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// Puts an ability into a group of related ones; it belongs to the first group given.
    #[must_use]
    pub fn group(mut self, ability: Key, group: Key) -> Self {
        self.groups.push((ability, group));
        self
    }

    /// Says that whoever holds `ability` holds `broader` too.
    #[must_use]
    pub fn broader(mut self, ability: Key, broader: Key) -> Self {
        self.broader.entry(ability).or_default().push(broader);
        self
    }

    /// Checks and compiles the roles.
    ///
    /// # Errors
    /// Names a role that is listed twice, one that asks for something twice, or an ability that
    /// lies above itself.
    pub fn build(self) -> Result<RoleCatalogue, AdequacyError> {
        check(&self.roles)?;
        let graph = Graph::new(&self.roles, &self.groups, &self.broader)?;
        let tables = Tables::new(&self.roles, &graph);
        let roles = compiled(&self.roles, &graph, &tables);
        let ids = self.roles.into_iter().map(|role| role.id).collect();
        Ok(RoleCatalogue { ids, roles, graph, tables })
    }
}

fn check(roles: &[Role]) -> Result<(), AdequacyError> {
    let mut ids: Vec<&ProfileId> = roles.iter().map(|role| &role.id).collect();
    ids.sort_unstable();
    if let Some(role) = repeated(&ids) {
        return Err(AdequacyError::SameRole { role: (*role).clone() });
    }
    for role in roles {
        let mut asked: Vec<&Key> = role.asks.iter().map(|(ability, _, _)| ability).collect();
        asked.sort_unstable();
        if let Some(subject) = repeated(&asked) {
            let (role, subject) = (role.id.clone(), (*subject).clone());
            return Err(AdequacyError::AskedTwice { role, subject });
        }
    }
    Ok(())
}

fn repeated<T: PartialEq>(sorted: &[T]) -> Option<&T> {
    sorted.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(one),
        _ => None,
    })
}
