//! The journal: appended with the change, readable by range and by subject, chained.

use serde_json::json;
use store::{Anchor, Batch, Entry, Hash, JournalQuery, Store, Subject};

use crate::support::{at, batch, commit, each_backend, refused};

fn seqs(store: &dyn Store, query: &JournalQuery) -> Vec<u64> {
    store.journal(query).unwrap().iter().map(|entry| entry.seq).collect()
}

#[test]
fn an_entry_says_who_did_what_when_and_to_what() {
    each_backend(|store| {
        let details = json!({"z": 1.5, "a": {"y": [null], "b": "ü"}, "pad": "x".repeat(20_000)});
        let entry = Entry::new("decided").about("applicant", "a").details(details.clone());
        let batch = Batch::new(at(7), "user:9").of("jc").journal(entry);
        assert_eq!(commit(store, batch).entries, [1]);
        let found = store.journal(&JournalQuery::all()).unwrap().remove(0);
        assert_eq!((found.seq, found.at, found.actor.as_str()), (1, at(7), "user:9"));
        assert_eq!((found.organisation.as_str(), found.action.as_str()), ("jc", "decided"));
        let subject = Subject { kind: "applicant".to_owned(), id: "a".to_owned() };
        assert_eq!((found.subject, &found.details), (Some(subject), &details));
        let status = store.status().unwrap();
        assert_eq!(status.journal, Anchor { seq: 1, hash: found.hash });
    });
}

#[test]
fn the_hash_can_be_computed_by_anybody() {
    each_backend(|store| {
        let entry = Entry::new("seen").about("a", "b").details(json!({"y": 1, "x": [1.0, "ü"]}));
        commit(store, Batch::new(at(0), "me").journal(entry.clone()).journal(entry));
        let text = |seq: u64| {
            format!(
                "{{\"action\":\"seen\",\"actor\":\"me\",\"at\":\"2026-11-21T09:30:00Z\",\
                 \"details\":{{\"x\":[1.0,\"ü\"],\"y\":1}},\"organisation\":\"\",\"seq\":{seq},\
                 \"subject\":{{\"id\":\"b\",\"kind\":\"a\"}}}}"
            )
        };
        let first = Hash::chained(Hash::NONE, &text(1));
        let second = Hash::chained(first, &text(2));
        let found = store.journal(&JournalQuery::all()).unwrap();
        assert_eq!([found[0].hash, found[1].hash], [first, second]);
    });
}

#[test]
fn entries_are_read_by_range_and_by_subject() {
    each_backend(|store| {
        assert!(seqs(store, &JournalQuery::all()).is_empty());
        for number in 0..9 {
            let about = Entry::new("seen").about("applicant", format!("a{}", number % 3));
            commit(store, batch().journal(about));
        }
        commit(store, batch().journal(Entry::new("login")));
        let all = JournalQuery::all;
        assert_eq!(seqs(store, &all()), (1..=10).collect::<Vec<_>>());
        assert_eq!(seqs(store, &all().after(3).limit(2)), [4, 5]);
        assert_eq!(seqs(store, &all().descending().limit(2)), [10, 9]);
        assert_eq!(seqs(store, &all().descending().after(3)), [2, 1]);
        assert!(seqs(store, &all().after(10)).is_empty());
        let about = || JournalQuery::about("applicant", "a1");
        assert_eq!(seqs(store, &about()), [2, 5, 8]);
        assert_eq!(seqs(store, &about().after(2).limit(1)), [5]);
        assert_eq!(seqs(store, &about().descending().after(8)), [5, 2]);
        assert!(seqs(store, &JournalQuery::about("applicant", "a")).is_empty());
        assert_eq!(store.journal(&all().limit(501)).unwrap_err().code(), "too_large");
        let report = store.verify_journal().unwrap();
        assert_eq!((report.entries, report.broken), (10, None));
        assert_eq!(report.anchor, store.status().unwrap().journal);
    });
}

#[test]
fn entries_that_cannot_be_kept_are_refused() {
    each_backend(|store| {
        let long = json!("x".repeat(70_000));
        assert_eq!(refused(store, batch().journal(Entry::new("a").details(long))), "too_large");
        assert_eq!(refused(store, batch().journal(Entry::new("Not a word"))), "invalid_name");
        let nameless = Entry::new("a").about("applicant", "");
        assert_eq!(refused(store, batch().journal(nameless)), "invalid_name");
        assert_eq!(store.status().unwrap().journal, Anchor::EMPTY);
    });
}
