//! A sector pack as it is written: what the roles of one sector have in common.

use matching_core::{Label, calendar::Date};
use serde::{Deserialize, Serialize};

/// What the roles of a sector have in common. The roles stand in files beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PackDocument {
    /// The identifier; the name of its folder.
    pub id: String,
    /// What the sector is called.
    pub title: Label,
    /// What it is for.
    pub about: Label,
    /// Day on which somebody last checked the whole pack.
    pub checked_on: Date,
    /// Where its facts come from.
    pub sources: Vec<String>,
}
