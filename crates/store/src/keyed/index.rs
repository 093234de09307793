//! Which index entries a document has, and how they are brought in line with the documents.

use std::collections::BTreeSet;

use super::{Keyed, read};
use crate::{
    document::Document,
    engine::{Engine, Span, Writes, each_row},
    error::StoreError,
    kind::Kind,
    layout::{
        keys,
        records::{Head, State},
    },
    report::Rebuilt,
};

/// The keys of all index entries of a document.
///
/// # Errors
/// Whatever [`Kind::entries`] refuses.
pub(super) fn entries(kind: &Kind, document: &Document) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    let Document { organisation, id, body, .. } = document;
    let mut found = BTreeSet::from([keys::listed(kind.name, organisation, id)]);
    for (field, value) in kind.entries(body)? {
        found.insert(keys::index(kind.name, field, organisation, &value, id));
    }
    Ok(found)
}

/// Calls a function for every document of a kind that is there.
pub(super) fn each_document(
    engine: &dyn Engine,
    kind: &str,
    act: &mut dyn FnMut(Document) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    each_row(engine, Span::prefix(keys::heads(kind)), &mut |(key, value)| {
        let (_, id) =
            keys::read_head(&key).ok_or_else(|| StoreError::damaged("the key of a head"))?;
        match Head::from_bytes(&value) {
            None => Err(StoreError::damaged(format_args!("the head of {kind} {id:?}"))),
            Some(Head { state: State::Deleted | State::Purged, .. }) => Ok(()),
            Some(Head { state: State::Live, version, .. }) => {
                let version = read::version(engine, (kind, &id), version)?;
                version.into_document(kind, &id).map_or(Ok(()), &mut *act)
            }
        }
    })
}

impl Keyed {
    /// Adds what is missing in the index of a kind and removes what is too much, in steps.
    ///
    /// A crash between two steps leaves an index that is closer to right; doing it again ends it.
    pub(super) fn rebuild(&self, kind: &Kind) -> Result<Rebuilt, StoreError> {
        // Few enough that readers wait only shortly for one step.
        const STEP: usize = 2_000;
        let mut held = self.writer();
        let engine = self.engine();
        let mut rebuilt = Rebuilt::default();
        let mut writes = Writes::default();
        let mut apply = |writes: &mut Writes, least: usize| {
            if writes.len() < least {
                return Ok(());
            }
            self.apply_now(&mut held, &std::mem::take(writes))
        };
        each_document(&*engine, kind.name, &mut |document| {
            for key in entries(kind, &document)? {
                if engine.get(&key)?.is_none() {
                    writes.put(key, Vec::new());
                    rebuilt.added += 1;
                }
            }
            apply(&mut writes, STEP)
        })?;
        let span = Span::prefix(keys::index_of_kind(kind.name));
        each_row(&*engine, span, &mut |(key, _)| {
            if !is_wanted(&*engine, kind, &key)? {
                writes.remove(key);
                rebuilt.removed += 1;
            }
            apply(&mut writes, STEP)
        })?;
        apply(&mut writes, 1)?;
        self.release(held)?;
        Ok(rebuilt)
    }
}

/// Whether a document asks for this index entry.
pub(super) fn is_wanted(engine: &dyn Engine, kind: &Kind, key: &[u8]) -> Result<bool, StoreError> {
    let Some(entry) = keys::read_index(key) else { return Ok(false) };
    let Some(document) = read::document(engine, kind.name, &entry.id)? else { return Ok(false) };
    Ok(entries(kind, &document)?.contains(key))
}
