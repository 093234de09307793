//! Many invented people at once.

use formats::document::PersonDocument;
use matching_core::{
    calendar::Date,
    id::{ApplicantId, ConceptId, SiteId},
    place::Position,
};

use crate::{person, random::Random};

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

impl Population {
    /// The people from number `from` up to, but not including, number `to`.
    ///
    /// Each person depends on the seed and their number only, so that a larger population begins
    /// with the smaller one.
    pub fn people(&self, from: usize, to: usize) -> impl Iterator<Item = PersonDocument> {
        (from..to).filter_map(|number| self.person(number))
    }

    fn person(&self, number: usize) -> Option<PersonDocument> {
        let number_bits = u64::try_from(number).ok()?;
        let mut random = Random::new(self.seed ^ number_bits.wrapping_mul(0xa076_1d64_78bd_642f));
        random.next();
        let id = ApplicantId::new(&format!("P-{:03}", number + 1)).ok()?;
        let offices = self.offices.len();
        let office = number.checked_rem(offices).and_then(|at| self.offices.get(at)).cloned();
        Some(person::invent(self, id, office, &mut random))
    }
}
