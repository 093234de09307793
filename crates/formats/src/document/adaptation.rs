//! What an employer changes in a role, as it is written.

use std::collections::BTreeMap;

use matching_core::{
    Label,
    calendar::Date,
    criteria::Budget,
    id::{CriterionId, ProfileId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    CriterionDocument,
    profile::{BudgetsDocument, OfferDocument},
};

/// What an employer changes in a role: everything else stays as the role has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdaptationDocument {
    /// The identifier of the new profile.
    pub id: ProfileId,
    /// The role from which it is made.
    pub role: ProfileId,
    /// The version of the role; the one that holds where nothing is said.
    pub role_version: Option<u32>,
    /// The version of the new profile; a published version is never changed.
    #[schema(minimum = 1)]
    pub version: u32,
    /// Who asks.
    pub employer: String,
    /// Why the place is not simply the role.
    pub reason: Label,
    /// What the work is called; as the role where nothing is said.
    pub title: Option<Label>,
    /// What the work is really like; as the role where nothing is said.
    pub preview: Option<Label>,
    /// First day on which the profile holds.
    pub valid_from: Option<Date>,
    /// Last day on which the profile holds.
    pub valid_to: Option<Date>,
    /// What the place offers; fields that are not named stay as the role has them.
    #[serde(default)]
    pub offer: OfferDocument,
    /// Points of budgets that differ.
    #[serde(default)]
    #[schema(value_type = BudgetsDocument)]
    pub budgets: BTreeMap<Budget, u16>,
    /// Lines that fall away.
    #[serde(default)]
    pub remove: Vec<CriterionId>,
    /// Lines that change.
    #[serde(default)]
    pub change: Vec<LineChange>,
    /// Lines that come on top.
    #[serde(default)]
    pub add: Vec<CriterionDocument>,
}

/// How one line of the role changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineChange {
    /// The line.
    pub id: CriterionId,
    /// Why; it becomes the reason of the line.
    pub reason: Label,
    /// Fields with their new values.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub set: Map<String, Value>,
    /// Fields that fall away.
    #[serde(default)]
    pub unset: Vec<String>,
}
