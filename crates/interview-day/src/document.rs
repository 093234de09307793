//! A day file as it is written: the frame of an application day. Who could meet whom is computed.

use std::collections::BTreeMap;

use day_planner::day::model::{
    Date, Exclusion, Forced, Goals, Hours, Interpreter, Pin, Places, Talk, Travel,
};
use matching_core::{
    eligibility::Eligibility,
    id::{ApplicantId, ProfileId, SiteId},
    quantity::Centipoints,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The frame of an application day: when, where, who asks, who helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DayDocument {
    /// What the day is called.
    pub name: String,
    /// Minutes of the common grid; all times are rounded to it, to the safe side.
    #[serde(default = "five")]
    #[schema(minimum = 1, maximum = 120)]
    pub grid_minutes: u32,
    /// Free minutes a person needs between two talks.
    #[serde(default = "five")]
    #[schema(maximum = 600)]
    pub buffer_minutes: u32,
    /// The dates in calendar order.
    pub dates: Vec<Date>,
    /// The sites.
    pub sites: Vec<SiteDocument>,
    /// Ways between sites; without one, nobody goes from one site to another on a date.
    #[serde(default)]
    pub travel: Vec<Travel>,
    /// The roles that are talked about.
    pub roles: Vec<RoleDocument>,
    /// The tables.
    pub tables: Vec<TableDocument>,
    /// Interpreters.
    #[serde(default)]
    pub interpreters: Vec<Interpreter>,
    /// What is different for single people; everybody else comes when the doors are open.
    #[serde(default)]
    pub people: Vec<PersonOnDay>,
    /// Which pairs come into question.
    #[serde(default)]
    pub selection: Selection,
    /// Pairs that must not meet.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// Pairs that shall meet before anything else counts, whatever their score.
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

const fn five() -> u32 {
    5
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteDocument {
    /// Its id.
    pub id: String,
    /// The offices whose people come here; people of an office that no site names come anywhere.
    #[serde(default)]
    pub offices: Vec<SiteId>,
    /// Childcare there.
    #[serde(default)]
    pub childcare: Vec<Places>,
}

/// A role on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDocument {
    /// Its requirement profile.
    pub profile: ProfileId,
    /// Its id on the day; the profile's where nothing is given.
    pub id: Option<String>,
    /// Who offers it.
    pub employer: String,
    /// Places to fill.
    #[serde(default = "one")]
    pub openings: u32,
    /// At most so many talks.
    pub max_talks: Option<u32>,
    /// Minutes of a talk.
    pub minutes: u32,
    /// Minutes of a talk with an interpreter, where it differs.
    pub interpreted_minutes: Option<u32>,
    /// Minutes of a talk interpreted from a language, where it differs again.
    #[serde(default)]
    pub minutes_by_language: BTreeMap<String, u32>,
}

impl RoleDocument {
    /// Its id on the day.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(self.profile.as_str())
    }
}

const fn one() -> u32 {
    1
}

/// A table: an interviewer's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableDocument {
    /// Its id.
    pub id: String,
    /// Who sits there.
    pub employer: String,
    /// Where it stands.
    pub site: String,
    /// The roles it is for; all of the employer where nothing is given.
    pub roles: Option<Vec<String>>,
    /// When the interviewer is there; all the time where nothing is given.
    pub open: Option<Vec<Hours>>,
    /// Talks start so many minutes apart; without it, the shortest talk when it divides all
    /// others, else the grid.
    pub starts_every: Option<u32>,
    /// At least so many talks were promised to the interviewer.
    #[serde(default)]
    pub min_talks: u32,
    /// At most so many talks.
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

const fn yes() -> bool {
    true
}

/// What is different for one person on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonOnDay {
    /// Who.
    pub id: ApplicantId,
    /// When the person can come; whenever the doors are open where nothing is given.
    pub available: Option<Vec<Hours>>,
    /// At most so many talks.
    #[serde(default = "three")]
    pub max_talks: u32,
    /// Talks that were promised.
    #[serde(default = "one")]
    pub min_talks: u32,
    /// Sites the person comes to; those of the office where nothing is given.
    pub sites: Option<Vec<String>>,
    /// Whether only accessible tables come into question.
    #[serde(default)]
    pub needs_accessible: bool,
    /// Children who need care during the talks.
    #[serde(default)]
    pub children: u32,
}

impl PersonOnDay {
    /// Somebody for whom nothing is different.
    pub(crate) fn of(id: ApplicantId) -> Self {
        Self {
            id,
            available: None,
            max_talks: three(),
            min_talks: one(),
            sites: None,
            needs_accessible: false,
            children: 0,
        }
    }
}

const fn three() -> u32 {
    3
}

/// Which pairs come into question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// The least class.
    pub least_class: Eligibility,
    /// The least overall points that the pair may still reach, in centipoints.
    #[schema(value_type = u16, maximum = 10_000)]
    pub least_possible: Centipoints,
}

impl Default for Selection {
    /// Whoever can become suitable with a measure and may still reach half of the points
    /// (`scoring.md` 2.10).
    fn default() -> Self {
        Self { least_class: Eligibility::WithMeasures, least_possible: Centipoints::new(5_000) }
    }
}
