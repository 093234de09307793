//! The ladder of a field of work.

/// A rung of the ladder from unskilled help to leadership: domain.md 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Rung {
    /// Help without contact to clients.
    H0,
    /// Help with contact to clients.
    H1,
    /// Help after a short qualification.
    H2,
    /// Assistant with one to two years of training.
    A,
    /// Skilled worker.
    F,
    /// Specialist.
    S,
    /// Leadership.
    L,
}

impl Rung {
    /// All rungs from lowest to highest.
    pub const ALL: [Self; 7] = [Self::H0, Self::H1, Self::H2, Self::A, Self::F, Self::S, Self::L];

    /// Rungs from this one up to `other`; 0 where `other` is not higher.
    pub fn up_to(self, other: Self) -> u8 {
        let between = Self::ALL.iter().filter(|rung| self < **rung && **rung <= other).count();
        u8::try_from(between).unwrap_or(u8::MAX)
    }
}
