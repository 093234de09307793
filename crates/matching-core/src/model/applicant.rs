//! What is recorded about a person: a code and statements, nothing that a score must not see.

use crate::{criteria::Fact, id::ApplicantId};

/// The competence profile of a person: recorded statements with their evidence.
///
/// There is no name, birth date, sex, nationality, religion, address, benefit or length of
/// unemployment: the engine cannot discriminate by what it cannot see.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct CompetenceProfile {
    id: ApplicantId,
    #[cfg_attr(feature = "serde", serde(default))]
    facts: Vec<Fact>,
}

impl CompetenceProfile {
    /// A person of whom nothing is recorded yet.
    pub const fn new(id: ApplicantId) -> Self {
        Self { id, facts: Vec::new() }
    }

    /// Adds a statement.
    #[must_use]
    pub fn with(mut self, fact: impl Into<Fact>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// Adds statements.
    #[must_use]
    pub fn with_all(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }

    /// The person's code.
    pub const fn id(&self) -> &ApplicantId {
        &self.id
    }

    /// The statements, in the order in which they were recorded.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }
}
