//! The kinds of documents a store is opened with, and what is indexed of each.

use std::{collections::BTreeMap, collections::BTreeSet, fmt};

use serde_json::Value;

use crate::{
    error::StoreError,
    limits::{INDEX_ENTRIES, INDEX_TEXT, check_name, check_size},
    measure::Measured,
    name::Named,
    time::Timestamp,
};

/// A value in an index. Numbers come before texts; texts are ordered by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexValue {
    /// A number.
    Number(i64),
    /// A text of at most 128 bytes.
    Text(String),
}

impl From<i64> for IndexValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Timestamp> for IndexValue {
    fn from(instant: Timestamp) -> Self {
        Self::Number(instant.as_micros())
    }
}

impl From<&str> for IndexValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for IndexValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Says which fields and values a body is found by. It must depend on the body alone.
pub type IndexFunction = fn(&Value) -> Vec<(&'static str, IndexValue)>;

/// Which versions of a kind are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All of them, until the document is purged.
    #[default]
    All,
    /// The current one; nothing is left of a deleted document, and its versions start again at 1.
    /// For sessions, jobs and the like.
    Latest,
}

/// A kind of document.
#[derive(Clone)]
pub struct Kind {
    pub(crate) name: &'static str,
    pub(crate) keep: Keep,
    pub(crate) fields: &'static [&'static str],
    pub(crate) revision: u32,
    index: IndexFunction,
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kind")
            .field("name", &self.name)
            .field("keep", &self.keep)
            .field("fields", &self.fields)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

impl Kind {
    /// A kind without indexes that keeps every version.
    pub const fn new(name: &'static str) -> Self {
        Self { name, keep: Keep::All, fields: &[], revision: 0, index: |_| Vec::new() }
    }

    /// Keeps the current version only.
    #[must_use]
    pub const fn latest_only(mut self) -> Self {
        self.keep = Keep::Latest;
        self
    }

    /// Indexes bodies by these fields. Raise the revision (from 1) whenever the function changes
    /// its answers: the index is then rebuilt when the store is opened.
    #[must_use]
    pub const fn indexed(
        mut self,
        revision: u32,
        fields: &'static [&'static str],
        index: IndexFunction,
    ) -> Self {
        self.revision = revision;
        self.fields = fields;
        self.index = index;
        self
    }

    /// The index entries of a body, checked, in order, each once.
    ///
    /// # Errors
    /// A field that was not declared, a text that is too long, too many entries.
    pub(crate) fn entries(
        &self,
        body: &Value,
    ) -> Result<BTreeSet<(&'static str, IndexValue)>, StoreError> {
        let entries: BTreeSet<_> = (self.index)(body).into_iter().collect();
        check_size(Measured::IndexEntries, entries.len(), INDEX_ENTRIES)?;
        for (field, value) in &entries {
            self.check_field(field)?;
            if let IndexValue::Text(text) = value {
                check_size(Measured::IndexText, text.len(), INDEX_TEXT)?;
            }
        }
        Ok(entries)
    }

    /// Refuses a field that was not declared.
    pub(crate) fn check_field(&self, field: &str) -> Result<(), StoreError> {
        if self.fields.contains(&field) {
            return Ok(());
        }
        Err(StoreError::UnknownIndex { kind: self.name.to_owned(), field: field.to_owned() })
    }
}

/// The kinds a store knows.
#[derive(Clone, Debug, Default)]
pub struct Kinds(BTreeMap<&'static str, Kind>);

impl Kinds {
    /// Registers kinds.
    ///
    /// # Errors
    /// Names that cannot be stored, or that occur twice.
    pub fn new(kinds: impl IntoIterator<Item = Kind>) -> Result<Self, StoreError> {
        let mut known = BTreeMap::new();
        for kind in kinds {
            check_name(Named::Kind, kind.name)?;
            let mut fields = BTreeSet::new();
            for field in kind.fields {
                check_name(Named::Field, field)?;
                if !fields.insert(*field) {
                    return Err(twice(Named::Field, field));
                }
            }
            if let Some(former) = known.insert(kind.name, kind) {
                return Err(twice(Named::Kind, former.name));
            }
        }
        Ok(Self(known))
    }

    /// The kind of that name.
    pub(crate) fn get(&self, name: &str) -> Result<&Kind, StoreError> {
        self.0.get(name).ok_or_else(|| StoreError::UnknownKind { kind: name.to_owned() })
    }

    /// All kinds in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.values()
    }
}

fn twice(what: Named, name: &str) -> StoreError {
    StoreError::RegisteredTwice { what, name: name.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{IndexValue, Kind, Kinds};

    #[test]
    fn a_kind_or_a_field_that_is_there_twice_is_refused() {
        let code = |kinds: Vec<Kind>| Kinds::new(kinds).unwrap_err().code();
        assert_eq!(code(vec![Kind::new("a"), Kind::new("a")]), "registered_twice");
        let doubled = Kind::new("a").indexed(1, &["x", "x"], |_| Vec::new());
        assert_eq!(code(vec![doubled]), "registered_twice");
        assert_eq!(code(vec![Kind::new("A")]), "invalid_name");
    }

    #[test]
    fn entries_are_checked_against_the_declaration() {
        let kind = Kind::new("a").indexed(1, &["x"], |body| {
            let field = if body["wrong"] == true { "y" } else { "x" };
            let text = body["text"].as_str().unwrap_or_default().to_owned();
            vec![(field, IndexValue::Text(text.clone())), (field, IndexValue::Text(text))]
        });
        assert_eq!(kind.entries(&json!({"text": "one"})).unwrap().len(), 1);
        let code = |body| kind.entries(&body).unwrap_err().code();
        assert_eq!(code(json!({"wrong": true})), "unknown_index");
        assert_eq!(code(json!({"text": "x".repeat(129)})), "too_large");
    }
}
