//! Measures as they are written: what each gives and needs, for whom, when, who pays, and the texts.

use matching_core::{
    Label,
    access::Regime,
    calendar::Date,
    criteria::Fact,
    id::{MeasureId, StatusId},
};
use pathways::{Days, Field, Funding, Mode, Start};
use serde::{Deserialize, Serialize};

use super::NodeDocument;

/// A measure as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureDocument {
    /// Its identifier.
    pub id: MeasureId,
    /// What it is called.
    pub title: Label,
    /// What it is, in plain words for the person.
    pub about: Label,
    /// What it works on.
    pub field: Field,
    /// From where to where, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_to: Option<Label>,
    /// What a person can show afterwards. Nothing, where it supports without giving a level.
    #[serde(default)]
    #[schema(value_type = Vec<super::kinds::FactSchema>)]
    pub gives: Vec<Fact>,
    /// What it helps with on the way, without giving a level.
    #[serde(default)]
    #[schema(value_type = Vec<super::kinds::NodeSchema>)]
    pub supports: Vec<NodeDocument>,
    /// What has to hold before it begins: all of it.
    #[serde(default)]
    #[schema(value_type = Vec<super::kinds::NodeSchema>)]
    pub needs: Vec<NodeDocument>,
    /// Days from its beginning to its end.
    pub days: Days,
    /// Days of waiting for a place or a decision, where no dated beginnings are known.
    #[serde(default = "no_days")]
    pub wait_days: Days,
    /// Course units of 45 minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 6000)]
    pub units: Option<u16>,
    /// Hours a week that it takes; the larger number counts in plans.
    pub weekly_hours: WeeklyHours,
    /// When it can run, seen from a job.
    pub mode: Mode,
    /// Who runs it.
    pub provider: Provider,
    /// Dated beginnings; where there are none it begins whenever there is a place.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// People needed before a course begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 100)]
    pub min_group: Option<u16>,
    /// What it costs in euros, whoever pays; nobody knows where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euros: Option<Euros>,
    /// Who can pay.
    #[serde(default)]
    pub payers: Vec<Payer>,
    /// What has to be asked for, of whom, and before what: the order of applications.
    #[serde(default)]
    pub apply: Vec<ApplyDocument>,
    /// On which grounds somebody gets it.
    pub routes: Vec<RouteDocument>,
    /// The law it stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    /// First day on which it can begin.
    pub valid_from: Option<Date>,
    /// Last day on which it can begin. What has ended stays readable.
    pub valid_to: Option<Date>,
    /// Day on which somebody last checked it.
    pub checked_on: Date,
    /// Who checked it; nobody yet, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Whether everything in it was read at its source.
    pub verified: bool,
    /// What in it is from memory, changed lately, or a design of this project, and must be verified
    /// by a person.
    #[serde(default)]
    pub unverified: Vec<String>,
    /// What else a case worker should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Label>,
}

/// Hours a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyHours {
    /// At least.
    #[schema(maximum = 60)]
    pub from: u8,
    /// At most.
    #[schema(maximum = 60)]
    pub to: u8,
}

/// An amount in whole euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Euros {
    /// At least.
    #[schema(maximum = 1_000_000)]
    pub from: u32,
    /// At most; the larger number counts in plans.
    #[schema(maximum = 1_000_000)]
    pub to: u32,
}

/// Who runs a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// A provider of courses.
    #[serde(rename = "course_provider")]
    Courses,
    /// An employer.
    Employer,
    /// A nursing school or another vocational school.
    School,
    /// The Jobcenter.
    Jobcenter,
    /// The Agentur für Arbeit.
    Agency,
    /// Another authority: immigration office, recognition office, health office, driving licence office.
    Authority,
    /// A counselling service or case management.
    Counselling,
    /// A driving school.
    DrivingSchool,
    /// Volunteers.
    Volunteers,
    /// A municipality.
    Municipality,
    /// Whoever organises the application day.
    Organiser,
    /// A programme of the state or a foundation.
    Programme,
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The Federal Office for Migration and Refugees.
    Bamf,
    /// The Jobcenter.
    Jobcenter,
    /// The Agentur für Arbeit.
    Agency,
    /// The employer.
    Employer,
    /// The training fund of the nursing professions.
    TrainingFund,
    /// A municipality.
    Municipality,
    /// The state of North Rhine-Westphalia.
    State,
    /// The federation, or the ESF+.
    Federation,
    /// The provider.
    Provider,
    /// Whoever organises the application day.
    Organiser,
    /// The person.
    Person,
}

/// Before what something has to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// Before the employer makes the offer.
    Offer,
    /// Before the person is hired.
    Hiring,
    /// Before the measure begins.
    Start,
}

/// Something that has to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyDocument {
    /// What, and of whom.
    pub what: Label,
    /// Before what.
    pub before: Before,
    /// The paper that unlocks it, in the vocabulary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
}

/// One ground on which somebody gets a measure. What is left out does not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteDocument {
    /// What the ground is.
    pub title: Label,
    /// Benefit regimes.
    #[serde(default)]
    pub regimes: Vec<Regime>,
    /// Residence statuses, such as `A30`.
    #[serde(default)]
    pub statuses: Vec<StatusId>,
    /// Youngest age in years.
    pub age_from: Option<u8>,
    /// Oldest age in years.
    pub age_to: Option<u8>,
    /// Whether the person must, or must not, be employed.
    pub employed: Option<bool>,
    /// Months of unemployment needed.
    pub unemployed_months: Option<u16>,
    /// How certain it is that somebody pays or allows it.
    pub funding: Funding,
    /// What a case worker has to look at before counting on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Label>,
    /// First day on which a measure can begin on this ground.
    pub valid_from: Option<Date>,
    /// Last day on which a measure can begin on this ground.
    pub valid_to: Option<Date>,
}

const fn no_days() -> Days {
    Days { from: 0, to: 0 }
}
