//! Many invented people at once.

use matching_core::{
    calendar::Date,
    id::{ConceptId, SiteId},
    place::Position,
};

/// For whom the people are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The clients of a whole Jobcenter.
    #[default]
    Everybody,
    /// People who were addressed for an application day in care.
    Care,
}

/// A seeded population.
#[derive(Clone, Debug)]
pub struct Population {
    /// The seed: the same one gives the same people.
    pub seed: u64,
    /// For whom they are chosen.
    pub focus: Focus,
    /// The day on which they are recorded.
    pub on: Date,
    /// The offices that invite, in turn.
    pub offices: Vec<SiteId>,
    /// Postal codes with their positions, from which people set out.
    pub places: Vec<(String, Option<Position>)>,
    /// Competences of the vocabulary that people may hold beside those of care.
    pub competences: Vec<ConceptId>,
}
