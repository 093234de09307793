//! Application days: the frame, the pool of people, and every plan.

use day_planner::day::Happened;
use interview_day::DayDocument;
use matching_core::id::ApplicantId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Kind, Timestamp};

use super::{Kept, Record, texts};

/// An application day before it is planned.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InterviewDay {
    /// When, where, who asks, who helps.
    pub(crate) document: DayDocument,
    /// Who comes into question, by code.
    pub(crate) pool: Vec<ApplicantId>,
    /// How many plans there are.
    pub(crate) plans: u32,
}

/// A plan of a day; only its publication is ever added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// The day.
    pub(crate) day: String,
    /// The version of the day that it was made from.
    pub(crate) day_version: u64,
    /// The whole answer of the planner.
    pub(crate) answer: Value,
    /// When it was published.
    pub(crate) published_at: Option<Timestamp>,
    /// For a plan of the rest of a day: the plan before, and what happened until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rest: Option<Rest>,
}

/// What a plan of the rest of a day was made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rest {
    /// The plan that was in force.
    pub(crate) base: u32,
    /// What happened until then.
    pub(crate) happened: Happened,
}

impl Plan {
    /// A plan of a whole day as it is, not published yet.
    pub(crate) fn new(day: &Kept<InterviewDay>, answer: Value) -> Self {
        let (id, day_version) = (day.id.clone(), day.version);
        Self { day: id, day_version, answer, published_at: None, rest: None }
    }

    /// The identifier of a plan in the store; sorts by number.
    pub(crate) fn id(day: &str, number: u32) -> String {
        format!("{day}@{number:08}")
    }
}

impl Record for InterviewDay {
    const KIND: &'static str = "interview-day";
}
impl Record for Plan {
    const KIND: &'static str = "day-plan";
}

pub(super) const INTERVIEW_DAY: Kind = Kind::new(InterviewDay::KIND);
pub(super) const PLAN: Kind =
    Kind::new(Plan::KIND).indexed(1, &["day"], |body| texts(body, &[("day", "/day")]));
