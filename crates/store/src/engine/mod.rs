//! What a backend must do: ordered keys, whole batches, durable when synced.

pub(crate) mod memory;

use std::{collections::BTreeMap, fmt, sync::Arc};

use crate::error::StoreError;

/// Ordered keys and values. Batches are atomic: also after a crash they are there whole or not at
/// all. The caller serialises [`Engine::apply`] and [`Engine::flush`], and lets nobody read during
/// [`Engine::apply`].
pub(crate) trait Engine: fmt::Debug + Send + Sync {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// The first rows of a span.
    fn page(&self, span: &Span, limit: usize) -> Result<Vec<Row>, StoreError>;
    /// Applies a batch; readers see it at once, the disk need not.
    fn apply(&self, writes: &Writes) -> Result<(), StoreError>;
    /// Hands everything applied to the operating system.
    fn flush(&self) -> Result<(), StoreError>;
    /// Returns when everything flushed before is on the disk.
    fn sync(&self) -> Result<(), StoreError>;
    /// Bytes on disk.
    fn bytes(&self) -> Result<u64, StoreError>;
}

/// Where engines come from: makes an empty one, and makes one the one that is opened next time.
pub(crate) trait Home: fmt::Debug + Send + Sync {
    /// The name of the backend.
    fn backend(&self) -> &'static str;
    /// Whether it has been said before which engine is the current one.
    fn founded(&self) -> bool;
    /// An empty engine beside the current one.
    fn fresh(&self) -> Result<Arc<dyn Engine>, StoreError>;
    /// Makes the fresh engine, which is synced, the current one, atomically and durably; says so of
    /// the current one where there is no fresh one.
    fn install(&self, schema: u32) -> Result<(), StoreError>;
    /// Forgets a fresh engine that is not installed, and whatever was current before.
    fn tidy(&self);
    /// A place for a temporary file, if there is a disk.
    fn workspace(&self) -> Option<std::path::PathBuf>;
    /// Refuses a database at this change if it was further, or closed elsewhere, before.
    fn recognise(&self, change: u64) -> Result<(), StoreError>;
    /// Notes that everything up to this change is on the disk. Cheap, and need not be durable.
    fn mark(&self, change: u64);
    /// Notes that the store ended in order after this change.
    fn close(&self, change: u64);
    /// Whether it ended in order last time.
    fn ended_in_order(&self) -> bool;
}

/// A key and its value.
pub(crate) type Row = (Vec<u8>, Vec<u8>);

/// A batch: values to put and, where there is none, keys to remove.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writes(BTreeMap<Vec<u8>, Option<Vec<u8>>>);

impl Writes {
    pub(crate) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds a later batch.
    pub(crate) fn append(&mut self, mut later: Self) {
        self.0.append(&mut later.0);
    }

    /// Bytes of all keys and values.
    pub(crate) fn bytes(&self) -> usize {
        self.iter().map(|(key, value)| key.len() + value.map_or(0, <[u8]>::len)).sum()
    }

    pub(crate) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.0.insert(key, Some(value));
    }

    pub(crate) fn remove(&mut self, key: Vec<u8>) {
        self.0.insert(key, None);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value.as_deref()))
    }
}

/// The keys from one (inclusive) to another (exclusive), in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Vec<u8>,
    /// None: to the end of all keys.
    pub(crate) to: Option<Vec<u8>>,
    pub(crate) descending: bool,
}

impl Span {
    /// All keys that begin like this, ascending.
    pub(crate) fn prefix(prefix: Vec<u8>) -> Self {
        Self { to: successor(&prefix), from: prefix, descending: false }
    }

    pub(crate) fn descending(mut self, descending: bool) -> Self {
        self.descending = descending;
        self
    }

    /// What is left of the span after this key, in its direction.
    pub(crate) fn after(mut self, key: &[u8]) -> Self {
        if self.descending {
            self.to = Some(key.to_vec());
        } else {
            self.from = [key, &[0]].concat();
        }
        self
    }

    pub(crate) fn contains(&self, key: &[u8]) -> bool {
        self.from.as_slice() <= key && self.to.as_deref().is_none_or(|to| key < to)
    }
}

/// The first key that comes after all keys with this prefix; none when there is no such key.
pub(crate) fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte < u8::MAX)?;
    let mut next: Vec<u8> = prefix.iter().take(kept + 1).copied().collect();
    if let Some(last) = next.last_mut() {
        *last += 1;
    }
    Some(next)
}

/// Calls a function for every row of a span, page by page.
pub(crate) fn each_row(
    engine: &dyn Engine,
    span: Span,
    act: &mut dyn FnMut(Row) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    // Large enough that a page's fixed costs vanish, small enough that readers are not held up.
    const PAGE: usize = 512;
    let mut rest = span;
    loop {
        let rows = engine.page(&rest, PAGE)?;
        let more = rows.len() == PAGE;
        let last = rows.last().map(|(key, _)| key.clone());
        for row in rows {
            act(row)?;
        }
        match last {
            Some(last) if more => rest = rest.after(&last),
            _ => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, successor};

    #[test]
    fn the_successor_comes_after_every_key_with_the_prefix() {
        assert_eq!(successor(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(successor(&[1, 255, 255]), Some(vec![2]));
        assert_eq!(successor(&[255]), None);
        assert_eq!(successor(&[]), None);
    }

    #[test]
    fn a_span_shrinks_from_where_it_is_read() {
        let span = Span::prefix(b"a".to_vec());
        assert!(span.contains(b"a") && span.contains(b"azz") && !span.contains(b"b"));
        assert!(!span.clone().after(b"ab").contains(b"ab"));
        assert!(span.clone().after(b"ab").contains(b"ab\0"));
        let down = span.descending(true).after(b"ab");
        assert!(down.contains(b"aa") && !down.contains(b"ab"));
    }
}
