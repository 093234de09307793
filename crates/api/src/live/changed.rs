//! What was changed, so that it is read again.

/// What was changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// Codes of people.
    pub(crate) people: Vec<String>,
    /// Identifiers of requirement profiles.
    pub(crate) profiles: Vec<String>,
}

impl Changed {
    /// One person.
    pub(crate) fn person(id: &str) -> Self {
        Self { people: vec![id.to_owned()], ..Self::default() }
    }

    /// One requirement profile.
    pub(crate) fn profile(id: &str) -> Self {
        Self { profiles: vec![id.to_owned()], ..Self::default() }
    }
}
