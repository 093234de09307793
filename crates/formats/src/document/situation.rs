//! What decides about measures and never about a score, as it is written: one entry a person.

use matching_core::{
    access::Regime,
    calendar::Date,
    id::{ApplicantId, StatusId},
};
use pathways::{Situation, career::Done, pool::DayPart};
use serde::{Deserialize, Serialize};

/// What decides which measures a person can get. It never stands in the competence profile: the
/// engine that scores does not see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SituationDocument {
    /// The person's code.
    pub applicant: ApplicantId,
    /// The benefit regime.
    pub regime: Option<Regime>,
    /// The residence status by its identifier, such as `A30`.
    pub status: Option<StatusId>,
    /// Full years of age on the day asked; only for measures that the law opens by age.
    #[schema(maximum = 120)]
    pub age: Option<u8>,
    /// Whether the person is employed.
    pub employed: Option<bool>,
    /// Months without work.
    pub unemployed_months: Option<u16>,
    /// The day on which the residence paper was issued; from it the last day can follow.
    pub issued: Option<Date>,
    /// Last day of the residence title; plans end by then.
    pub stays_until: Option<Date>,
    /// When the person could attend a course.
    pub attends: Option<DayPart>,
    /// Where a course would suit: a town or an office.
    pub place: Option<String>,
    /// Measures the person has already been in; shown to the case worker only.
    #[serde(default)]
    pub history: Vec<Done>,
}

impl SituationDocument {
    /// What the planner may see of it.
    pub fn model(&self) -> Situation {
        Situation {
            regime: self.regime,
            status: self.status.clone(),
            age: self.age,
            employed: self.employed,
            unemployed_months: self.unemployed_months,
            stays_until: self.stays_until,
            works_from: None,
            history: self.history.clone(),
        }
    }
}
