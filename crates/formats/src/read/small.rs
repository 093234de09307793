//! Documents that stand alone: a vocabulary, a pack, a mapping.

use issue::Issue;
use std::sync::LazyLock;

use super::list::{Entry, Wanted};
use crate::{
    document::{
        AccessDocument, AdaptationDocument, AttributesDocument, GuardDocument, MappingDocument,
        PackDocument, PaperDocument, PapersDocument, PlacesDocument, VocabularyDocument,
        WordsDocument,
    },
    schema::Schemas,
    source::Source,
};

static VOCABULARY: LazyLock<Schemas> = LazyLock::new(Schemas::of::<VocabularyDocument>);
static MAPPING: LazyLock<Schemas> = LazyLock::new(Schemas::of::<MappingDocument>);
static PLACES: LazyLock<Schemas> = LazyLock::new(Schemas::of::<PlacesDocument>);
static WORDS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<WordsDocument>);
static ACCESS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<AccessDocument>);
static GUARD: LazyLock<Schemas> = LazyLock::new(Schemas::of::<GuardDocument>);
static ATTRIBUTES: LazyLock<Schemas> = LazyLock::new(Schemas::of::<AttributesDocument>);
static PAPERS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<PapersDocument>);
static ADAPTATION: LazyLock<Schemas> = LazyLock::new(Schemas::of::<AdaptationDocument>);
static PAPER: LazyLock<Schemas> = LazyLock::new(Schemas::of::<PaperDocument>);
static PACK: LazyLock<Schemas> = LazyLock::new(Schemas::of::<PackDocument>);

/// Reads a vocabulary. Whether the concepts of several files make a graph is checked when they are
/// put together.
pub fn vocabulary(source: Source<'_>) -> (Vec<Entry<'_, VocabularyDocument>>, Vec<Issue>) {
    single(&VOCABULARY, "VocabularyDocument", "vocabularies").read(source)
}

/// Reads what the roles of a sector have in common.
pub fn pack(source: Source<'_>) -> (Vec<Entry<'_, PackDocument>>, Vec<Issue>) {
    single(&PACK, "PackDocument", "packs").read(source)
}

/// Reads a list of postal codes.
pub fn places(source: Source<'_>) -> (Vec<Entry<'_, PlacesDocument>>, Vec<Issue>) {
    single(&PLACES, "PlacesDocument", "lists").read(source)
}

/// Reads the words of a language.
pub fn words(source: Source<'_>) -> (Vec<Entry<'_, WordsDocument>>, Vec<Issue>) {
    single(&WORDS, "WordsDocument", "lists").read(source)
}

/// Reads how a table of clients is read.
pub fn mapping(source: Source<'_>) -> (Vec<Entry<'_, MappingDocument>>, Vec<Issue>) {
    single(&MAPPING, "MappingDocument", "mappings").read(source)
}

/// Reads a part of the access rules. Whether the parts fit together is checked when they are put
/// together.
pub fn access(source: Source<'_>) -> (Vec<Entry<'_, AccessDocument>>, Vec<Issue>) {
    single(&ACCESS, "AccessDocument", "files").read(source)
}

/// Reads a part of the guard rules.
pub fn guard(source: Source<'_>) -> (Vec<Entry<'_, GuardDocument>>, Vec<Issue>) {
    single(&GUARD, "GuardDocument", "files").read(source)
}

/// Reads a part of the attributes that an audit compares.
pub fn attributes(source: Source<'_>) -> (Vec<Entry<'_, AttributesDocument>>, Vec<Issue>) {
    single(&ATTRIBUTES, "AttributesDocument", "files").read(source)
}

/// Reads which papers roles need.
pub fn paper_rules(source: Source<'_>) -> (Vec<Entry<'_, PapersDocument>>, Vec<Issue>) {
    single(&PAPERS, "PapersDocument", "files").read(source)
}

/// Reads what employers change in roles.
pub fn adaptations(source: Source<'_>) -> (Vec<Entry<'_, AdaptationDocument>>, Vec<Issue>) {
    single(&ADAPTATION, "AdaptationDocument", "adaptations").read(source)
}

/// Reads residence papers.
pub fn papers(source: Source<'_>) -> (Vec<Entry<'_, PaperDocument>>, Vec<Issue>) {
    single(&PAPER, "PaperDocument", "papers").read(source)
}

fn single(schemas: &'static Schemas, name: &'static str, list: &'static str) -> Wanted<'static> {
    Wanted { schemas, name, list, also: |_| Vec::new() }
}
