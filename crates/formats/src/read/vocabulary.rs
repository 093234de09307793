//! Vocabularies.

use std::sync::LazyLock;

use super::list::{Entry, Wanted};
use crate::{document::VocabularyDocument, issue::Issue, schema::Schemas, source::Source};

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<VocabularyDocument>);

/// Reads a vocabulary. Whether the concepts of several files make a graph is checked when they are
/// put together.
pub fn vocabulary(source: Source<'_>) -> (Vec<Entry<'_, VocabularyDocument>>, Vec<Issue>) {
    let wanted = Wanted {
        schemas: &SCHEMAS,
        name: "VocabularyDocument",
        list: "vocabularies",
        also: |_| Vec::new(),
    };
    wanted.read(source)
}
