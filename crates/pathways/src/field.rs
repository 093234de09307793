//! What a measure works on.

/// What a measure works on: domain.md, section 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Field {
    /// Language (G1).
    Language,
    /// Competence in the work (G2).
    Skill,
    /// A degree or its recognition (G3).
    Qualification,
    /// Permission to work, or the stay itself (G4).
    Permission,
    /// A document (G5).
    Document,
    /// Care for children or relatives (G6).
    Childcare,
    /// Getting there (G7).
    Mobility,
    /// Knowing what the work is like, and wanting it (G8).
    Orientation,
    /// Staying in the job (G9).
    Stability,
    /// Debt, housing, health (G10).
    Life,
}
