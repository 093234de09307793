//! The interchange document of one planning task (`passgenau-instance-1`), as judges write it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The value of [`Instance::format`].
pub const FORMAT: &str = "passgenau-instance-1";

/// One planning task: days, tables, roles, people and the score of every eligible pair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Always [`FORMAT`].
    pub format: String,
    /// Free name, repeated in the plan.
    pub name: String,
    /// Numbers that hold for the whole task.
    pub rules: Rules,
    /// Days in calendar order; windows name them by position.
    pub days: Vec<DayGrid>,
    /// Interpreters there by language; rows of a language add up.
    #[serde(default)]
    pub interpreters: BTreeMap<String, Vec<Presence>>,
    /// Employers by id.
    pub employers: Vec<Employer>,
    /// Tables by id.
    pub tables: Vec<Table>,
    /// Roles by id.
    pub roles: Vec<Role>,
    /// People by id.
    pub candidates: Vec<Candidate>,
    /// `(candidate, role, score 1..=1000)`; a pair that is not listed is not eligible.
    pub scores: Vec<(String, String, u32)>,
    /// Appointments that must stay.
    #[serde(default)]
    pub pinned: Vec<Appointment>,
}

/// Numbers that hold for the whole task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Free slots a person needs between two talks of a day.
    pub buffer: u32,
    /// Suitable talks each opening shall get.
    pub cover_r: u32,
    /// A talk is suitable from this score on.
    pub suitable_min: u32,
    /// Comfort cost of one waiting slot of a person.
    pub w_wait: u32,
    /// Comfort cost of one idle cell inside a table's day.
    pub w_gap: u32,
    /// Comfort cost of each further day a person must come.
    pub w_day: u32,
}

/// One day on its grid of slots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayGrid {
    /// Id of the day.
    pub id: String,
    /// Start of slot 0, `HH:MM`.
    pub start: String,
    /// Length of a slot in minutes.
    pub slot_min: u32,
    /// Number of slots.
    pub slots: u32,
    /// Slots in which nobody meets (breaks); they count as time.
    #[serde(default)]
    pub closed: Vec<u32>,
}

/// Half-open slot range of a day, written `[day, from, to]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(u32, u32, u32)", into = "(u32, u32, u32)")]
pub struct Window {
    /// Position of the day, from 0.
    pub day: u32,
    /// First slot.
    pub from: u32,
    /// Slot after the last.
    pub to: u32,
}

impl From<(u32, u32, u32)> for Window {
    fn from((day, from, to): (u32, u32, u32)) -> Self {
        Self { day, from, to }
    }
}

impl From<Window> for (u32, u32, u32) {
    fn from(window: Window) -> Self {
        (window.day, window.from, window.to)
    }
}

/// Interpreters there in a slot range, written `[day, from, to, count]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(u32, u32, u32, u32)", into = "(u32, u32, u32, u32)")]
pub struct Presence {
    /// Where in time.
    pub window: Window,
    /// How many.
    pub count: u32,
}

impl From<(u32, u32, u32, u32)> for Presence {
    fn from((day, from, to, count): (u32, u32, u32, u32)) -> Self {
        Self { window: Window { day, from, to }, count }
    }
}

impl From<Presence> for (u32, u32, u32, u32) {
    fn from(presence: Presence) -> Self {
        let Window { day, from, to } = presence.window;
        (day, from, to, presence.count)
    }
}

/// An employer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Id of the employer.
    pub id: String,
}

/// An interviewer place of an employer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Id of the table.
    pub id: String,
    /// Employer who sits there.
    pub employer: String,
    /// Roles it interviews for.
    pub roles: Vec<String>,
    /// Slots a talk takes.
    pub len: u32,
    /// When it is open; each window is cut into cells of `len` slots.
    pub open: Vec<Window>,
    /// At most so many talks.
    pub max_iv: u32,
    /// Languages spoken there, so that no interpreter is needed.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// A kind of opening.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Id of the role.
    pub id: String,
    /// Employer who offers it.
    pub employer: String,
    /// Free field of work.
    #[serde(default)]
    pub field: String,
    /// Places to fill.
    pub openings: u32,
    /// At most so many talks.
    pub max_iv: u32,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Id of the person.
    pub id: String,
    /// When the person can come.
    pub avail: Vec<Window>,
    /// At most so many talks.
    pub max_iv: u32,
    /// Talks that were promised.
    pub min_iv: u32,
    /// Language for which an interpreter is needed.
    #[serde(default)]
    pub interpreter: Option<String>,
}

/// One talk: who, for which role, at which table, when it starts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Appointment {
    /// Who comes.
    pub candidate: String,
    /// For which role.
    pub role: String,
    /// At which table.
    pub table: String,
    /// Position of the day.
    pub day: u32,
    /// First slot of the talk.
    pub slot: u32,
}
