//! What cannot be tried from outside: tampering, failing disks, older schemas, stale indexes.

mod failing;
mod migration;
mod tampering;

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Keyed, Setup};
use crate::{
    Batch, Entry, IndexValue, Kind, Kinds, Limits, Response, Store as _, Timestamp,
    engine::{
        Engine, Writes,
        memory::{Memory, Nowhere},
    },
    schema,
};

fn by_status(body: &Value) -> Vec<(&'static str, IndexValue)> {
    body["status"].as_str().map(|text| ("status", text.into())).into_iter().collect()
}

fn kinds() -> Kinds {
    let applicant = Kind::new("applicant").indexed(1, &["status"], by_status);
    Kinds::new([applicant, Kind::new("session").latest_only()]).unwrap()
}

fn setup(kinds: Kinds) -> Setup {
    let (limits, store) = (Limits::default(), Some("test".to_owned()));
    Setup { kinds, limits, schema: schema::CURRENT, store }
}

fn start(engine: Arc<dyn Engine>) -> Keyed {
    Keyed::start(engine, Box::new(Nowhere), setup(kinds())).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(0).unwrap().plus_seconds(seconds)
}

fn batch() -> Batch {
    Batch::new(at(0), "me").of("jc")
}

/// A store with something of everything, and the engine below it.
fn filled() -> (Arc<Memory>, Keyed) {
    let engine = Arc::new(Memory::default());
    let shared: Arc<dyn Engine> = Arc::<Memory>::clone(&engine);
    let store = start(shared);
    let long = json!({"status": "new", "pad": "x".repeat(9_000)});
    let (key, request, body) = ("key".to_owned(), "hash".to_owned(), long.clone());
    let response = Response { key, request, status: 200, expires: at(60), body };
    for change in [
        batch().create("applicant", "a", long).journal(Entry::new("made").about("applicant", "a")),
        batch().replace("applicant", "a", 1, json!({"status": "old"})).remember(response),
        batch().create("applicant", "b", json!({"status": "new"})),
        batch().delete("applicant", "b", 1).set("setting", json!(1)),
        batch().create("applicant", "c", json!({})),
        batch().purge("applicant", "c"),
    ] {
        store.commit(&change).unwrap();
    }
    (engine, store)
}

/// Writes past the store.
fn put(engine: &dyn Engine, key: Vec<u8>, value: Option<Vec<u8>>) {
    let mut writes = Writes::default();
    match value {
        Some(value) => writes.put(key, value),
        None => writes.remove(key),
    }
    engine.apply(&writes).unwrap();
}

#[test]
fn an_index_whose_function_has_changed_is_rebuilt_at_the_start() {
    let (engine, store) = filled();
    drop(store);
    let by_length = |body: &Value| {
        vec![("length", IndexValue::Number(i64::try_from(body.to_string().len()).unwrap()))]
    };
    let applicant = Kind::new("applicant").indexed(2, &["length"], by_length);
    let kinds = Kinds::new([applicant, Kind::new("session").latest_only()]).unwrap();
    let shared: Arc<dyn Engine> = Arc::<Memory>::clone(&engine);
    let store = Keyed::start(shared, Box::new(Nowhere), setup(kinds)).unwrap();
    assert!(store.check().unwrap().is_sound());
    let query = crate::Query::all("applicant").of("jc").by("length");
    assert_eq!(store.query(&query).unwrap().items.len(), 1);
}

#[test]
fn an_index_function_that_panics_leaves_the_store_usable() {
    let panics = Kind::new("applicant").indexed(1, &[], |body| {
        assert!(body != &json!("bad"), "the function does not like it");
        Vec::new()
    });
    let kinds = Kinds::new([panics]).unwrap();
    let engine = Arc::new(Memory::default());
    let store = Keyed::start(engine, Box::new(Nowhere), setup(kinds)).unwrap();
    let bad = batch().create("applicant", "a", json!("bad"));
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| store.commit(&bad)));
    assert!(caught.is_err());
    store.commit(&batch().create("applicant", "a", json!("good"))).unwrap();
    assert!(store.check().unwrap().is_sound());
}
