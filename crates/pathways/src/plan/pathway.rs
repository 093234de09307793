//! A way to a place as it is told: dated, with what then holds.

use matching_core::{
    calendar::Date,
    criteria::Key,
    id::{CriterionId, MeasureId},
    score::Score,
};

use crate::Funding;

/// What a pathway is best at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Merit {
    /// No other way is done sooner.
    Fastest,
    /// No other way needs fewer measures.
    Fewest,
    /// No other way costs less, as far as prices are known.
    Cheapest,
}

/// One measure of a pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PathwayStep))]
pub struct Step {
    /// The measure.
    pub measure: MeasureId,
    /// The day on which it can begin.
    pub from: Date,
    /// The first day on which it is over.
    pub to: Date,
    /// How certain it is that the person gets it.
    pub funding: Funding,
    /// On which of the measure's routes.
    pub route: usize,
    /// Places left, where a dated beginning tells; unknown otherwise.
    pub places: Option<u16>,
    /// What it needs and nobody has confirmed yet.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub assumes: Vec<Subject>,
}

/// What an open answer is about: kind and subject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Subject(#[cfg_attr(feature = "serde", serde(serialize_with = "as_text"))] pub Key);

#[cfg(feature = "serde")]
fn as_text<S: serde::Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{}/{}", key.kind.info().name, key.subject))
}

/// A way to a place. It was replayed: each step's preconditions hold when it begins, and the score
/// is computed from what then holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pathway {
    /// What it is best at.
    pub merits: Vec<Merit>,
    /// The measures in the order of their beginning.
    pub steps: Vec<Step>,
    /// Days from the day asked until the last measure is over and the person may work, counted to be
    /// on the safe side.
    pub days: u32,
    /// That day.
    pub on: Date,
    /// The day if every measure begins and ends as early as it can and nothing else takes longer.
    pub at_best_on: Option<Date>,
    /// What it costs in cents, as far as prices are known, whoever pays.
    pub cents: u64,
    /// Measures whose price nobody knows.
    pub unknown_prices: u16,
    /// How the person and the place fit on that day.
    pub after: Score,
    /// Musts that are still to be clarified then.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub to_clarify: Vec<CriterionId>,
    /// Musts that hold today and run out before that day.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub runs_out: Vec<CriterionId>,
}
