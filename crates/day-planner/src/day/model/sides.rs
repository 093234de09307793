//! Who meets whom: employers with their roles and tables, people, and who helps them talk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::Hours;

/// Something that only has an id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayEmployer))]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its id.
    pub id: String,
}

/// A role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayRole))]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Id of the role.
    pub id: String,
    /// Employer who offers it.
    pub employer: String,
    /// Places to fill.
    pub openings: u32,
    /// At most so many talks.
    #[serde(default)]
    pub max_talks: Option<u32>,
    /// Minutes of a talk.
    pub minutes: u32,
    /// Minutes of a talk with an interpreter, where it differs.
    #[serde(default)]
    pub interpreted_minutes: Option<u32>,
    /// Minutes of a talk interpreted from a language, where it differs again.
    #[serde(default)]
    pub minutes_by_language: BTreeMap<String, u32>,
}

/// A table: an interviewer's place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayTable))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Id of the table.
    pub id: String,
    /// Employer who sits there.
    pub employer: String,
    /// Where it stands.
    pub site: String,
    /// Roles it interviews for.
    pub roles: Vec<String>,
    /// When the interviewer is there.
    pub open: Vec<Hours>,
    /// Talks start so many minutes apart; without it, the shortest talk when it divides all
    /// others, else the grid.
    #[serde(default)]
    pub starts_every: Option<u32>,
    /// At least so many talks were promised to the interviewer.
    #[serde(default)]
    pub min_talks: u32,
    /// At most so many talks.
    #[serde(default)]
    pub max_talks: Option<u32>,
    /// Languages spoken there.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether people who need it can get there.
    #[serde(default = "yes")]
    pub accessible: bool,
    /// Talks a date that are kept free for people without an appointment.
    #[serde(default)]
    pub walk_in_reserve: u32,
}

fn yes() -> bool {
    true
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayPerson))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Id of the person.
    pub id: String,
    /// When the person can come.
    pub available: Vec<Hours>,
    /// At most so many talks.
    #[serde(default = "three")]
    pub max_talks: u32,
    /// Talks that were promised.
    #[serde(default = "one")]
    pub min_talks: u32,
    /// Language for which an interpreter is needed.
    #[serde(default)]
    pub language: Option<String>,
    /// Sites the person comes to; any when empty.
    #[serde(default)]
    pub sites: Vec<String>,
    /// Whether only accessible tables come into question.
    #[serde(default)]
    pub needs_accessible: bool,
    /// Children who need care during the talks.
    #[serde(default)]
    pub children: u32,
}

fn three() -> u32 {
    3
}

fn one() -> u32 {
    1
}

/// Interpreters of a language during hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayInterpreter))]
#[serde(deny_unknown_fields)]
pub struct Interpreter {
    /// Language.
    pub language: String,
    /// Where; without it, by telephone or video for every site.
    #[serde(default)]
    pub site: Option<String>,
    /// When.
    pub hours: Hours,
    /// How many.
    #[serde(default = "one")]
    pub count: u32,
}

/// An eligible pair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayFit))]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// Who.
    pub person: String,
    /// For which role.
    pub role: String,
    /// 1 to 1000.
    #[expect(clippy::struct_field_names, reason = "the name in the document")]
    pub fit: u32,
}
