//! The documents that are read and written, each with its JSON Schema.

use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    document::{
        AccessDocument, AdaptationDocument, AttributesDocument, GuardDocument, MappingDocument,
        MatchesDocument, MeasureDocument, PackDocument, PapersDocument, PersonDocument,
        PlacesDocument, ProfileDocument, SituationDocument, VocabularyDocument, WordsDocument,
        pathway::{PathwaysDocument, PoolDocument},
    },
    schema::Schemas,
};

/// A document as a self-contained JSON Schema.
pub fn file_schema<T: ToSchema>(title: &str) -> Value {
    Schemas::of::<T>().for_files(&T::name(), title)
}

/// The documents that are read and written, each as a self-contained JSON Schema with a name.
pub fn file_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("requirement-profile", file_schema::<ProfileDocument>("Passgenau requirement profile")),
        ("competence-profile", file_schema::<PersonDocument>("Passgenau competence profile")),
        ("vocabulary", file_schema::<VocabularyDocument>("Passgenau vocabulary")),
        ("mapping", file_schema::<MappingDocument>("Passgenau table mapping")),
        ("pack", file_schema::<PackDocument>("Passgenau sector pack")),
        ("papers", file_schema::<PapersDocument>("Passgenau papers by role and setting")),
        ("adaptation", file_schema::<AdaptationDocument>("Passgenau changes to a role")),
        ("guard", file_schema::<GuardDocument>("Passgenau guard rules")),
        ("attributes", file_schema::<AttributesDocument>("Passgenau attributes of an audit")),
        ("access", file_schema::<AccessDocument>("Passgenau access rules")),
        ("places", file_schema::<PlacesDocument>("Passgenau postal codes")),
        ("words", file_schema::<WordsDocument>("Passgenau words of a language")),
        ("matches", file_schema::<MatchesDocument>("Passgenau matches")),
        ("measure", file_schema::<MeasureDocument>("Passgenau measure")),
        ("pathways", file_schema::<PathwaysDocument>("Passgenau pathways")),
        ("pool", file_schema::<PoolDocument>("Passgenau needs of a pool")),
        ("situation", file_schema::<SituationDocument>("Passgenau situation")),
    ]
}
