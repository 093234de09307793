//! What plans are good for, in words of the trade.

use serde::{Deserialize, Serialize};

/// A goal, in words of the trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayGoal))]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// People with at least one talk.
    Seen,
    /// Announced appointments kept.
    Stability,
    /// Promised talks given.
    Promised,
    /// Even shares of talks.
    Even,
    /// Openings covered.
    Covered,
    /// Sum of the fits.
    Score,
    /// The least fitting served person's best talk.
    WorstOff,
    /// Waiting, idle cells and extra days; less is better.
    Comfort,
}
