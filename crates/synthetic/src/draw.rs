//! Draws people of a population, each by their number.

use formats::document::PersonDocument;
use matching_core::id::ApplicantId;

use crate::{person, population::Population, random::Random};

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
