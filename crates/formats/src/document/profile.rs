//! A requirement profile as it is written.

use matching_core::{
    Label,
    calendar::Date,
    criteria::{Budget, commute, development, hours},
    id::{ConceptId, ProfileId},
    model::Rung,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{CriterionDocument, Gazetteer};

/// What an employer asks and offers for one kind of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileDocument {
    /// Its identifier.
    pub id: ProfileId,
    /// What the work is called.
    pub title: Label,
    /// The version; a published version is never changed.
    #[serde(default = "first")]
    #[schema(minimum = 1)]
    pub version: u32,
    /// Who asks.
    pub employer: Option<String>,
    /// The role that it was made from, and why it differs.
    pub based_on: Option<BasedOn>,
    /// The field of work in the vocabulary.
    pub field: ConceptId,
    /// The rung of the ladder from unskilled help to leadership.
    pub rung: Option<Rung>,
    /// The occupation in the `KldB` 2010, five digits.
    #[schema(pattern = "^[0-9]{5}$")]
    pub kldb: Option<String>,
    /// The occupation in ISCO-08, four digits.
    #[schema(pattern = "^[0-9]{4}$")]
    pub isco: Option<String>,
    /// The qualification level of § 113c SGB XI, for care in homes.
    #[schema(minimum = 1, maximum = 4)]
    pub qn: Option<u8>,
    /// Roles one rung up, towards which this one is a step.
    #[serde(default)]
    pub leads_to: Vec<ProfileId>,
    /// What the work is really like: shown to people before they decide.
    pub preview: Option<Label>,
    /// First day on which the profile holds.
    pub valid_from: Option<Date>,
    /// Last day on which the profile holds.
    pub valid_to: Option<Date>,
    /// Day on which somebody last checked it.
    pub checked_on: Option<Date>,
    /// Where it comes from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What in it is from memory and must be verified by a person.
    #[serde(default)]
    pub unverified: Vec<String>,
    /// Points per budget; the shipped ones on the needs side where none are given there.
    #[serde(default)]
    #[schema(value_type = BudgetsDocument)]
    pub budgets: BTreeMap<Budget, u16>,
    /// What the place offers; the usual lines of the needs side follow from it.
    #[serde(default)]
    pub offer: OfferDocument,
    /// What is asked, line by line.
    #[serde(default)]
    pub criteria: Vec<CriterionDocument>,
}

impl ProfileDocument {
    /// Whether the profile holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Fills in positions where only postal codes are known.
    pub fn locate(&mut self, places: &Gazetteer) {
        if let Some(way) = &mut self.offer.commute {
            places.locate(way.postal_code.as_deref(), &mut way.position);
        }
        for line in &mut self.criteria {
            line.body.locate(places);
        }
    }
}

/// The role that a profile was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BasedOn {
    /// The role.
    pub role: ProfileId,
    /// Its version.
    pub version: u32,
    /// Why the place is not simply the role.
    pub reason: Label,
}

/// What a place offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferDocument {
    /// The weekly hours.
    pub hours: Option<hours::Ask>,
    /// Where the work is.
    pub commute: Option<commute::Ask>,
    /// What the place offers and needs in moving on.
    pub development: Option<development::Ask>,
    /// The setting of the work in the vocabulary.
    pub setting: Option<ConceptId>,
}

const fn first() -> u32 {
    1
}

/// Points per budget, as a schema: one field per budget.
#[derive(Debug)]
pub struct BudgetsDocument;

impl utoipa::PartialSchema for BudgetsDocument {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Type};
        let points =
            || ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(1000));
        let object = Budget::ALL
            .into_iter()
            .fold(ObjectBuilder::new(), |object, budget| object.property(budget.name(), points()));
        object
            .schema_type(Type::Object)
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .description(Some("Points per budget; those of a side usually sum to 100."))
            .into()
    }
}

impl utoipa::ToSchema for BudgetsDocument {}
