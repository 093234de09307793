//! Derives everything again and reports what does not fit.
//!
//! Surplus index and subject entries are looked for one by one only when there are more entries
//! than there should be: that needs a second look at every document.

use super::{index, journal, read};
use crate::{
    document::{Document, Version},
    engine::{Engine, Span, each_row},
    error::StoreError,
    journal::{Anchor, Hash, Subject},
    kind::{Kind, Kinds},
    layout::{
        chunks,
        keys::{self, Area},
        records::{Head, State, Tail},
    },
    limits::number,
    report::{Fault, Report},
};

/// Checks everything. Nobody may write meanwhile.
pub(super) fn check(engine: &dyn Engine, kinds: &Kinds, tail: Tail) -> Result<Report, StoreError> {
    let mut check = Check { engine, kinds, tail, report: Report::default(), indexed: 0 };
    check.heads()?;
    check.versions()?;
    check.index()?;
    check.journal()?;
    check.responses()?;
    check.meta()?;
    check.unknown()?;
    Ok(check.report)
}

struct Check<'a> {
    engine: &'a dyn Engine,
    kinds: &'a Kinds,
    tail: Tail,
    report: Report,
    /// How many index entries the documents ask for.
    indexed: u64,
}

impl Check<'_> {
    fn heads(&mut self) -> Result<(), StoreError> {
        each_row(self.engine, keys::all_heads(), &mut |(key, value)| {
            match keys::read_head(&key).zip(Head::from_bytes(&value)) {
                None => self.report.add(Fault::HeadUnreadable, shown(&key)),
                Some(((kind, id), head)) => self.document(&kind, &id, head)?,
            }
            Ok(())
        })
    }

    fn document(&mut self, kind: &str, id: &str, head: Head) -> Result<(), StoreError> {
        if self.kinds.get(kind).is_err() {
            self.report.add(Fault::UnknownKind, format!("{kind} {id}"));
        }
        if head.state == State::Purged {
            self.report.counts.purged += 1;
        }
        for version in head.kept() {
            self.report.counts.versions += 1;
            if let Some(found) = self.version((kind, id), version)? {
                self.fits((kind, id), head, found)?;
            }
        }
        Ok(())
    }

    /// A version that must be there and readable.
    fn version(
        &mut self,
        (kind, id): (&str, &str),
        version: u64,
    ) -> Result<Option<Version>, StoreError> {
        let place = format!("{kind} {id} version {version}");
        let missing = |found: &Option<Vec<u8>>| found.is_none();
        match chunks::get(self.engine, &keys::version(kind, id, version)) {
            Ok(found) if missing(&found) => self.report.add(Fault::VersionMissing, place),
            Ok(_) => match read::version(self.engine, (kind, id), version) {
                Ok(found) if found.number == version => return Ok(Some(found)),
                Ok(_) | Err(StoreError::Damaged { .. }) => {
                    self.report.add(Fault::VersionUnreadable, place);
                }
                Err(error) => return Err(error),
            },
            Err(StoreError::Damaged { .. }) => self.report.add(Fault::VersionUnreadable, place),
            Err(error) => return Err(error),
        }
        Ok(None)
    }

    /// Whether a version fits the head and is indexed.
    fn fits(
        &mut self,
        (kind, id): (&str, &str),
        head: Head,
        found: Version,
    ) -> Result<(), StoreError> {
        let place = || format!("{kind} {id} version {}", found.number);
        if !(1..=self.tail.change).contains(&found.change) {
            self.report.add(Fault::ChangeUnknown, place());
        }
        if found.number < head.version {
            return Ok(());
        }
        if found.body.is_some() != (head.state == State::Live) {
            self.report.add(Fault::VersionDiffers, place());
        }
        match (self.kinds.get(kind), found.into_document(kind, id)) {
            (Ok(known), Some(document)) if head.state == State::Live => {
                self.indexed(known, &document)
            }
            _ => Ok(()),
        }
    }

    fn indexed(&mut self, kind: &Kind, document: &Document) -> Result<(), StoreError> {
        let Ok(entries) = index::entries(kind, document) else {
            self.report.add(Fault::IndexUnusable, format!("{} {}", kind.name, document.id));
            return Ok(());
        };
        for key in entries {
            self.indexed += 1;
            if self.engine.get(&key)?.is_none() {
                self.report.add(Fault::IndexMissing, shown(&key));
            }
        }
        Ok(())
    }

    /// Looks for versions and pieces of versions that no document has.
    fn versions(&mut self) -> Result<(), StoreError> {
        let mut last: Option<((String, String), Option<Head>)> = None;
        let mut pieces = 0;
        each_row(self.engine, Span::prefix(vec![Area::Versions.byte()]), &mut |(key, value)| {
            let Some((kind, id, version, piece)) = keys::read_version(&key) else {
                self.report.add(Fault::UnknownRecord, shown(&key));
                return Ok(());
            };
            let document = (kind, id);
            if last.as_ref().is_none_or(|(former, _)| *former != document) {
                let head = self.head(&document.0, &document.1)?;
                last = Some((document, head));
            }
            if piece == 0 {
                pieces = chunks::pieces(&value).unwrap_or(1);
            }
            let head = last.as_ref().and_then(|(_, head)| *head);
            if piece >= pieces || !head.is_some_and(|head| head.kept().contains(&version)) {
                self.report.add(Fault::VersionSurplus, shown(&key));
            }
            Ok(())
        })
    }

    /// A head, or none where it is missing or unreadable, which is reported elsewhere.
    fn head(&self, kind: &str, id: &str) -> Result<Option<Head>, StoreError> {
        let bytes = self.engine.get(&keys::head(kind, id))?;
        Ok(bytes.as_deref().and_then(Head::from_bytes))
    }

    fn index(&mut self) -> Result<(), StoreError> {
        let all = || Span::prefix(vec![Area::Index.byte()]);
        let mut found = 0;
        each_row(self.engine, all(), &mut |_| {
            found += 1;
            Ok(())
        })?;
        let missing = self.found(Fault::IndexMissing);
        if found + missing == self.indexed {
            return Ok(());
        }
        each_row(self.engine, all(), &mut |(key, _)| {
            let Some(entry) = keys::read_index(&key) else {
                self.report.add(Fault::UnknownRecord, shown(&key));
                return Ok(());
            };
            // Documents of unknown kinds are reported as such; nobody knows their indexes.
            let Ok(kind) = self.kinds.get(&entry.kind) else { return Ok(()) };
            if !index::is_wanted(self.engine, kind, &key).unwrap_or(false) {
                self.report.add(Fault::IndexSurplus, shown(&key));
            }
            Ok(())
        })
    }

    fn found(&self, fault: Fault) -> u64 {
        let listed = self.report.findings.iter().filter(|finding| finding.fault == fault).count();
        number(listed)
    }

    fn journal(&mut self) -> Result<(), StoreError> {
        let mut hash = Hash::NONE;
        let mut about = 0;
        for seq in 1..=self.tail.journal.seq {
            match journal::link(self.engine, seq, hash)? {
                Ok((sealed, next)) => {
                    hash = next;
                    self.report.counts.entries += 1;
                    about += u64::from(sealed.subject.is_some());
                    self.subject(seq, sealed.subject.as_ref())?;
                }
                Err(why) => {
                    let place = format!("journal {seq}: {}", why.code());
                    self.report.add(Fault::JournalBroken, place);
                    return Ok(());
                }
            }
        }
        let anchor = Anchor { hash, ..self.tail.journal };
        if anchor != self.tail.journal {
            self.report.add(Fault::JournalBroken, format!("journal {}: end_differs", anchor.seq));
        }
        self.entries()?;
        self.subjects(about)
    }

    fn subject(&mut self, seq: u64, subject: Option<&Subject>) -> Result<(), StoreError> {
        let Some(Subject { kind, id }) = subject else { return Ok(()) };
        let key = keys::subject(kind, id, seq);
        if self.engine.get(&key)?.is_none() {
            self.report.add(Fault::SubjectMissing, shown(&key));
        }
        Ok(())
    }

    /// Looks for entries after the end, and for pieces too many.
    fn entries(&mut self) -> Result<(), StoreError> {
        let mut pieces = 0;
        each_row(self.engine, keys::all_entries(), &mut |(key, value)| {
            let Some((seq, piece)) = keys::read_journal(&key) else {
                self.report.add(Fault::UnknownRecord, shown(&key));
                return Ok(());
            };
            if piece == 0 {
                pieces = chunks::pieces(&value).unwrap_or(1);
            }
            if piece >= pieces || !(1..=self.tail.journal.seq).contains(&seq) {
                self.report.add(Fault::JournalBroken, format!("journal {seq}: end_differs"));
            }
            Ok(())
        })
    }

    fn subjects(&mut self, about: u64) -> Result<(), StoreError> {
        let all = || Span::prefix(vec![Area::Subjects.byte()]);
        let mut found = 0;
        each_row(self.engine, all(), &mut |_| {
            found += 1;
            Ok(())
        })?;
        if found + self.found(Fault::SubjectMissing) == about {
            return Ok(());
        }
        each_row(self.engine, all(), &mut |(key, _)| {
            let wanted = match keys::read_subject(&key) {
                None => false,
                Some((kind, id, seq)) => journal::entry(self.engine, seq)
                    .is_ok_and(|entry| entry.subject == Some(Subject { kind, id })),
            };
            if !wanted {
                self.report.add(Fault::SubjectSurplus, shown(&key));
            }
            Ok(())
        })
    }

    fn responses(&mut self) -> Result<(), StoreError> {
        let mut pieces = 0;
        each_row(self.engine, keys::all_responses(), &mut |(key, value)| {
            let Some((name, change, piece)) = keys::read_response(&key) else {
                self.report.add(Fault::UnknownRecord, shown(&key));
                return Ok(());
            };
            if piece > 0 {
                if piece >= pieces {
                    self.report.add(Fault::ResponseUnreadable, shown(&key));
                }
                return Ok(());
            }
            pieces = chunks::pieces(&value).unwrap_or(1);
            self.report.counts.responses += 1;
            match read::remembered(self.engine, &name, change) {
                Ok(found) if found.change != change || found.response.key != name => {
                    self.report.add(Fault::ResponseUnreadable, shown(&key));
                }
                Ok(_) if change > self.tail.change => {
                    self.report.add(Fault::ChangeUnknown, shown(&key));
                }
                Ok(_) => {}
                Err(StoreError::Damaged { .. }) => {
                    self.report.add(Fault::ResponseUnreadable, shown(&key));
                }
                Err(error) => return Err(error),
            }
            Ok(())
        })
    }

    fn meta(&mut self) -> Result<(), StoreError> {
        let known = [read::IDENTITY, read::TAIL, read::REVISIONS].map(keys::meta);
        each_row(self.engine, Span::prefix(vec![Area::Meta.byte()]), &mut |(key, value)| {
            if keys::read_setting(&key).is_some() {
                self.report.counts.settings += 1;
                if serde_json::from_slice::<serde_json::Value>(&value).is_err() {
                    self.report.add(Fault::SettingUnreadable, shown(&key));
                }
            } else if !known.contains(&key) {
                self.report.add(Fault::UnknownRecord, shown(&key));
            }
            Ok(())
        })
    }

    /// Looks for keys outside all areas.
    fn unknown(&mut self) -> Result<(), StoreError> {
        for byte in 0..=u8::MAX {
            if Area::ALL.iter().any(|area| area.byte() == byte) {
                continue;
            }
            if let Some((key, _)) = self.engine.page(&Span::prefix(vec![byte]), 1)?.pop() {
                self.report.add(Fault::UnknownRecord, shown(&key));
            }
        }
        Ok(())
    }
}

/// A key for people: what is printable, and the rest in hexadecimal.
fn shown(key: &[u8]) -> String {
    key.escape_ascii().to_string()
}
