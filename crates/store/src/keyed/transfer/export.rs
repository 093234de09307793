//! Writes everything as it was at one change, while later changes go on.
//!
//! Versions, journal entries and responses are never altered, only added; what removes them waits
//! for exports, or leaves them for later. So the state at a change can be read at leisure: it is
//! whatever was written up to that change. Settings, of which there are few, are copied first.

use std::{io::Write, ops::RangeInclusive, sync::PoisonError};

use serde::Deserialize;
use serde_json::Value;

use crate::{
    engine::{Engine, each_row},
    error::StoreError,
    keyed::{Keyed, read},
    kind::{Keep, Kinds},
    layout::{
        chunks, keys,
        records::{FORMAT, Head, Identity, State, Tail, present, read as read_record, split_entry},
    },
    limits::number,
    report::Counts,
    transfer::{DocumentRecord, FORMAT_VERSION, Header, PurgedRecord, SettingRecord, Writer},
};

/// The instant that is exported.
pub(super) struct Barrier {
    pub(super) identity: Identity,
    pub(super) tail: Tail,
    pub(super) settings: Vec<(String, Value)>,
}

impl Keyed {
    /// Exports while writes go on.
    pub(in crate::keyed) fn export_beside(
        &self,
        out: &mut dyn Write,
    ) -> Result<Counts, StoreError> {
        let erasing = self.erasing.read().unwrap_or_else(PoisonError::into_inner);
        let mut writer = self.writer();
        let engine = self.engine();
        let barrier = self.barrier(&*engine, writer.tail)?;
        // What a reader of the export sees must not be undone by a power cut.
        let ticket = writer.applied;
        writer.exports += 1;
        drop(writer);
        let counts =
            self.settle(ticket).and_then(|()| export(&*engine, &self.kinds, &barrier, out));
        let ended = self.end_export();
        drop(erasing);
        let counts = counts?;
        ended.map(|()| counts)
    }

    /// What is exported now. The writer must be held.
    pub(super) fn barrier(&self, engine: &dyn Engine, tail: Tail) -> Result<Barrier, StoreError> {
        let identity = self.identity.read().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Barrier { identity, tail, settings: read::settings(engine)? })
    }
}

/// Exports the state at a barrier.
pub(super) fn export(
    engine: &dyn Engine,
    kinds: &Kinds,
    barrier: &Barrier,
    out: &mut dyn Write,
) -> Result<Counts, StoreError> {
    let Barrier { identity, tail, settings } = barrier;
    let exported = Exported { engine, kinds, last: tail.change };
    let counts = Counts {
        settings: number(settings.len()),
        entries: tail.journal.seq,
        ..exported.counts()?
    };
    let mut writer = Writer::new(out);
    let header = Header {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        schema: identity.schema,
        store: identity.store.clone(),
        change: tail.change,
        journal: tail.journal,
        counts,
    };
    writer.record("header", &header)?;
    for (name, value) in settings {
        let record = SettingRecord { name: name.clone(), value: value.clone() };
        writer.record("setting", &record)?;
    }
    exported.each_head(&mut |kind, id, kept| exported.document(&mut writer, (kind, id), kept))?;
    for seq in 1..=tail.journal.seq {
        let bytes = chunks::get(engine, &keys::journal(seq))?.unwrap_or_default();
        let missing = || StoreError::damaged(format_args!("journal entry {seq} is missing"));
        let (hash, text) = split_entry(&bytes).ok_or_else(missing)?;
        writer.entry(text, hash)?;
    }
    exported.each_response(&mut |key, change| {
        writer.record("response", &read::remembered(engine, key, change)?)
    })?;
    writer.end()?;
    Ok(counts)
}

/// What is exported of a document.
enum Kept {
    Versions(RangeInclusive<u64>),
    Purged(u64),
    Nothing,
}

struct Exported<'a> {
    engine: &'a dyn Engine,
    kinds: &'a Kinds,
    /// The last change that is exported.
    last: u64,
}

impl Exported<'_> {
    fn counts(&self) -> Result<Counts, StoreError> {
        let mut counts = Counts::default();
        self.each_head(&mut |_, _, kept| {
            match kept {
                Kept::Versions(versions) => {
                    counts.versions += versions.end() + 1 - versions.start();
                }
                Kept::Purged(_) => counts.purged += 1,
                Kept::Nothing => {}
            }
            Ok(())
        })?;
        self.each_response(&mut |_, _| {
            counts.responses += 1;
            Ok(())
        })?;
        Ok(counts)
    }

    fn each_head(
        &self,
        act: &mut dyn FnMut(&str, &str, Kept) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        each_row(self.engine, keys::all_heads(), &mut |(key, value)| {
            let head = keys::read_head(&key).zip(Head::from_bytes(&value));
            let ((kind, id), head) =
                head.ok_or_else(|| StoreError::damaged("the head of a document"))?;
            act(&kind, &id, self.kept(&kind, &id, head)?)
        })
    }

    /// The versions that were there at the last change that is exported.
    fn kept(&self, kind: &str, id: &str, head: Head) -> Result<Kept, StoreError> {
        if head.state == State::Purged {
            return Ok(Kept::Purged(head.version));
        }
        let Some((version, deleted)) = self.last_version(kind, id, head)? else {
            // All versions are later. Those before the first went in an earlier purge.
            return Ok(match head.oldest.checked_sub(1) {
                Some(version) if version > 0 => Kept::Purged(version),
                _ => Kept::Nothing,
            });
        };
        let latest = self.kinds.get(kind).is_ok_and(|kind| kind.keep == Keep::Latest);
        Ok(match (latest, deleted) {
            (false, _) => Kept::Versions(head.oldest..=version),
            (true, false) => Kept::Versions(version..=version),
            (true, true) => Kept::Nothing,
        })
    }

    /// The last version that was there, and whether it says that the document was deleted.
    fn last_version(
        &self,
        kind: &str,
        id: &str,
        head: Head,
    ) -> Result<Option<(u64, bool)>, StoreError> {
        /// As much of a version as is needed here; the body is skipped, not built.
        #[derive(Deserialize)]
        struct Skimmed {
            change: u64,
            #[serde(default, deserialize_with = "present")]
            body: Option<serde::de::IgnoredAny>,
        }
        for version in head.kept().rev() {
            let bytes = chunks::get(self.engine, &keys::version(kind, id, version))?;
            let missing = || {
                StoreError::damaged(format_args!("version {version} of {kind} {id:?} is missing"))
            };
            let skimmed: Skimmed = read_record("a version", &bytes.ok_or_else(missing)?)?;
            if skimmed.change <= self.last {
                return Ok(Some((version, skimmed.body.is_none())));
            }
        }
        Ok(None)
    }

    fn document(
        &self,
        writer: &mut Writer<'_>,
        (kind, id): (&str, &str),
        kept: Kept,
    ) -> Result<(), StoreError> {
        let (kind_name, id_name) = (kind.to_owned(), id.to_owned());
        match kept {
            Kept::Nothing => Ok(()),
            Kept::Purged(version) => {
                writer.record("purged", &PurgedRecord { kind: kind_name, id: id_name, version })
            }
            Kept::Versions(versions) => versions.into_iter().try_for_each(|wanted| {
                let found = read::version(self.engine, (kind, id), wanted)?;
                let record = DocumentRecord {
                    kind: kind_name.clone(),
                    id: id_name.clone(),
                    version: found.number,
                    at: found.at,
                    by: found.by,
                    organisation: found.organisation,
                    change: found.change,
                    body: found.body,
                };
                writer.record("document", &record)
            }),
        }
    }

    fn each_response(
        &self,
        act: &mut dyn FnMut(&str, u64) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        each_row(
            self.engine,
            keys::all_responses(),
            &mut |(key, _)| match keys::read_response(&key) {
                None => Err(StoreError::damaged("the key of a response")),
                Some((name, change, 0)) if change <= self.last => act(&name, change),
                Some(_) => Ok(()),
            },
        )
    }
}
