//! Who came to an application day: one record per person, with a status for each date.

use std::collections::BTreeMap;

use day_planner::day::Clock;
use matching_core::id::ApplicantId;
use serde::{Deserialize, Serialize};
use store::{Kind, Timestamp};
use utoipa::ToSchema;

use super::{Record, of_day, texts};

/// How a person came, or did not come, to an application day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attendance {
    /// The day.
    pub(crate) day: String,
    /// The person.
    pub(crate) applicant: ApplicantId,
    /// What the planner has to know of somebody who came without an invitation.
    pub(crate) guest: Option<Guest>,
    /// What is known of each date.
    pub(crate) dates: BTreeMap<String, Presence>,
}

/// What is known of a person on one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Presence {
    /// Whether the person is there.
    pub(crate) status: Status,
    /// From when on the person is there, where it is not from the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<Clock>,
    /// When it was noted.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) noted_at: Timestamp,
}

/// Whether a person is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Nothing is known yet; takes back what was noted by mistake.
    Expected,
    /// The person is there.
    CheckedIn,
    /// The person comes later.
    Late,
    /// The person did not come.
    NoShow,
    /// The person came without an invitation.
    WalkIn,
    /// The person was there and has gone.
    Left,
}

impl Status {
    /// Whether the person was there.
    pub(crate) const fn came(self) -> bool {
        matches!(self, Self::CheckedIn | Self::WalkIn | Self::Left)
    }

    /// Whether it says that the person came, or that they did not.
    pub(crate) const fn is_known(self) -> bool {
        self.came() || matches!(self, Self::NoShow)
    }
}

/// What the planner has to know of somebody who came without an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Guest {
    /// Where the person is; wherever their office belongs to without it.
    #[schema(max_length = 96)]
    pub(crate) site: Option<String>,
    /// When the person has to go; when the doors close without it.
    pub(crate) until: Option<Clock>,
    /// At most so many talks.
    #[serde(default = "three")]
    #[schema(minimum = 1, maximum = 50, default = 3)]
    pub(crate) max_talks: u32,
    /// Whether only accessible tables come into question.
    #[serde(default)]
    #[schema(default = false)]
    pub(crate) needs_accessible: bool,
    /// Children who need care during the talks.
    #[serde(default)]
    #[schema(maximum = 20, default = 0)]
    pub(crate) children: u32,
}

const fn three() -> u32 {
    3
}

impl Default for Guest {
    fn default() -> Self {
        Self { site: None, until: None, max_talks: three(), needs_accessible: false, children: 0 }
    }
}

impl Attendance {
    /// The identifier in the store of a person on a day.
    pub(crate) fn id(day: &str, applicant: &str) -> String {
        of_day(day, &[applicant])
    }
}

impl Record for Attendance {
    const KIND: &'static str = "attendance";
}

pub(super) const ATTENDANCE: Kind =
    Kind::new(Attendance::KIND).indexed(1, &["day", "applicant"], |body| {
        texts(body, &[("day", "/day"), ("applicant", "/applicant")])
    });
