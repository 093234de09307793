//! Why points are lost or an answer is open: stable codes, each with a sentence in the text files.

/// A reason in a result. The code never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ReasonCode {
    /// A must is not met.
    M01,
    /// A must is open.
    M02,
    /// The level is there, the proof is missing.
    M03,
    /// A condition: it must be fulfilled by the first day or within a stated time.
    M04,
    /// A level lies below the target.
    F01,
    /// Only a related competence is held.
    F02,
    /// A shift is not covered, or the start is later than wished.
    F03,
    /// Experience lies below the target.
    F04,
    /// Nothing is recorded.
    U01,
    /// Only a statement is recorded, or sources disagree.
    U02,
    /// Not used for a long time.
    U03,
    /// The work does not fit the wish.
    W01,
    /// No realistic preview yet.
    W02,
    /// The way or the working time does not fit.
    W03,
    /// More qualification than the role needs.
    H01,
    /// The residence window ends soon.
    H02,
    /// The person's own exclusion.
    X01,
}

impl ReasonCode {
    /// All codes in their order.
    pub const ALL: [Self; 17] = [
        Self::M01,
        Self::M02,
        Self::M03,
        Self::M04,
        Self::F01,
        Self::F02,
        Self::F03,
        Self::F04,
        Self::U01,
        Self::U02,
        Self::U03,
        Self::W01,
        Self::W02,
        Self::W03,
        Self::H01,
        Self::H02,
        Self::X01,
    ];

    /// The code as it is written in results and text files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::M01 => "M01",
            Self::M02 => "M02",
            Self::M03 => "M03",
            Self::M04 => "M04",
            Self::F01 => "F01",
            Self::F02 => "F02",
            Self::F03 => "F03",
            Self::F04 => "F04",
            Self::U01 => "U01",
            Self::U02 => "U02",
            Self::U03 => "U03",
            Self::W01 => "W01",
            Self::W02 => "W02",
            Self::W03 => "W03",
            Self::H01 => "H01",
            Self::H02 => "H02",
            Self::X01 => "X01",
        }
    }
}
