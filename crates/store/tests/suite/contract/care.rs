//! Checks, rebuilding, compaction.

use serde_json::json;
use store::{Entry, Query, Rebuilt, Store};

use crate::support::{assert_sound, batch, commit, each_backend, exported};

fn filled(store: &dyn Store) {
    for number in 0..40 {
        let id = format!("a{number}");
        let body = json!({"status": "new", "since": number, "pad": "x".repeat(number * 300)});
        let entry = Entry::new("created").about("applicant", &id);
        commit(store, batch().create("applicant", &id, body.clone()).journal(entry));
        if number % 2 == 0 {
            commit(store, batch().replace("applicant", &id, 1, body));
        }
        if number % 5 == 0 {
            commit(store, batch().purge("applicant", &id));
        }
    }
    commit(store, batch().set("x", json!(1)).create("session", "s", json!({"expires": 4})));
}

#[test]
fn a_check_finds_nothing_wrong_and_counts() {
    each_backend(|store| {
        assert_sound(store);
        filled(store);
        assert_sound(store);
        let counts = store.check().unwrap().counts;
        assert_eq!((counts.versions, counts.purged, counts.entries), (32 + 16 + 1, 8, 48));
        assert_eq!((counts.settings, counts.responses), (1, 0));
        let mut out = Vec::new();
        assert_eq!(store.export(&mut out).unwrap(), counts);
    });
}

#[test]
fn rebuilding_a_sound_index_changes_nothing() {
    each_backend(|store| {
        filled(store);
        assert_eq!(store.rebuild_index("applicant").unwrap(), Rebuilt::default());
        assert_eq!(store.rebuild_index("unknown").unwrap_err().code(), "unknown_kind");
        assert_sound(store);
    });
}

#[test]
fn compaction_keeps_everything() {
    each_backend(|store| {
        filled(store);
        let before = exported(store);
        store.compact().unwrap();
        assert_eq!(exported(store), before);
        assert_sound(store);
        commit(store, batch().create("applicant", "after", json!({"status": "new"})));
        let query = Query::all("applicant").equal("status", "new").limit(500);
        assert_eq!(store.query(&query).unwrap().items.len(), 33);
        assert_sound(store);
    });
}

#[test]
fn the_status_tells_what_the_store_is() {
    each_backend(|store| {
        filled(store);
        let status = store.status().unwrap();
        assert_eq!((status.store.as_str(), status.schema), ("test", 1));
        assert!(["memory", "sled"].contains(&status.backend));
        assert_eq!(status.change, 40 + 20 + 8 + 1);
        assert_eq!(status.bytes > 0, status.backend == "sled");
    });
}
