//! A disk that fails: the store stops, and what was acknowledged is there after a restart.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use serde_json::json;

use super::{batch, start};
use crate::{
    Store as _, StoreError,
    engine::{Engine, Row, Span, Writes, memory::Memory},
};

/// An engine of which one step fails once; afterwards it works again, as disks do.
#[derive(Debug, Default)]
struct Failing {
    memory: Memory,
    steps: AtomicU32,
    fails_at: AtomicU32,
}

impl Failing {
    fn step(&self) -> Result<(), StoreError> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst) + 1;
        if step != self.fails_at.load(Ordering::SeqCst) {
            return Ok(());
        }
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        Err(StoreError::io(Path::new("/data"), &full))
    }
}

impl Engine for Failing {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.memory.get(key)
    }

    fn page(&self, span: &Span, limit: usize) -> Result<Vec<Row>, StoreError> {
        self.memory.page(span, limit)
    }

    fn apply(&self, writes: &Writes) -> Result<(), StoreError> {
        self.step()?;
        self.memory.apply(writes)
    }

    fn flush(&self) -> Result<(), StoreError> {
        self.step()
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.step()
    }

    fn bytes(&self) -> Result<u64, StoreError> {
        Ok(0)
    }
}

#[test]
fn after_a_failed_write_nothing_is_answered_any_more() {
    // Applying, flushing, syncing.
    for step in 1..=3 {
        let engine = Arc::new(Failing::default());
        let shared: Arc<dyn Engine> = Arc::<Failing>::clone(&engine);
        let store = start(shared);
        store.commit(&batch().create("applicant", "a", json!(1))).unwrap();
        let steps = engine.steps.load(Ordering::SeqCst);
        engine.fails_at.store(steps + step, Ordering::SeqCst);
        let failed = store.commit(&batch().create("applicant", "b", json!(1)));
        assert_eq!(failed.unwrap_err().code(), "disk_full", "step {step}");
        // The disk would work again, but nobody knows what it holds.
        let codes = [
            store.commit(&batch().create("applicant", "c", json!(1))).unwrap_err().code(),
            store.get("applicant", "a").unwrap_err().code(),
            store.status().unwrap_err().code(),
            store.check().unwrap_err().code(),
            store.export(&mut Vec::new()).unwrap_err().code(),
            store.compact().unwrap_err().code(),
            store.forget_responses(super::at(0)).unwrap_err().code(),
        ];
        assert_eq!(codes, ["store_stopped"; 7], "step {step}");
        drop(store);
        let shared: Arc<dyn Engine> = Arc::<Failing>::clone(&engine);
        let store = start(shared);
        assert!(store.get("applicant", "a").unwrap().is_some());
        assert!(store.check().unwrap().is_sound());
    }
}

#[test]
fn all_who_wait_for_a_failed_sync_are_told() {
    let engine = Arc::new(Failing::default());
    let shared: Arc<dyn Engine> = Arc::<Failing>::clone(&engine);
    let store = start(shared);
    let steps = engine.steps.load(Ordering::SeqCst);
    engine.fails_at.store(steps + 20, Ordering::SeqCst);
    let (done, failed) = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|thread| {
                let store = &store;
                scope.spawn(move || {
                    let create = |number| {
                        let id = format!("{thread}-{number}");
                        store.commit(&batch().create("applicant", &id, json!(1)))
                    };
                    (0..50).flat_map(create).count()
                })
            })
            .collect();
        let done: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        (done, 4 * 50 - done)
    });
    assert!(done < 20 && failed > 0, "{done}");
    assert_eq!(store.status().unwrap_err().code(), "store_stopped");
}
