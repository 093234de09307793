//! How many of the invited come: what is said, or what the office has seen on its own days so far.

use day_planner::{NoSize, ShowRate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::Desk,
    problem::{Problem, ProblemCode},
    records::{Attendance, Status},
};

/// How many of the invited come: a rate that is known, or what was seen before. The fewer people were
/// seen, the more careful is the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Showing {
    /// Known exactly, in thousandths; then nothing else counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1000)]
    rate: Option<u32>,
    /// People who came, before.
    #[serde(default)]
    #[schema(maximum = 1_000_000, default = 0)]
    came: u32,
    /// People who stayed away, before.
    #[serde(default)]
    #[schema(maximum = 1_000_000, default = 0)]
    away: u32,
}

impl Showing {
    /// The rate for the planner: what was seen is added to one who came and one who did not, so that
    /// without anything seen every rate is as likely as any other.
    pub(super) fn rate(self) -> ShowRate {
        let Self { rate, came, away } = self;
        let seen = ShowRate::Beta { came: came.saturating_add(1), away: away.saturating_add(1) };
        rate.map_or(seen, ShowRate::Known)
    }

    /// What is said, else what the office has seen on its own days.
    pub(super) fn said_or_seen(said: Option<Self>, desk: &Desk) -> Result<Self, Problem> {
        if let Some(said) = said {
            return Ok(said);
        }
        let mut seen = Self::default();
        for kept in desk.all::<Attendance>(&desk.query::<Attendance>())? {
            if kept.body.guest.is_some() {
                continue; // nobody had invited them
            }
            let mut known = kept.body.dates.values().map(|presence| presence.status);
            if known.clone().any(|status| matches!(status, Status::CheckedIn | Status::Left)) {
                seen.came += 1;
            } else if known.any(|status| status == Status::NoShow) {
                seen.away += 1;
            }
        }
        Ok(seen)
    }
}

/// A wish that no size fulfils.
pub(super) fn impossible(why: &NoSize) -> Problem {
    Problem::new(ProblemCode::InvalidDocument, why.to_string())
}
