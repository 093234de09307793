//! The interchange document of what happened on the day (`passgenau-event-1`).

use serde::{Deserialize, Serialize};

use crate::instance::{Appointment, Candidate};

/// What happened until `now`, and the plan that was announced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `(day, slot)`: everything that starts before is the past and stays.
    pub now: (u32, u32),
    /// The plan that was announced.
    #[serde(default)]
    pub base_plan: Vec<Appointment>,
    /// People who did not come: no appointment from now on.
    #[serde(default)]
    pub no_shows: Vec<String>,
    /// `(person, day, slot)`: available on that day only from that slot on.
    #[serde(default)]
    pub late: Vec<(String, u32, u32)>,
    /// People who came without an invitation.
    #[serde(default)]
    pub walk_ins: Vec<Candidate>,
    /// `(walk-in, role, score)`.
    #[serde(default)]
    pub walk_in_scores: Vec<(String, String, u32)>,
    /// `(table, day, slot)`: no talk there runs past that slot on that day.
    #[serde(default)]
    pub table_closes: Vec<(String, u32, u32)>,
}
