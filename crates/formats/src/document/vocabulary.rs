//! A vocabulary as it is written: concepts with their names and what stands above them.

use std::collections::BTreeMap;

use matching_core::{
    Label,
    id::ConceptId,
    model::Rung,
    taxonomy::{Concept, Taxonomy, TaxonomyError},
};
use serde::{Deserialize, Serialize};

/// A set of concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VocabularyDocument {
    /// The concepts.
    pub concepts: Vec<ConceptDocument>,
}

/// What a concept is a name for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConceptType {
    /// A competence in the work itself.
    Competence,
    /// A social competence.
    Strength,
    /// A formal qualification.
    Qualification,
    /// A document.
    Document,
    /// A class of driving licence.
    Licence,
    /// A field of work.
    Field,
    /// A setting of work.
    Setting,
    /// A condition of work.
    Condition,
    /// An occupation.
    Occupation,
}

/// A concept with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptDocument {
    /// Its identifier.
    pub id: ConceptId,
    /// What it is a name for.
    #[serde(rename = "type")]
    pub concept_type: ConceptType,
    /// What it is called.
    pub label: Label,
    /// Other words for it, in any language; exact matches stand for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// What stands directly above it.
    #[serde(default)]
    pub broader: Vec<ConceptId>,
    /// Information content in thousandths; computed from the graph where it is not given.
    #[schema(maximum = 1000)]
    pub information: Option<u16>,
    /// The rung that a qualification reaches.
    pub rung: Option<Rung>,
    /// The identifier in ESCO.
    pub esco: Option<String>,
    /// The identifier in the lists of the Bundesagentur.
    pub ba: Option<String>,
    /// What it means, where the name does not say it.
    pub about: Option<Label>,
}

impl VocabularyDocument {
    /// The graph of the competences.
    ///
    /// # Errors
    /// Reports every duplicate, missing broader concept, cycle and wrong information content.
    pub fn taxonomy(&self) -> Result<Taxonomy, Vec<TaxonomyError>> {
        let concepts = self.concepts.iter().map(|concept| Concept {
            id: concept.id.clone(),
            broader: concept.broader.clone(),
            information: concept.information,
        });
        Taxonomy::builder().with_all(concepts).build()
    }

    /// The rungs that qualifications reach.
    pub fn rungs(&self) -> impl Iterator<Item = (ConceptId, Rung)> {
        self.concepts.iter().filter_map(|concept| Some((concept.id.clone(), concept.rung?)))
    }

    /// The names of all concepts.
    pub fn names(&self) -> Names {
        let names = self.concepts.iter();
        Names(
            names
                .map(|concept| (concept.id.clone(), (concept.concept_type, concept.label.clone())))
                .collect(),
        )
    }
}

/// What concepts are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<ConceptId, (ConceptType, Label)>);

impl Names {
    /// What a concept is called.
    pub fn label(&self, concept: &str) -> Option<&Label> {
        let concept = ConceptId::new(concept).ok()?;
        self.0.get(&concept).map(|(_, label)| label)
    }

    /// Whether the vocabulary has the concept.
    pub fn contains(&self, concept: &str) -> bool {
        self.label(concept).is_some()
    }

    /// All identifiers.
    pub fn ids(&self) -> impl Iterator<Item = &ConceptId> {
        self.0.keys()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
