//! What an answer says: accepted where the spelling is the same, otherwise proposals that a person confirms.

use crate::{id::ConceptId, quantity::Permille};

/// What may be done with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The text is, after folding, a label of this concept and of no other.
    Accepted(ConceptId),
    /// A person has to confirm one of the proposals.
    Proposed,
    /// Nothing shares enough letters with the text.
    NothingFound,
}

/// An answer with its proposals, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Resolution {
    /// What may be done with it.
    pub outcome: Outcome,
    /// At most as many as asked for, each concept once.
    pub proposals: Vec<Proposal>,
    /// How far the first proposal is ahead of the second; its own score if it is alone.
    pub margin: Permille,
}

/// One concept that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// The concept.
    pub concept: ConceptId,
    /// Its label that is most like the text.
    pub label: String,
    /// 1000 for the same spelling, less for everything else; orders proposals of one answer.
    pub score: Permille,
    /// What speaks for it, and against it.
    pub why: Why,
}

/// Reasons of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Why {
    /// How the text relates to the label.
    pub relation: Relation,
    /// Similarity letter by letter (Damerau-Levenshtein) of the folded texts.
    pub spelling: Permille,
    /// Share of telling pieces of words in common.
    pub pieces: Permille,
    /// In how many respects text and label name different levels (A1 to C2, numbers, helper, assistant, specialist, ...).
    pub level_conflicts: u8,
}

/// How a text relates to a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Relation {
    /// It is the preferred label, after folding.
    SameName,
    /// It is another curated label, after folding.
    Synonym,
    /// Very likely the same with a typing error: close in letters, clearly ahead, no conflict of levels. Worth preselecting.
    TypingError,
    /// It shares parts.
    Similar,
}
