//! Puts the versions of documents together again: heads and index entries are not exported.

use crate::{
    document::Document,
    engine::Writes,
    error::StoreError,
    keyed::index,
    kind::{Keep, Kinds},
    layout::{
        chunks, keys,
        records::{self, Head, State, Written},
    },
    limits::check_name,
    name::Named,
    transfer::{DocumentRecord, PurgedRecord},
};

/// The documents that have been read.
#[derive(Default)]
pub(super) struct Documents {
    /// Kind, identifier and version of the last line.
    last: Option<(String, String, u64)>,
    /// The last version of the document that is being read.
    open: Option<Open>,
}

struct Open {
    oldest: u64,
    latest: DocumentRecord,
}

impl Documents {
    /// Checks that a version follows what was read before.
    pub(super) fn follow(&mut self, record: &DocumentRecord) -> Result<(), String> {
        let DocumentRecord { kind, id, version, .. } = record;
        let follows = match &self.last {
            Some((k, i, v)) if k == kind && i == id => *version == v + 1 && self.open.is_some(),
            Some((k, i, _)) => (k, i) < (kind, id) && *version > 0,
            None => *version > 0,
        };
        self.last = Some((kind.clone(), id.clone(), *version));
        if follows {
            Ok(())
        } else {
            Err(format!("version {version} of {kind} {id:?} out of order"))
        }
    }

    /// Checks that a purged identifier follows what was read before.
    pub(super) fn follow_purged(&mut self, record: &PurgedRecord) -> Result<(), String> {
        let PurgedRecord { kind, id, version } = record;
        let former = self.last.as_ref();
        let follows = former.is_none_or(|(k, i, _)| (k, i) < (kind, id)) && *version > 0;
        self.last = Some((kind.clone(), id.clone(), *version));
        if follows { Ok(()) } else { Err(format!("purged {kind} {id:?} out of order")) }
    }

    /// Takes a version.
    pub(super) fn add(
        &mut self,
        kinds: &Kinds,
        writes: &mut Writes,
        record: DocumentRecord,
    ) -> Result<(), StoreError> {
        let keep = kinds.get(&record.kind)?.keep;
        check_name(Named::Id, &record.id)?;
        check_name(Named::Organisation, &record.organisation)?;
        check_name(Named::Actor, &record.by)?;
        let same = |open: &Open| open.latest.kind == record.kind && open.latest.id == record.id;
        let continued = self.open.as_ref().filter(|open| same(open)).map(|open| open.oldest);
        if continued.is_none() {
            self.finish(kinds, writes)?;
        }
        let oldest = match keep {
            Keep::All => continued.unwrap_or(record.version),
            Keep::Latest => record.version,
        };
        if keep == Keep::All {
            write_version(writes, &record)?;
        }
        self.open = Some(Open { oldest, latest: record });
        Ok(())
    }

    /// Takes a purged identifier.
    pub(super) fn add_purged(
        &mut self,
        kinds: &Kinds,
        writes: &mut Writes,
        record: &PurgedRecord,
    ) -> Result<(), StoreError> {
        self.finish(kinds, writes)?;
        kinds.get(&record.kind)?;
        check_name(Named::Id, &record.id)?;
        let (state, version) = (State::Purged, record.version);
        let head = Head { state, version, oldest: version + 1 };
        writes.put(keys::head(&record.kind, &record.id), head.to_bytes());
        Ok(())
    }

    /// Writes head and index entries of the document whose versions have been read.
    pub(super) fn finish(&mut self, kinds: &Kinds, writes: &mut Writes) -> Result<(), StoreError> {
        let Some(Open { oldest, latest }) = self.open.take() else { return Ok(()) };
        let kind = kinds.get(&latest.kind)?;
        if kind.keep == Keep::Latest {
            if latest.body.is_none() {
                return Ok(());
            }
            write_version(writes, &latest)?;
        }
        let DocumentRecord { id, version, at, by, organisation, body, .. } = latest;
        let state = if body.is_some() { State::Live } else { State::Deleted };
        writes.put(keys::head(kind.name, &id), Head { state, version, oldest }.to_bytes());
        let Some(body) = body else { return Ok(()) };
        let kind_name = kind.name.to_owned();
        let document = Document { kind: kind_name, id, version, at, by, organisation, body };
        for key in index::entries(kind, &document)? {
            writes.put(key, Vec::new());
        }
        Ok(())
    }
}

fn write_version(writes: &mut Writes, record: &DocumentRecord) -> Result<(), StoreError> {
    let DocumentRecord { kind, id, version, at, by, organisation, change, body } = record;
    let body = body.as_ref().map(records::json).transpose()?;
    let written = Written { version: *version, at: *at, by, organisation, change: *change };
    let text = written.with_body(body.as_deref())?;
    chunks::put(writes, &keys::version(kind, id, *version), text.as_bytes())
}
