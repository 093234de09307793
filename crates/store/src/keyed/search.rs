//! Answers queries from the indexes.

use std::ops::Bound;

use super::read;
use crate::{
    document::Document,
    engine::{Engine, Row, Span, successor},
    error::StoreError,
    kind::{IndexValue, Kind},
    layout::{
        keys, order,
        records::{Head, State},
    },
    limits::{check_name, number},
    name::Named,
    query::{Cursor, Page, Query, Range},
};

/// A page of documents.
pub(super) fn page(
    engine: &dyn Engine,
    kind: &Kind,
    query: &Query,
) -> Result<Page<Document>, StoreError> {
    let after = query.after.as_ref().map(|cursor| cursor.0.as_slice());
    // One more than wanted, to know whether there is a next page.
    let mut found = Walk::new(engine, kind, query)?.rows(after, query.limit.saturating_add(1))?;
    let more = found.len() > query.limit;
    found.truncate(query.limit);
    let next = found.last().filter(|_| more).map(|(key, _)| Cursor(key.clone()));
    let items: Result<Vec<Document>, StoreError> =
        found.into_iter().map(|(_, id)| found_document(engine, kind, &id)).collect();
    Ok(Page { items: items?, next })
}

/// How many documents a query finds.
pub(super) fn count(engine: &dyn Engine, kind: &Kind, query: &Query) -> Result<u64, StoreError> {
    const STEP: usize = 1_000;
    let walk = Walk::new(engine, kind, query)?;
    let mut count = 0;
    let mut last: Option<Vec<u8>> = None;
    loop {
        let mut found = walk.rows(last.as_deref(), STEP)?;
        count += number(found.len());
        match found.pop() {
            Some((key, _)) if found.len() + 1 == STEP => last = Some(key),
            _ => return Ok(count),
        }
    }
}

fn found_document(engine: &dyn Engine, kind: &Kind, id: &str) -> Result<Document, StoreError> {
    let document = read::document(engine, kind.name, id)?;
    let missing =
        || StoreError::damaged(format_args!("{} {id:?} is indexed and missing", kind.name));
    document.ok_or_else(missing)
}

/// The walk through keys that answers a query.
struct Walk<'a> {
    engine: &'a dyn Engine,
    kind: &'a Kind,
    query: &'a Query,
}

impl<'a> Walk<'a> {
    fn new(engine: &'a dyn Engine, kind: &'a Kind, query: &'a Query) -> Result<Self, StoreError> {
        if let Some((field, _)) = &query.field {
            kind.check_field(field)?;
        }
        if let Some(organisation) = &query.organisation {
            check_name(Named::Organisation, organisation)?;
        }
        Ok(Self { engine, kind, query })
    }

    /// Keys and identifiers after the given key.
    fn rows(
        &self,
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
        let (kind, query) = (self.kind.name, self.query);
        match (&query.organisation, &query.field) {
            (None, None) => self.heads(after, most),
            (Some(organisation), None) => {
                let span = Span::prefix(keys::index_of(kind, "", organisation));
                self.indexed(span, after, most)
            }
            (Some(organisation), Some((field, range))) => {
                self.indexed(values(&keys::index_of(kind, field, organisation), range), after, most)
            }
            (None, Some((field, range))) => self.over_all(field, range, after, most),
        }
    }

    /// Documents in the order of their identifiers, without what was deleted or purged.
    fn heads(
        &self,
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
        let mut span = self.begun(Span::prefix(keys::heads(self.kind.name)), after)?;
        let mut found = Vec::new();
        while found.len() < most {
            let wanted = most - found.len();
            let rows = self.engine.page(&span, wanted)?;
            let ended = rows.len() < wanted;
            if let Some((last, _)) = rows.last() {
                span = span.after(last);
            }
            found.extend(rows.into_iter().filter_map(live));
            if ended {
                break;
            }
        }
        Ok(found)
    }

    /// Entries of one index within one organisation.
    fn indexed(
        &self,
        span: Span,
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
        let rows = self.engine.page(&self.begun(span, after)?, most)?;
        rows.into_iter().map(|(key, _)| Ok((key.clone(), index_entry(&key)?.id))).collect()
    }

    /// Entries of one index over all organisations: one after the other, each found by one jump.
    fn over_all(
        &self,
        field: &str,
        range: &Range,
        after: Option<&[u8]>,
        most: usize,
    ) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
        let kind = self.kind.name;
        let all = Span::prefix(keys::index_over_all(kind, field)).descending(self.query.descending);
        let mut found = Vec::new();
        let mut rest = all.clone();
        let mut after = after;
        if let Some(key) = after {
            let organisation = Self::place(&all, key)?;
            let of = keys::index_of(kind, field, &organisation);
            found = self.indexed(values(&of, range), after.take(), most)?;
            rest = beyond(rest, &of);
        }
        while found.len() < most {
            let Some((key, _)) = self.engine.page(&rest, 1)?.pop() else { break };
            let of = keys::index_of(kind, field, &index_entry(&key)?.organisation);
            found.extend(self.indexed(values(&of, range), None, most - found.len())?);
            rest = beyond(rest, &of);
        }
        Ok(found)
    }

    /// The organisation in which an earlier page ended.
    fn place(all: &Span, key: &[u8]) -> Result<String, StoreError> {
        let entry = keys::read_index(key).filter(|_| all.contains(key));
        entry.map(|entry| entry.organisation).ok_or_else(|| invalid(key))
    }

    /// A span from its beginning, or from where an earlier page ended.
    fn begun(&self, span: Span, after: Option<&[u8]>) -> Result<Span, StoreError> {
        let span = span.descending(self.query.descending);
        match after {
            None => Ok(span),
            Some(key) if span.contains(key) => Ok(span.after(key)),
            Some(key) => Err(invalid(key)),
        }
    }
}

fn invalid(key: &[u8]) -> StoreError {
    StoreError::InvalidCursor { cursor: Cursor(key.to_vec()).to_string() }
}

/// The identifier of a document that is there.
fn live((key, value): Row) -> Option<(Vec<u8>, String)> {
    let (_, id) = keys::read_head(&key)?;
    let head = Head::from_bytes(&value)?;
    (head.state == State::Live).then_some((key, id))
}

fn index_entry(key: &[u8]) -> Result<keys::IndexEntry, StoreError> {
    keys::read_index(key).ok_or_else(|| StoreError::damaged("the key of an index entry"))
}

/// What is left after all keys with this prefix, in the direction of the span.
fn beyond(mut span: Span, prefix: &[u8]) -> Span {
    if span.descending {
        span.to = Some(prefix.to_vec());
    } else if let Some(next) = successor(prefix) {
        span.from = next;
    }
    span
}

/// The keys of an index with values in a range.
fn values(of: &[u8], range: &Range) -> Span {
    let whole = Span::prefix(of.to_vec());
    let key = |value: &IndexValue| {
        let mut key = of.to_vec();
        order::write(value, &mut key);
        key
    };
    match range {
        Range::Equal(value) => Span::prefix(key(value)),
        Range::Prefix(text) => {
            let mut key = of.to_vec();
            order::write_beginning(text, &mut key);
            Span::prefix(key)
        }
        Range::Between(low, high) => Span {
            from: match low {
                Bound::Unbounded => whole.from,
                Bound::Included(value) => key(value),
                Bound::Excluded(value) => successor(&key(value)).unwrap_or_default(),
            },
            to: match high {
                Bound::Unbounded => whole.to,
                Bound::Included(value) => successor(&key(value)),
                Bound::Excluded(value) => Some(key(value)),
            },
            descending: false,
        },
    }
}
