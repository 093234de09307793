//! Batches: all or nothing, with settings and remembered responses.

use serde_json::json;
use store::{Batch, Entry, JournalQuery, Response, Store, StoreError};

use crate::support::{assert_sound, at, batch, commit, each_backend, exported, memory, refused};

#[test]
fn a_batch_happens_as_a_whole_or_not_at_all() {
    each_backend(|store| {
        commit(store, batch().create("profile", "old", json!(1)));
        let before = exported(store);
        let half = batch()
            .create("applicant", "a", json!({"status": "new"}))
            .set("x", json!(1))
            .delete("profile", "old", 1)
            .journal(Entry::new("tried").about("applicant", "a"))
            .remember(response("key", "hash"))
            .replace("profile", "missing", 4, json!(2));
        assert_eq!(refused(store, half.clone()), "version_conflict");
        assert_eq!(exported(store), before);
        let whole = half.create("profile", "missing", json!(0));
        assert_eq!(refused(store, whole), "document_twice_in_batch");
        assert_eq!(exported(store), before);
    });
}

#[test]
fn a_batch_changes_many_documents_at_once() {
    each_backend(|store| {
        let many = (0..400).fold(batch(), |batch, number| {
            let body = json!({"status": "new", "since": number});
            batch.create("applicant", &format!("a{number}"), body)
        });
        let receipt = commit(store, many.journal(Entry::new("imported")));
        assert_eq!((receipt.change, receipt.versions.len()), (1, 400));
        assert_eq!(receipt.entries, [1]);
        let too_many = (0..1_001).fold(batch(), |batch, number| {
            batch.create("applicant", &format!("b{number}"), json!({}))
        });
        assert_eq!(refused(store, too_many), "too_large");
        assert_sound(store);
    });
}

#[test]
fn a_precondition_guards_without_changing() {
    each_backend(|store| {
        commit(store, batch().create("profile", "p", json!(1)));
        let guarded = batch()
            .require("profile", "p", Some(1))
            .require("profile", "q", None)
            .create("applicant", "a", json!({}));
        assert_eq!(commit(store, guarded).versions, [1, 0, 1]);
        assert_eq!(store.history("profile", "p", None, 9).unwrap().len(), 1);
    });
}

#[test]
fn an_empty_batch_changes_nothing() {
    each_backend(|store| {
        let receipt = commit(store, batch());
        assert_eq!((receipt.change, store.status().unwrap().change), (0, 0));
    });
}

#[test]
fn batches_in_a_row_have_their_own_results() {
    each_backend(|store| {
        let row = |id: &str| batch().create("profile", id, json!(id));
        let results = store.commit_each(&[row("a"), row("b"), row("a"), row("c")]).unwrap();
        let codes: Vec<_> =
            results.iter().map(|result| result.as_ref().map_err(StoreError::code)).collect();
        assert!(matches!(codes[..], [Ok(_), Ok(_), Err("version_conflict"), Ok(_)]), "{codes:?}");
        assert_eq!(store.status().unwrap().change, 3);
        assert_eq!(store.commit_each(&[]).unwrap(), []);
        let many: Vec<Batch> = (0..1_001).map(|id| row(&format!("x{id}"))).collect();
        assert_eq!(store.commit_each(&many).unwrap_err().code(), "too_large");
    });
}

/// Whether batches that build on each other, refuse each other and share nothing go together or one
/// by one: results, documents, settings, answers and the hashes of the journal are the same.
#[test]
fn batches_in_a_row_are_what_they_are_one_by_one() {
    let entry = |id: &str| Entry::new("written").about("profile", id);
    let row = |id: &str, n: i32| batch().create("profile", id, json!(n)).journal(entry(id));
    let batches = [
        row("a", 1),
        row("b", 2),
        batch().replace("profile", "a", 1, json!(3)).journal(entry("a")),
        batch().replace("profile", "a", 1, json!(4)),
        batch().create("session", "s", json!({"expires": 1})).remember(response("key", "hash")),
        batch().set("x", json!(1)).remember(response("key", "hash")),
        batch().set("x", json!(2)).require("profile", "b", Some(1)),
        batch().delete("session", "s", 1).delete("profile", "b", 1),
        batch().create("session", "s", json!({"expires": 2})).journal(entry("s")),
        batch(),
        batch().purge("profile", "a").purge("profile", "nobody"),
        row("a", 5),
        row("c", 6),
    ];
    each_backend(|store| {
        let alone = memory();
        let each: Vec<_> = batches.iter().map(|batch| alone.commit(batch)).collect();
        assert_eq!(each.iter().filter(|result| result.is_err()).count(), 2);
        assert_eq!(store.commit_each(&batches).unwrap(), each);
        assert_eq!(exported(store), exported(&*alone));
        assert_sound(store);
    });
}

#[test]
fn settings_are_set_and_removed() {
    each_backend(|store| {
        commit(store, batch().set("b", json!({"x": 1})).set("a", json!(null)));
        assert_eq!(store.setting("b").unwrap(), Some(json!({"x": 1})));
        let names = |store: &dyn Store| -> Vec<String> {
            store.settings().unwrap().into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(store), ["a", "b"]);
        commit(store, batch().unset("a").set("b", json!(2)));
        assert_eq!(names(store), ["b"]);
        assert_eq!(store.setting("a").unwrap(), None);
        let long = batch().set("c", json!("x".repeat(4_000)));
        assert_eq!(refused(store, long), "too_large");
    });
}

fn response(key: &str, request: &str) -> Response {
    let body = json!({"id": "a", "pad": "z".repeat(9_000)});
    let (key, request) = (key.to_owned(), request.to_owned());
    Response { key, request, status: 201, expires: at(60), body }
}

#[test]
fn a_request_that_is_repeated_is_answered_once() {
    each_backend(|store| {
        let create = batch().create("profile", "a", json!(1)).remember(response("key", "hash"));
        commit(store, create.clone());
        let found = store.response("key", at(59)).unwrap().unwrap();
        assert_eq!(found, response("key", "hash"));
        assert_eq!(store.response("ke", at(0)).unwrap(), None);
        let used = |request: &str| {
            let error = store.commit(&batch().remember(response("key", request))).unwrap_err();
            matches!(error, StoreError::IdempotencyKeyUsed { same_request: true, .. })
        };
        assert!(used("hash") && !used("other"));
        // The key comes first: the document exists by the very request that is repeated.
        assert_eq!(refused(store, create), "idempotency_key_used");
    });
}

#[test]
fn an_expired_response_is_forgotten() {
    each_backend(|store| {
        commit(store, batch().remember(response("key", "first")));
        assert_eq!(store.response("key", at(60)).unwrap(), None);
        let later = Batch::new(at(61), "user:7")
            .remember(Response { expires: at(99), ..response("key", "second") });
        commit(store, later);
        assert_eq!(store.response("key", at(61)).unwrap().unwrap().request, "second");
        assert_sound(store);
        assert_eq!(store.forget_responses(at(70)).unwrap(), 1);
        assert_eq!(store.response("key", at(61)).unwrap().unwrap().request, "second");
        assert_eq!(store.forget_responses(at(99)).unwrap(), 1);
        assert_eq!(store.check().unwrap().counts.responses, 0);
        assert_eq!(store.forget_responses(at(99)).unwrap(), 0);
        assert_sound(store);
    });
}

/// Counts up a document so many times, and says how often nobody else was faster.
fn count_up(store: &dyn Store, times: u64) -> u64 {
    let once = || {
        let seen = store.get("profile", "p").unwrap().unwrap();
        let next = json!(seen.body.as_u64().unwrap() + 1);
        let change = batch().replace("profile", "p", seen.version, next);
        store.commit(&change.journal(Entry::new("counted"))).is_ok()
    };
    (0..times).map(|_| u64::from(once())).sum()
}

#[test]
fn of_many_writers_exactly_one_wins_each_version() {
    each_backend(|store| {
        commit(store, batch().create("profile", "p", json!(0)));
        let won: u64 = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| count_up(store, 12))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        let last = store.get("profile", "p").unwrap().unwrap();
        assert_eq!((last.version, last.body), (won + 1, json!(won)));
        let entries = store.journal(&JournalQuery::all().limit(500)).unwrap();
        assert_eq!(entries.len() as u64, won);
        assert_sound(store);
    });
}
