//! Documents, their versions and their history.

use serde_json::{Value, json};
use store::{StoreError, Version};

use crate::support::{assert_sound, at, batch, commit, each_backend, refused};

#[test]
fn a_document_comes_back_as_it_was_given() {
    each_backend(|store| {
        let body = json!({"b": [1, 1.0, 0.1, -0.0, 1e300, u64::MAX, i64::MIN], "a": "ä\u{0}\n"});
        let receipt = commit(store, batch().create("profile", "P/1 ü", body.clone()));
        assert_eq!((receipt.change, receipt.versions), (1, vec![1]));
        let found = store.get("profile", "P/1 ü").unwrap().unwrap();
        assert_eq!((found.kind.as_str(), found.id.as_str()), ("profile", "P/1 ü"));
        assert_eq!((found.version, found.at, found.by.as_str()), (1, at(0), "user:7"));
        assert_eq!((found.organisation.as_str(), &found.body), ("jc", &body));
        assert_eq!(found.body.to_string(), body.to_string(), "in the order it was given");
        assert_eq!(store.get("profile", "P/2").unwrap(), None);
    });
}

#[test]
fn every_size_up_to_the_limit_is_stored() {
    each_backend(|store| {
        for size in [0, 3_900, 4_000, 8_192, 60_000, 1 << 20] {
            let body = json!("x".repeat(size));
            let id = format!("p{size}");
            commit(store, batch().create("profile", &id, body.clone()));
            assert_eq!(store.get("profile", &id).unwrap().unwrap().body, body);
        }
        let large = batch().create("profile", "large", json!("x".repeat(5 << 20)));
        assert_eq!(refused(store, large), "too_large");
        let deep = (0..100).fold(json!(1), |value, _| json!([value]));
        assert_eq!(refused(store, batch().create("profile", "deep", deep)), "too_large");
        assert_sound(store);
    });
}

#[test]
fn the_second_of_two_writers_is_told_the_current_version() {
    each_backend(|store| {
        commit(store, batch().create("profile", "a", json!(1)));
        commit(store, batch().replace("profile", "a", 1, json!(2)));
        let conflict = |batch| match store.commit(&batch).unwrap_err() {
            StoreError::Conflict { expected, current, .. } => (expected, current),
            other => panic!("{other}"),
        };
        assert_eq!(conflict(batch().create("profile", "a", json!(3))), (None, Some(2)));
        assert_eq!(conflict(batch().replace("profile", "a", 1, json!(3))), (Some(1), Some(2)));
        assert_eq!(conflict(batch().delete("profile", "a", 1)), (Some(1), Some(2)));
        assert_eq!(conflict(batch().replace("profile", "b", 1, json!(3))), (Some(1), None));
        assert_eq!(conflict(batch().require("profile", "a", Some(1))), (Some(1), Some(2)));
        assert_eq!(conflict(batch().require("profile", "a", None)), (None, Some(2)));
        assert_eq!(store.get("profile", "a").unwrap().unwrap().body, json!(2));
        assert_eq!(store.status().unwrap().change, 2);
    });
}

#[test]
fn every_former_version_stays_readable() {
    each_backend(|store| {
        commit(store, batch().create("profile", "a", json!(1)));
        commit(store, batch().replace("profile", "a", 1, json!(2)));
        commit(store, batch().delete("profile", "a", 2));
        assert_eq!(store.get("profile", "a").unwrap(), None);
        let again = commit(store, batch().create("profile", "a", json!(4)));
        assert_eq!(again.versions, [4], "versions are never used twice");
        let bodies = |before, limit| -> Vec<(u64, Option<Value>)> {
            let found = store.history("profile", "a", before, limit).unwrap();
            found.into_iter().map(|version: Version| (version.number, version.body)).collect()
        };
        let all = [(4, Some(json!(4))), (3, None), (2, Some(json!(2))), (1, Some(json!(1)))];
        assert_eq!(bodies(None, 10), all);
        assert_eq!(bodies(None, 2), all[..2]);
        assert_eq!(bodies(Some(3), 2), all[2..]);
        assert_eq!(bodies(Some(1), 2), []);
        assert_eq!(store.version("profile", "a", 3).unwrap().unwrap().body, None);
        assert_eq!(store.version("profile", "a", 5).unwrap(), None);
        assert_eq!(store.version("profile", "a", 0).unwrap(), None);
        assert_eq!(store.history("profile", "b", None, 9).unwrap(), []);
        assert_sound(store);
    });
}

#[test]
fn a_purge_leaves_nothing_but_the_number_and_a_journal_entry() {
    each_backend(|store| {
        let body = json!({"status": "new", "name": "Secret Name", "long": "y".repeat(20_000)});
        commit(store, batch().create("applicant", "a", body.clone()));
        commit(store, batch().replace("applicant", "a", 1, body.clone()));
        let receipt = commit(store, batch().purge("applicant", "a"));
        assert_eq!((receipt.versions, receipt.entries), (vec![2], vec![1]));
        assert_eq!(store.get("applicant", "a").unwrap(), None);
        assert_eq!(store.version("applicant", "a", 1).unwrap(), None);
        assert_eq!(store.history("applicant", "a", None, 9).unwrap(), []);
        let export = String::from_utf8(crate::support::exported(store)).unwrap();
        assert!(!export.contains("Secret Name") && !export.contains("yyy"));
        let entry = store.journal(&store::JournalQuery::about("applicant", "a")).unwrap();
        assert_eq!(entry[0].action, "purged");
        assert_eq!(entry[0].details, json!({"versions": 2, "last_version": 2}));
        // Nothing is there any more: nothing happens.
        let again = commit(store, batch().purge("applicant", "a").purge("profile", "never"));
        assert_eq!((again.change, again.versions, again.entries), (3, vec![2, 0], vec![]));
        assert_eq!(commit(store, batch().create("applicant", "a", body)).versions, [3]);
        assert_sound(store);
    });
}

#[test]
fn of_some_kinds_only_the_latest_version_is_kept() {
    each_backend(|store| {
        let body = |expires: i64| json!({"expires": expires, "pad": "x".repeat(9_000)});
        commit(store, batch().create("session", "s", body(1)));
        let receipt = commit(store, batch().replace("session", "s", 1, body(2)));
        assert_eq!(receipt.versions, [2]);
        assert_eq!(store.version("session", "s", 1).unwrap(), None);
        assert_eq!(store.history("session", "s", None, 9).unwrap().len(), 1);
        commit(store, batch().delete("session", "s", 2));
        assert_eq!(store.history("session", "s", None, 9).unwrap(), []);
        assert_eq!(commit(store, batch().create("session", "s", body(3))).versions, [1]);
        assert_sound(store);
        commit(store, batch().purge("session", "s"));
        assert_eq!(store.check().unwrap().counts.versions, 0);
        assert_sound(store);
    });
}

#[test]
fn a_document_stays_with_its_organisation_until_it_is_transferred() {
    each_backend(|store| {
        commit(store, batch().of("one").create("profile", "a", json!(1)));
        commit(store, batch().of("two").replace("profile", "a", 1, json!(2)));
        assert_eq!(store.get("profile", "a").unwrap().unwrap().organisation, "one");
        commit(store, batch().of("two").transfer("profile", "a", 2, json!(3)));
        assert_eq!(store.get("profile", "a").unwrap().unwrap().organisation, "two");
        let history = store.history("profile", "a", None, 9).unwrap();
        assert_eq!(history[2].organisation, "one");
        assert_sound(store);
    });
}

#[test]
fn what_cannot_be_named_is_refused() {
    each_backend(|store| {
        let codes = [
            refused(store, batch().create("unknown", "a", json!(1))),
            refused(store, batch().create("profile", "", json!(1))),
            refused(store, batch().create("profile", "a\u{0}b", json!(1))),
            refused(store, batch().create("profile", &"x".repeat(129), json!(1))),
            refused(store, batch().of("line\nbreak").create("profile", "a", json!(1))),
            refused(store, batch().set("UPPER", json!(1))),
        ];
        let name = "invalid_name";
        assert_eq!(codes, ["unknown_kind", name, name, name, name, name]);
        assert_eq!(store.get("unknown", "a").unwrap_err().code(), "unknown_kind");
        assert_eq!(store.status().unwrap().change, 0);
    });
}
