//! The interchange document of a plan, with its values, bounds and claims.

use serde::{Deserialize, Serialize};

use crate::instance::Appointment;

/// A plan as judges read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Name of the instance.
    #[serde(default)]
    pub instance: String,
    /// How it was made, free text.
    #[serde(default)]
    pub method: String,
    /// The appointments, in order of person, day and slot.
    #[expect(clippy::struct_field_names, reason = "the name in the document")]
    pub plan: Vec<Appointment>,
    /// What the plan says it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Values>,
    /// What no plan can beat, level by level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// Whether every level above comfort meets its bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<bool>,
    /// How long it took; written by the caller, who has the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// The value of a plan, level by level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// People with at least one talk (more is better).
    pub seen: i64,
    /// Announced appointments kept, 2 unchanged, 1 moved; only in a re-plan (more is better).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<i64>,
    /// Promised talks given (more is better).
    pub promised: i64,
    /// Suitable talks that openings get, up to their wish (more is better).
    pub covered: i64,
    /// Sum of the scores (more is better).
    pub score: i64,
    /// Waiting, idle cells and extra days (less is better).
    pub comfort: i64,
}

/// What no plan can beat that is as good on every earlier level; `None` where nothing is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Upper bound of [`Values::seen`].
    pub seen: Option<i64>,
    /// Upper bound of [`Values::stability`]; only in a re-plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<i64>,
    /// Upper bound of [`Values::promised`].
    pub promised: Option<i64>,
    /// Upper bound of [`Values::covered`].
    pub covered: Option<i64>,
    /// Upper bound of [`Values::score`].
    pub score: Option<i64>,
    /// Lower bound of [`Values::comfort`].
    pub comfort: Option<i64>,
}
