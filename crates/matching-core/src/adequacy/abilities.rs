//! What a person can, as far as it is known.

use super::error::AdequacyError;
use crate::{
    criteria::Key,
    quantity::{Permille, Span},
};

/// What a person can: each ability with the range in which its level lies, in permille of its scale.
///
/// What is not listed is unknown, which is not the same as not held; `[0, 0]` is "not held".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Sorted by key.
    held: Vec<(Key, Span<Permille>)>,
}

impl Abilities {
    /// Abilities from a list.
    ///
    /// # Errors
    /// Names an ability that is stated twice.
    pub fn new(
        held: impl IntoIterator<Item = (Key, Span<Permille>)>,
    ) -> Result<Self, AdequacyError> {
        let mut held: Vec<(Key, Span<Permille>)> =
            held.into_iter().map(|(key, span)| (key, Span::new(span.low, span.high))).collect();
        held.sort_unstable();
        for pair in held.windows(2) {
            if let [one, other] = pair
                && one.0 == other.0
            {
                return Err(AdequacyError::HeldTwice { subject: one.0.clone() });
            }
        }
        Ok(Self { held })
    }

    /// The abilities, sorted.
    pub fn held(&self) -> &[(Key, Span<Permille>)] {
        &self.held
    }
}
