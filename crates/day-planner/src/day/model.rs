//! The product's own document of an application day; unknown fields are refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use crate::goal::Goal;

/// An application day, of one or several dates and sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = InterviewDay))]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Free name.
    #[serde(default)]
    pub name: String,
    /// Minutes of the common grid; all times are rounded to it, always to the safe side.
    #[serde(default = "five")]
    pub grid_minutes: u32,
    /// Free minutes a person needs between two talks.
    #[serde(default)]
    pub buffer_minutes: u32,
    /// Dates in calendar order.
    pub dates: Vec<Date>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Minutes between sites; a pair holds both ways, a missing pair cannot be travelled.
    #[serde(default)]
    pub travel: Vec<Travel>,
    /// Employers.
    pub employers: Vec<Named>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Tables.
    pub tables: Vec<Table>,
    /// People.
    pub people: Vec<Person>,
    /// Interpreters.
    #[serde(default)]
    pub interpreters: Vec<Interpreter>,
    /// Eligible pairs and their fit.
    pub fits: Vec<Fit>,
    /// Pairs that must not meet.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// Pairs that shall meet before anything else counts.
    #[serde(default)]
    pub forced: Vec<Forced>,
    /// Talks that people have confirmed; they stay as they are.
    #[serde(default)]
    pub confirmed: Vec<Talk>,
    /// Talks that an organiser holds fast, with a reason.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// What counts, in which order.
    #[serde(default)]
    pub goals: Goals,
}

fn five() -> u32 {
    5
}

/// Something that only has an id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayEmployer))]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its id.
    pub id: String,
}

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
