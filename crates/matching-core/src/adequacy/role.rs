//! A role by what it asks, as it is given.

use crate::{criteria::Key, id::ProfileId, quantity::Permille};

/// A role by what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its identifier.
    pub id: ProfileId,
    /// What it asks: the ability, the level in permille of its scale, and how important it is
    /// beside the others.
    pub asks: Vec<(Key, Permille, u8)>,
}

impl Role {
    /// A role that asks nothing yet.
    pub const fn new(id: ProfileId) -> Self {
        Self { id, asks: Vec::new() }
    }

    /// Adds an ability that is asked.
    #[must_use]
    pub fn asks(mut self, ability: Key, level: Permille, importance: u8) -> Self {
        self.asks.push((ability, level, importance));
        self
    }
}
