//! What happened on the day itself.

use serde::{Deserialize, Serialize};

use super::decisions::Talk;
use super::sides::{Fit, Interpreter, Person};
use crate::day::clock::Clock;

/// What happened until now, and the plan that was announced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayHappened))]
#[serde(deny_unknown_fields)]
pub struct Happened {
    /// Id of the date it is.
    pub date: String,
    /// What time it is; what begins before stays, nothing new begins before.
    pub now: Clock,
    /// The plan that was announced; in a file, the plan itself where nothing is given.
    #[serde(default)]
    pub announced: Vec<Talk>,
    /// People who did not come.
    #[serde(default)]
    pub no_shows: Vec<String>,
    /// People who come later: hours name the person's new begin.
    #[serde(default)]
    pub late: Vec<Late>,
    /// Tables that close early.
    #[serde(default)]
    pub closed: Vec<Closed>,
    /// Interpreters who are missing.
    #[serde(default)]
    pub missing: Vec<Interpreter>,
    /// People who came without an invitation.
    #[serde(default)]
    pub walk_ins: Vec<Person>,
    /// Their fits.
    #[serde(default)]
    pub walk_in_fits: Vec<Fit>,
    /// Whether places kept for walk-ins may be used now.
    #[serde(default)]
    pub release_reserve: bool,
}

/// Somebody comes later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayLate))]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// Who.
    pub person: String,
    /// On which date.
    pub date: String,
    /// There from.
    pub from: Clock,
}

/// A table closes early.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayClosed))]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// Which.
    pub table: String,
    /// On which date.
    pub date: String,
    /// No talk runs past this time.
    pub from: Clock,
}
