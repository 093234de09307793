//! Long work: what it is, how far it is, how it ended.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Kind, Timestamp};
use utoipa::ToSchema;

use super::Record;

/// A piece of long work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    /// What is done.
    pub(crate) task: String,
    /// How far it is.
    pub(crate) state: JobState,
    /// How much is done.
    pub(crate) done: u64,
    /// How much there is.
    pub(crate) total: u64,
    /// When it was started.
    pub(crate) started_at: Timestamp,
    /// When it ended.
    pub(crate) ended_at: Option<Timestamp>,
    /// What came of it.
    pub(crate) result: Value,
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobState {
    /// It goes on.
    Running,
    /// It is done.
    Done,
    /// Nothing was changed, because something is wrong with the input.
    Refused,
    /// It broke off through a fault of the service or of its store; `result.problem` says which.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// The service stopped before it was done.
    Interrupted,
}

impl JobState {
    /// Whether nothing more happens.
    pub(crate) const fn is_over(self) -> bool {
        !matches!(self, Self::Running)
    }
}

impl Record for Job {
    const KIND: &'static str = "job";
}

pub(super) const JOB: Kind = Kind::new(Job::KIND).latest_only();
