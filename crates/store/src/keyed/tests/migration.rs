//! Data of older and newer schemas.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use serde_json::json;

use super::{Keyed, Memory, Nowhere, Setup, batch, filled, kinds, setup, start};
use crate::{
    JournalQuery, Query, Store as _, StoreError,
    engine::{Engine, Home},
    schema::{CURRENT, Schema, Step},
    transfer::Record,
};

/// A schema in which `status` is called `state` inside bodies, and is kept for the index.
const NEXT: Schema = Schema { version: 3, steps: &[RENAME, NOTHING] };

const NOTHING: Step = Step { from: 2, change: Ok };

const RENAME: Step = Step {
    from: 1,
    change: |record| {
        let Record::Document(mut record) = record else { return Ok(record) };
        if let Some(body) = record.body.as_mut().and_then(|body| body.as_object_mut())
            && let Some(status) = body.get("status").cloned()
        {
            if status == "unknowable" {
                return Err("nobody knows this status".to_owned());
            }
            body.insert("state".to_owned(), status);
        }
        Ok(Record::Document(record))
    },
};

/// A home with a place for the export that a migration makes.
#[derive(Debug)]
struct Workshop(PathBuf);

impl Workshop {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("passgenau-migration-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _removed = std::fs::remove_dir_all(&self.0);
    }
}

impl Home for Workshop {
    fn backend(&self) -> &'static str {
        "memory"
    }

    fn founded(&self) -> bool {
        false
    }

    fn fresh(&self) -> Result<Arc<dyn Engine>, StoreError> {
        Nowhere.fresh()
    }

    fn install(&self, _schema: u32) -> Result<(), StoreError> {
        Ok(())
    }

    fn tidy(&self) {}

    fn workspace(&self) -> Option<PathBuf> {
        Some(self.0.clone())
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

fn open(engine: Arc<dyn Engine>, schema: Schema) -> Result<Keyed, StoreError> {
    Keyed::start(engine, Box::new(Workshop::new()), Setup { schema, ..setup(kinds()) })
}

#[test]
fn older_data_are_brought_up_to_date_step_by_step() {
    let (engine, store) = filled();
    let journal = store.status().unwrap().journal;
    drop(store);
    let store = open(engine, NEXT).unwrap();
    assert_eq!(store.status().unwrap().schema, 3);
    assert_eq!(store.status().unwrap().journal, journal, "the journal is left alone");
    let found = store.get("applicant", "a").unwrap().unwrap();
    assert_eq!(found.body, json!({"status": "old", "state": "old"}));
    assert_eq!(store.version("applicant", "b", 1).unwrap().unwrap().body.unwrap()["state"], "new");
    assert_eq!(
        store.query(&Query::all("applicant").equal("status", "old")).unwrap().items.len(),
        1
    );
    assert_eq!(store.journal(&JournalQuery::all()).unwrap().len(), 2);
    assert!(store.check().unwrap().is_sound());
    store.commit(&batch().create("applicant", "z", json!(1))).unwrap();
}

#[test]
fn an_older_export_is_brought_up_to_date_on_the_way_in() {
    let (_, old) = filled();
    let mut export = Vec::new();
    old.export(&mut export).unwrap();
    let store = open(Arc::new(Memory::default()), NEXT).unwrap();
    store.import(&mut export.as_slice()).unwrap();
    assert_eq!(store.get("applicant", "a").unwrap().unwrap().body["state"], "old");
    assert_eq!(store.status().unwrap().schema, 3);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_migration_that_fails_leaves_the_old_data() {
    let (engine, store) = filled();
    store.commit(&batch().create("applicant", "x", json!({"status": "unknowable"}))).unwrap();
    drop(store);
    let shared: Arc<dyn Engine> = Arc::<Memory>::clone(&engine);
    let error = open(shared, NEXT).unwrap_err();
    assert_eq!(error.code(), "migration_failed");
    assert!(error.to_string().contains("nobody knows this status"), "{error}");
    let old = start(engine);
    assert_eq!(old.get("applicant", "x").unwrap().unwrap().body["status"], "unknowable");
    assert!(old.check().unwrap().is_sound());
}

#[test]
fn data_of_a_newer_program_are_refused() {
    let newer = Arc::new(Memory::default());
    let shared: Arc<dyn Engine> = Arc::<Memory>::clone(&newer);
    drop(open(shared, NEXT).unwrap());
    let error = open(newer, CURRENT).unwrap_err();
    assert_eq!(error, StoreError::SchemaNewer { found: 3, supported: 1 });
}

#[test]
fn data_that_no_step_starts_from_are_refused() {
    let (engine, store) = filled();
    drop(store);
    let gap = Schema { version: 3, steps: &[NOTHING] };
    assert_eq!(open(engine, gap).unwrap_err().code(), "migration_failed");
}
