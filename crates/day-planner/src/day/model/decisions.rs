//! What organisers decide: who must, must not or already does meet, and what counts.

use serde::{Deserialize, Serialize};

use crate::day::clock::Clock;
use crate::goal::Goal;

/// Somebody must not meet somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayExclusion))]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Who.
    pub person: String,
    /// Whom not.
    pub employer: String,
    /// Only for this role.
    #[serde(default)]
    pub role: Option<String>,
    /// Why; it is shown where the pair is missed.
    pub reason: String,
}

/// Somebody shall meet somebody, whatever it costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayForced))]
#[serde(deny_unknown_fields)]
pub struct Forced {
    /// Who.
    pub person: String,
    /// For which role.
    pub role: String,
    /// Why.
    pub reason: String,
}

/// A talk: who, for which role, where, when.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayTalk))]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// Who.
    pub person: String,
    /// For which role.
    pub role: String,
    /// At which table.
    pub table: String,
    /// Id of the date.
    pub date: String,
    /// Begin.
    pub from: Clock,
}

/// A talk that is held fast.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayPin))]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The talk.
    pub talk: Talk,
    /// Why.
    pub reason: String,
}

/// What counts, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayGoals))]
#[serde(deny_unknown_fields, default)]
pub struct Goals {
    /// A permutation of seen, promised, even, covered and score; comfort comes last.
    pub order: Vec<Goal>,
    /// Suitable talks each opening shall get.
    pub talks_per_opening: u32,
    /// A talk is suitable from this fit on.
    pub suitable_from: u32,
    /// Comfort cost of one waiting grid step of a person.
    pub wait: u32,
    /// Comfort cost of one idle cell of a table.
    pub idle: u32,
    /// Comfort cost of each further date a person must come.
    pub extra_date: u32,
}

impl Default for Goals {
    fn default() -> Self {
        Self {
            order: vec![Goal::Seen, Goal::Promised, Goal::Even, Goal::Covered, Goal::Score],
            talks_per_opening: 2,
            suitable_from: 500,
            wait: 3,
            idle: 1,
            extra_date: 24,
        }
    }
}
