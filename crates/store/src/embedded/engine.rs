//! Keys and values in one tree of sled.
//!
//! One tree, because [`sled::Tree::apply_batch`] is atomic for one tree and takes plain values: no
//! closure that sled may run twice, no transaction that could conflict.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
    thread,
    time::Duration,
};

use super::{
    files::{self, io_at},
    shield::shielded,
};
use crate::{
    engine::{Engine, Row, Span, Writes},
    error::StoreError,
};

/// A database in a directory of its own.
#[derive(Debug)]
pub(super) struct Database {
    /// There until the database is dropped.
    sled: Option<sled::Db>,
    /// sled's log, opened a second time to be synced for real.
    log: File,
    path: PathBuf,
    /// The first panic: what sled holds in memory may be half changed since then.
    broken: OnceLock<StoreError>,
}

impl Database {
    /// Opens a database; the caller holds the lock of the directory above.
    pub(super) fn open(path: &Path, cache: u64) -> Result<Self, StoreError> {
        std::fs::create_dir_all(path).map_err(|error| StoreError::io(path, &error))?;
        remove_half_written_snapshots(path)?;
        let sled = open_patiently(path, cache)?;
        let log = path.join("db");
        let file = OpenOptions::new().read(true).write(true).open(&log);
        let file = file.map_err(|error| StoreError::io(&log, &error))?;
        let database =
            Self { sled: Some(sled), log: file, path: path.to_owned(), broken: OnceLock::new() };
        database.sync_names()?;
        Ok(database)
    }

    /// Syncs what sled leaves to chance when it makes a database: its settings, the directories.
    fn sync_names(&self) -> Result<(), StoreError> {
        let settings = self.path.join("conf");
        files::sync(&settings)?;
        files::sync(&self.path)?;
        self.path.parent().map_or(Ok(()), files::sync)
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&sled::Db) -> Result<T, sled::Error>,
    ) -> Result<T, StoreError> {
        if let Some(error) = self.broken.get() {
            return Err(error.clone());
        }
        let closed = || StoreError::Stopped { detail: "the database is closed".to_owned() };
        let sled = self.sled.as_ref().ok_or_else(closed)?;
        let result = shielded(&self.path, || act(sled));
        if let Err(error @ StoreError::Damaged { .. }) = &result {
            let _earlier = self.broken.set(error.clone());
        }
        result
    }
}

/// Removes snapshots that sled was killed while writing: it would take one for its newest, and
/// refuse to open (<https://github.com/spacejam/sled/issues/1527>). Everything is in the log.
fn remove_half_written_snapshots(path: &Path) -> Result<(), StoreError> {
    for (name, file) in files::list(path)? {
        if name.starts_with("snap.") && name.ends_with(".generating") {
            io_at(&file, std::fs::remove_file(&file))?;
        }
    }
    Ok(())
}

/// Opens sled. Threads of a database that was just closed may hold its lock for a moment.
fn open_patiently(path: &Path, cache: u64) -> Result<sled::Db, StoreError> {
    const PAUSE: Duration = Duration::from_millis(10);
    const TRIES: u32 = 300;
    let open = || {
        shielded(path, || {
            sled::Config::new()
                .path(path)
                .cache_capacity(cache)
                .mode(sled::Mode::HighThroughput)
                .open()
        })
    };
    for _ in 1..TRIES {
        match open() {
            Err(StoreError::Io { detail, .. }) if detail.contains("could not acquire lock") => {
                thread::sleep(PAUSE);
            }
            opened => return opened,
        }
    }
    open()
}

impl Engine for Database {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(|sled| Ok(sled.get(key)?.map(|value| value.to_vec())))
    }

    fn page(&self, span: &Span, limit: usize) -> Result<Vec<Row>, StoreError> {
        if span.to.as_ref().is_some_and(|to| *to <= span.from) {
            return Ok(Vec::new());
        }
        let plain = |row: Result<(sled::IVec, sled::IVec), sled::Error>| {
            row.map(|(key, value)| (key.to_vec(), value.to_vec()))
        };
        let from = span.from.as_slice();
        self.with(|sled| {
            let rows = match &span.to {
                Some(to) => sled.range(from..to.as_slice()),
                None => sled.range(from..),
            };
            if span.descending {
                rows.rev().take(limit).map(plain).collect()
            } else {
                rows.take(limit).map(plain).collect()
            }
        })
    }

    fn apply(&self, writes: &Writes) -> Result<(), StoreError> {
        let mut batch = sled::Batch::default();
        for (key, value) in writes.iter() {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        self.with(|sled| sled.apply_batch(batch))
    }

    fn flush(&self) -> Result<(), StoreError> {
        self.with(|sled| sled.flush().map(|_bytes| ()))
    }

    fn sync(&self) -> Result<(), StoreError> {
        io_at(&self.path, self.log.sync_data())
    }

    fn bytes(&self) -> Result<u64, StoreError> {
        let blobs = files::list(&self.path.join("blobs"))?;
        let all = files::list(&self.path)?.into_iter().chain(blobs);
        let size = |path: PathBuf| match std::fs::metadata(&path) {
            Ok(found) if found.is_file() => Ok(found.len()),
            Ok(_) => Ok(0),
            // sled removes old snapshots whenever it likes.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(StoreError::io(&path, &error)),
        };
        all.map(|(_, path)| size(path)).sum()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sled = self.sled.take();
        let _closed = shielded(&self.path, move || {
            drop(sled);
            Ok(())
        });
    }
}
