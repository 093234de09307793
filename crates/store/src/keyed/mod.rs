//! The store over any engine of ordered keys: one writer at a time, readers beside it.

mod check;
mod commit;
mod index;
mod journal;
mod prepare;
mod read;
mod search;
mod start;
mod store;
mod sync;
#[cfg(test)]
mod tests;
mod transfer;

pub(crate) use start::Setup;

use std::{
    collections::BTreeSet,
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard},
};

use crate::{
    engine::{Engine, Home},
    error::StoreError,
    kind::Kinds,
    layout::records::{Identity, Tail},
    limits::Limits,
    schema::Schema,
};

/// A store over an engine.
///
/// Locks are taken in this order: `erasing`, `writer`, `engine`.
#[derive(Debug)]
pub(crate) struct Keyed {
    /// Readers share it for one call; a batch is applied, and an engine swapped, with it alone.
    /// It comes before `home`, so that the engine is closed before the directory is given free.
    engine: RwLock<Arc<dyn Engine>>,
    writer: Mutex<Writer>,
    /// Exports share it; whatever removes versions for good takes it alone.
    erasing: RwLock<()>,
    durable: Durable,
    /// What stopped the store.
    stopped: OnceLock<StoreError>,
    identity: RwLock<Identity>,
    kinds: Kinds,
    limits: Limits,
    schema: Schema,
    home: Box<dyn Home>,
}

/// What only the writer knows.
#[derive(Debug)]
struct Writer {
    tail: Tail,
    /// How many batches were applied since the start; the ticket that waits for the disk.
    applied: u64,
    /// How many exports are running: versions that they may need are not removed.
    exports: usize,
    /// Documents with versions that were left for running exports.
    left_over: BTreeSet<(String, String)>,
}

/// How far the disk has come.
#[derive(Debug, Default)]
struct Durable {
    state: Mutex<Synced>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Synced {
    /// The last batch that is on the disk.
    synced: u64,
    /// Whether somebody is syncing.
    led: bool,
}

impl Keyed {
    /// Refuses to go on after a failed write.
    fn ready(&self) -> Result<(), StoreError> {
        match self.stopped.get() {
            None => Ok(()),
            Some(first) => Err(StoreError::Stopped { detail: first.to_string() }),
        }
    }

    /// Stops the store for good: what the disk holds is no longer known.
    fn stop(&self, first: &StoreError) {
        let _earlier = self.stopped.set(first.clone());
    }

    /// Access to the data for one call: whole batches only.
    fn reading(&self) -> Result<RwLockReadGuard<'_, Arc<dyn Engine>>, StoreError> {
        self.ready()?;
        Ok(self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The engine itself, for what holds the writer or reads only what does not change.
    fn engine(&self) -> Arc<dyn Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Keyed {
    fn drop(&mut self) {
        if self.ready().is_ok() && self.sync_now().is_ok() {
            self.home.close(self.writer().tail.change);
        }
    }
}
