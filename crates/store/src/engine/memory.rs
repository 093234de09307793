//! Keys and values in memory, for tests and trials: nothing survives the process.

use std::{
    collections::BTreeMap,
    ops::Bound,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use super::{Engine, Home, Row, Span, Writes};
use crate::error::StoreError;

/// Keys and values in memory.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    rows: RwLock<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl Engine for Memory {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.rows.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }

    fn page(&self, span: &Span, limit: usize) -> Result<Vec<Row>, StoreError> {
        let rows = self.rows.read().unwrap_or_else(PoisonError::into_inner);
        if span.to.as_ref().is_some_and(|to| *to <= span.from) {
            return Ok(Vec::new());
        }
        let to = span.to.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let found = rows.range::<[u8], _>((Bound::Included(span.from.as_slice()), to));
        let copied = |(key, value): (&Vec<u8>, &Vec<u8>)| (key.clone(), value.clone());
        Ok(if span.descending {
            found.rev().take(limit).map(copied).collect()
        } else {
            found.take(limit).map(copied).collect()
        })
    }

    fn apply(&self, writes: &Writes) -> Result<(), StoreError> {
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in writes.iter() {
            match value {
                Some(value) => rows.insert(key.to_vec(), value.to_vec()),
                None => rows.remove(key),
            };
        }
        Ok(())
    }

    fn flush(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn sync(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn bytes(&self) -> Result<u64, StoreError> {
        Ok(0)
    }
}

/// Where engines in memory come from: nowhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nowhere;

impl Home for Nowhere {
    fn backend(&self) -> &'static str {
        "memory"
    }

    fn founded(&self) -> bool {
        false
    }

    fn fresh(&self) -> Result<Arc<dyn Engine>, StoreError> {
        Ok(Arc::new(Memory::default()))
    }

    fn install(&self, _schema: u32) -> Result<(), StoreError> {
        Ok(())
    }

    fn tidy(&self) {}

    fn workspace(&self) -> Option<PathBuf> {
        None
    }

    fn recognise(&self, _change: u64) -> Result<(), StoreError> {
        Ok(())
    }

    fn mark(&self, _change: u64) {}

    fn close(&self, _change: u64) {}

    fn ended_in_order(&self) -> bool {
        true
    }
}
