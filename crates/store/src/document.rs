//! What is kept: a document in its current version, and every version it had.

use serde_json::Value;

use crate::time::Timestamp;

/// A document in its current version.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What kind of document it is.
    pub kind: String,
    /// Its identifier, unique within the kind.
    pub id: String,
    /// Its version, from 1; every change raises it by one.
    pub version: u64,
    /// When this version was written, as the writer said.
    pub at: Timestamp,
    /// Who wrote this version.
    pub by: String,
    /// To whom the document belongs; empty when to nobody.
    pub organisation: String,
    /// The content.
    pub body: Value,
}

/// One version of a document; the last one may say that it was deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Which version it is, from 1.
    pub number: u64,
    /// When it was written, as the writer said.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// To whom the document belonged then.
    pub organisation: String,
    /// The change of the store that wrote it; see [`crate::Receipt::change`].
    pub change: u64,
    /// The content; none where this version deleted the document.
    pub body: Option<Value>,
}

impl Version {
    /// The document that this version was, unless it deleted it.
    pub fn into_document(self, kind: &str, id: &str) -> Option<Document> {
        let Self { number, at, by, organisation, change: _, body } = self;
        let (kind, id) = (kind.to_owned(), id.to_owned());
        let version = number;
        body.map(|body| Document { kind, id, version, at, by, organisation, body })
    }
}
