//! Reading day files, what happened on a day, and planned days.

use std::sync::LazyLock;

use day_planner::{
    NoSlot, NoTalk,
    day::{Day, DayPlan, Happened},
};
use formats::{IssueCode, read::body, schema::Schemas, source::Source};
use issue::Issue;
use serde::{Deserialize, Serialize};

use crate::DayDocument;

static DAY: LazyLock<Schemas> = LazyLock::new(Schemas::of::<DayDocument>);
static HAPPENED: LazyLock<Schemas> = LazyLock::new(Schemas::of::<Happened>);

/// Reads a day file.
///
/// # Errors
/// Reports everything that is wrong with it.
pub fn day(source: Source<'_>) -> Result<DayDocument, Vec<Issue>> {
    body(source, &DAY, "DayDocument")
}

/// Reads what happened on a day.
///
/// # Errors
/// Reports everything that is wrong with it.
pub fn happened(source: Source<'_>) -> Result<Happened, Vec<Issue>> {
    body(source, &HAPPENED, "DayHappened")
}

/// What re-planning and checking need of a planned day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// The day as it was planned.
    pub day: Day,
    /// Its plan.
    pub plan: DayPlan,
    /// Everybody without a talk, where the document lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_talk: Option<Vec<NoTalk>>,
    /// Every pair without a slot, where the document lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_slot: Option<Vec<NoSlot>>,
}

/// Reads a planned day, as the planner wrote it.
///
/// # Errors
/// Says where the text is no planned day.
pub fn planned(name: &str, text: &str) -> Result<Planned, Issue> {
    serde_json::from_str(text).map_err(|error| {
        let mut issue = Issue::new(IssueCode::Syntax, "").with("format", "JSON");
        issue.place.file = Some(name.to_owned());
        (issue.place.line, issue.place.column) = (Some(error.line()), Some(error.column()));
        issue.with("detail", error)
    })
}
