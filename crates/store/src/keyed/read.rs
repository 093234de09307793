//! Reads documents, versions, settings and responses.

use serde_json::Value;

use crate::{
    document::{Document, Version},
    engine::{Engine, Span, each_row},
    error::StoreError,
    layout::{
        chunks, keys,
        records::{self, Head, Identity, Remembered, Tail},
    },
    limits::number,
    response::Response,
};

/// The record that says which versions a document has.
pub(super) fn head(engine: &dyn Engine, kind: &str, id: &str) -> Result<Option<Head>, StoreError> {
    let Some(bytes) = engine.get(&keys::head(kind, id))? else { return Ok(None) };
    let head = Head::from_bytes(&bytes);
    head.map(Some).ok_or_else(|| StoreError::damaged(format_args!("the head of {kind} {id:?}")))
}

/// A version that must be there.
pub(super) fn version(
    engine: &dyn Engine,
    (kind, id): (&str, &str),
    version: u64,
) -> Result<Version, StoreError> {
    let bytes = chunks::get(engine, &keys::version(kind, id, version))?;
    let missing =
        || StoreError::damaged(format_args!("version {version} of {kind} {id:?} is missing"));
    records::read_version(&bytes.ok_or_else(missing)?)
}

/// A version, if there is such a one.
pub(super) fn version_if_kept(
    engine: &dyn Engine,
    kind: &str,
    id: &str,
    wanted: u64,
) -> Result<Option<Version>, StoreError> {
    let head = head(engine, kind, id)?.filter(|head| head.kept().contains(&wanted));
    head.map(|_| version(engine, (kind, id), wanted)).transpose()
}

/// A document that is there.
pub(super) fn document(
    engine: &dyn Engine,
    kind: &str,
    id: &str,
) -> Result<Option<Document>, StoreError> {
    let Some(visible) = head(engine, kind, id)?.and_then(Head::visible) else { return Ok(None) };
    Ok(version(engine, (kind, id), visible)?.into_document(kind, id))
}

/// The versions of a document, the newest first.
pub(super) fn history(
    engine: &dyn Engine,
    document: (&str, &str),
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Version>, StoreError> {
    let Some(head) = head(engine, document.0, document.1)? else { return Ok(Vec::new()) };
    let last = before.map_or(head.version, |before| head.version.min(before.saturating_sub(1)));
    let first = head.oldest.max(last.saturating_add(1).saturating_sub(number(limit)));
    (first..=last).rev().map(|wanted| version(engine, document, wanted)).collect()
}

/// A setting.
pub(super) fn setting(engine: &dyn Engine, name: &str) -> Result<Option<Value>, StoreError> {
    let bytes = engine.get(&keys::setting(name))?;
    bytes.map(|bytes| records::read("a setting", &bytes)).transpose()
}

/// All settings.
pub(super) fn settings(engine: &dyn Engine) -> Result<Vec<(String, Value)>, StoreError> {
    let mut settings = Vec::new();
    each_row(engine, Span::prefix(keys::setting("")), &mut |(key, bytes)| {
        let name =
            keys::read_setting(&key).ok_or_else(|| StoreError::damaged("a setting's name"))?;
        settings.push((name, records::read("a setting", &bytes)?));
        Ok(())
    })?;
    Ok(settings)
}

/// The response that was remembered last under a key.
pub(super) fn response(engine: &dyn Engine, key: &str) -> Result<Option<Response>, StoreError> {
    let span = Span::prefix(keys::responses(key)).descending(true);
    let Some((last, _)) = engine.page(&span, 1)?.pop() else { return Ok(None) };
    let (_, change, _) =
        keys::read_response(&last).ok_or_else(|| StoreError::damaged("the key of a response"))?;
    remembered(engine, key, change).map(|found| Some(found.response))
}

/// A remembered response that must be there.
pub(super) fn remembered(
    engine: &dyn Engine,
    key: &str,
    change: u64,
) -> Result<Remembered, StoreError> {
    let bytes = chunks::get(engine, &keys::response(key, change))?;
    let missing = || StoreError::damaged(format_args!("the response under {key:?} is missing"));
    records::read("a response", &bytes.ok_or_else(missing)?)
}

/// The name of the record that says what the database is.
pub(super) const IDENTITY: &str = "identity";
/// The name of the record that says where the store stands.
pub(super) const TAIL: &str = "tail";
/// The name of the record that says by which revisions of their functions kinds are indexed.
pub(super) const REVISIONS: &str = "revisions";

/// Where the store stands.
pub(super) fn tail(engine: &dyn Engine) -> Result<Tail, StoreError> {
    let bytes = engine.get(&keys::meta(TAIL))?;
    records::read("the tail", &bytes.ok_or_else(|| StoreError::damaged("the tail is missing"))?)
}

/// What the database is; none for an empty one.
pub(super) fn identity(engine: &dyn Engine) -> Result<Option<Identity>, StoreError> {
    let bytes = engine.get(&keys::meta(IDENTITY))?;
    bytes.map(|bytes| records::read("the identity", &bytes)).transpose()
}
