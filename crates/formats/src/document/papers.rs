//! Which papers must be on the table by when, by role and setting, as it is written.

use matching_core::{
    Label,
    calendar::Date,
    eligibility::Due,
    id::{ConceptId, ProfileId},
};
use serde::{Deserialize, Serialize};

/// The paper rules of a sector.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PapersDocument {
    /// The rules.
    pub rules: Vec<PaperRule>,
}

/// Which roles need a paper in which settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperRule {
    /// The document in the vocabulary.
    pub document: ConceptId,
    /// The roles; all of the sector where none is named.
    #[serde(default)]
    pub roles: Vec<ProfileId>,
    /// The settings; every one where none is named.
    #[serde(default)]
    pub settings: Vec<ConceptId>,
    /// When it must be there.
    pub due: Due,
    /// Whether it is a criterion of the profile; otherwise it only stands on the list for the first
    /// day.
    pub criterion: bool,
    /// It takes at least and at most so many days to get.
    pub days: [u32; 2],
    /// Why it is asked.
    pub reason: Label,
    /// The paragraphs.
    pub law: String,
    /// First day on which the rule holds.
    pub valid_from: Date,
    /// Last day on which the rule holds.
    pub valid_to: Option<Date>,
    /// The day on which somebody last checked it.
    pub checked_on: Date,
    /// Whether everything in it has been confirmed.
    pub verified: bool,
    /// Where it comes from.
    #[schema(min_items = 1)]
    pub sources: Vec<String>,
}

impl PaperRule {
    /// Whether the rule holds for a role in a setting on a day.
    pub fn holds(&self, role: &ProfileId, setting: Option<&ConceptId>, day: Date) -> bool {
        let in_time = self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to);
        let for_role = self.roles.is_empty() || self.roles.contains(role);
        let there = setting.is_some_and(|setting| self.settings.contains(setting));
        in_time && for_role && (self.settings.is_empty() || there)
    }
}
