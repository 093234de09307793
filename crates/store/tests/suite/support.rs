//! Kinds, directories and stores to test with.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use serde_json::Value;
use store::{
    Batch, IndexValue, Kind, Kinds, Options, Receipt, Store, Timestamp, open_memory, open_sled,
};

/// Applicants with three indexes, profiles with none, sessions of which only the latest is kept.
pub(crate) fn kinds() -> Kinds {
    Kinds::new([
        Kind::new("applicant").indexed(1, &["status", "since", "tag"], applicant),
        Kind::new("profile"),
        Kind::new("session").latest_only().indexed(1, &["expires"], |body| {
            body["expires"].as_i64().map(|at| ("expires", at.into())).into_iter().collect()
        }),
    ])
    .unwrap()
}

fn applicant(body: &Value) -> Vec<(&'static str, IndexValue)> {
    let status = body["status"].as_str().map(|text| ("status", text.into()));
    let since = body["since"].as_i64().map(|number| ("since", number.into()));
    let tags = body["tags"].as_array().into_iter().flatten();
    let tags = tags.filter_map(|tag| tag.as_str().map(|tag| ("tag", tag.into())));
    status.into_iter().chain(since).chain(tags).collect()
}

pub(crate) fn options() -> Options {
    Options { store: Some("test".to_owned()), cache: 16 << 20, ..Options::default() }
}

/// A directory that is removed at the end.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("passgenau-store-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn open(&self) -> Arc<dyn Store> {
        open_sled(&self.join("data"), kinds(), options()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _removed = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn memory() -> Arc<dyn Store> {
    open_memory(kinds(), options()).unwrap()
}

/// Runs a test with an empty store of every backend.
pub(crate) fn each_backend(test: impl Fn(&dyn Store)) {
    println!("memory");
    test(&*memory());
    println!("sled");
    let scratch = Scratch::new();
    test(&*scratch.open());
}

/// The instant so many seconds after the beginning of the tests.
pub(crate) fn at(seconds: i64) -> Timestamp {
    "2026-11-21T09:30:00Z".parse::<Timestamp>().unwrap().plus_seconds(seconds)
}

/// A batch by somebody of the organisation `jc`.
pub(crate) fn batch() -> Batch {
    Batch::new(at(0), "user:7").of("jc")
}

pub(crate) fn commit(store: &dyn Store, batch: Batch) -> Receipt {
    store.commit(&batch).unwrap()
}

/// The code of the error that a batch gives.
pub(crate) fn refused(store: &dyn Store, batch: Batch) -> &'static str {
    store.commit(&batch).unwrap_err().code()
}

/// Everything in a store, as its export.
pub(crate) fn exported(store: &dyn Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.export(&mut out).unwrap();
    out
}

/// Checks that a store is sound in itself.
pub(crate) fn assert_sound(store: &dyn Store) {
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{:#?}", report.findings);
    assert_eq!(store.verify_journal().unwrap().broken, None);
}
