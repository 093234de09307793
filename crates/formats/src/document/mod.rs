//! The shapes of files and HTTP bodies.
//!
//! A document is what somebody wrote; a model is what has been checked. Every document can be
//! written back, and reading what was written gives the same document.

pub mod access;
pub mod adaptation;
pub mod attribute;
pub mod criterion;
pub mod guard;
pub mod kinds;
pub mod mapping;
pub mod measure;
pub mod pack;
pub mod papers;
pub mod pathway;
pub mod person;
pub mod places;
pub mod profile;
pub mod result;
pub mod situation;
pub mod vocabulary;
pub mod words;

pub use access::{AccessDocument, PaperDocument};
pub use adaptation::AdaptationDocument;
pub use attribute::{AttributeDocument, AttributesDocument, GroupDocument};
pub use criterion::{CriterionDocument, NodeDocument};
pub use guard::{Finding, GuardDocument, GuardRule, GuardSeverity};
pub use kinds::FactSchema;
pub use mapping::MappingDocument;
pub use measure::MeasureDocument;
pub use pack::PackDocument;
pub use papers::{PaperRule, PapersDocument};
pub use person::PersonDocument;
pub use places::{Gazetteer, PlaceDocument, PlacesDocument};
pub use profile::ProfileDocument;
pub use result::{EngineDocument, MatchDocument, MatchesDocument};
pub use situation::SituationDocument;
pub use vocabulary::{ConceptDocument, ConceptType, Names, VocabularyDocument};
pub use words::WordsDocument;

/// What readers look up: what concepts are called, and where postal codes lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// What concepts are called; an empty one knows nothing and complains about nothing.
    pub names: Names,
    /// Where postal codes lie.
    pub places: Gazetteer,
}
