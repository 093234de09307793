//! What creating, replacing, deleting and purging a document writes.

use serde_json::Value;

use super::Work;
use crate::{
    document::{Document, Version},
    error::StoreError,
    keyed::{index, read},
    kind::{Keep, Kind},
    layout::{
        chunks, keys,
        records::{Head, State, Written},
    },
    measure::Measured,
};

impl Work<'_> {
    /// Creates or replaces a document.
    pub(super) fn put(
        &mut self,
        kind: &Kind,
        id: &str,
        expected: Option<u64>,
        (organisation, body): (Option<&str>, &Value),
    ) -> Result<(), StoreError> {
        let head = self.expect(kind, id, expected)?;
        let text = self.json(Measured::Body, body, self.ground.limits.body)?;
        let former = self.former(kind, id, head)?;
        let organisation = organisation
            .map(str::to_owned)
            .or_else(|| former.as_ref().map(|former| former.organisation.clone()))
            .unwrap_or_default();
        let version = self.write(kind, id, head, (organisation.as_str(), Some(text.as_str())))?;
        let document = Document {
            kind: kind.name.to_owned(),
            id: id.to_owned(),
            version,
            at: self.batch.at,
            by: self.batch.by.clone(),
            organisation,
            body: body.clone(),
        };
        self.index(kind, former.as_ref(), Some(&document))
    }

    /// Deletes a document.
    pub(super) fn delete(
        &mut self,
        kind: &Kind,
        id: &str,
        expected: u64,
    ) -> Result<(), StoreError> {
        let head = self.expect(kind, id, Some(expected))?;
        let former = self.former(kind, id, head)?;
        let organisation = former.as_ref().map_or("", |former| &former.organisation).to_owned();
        if kind.keep == Keep::Latest && !self.ground.exporting {
            self.remove_versions(kind, id, head)?;
            self.plan.writes.remove(keys::head(kind.name, id));
            self.plan.receipt.versions.push(head.map_or(0, |head| head.version) + 1);
        } else {
            self.write(kind, id, head, (organisation.as_str(), None))?;
        }
        self.index(kind, former.as_ref(), None)
    }

    /// Removes a document for good; what is not there is left alone.
    pub(super) fn purge(&mut self, kind: &Kind, id: &str) -> Result<(), StoreError> {
        let head = read::head(self.ground.engine, kind.name, id)?;
        self.plan.receipt.versions.push(head.map_or(0, |head| head.version));
        let Some(head) = head.filter(|head| head.state != State::Purged) else { return Ok(()) };
        let former = self.former(kind, id, Some(head))?;
        self.remove_versions(kind, id, Some(head))?;
        self.index(kind, former.as_ref(), None)?;
        match kind.keep {
            Keep::Latest => self.plan.writes.remove(keys::head(kind.name, id)),
            Keep::All => {
                let (state, version) = (State::Purged, head.version);
                let purged = Head { state, version, oldest: version + 1 };
                self.plan.writes.put(keys::head(kind.name, id), purged.to_bytes());
            }
        }
        self.purged(kind.name, id, head.version + 1 - head.oldest, head.version);
        Ok(())
    }

    /// Demands a version without changing it.
    pub(super) fn require(
        &mut self,
        kind: &Kind,
        id: &str,
        expected: Option<u64>,
    ) -> Result<(), StoreError> {
        self.expect(kind, id, expected)?;
        self.plan.receipt.versions.push(expected.unwrap_or(0));
        Ok(())
    }

    /// The head of a document that is at the expected version.
    fn expect(
        &self,
        kind: &Kind,
        id: &str,
        expected: Option<u64>,
    ) -> Result<Option<Head>, StoreError> {
        let head = read::head(self.ground.engine, kind.name, id)?;
        let current = head.and_then(Head::visible);
        if current == expected {
            return Ok(head);
        }
        let (kind, id) = (kind.name.to_owned(), id.to_owned());
        Err(StoreError::Conflict { kind, id, expected, current })
    }

    /// The document as it is before the change.
    fn former(
        &self,
        kind: &Kind,
        id: &str,
        head: Option<Head>,
    ) -> Result<Option<Document>, StoreError> {
        let Some(version) = head.and_then(Head::visible) else { return Ok(None) };
        let version = read::version(self.ground.engine, (kind.name, id), version)?;
        Ok(Version::into_document(version, kind.name, id))
    }

    /// Writes the next version and the head.
    fn write(
        &mut self,
        kind: &Kind,
        id: &str,
        head: Option<Head>,
        (organisation, body): (&str, Option<&str>),
    ) -> Result<u64, StoreError> {
        let version = head.map_or(0, |head| head.version) + 1;
        let change = self.plan.tail.change;
        let written =
            Written { version, at: self.batch.at, by: &self.batch.by, organisation, change };
        let base = keys::version(kind.name, id, version);
        chunks::put(&mut self.plan.writes, &base, written.with_body(body)?.as_bytes())?;
        let oldest = self.oldest(kind, id, head, version)?;
        let state = if body.is_some() { State::Live } else { State::Deleted };
        let head = Head { state, version, oldest };
        self.plan.writes.put(keys::head(kind.name, id), head.to_bytes());
        self.plan.receipt.versions.push(version);
        Ok(version)
    }

    /// The first version that is kept beside the new one.
    fn oldest(
        &mut self,
        kind: &Kind,
        id: &str,
        head: Option<Head>,
        version: u64,
    ) -> Result<u64, StoreError> {
        let Some(head) = head.filter(|head| !head.kept().is_empty()) else { return Ok(version) };
        match kind.keep {
            Keep::All => Ok(head.oldest),
            Keep::Latest if self.ground.exporting => {
                self.plan.left_over.push((kind.name.to_owned(), id.to_owned()));
                Ok(head.oldest)
            }
            Keep::Latest => {
                self.remove_versions(kind, id, Some(head))?;
                Ok(version)
            }
        }
    }

    fn remove_versions(
        &mut self,
        kind: &Kind,
        id: &str,
        head: Option<Head>,
    ) -> Result<(), StoreError> {
        for version in head.iter().flat_map(|head| head.kept()) {
            let base = keys::version(kind.name, id, version);
            chunks::remove(self.ground.engine, &mut self.plan.writes, &base)?;
        }
        Ok(())
    }

    /// Replaces the index entries of the former document by those of the new one.
    fn index(
        &mut self,
        kind: &Kind,
        former: Option<&Document>,
        new: Option<&Document>,
    ) -> Result<(), StoreError> {
        let entries = |document: Option<&Document>| {
            document.map(|document| index::entries(kind, document)).transpose()
        };
        let (new, former) =
            (entries(new)?.unwrap_or_default(), entries(former)?.unwrap_or_default());
        for key in former.difference(&new) {
            self.plan.writes.remove(key.clone());
        }
        for key in new.difference(&former) {
            self.plan.writes.put(key.clone(), Vec::new());
        }
        Ok(())
    }
}
