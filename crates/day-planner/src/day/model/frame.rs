//! When and where: dates, hours, sites and the ways between them.

use serde::{Deserialize, Serialize};

use crate::day::clock::Clock;

/// A date of the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayDate))]
#[serde(deny_unknown_fields)]
pub struct Date {
    /// Id, for instance `2026-03-10`.
    pub id: String,
    /// Doors open.
    pub from: Clock,
    /// Doors close.
    pub to: Clock,
    /// Breaks; they count as time but nobody meets.
    #[serde(default)]
    pub breaks: Vec<Break>,
}

/// A break.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayBreak))]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// Begin.
    pub from: Clock,
    /// End.
    pub to: Clock,
}

/// Hours on a date.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayHours))]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Id of the date.
    pub date: String,
    /// Begin.
    pub from: Clock,
    /// End.
    pub to: Clock,
}

/// A site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DaySite))]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Id of the site.
    pub id: String,
    /// Childcare there.
    #[serde(default)]
    pub childcare: Vec<Places>,
}

/// Places during hours; rows add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ChildcarePlaces))]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// When.
    pub hours: Hours,
    /// How many.
    pub places: u32,
}

/// The way between two sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayTravel))]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// One site.
    pub from: String,
    /// The other.
    pub to: String,
    /// Door to door.
    pub minutes: u32,
}
