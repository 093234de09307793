//! The competence profile of a person as it is written.

use super::Gazetteer;
use matching_core::{
    criteria::Fact,
    id::{ApplicantId, SiteId},
    model::CompetenceProfile,
};
use serde::{Deserialize, Serialize};

/// What is recorded about a person: a code and statements, no name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonDocument {
    /// The person's code.
    pub id: ApplicantId,
    /// The office that invites the person.
    pub office: Option<SiteId>,
    /// The language for which the person needs an interpreter in talks, as an ISO 639 code.
    #[schema(pattern = "^[a-z]{2,3}$")]
    pub interpreter: Option<String>,
    /// The statements. What is not recorded is unknown, never "no".
    #[serde(default)]
    #[schema(value_type = Vec<super::kinds::FactSchema>)]
    pub facts: Vec<Fact>,
}

impl PersonDocument {
    /// Fills in positions where only postal codes are known.
    pub fn locate(&mut self, places: &Gazetteer) {
        for fact in &mut self.facts {
            if let Fact::Commute(way) = fact {
                places.locate(way.postal_code.as_deref(), &mut way.position);
            }
        }
    }

    /// What the score may see of it.
    pub fn model(&self) -> CompetenceProfile {
        CompetenceProfile::new(self.id.clone()).with_all(self.facts.iter().cloned())
    }
}
