//! Whatever is changed behind the store's back is found.

use std::sync::Arc;

use serde_json::json;

use super::{Nowhere, batch, filled, kinds, put, setup};
use crate::{
    Entry, Fault, IndexValue, Store as _, WhyBroken,
    engine::Engine,
    keyed::Keyed,
    layout::{
        keys,
        records::{Head, State},
    },
};

/// The key of a value's piece.
fn piece(base: &[u8], number: u8) -> Vec<u8> {
    [base, &[0, number]].concat()
}

#[test]
fn a_change_of_any_byte_of_any_journal_entry_is_found() {
    let (engine, store) = filled();
    for number in 0..3 {
        let details = json!({"number": number, "text": "ü"});
        store.commit(&batch().journal(Entry::new("seen").details(details))).unwrap();
    }
    let mut tried = 0;
    for seq in 1..=store.status().unwrap().journal.seq {
        let key = piece(&keys::journal(seq), 0);
        let whole = engine.get(&key).unwrap().unwrap();
        for at in 0..whole.len() {
            for bit in [0, 3, 7] {
                let mut altered = whole.clone();
                altered[at] ^= 1 << bit;
                put(&*engine, key.clone(), Some(altered));
                let broken = store.verify_journal().unwrap().broken;
                assert_eq!(broken.map(|broken| broken.seq), Some(seq), "byte {at} bit {bit}");
                tried += 1;
            }
        }
        put(&*engine, key.clone(), Some(whole[..whole.len() - 1].to_vec()));
        assert!(store.verify_journal().unwrap().broken.is_some());
        put(&*engine, key, Some(whole));
    }
    assert!(tried > 1_000, "{tried}");
    assert_eq!(store.verify_journal().unwrap().broken, None);
}

#[test]
fn entries_that_are_removed_exchanged_or_added_are_found() {
    let break_of = |tamper: fn(&dyn Engine)| {
        let (engine, store) = filled();
        store.commit(&batch().journal(Entry::new("more")).journal(Entry::new("end"))).unwrap();
        tamper(&*engine);
        let broken = store.verify_journal().unwrap().broken.unwrap();
        assert!(!store.check().unwrap().is_sound());
        (broken.seq, broken.why)
    };
    let removed = break_of(|engine| put(engine, piece(&keys::journal(2), 0), None));
    assert_eq!(removed, (2, WhyBroken::Missing));
    let exchanged = break_of(|engine| {
        let (two, three) = (piece(&keys::journal(2), 0), piece(&keys::journal(3), 0));
        let (second, third) = (engine.get(&two).unwrap(), engine.get(&three).unwrap());
        put(engine, two, third);
        put(engine, three, second);
    });
    assert_eq!(exchanged, (2, WhyBroken::HashDiffers));
    let added = break_of(|engine| {
        let last = engine.get(&piece(&keys::journal(4), 0)).unwrap();
        put(engine, piece(&keys::journal(5), 0), last);
    });
    assert_eq!(added, (5, WhyBroken::EndDiffers));
    let cut_off = break_of(|engine| put(engine, piece(&keys::journal(4), 0), None));
    assert_eq!(cut_off, (4, WhyBroken::Missing));
}

/// What a check finds after something was done behind the store's back.
fn found(tamper: impl FnOnce(&dyn Engine, &Keyed)) -> Vec<Fault> {
    let (engine, store) = filled();
    assert!(store.check().unwrap().is_sound());
    tamper(&*engine, &store);
    store.check().unwrap().findings.into_iter().map(|finding| finding.fault).collect()
}

/// Does something to the value of a key.
fn alter(engine: &dyn Engine, key: Vec<u8>, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let value = engine.get(&key).unwrap().unwrap();
    put(engine, key, Some(change(value)));
}

#[test]
fn a_check_names_every_fault() {
    let version = |number, part| piece(&keys::version("applicant", "a", number), part);
    let indexed = keys::index("applicant", "status", "jc", &IndexValue::from("old"), "a");
    let surplus = keys::index("applicant", "status", "jc", &IndexValue::from("odd"), "a");
    let response = |part| piece(&keys::response("key", 2), part);
    let nonsense = || Some(b"nonsense".to_vec());

    let faults = [
        found(|engine, _| put(engine, b"?".to_vec(), nonsense())),
        found(|engine, _| put(engine, keys::meta("odd"), nonsense())),
        found(|engine, _| {
            let head = engine.get(&keys::head("applicant", "b")).unwrap();
            put(engine, keys::head("dog", "b"), head);
        }),
        found(|engine, _| put(engine, keys::head("applicant", "b"), nonsense())),
        found(|engine, _| put(engine, version(1, 0), nonsense())),
        found(|engine, _| put(engine, version(1, 1), None)),
        found(|engine, _| put(engine, version(1, 0), None)),
        found(|engine, _| put(engine, version(7, 0), nonsense())),
        found(|engine, _| put(engine, version(1, 9), nonsense())),
        found(|engine, _| {
            alter(engine, keys::head("applicant", "b"), |bytes| {
                let head = Head::from_bytes(&bytes).unwrap();
                Head { state: State::Live, ..head }.to_bytes()
            });
        }),
        found(|engine, _| {
            alter(engine, version(2, 0), |bytes| {
                let text = String::from_utf8(bytes).unwrap();
                text.replace("\"change\":2", "\"change\":9").into_bytes()
            });
        }),
        found(|engine, _| put(engine, indexed, None)),
        found(|engine, _| put(engine, surplus, Some(Vec::new()))),
        found(|engine, _| put(engine, piece(&keys::journal(1), 0), nonsense())),
        found(|engine, _| put(engine, keys::subject("applicant", "a", 1), None)),
        found(|engine, _| put(engine, keys::subject("applicant", "b", 1), Some(Vec::new()))),
        found(|engine, _| put(engine, response(0), nonsense())),
        found(|engine, _| put(engine, response(9), nonsense())),
        found(|engine, _| put(engine, keys::setting("setting"), nonsense())),
    ];
    let first: Vec<&str> = faults
        .iter()
        .map(|faults| faults.first().expect("every one of them is found").code())
        .collect();
    assert_eq!(
        first,
        [
            "unknown_record",
            "unknown_record",
            "unknown_kind",
            "head_unreadable",
            "version_unreadable",
            "version_unreadable",
            "version_missing",
            "version_surplus",
            "version_surplus",
            "version_differs",
            "change_unknown",
            "index_missing",
            "index_surplus",
            "journal_broken",
            "subject_missing",
            "subject_surplus",
            "response_unreadable",
            "response_unreadable",
            "setting_unreadable",
        ]
    );
}

#[test]
fn a_damaged_index_is_rebuilt() {
    let (engine, store) = filled();
    let right = keys::index("applicant", "status", "jc", &IndexValue::from("old"), "a");
    let wrong = keys::index("applicant", "status", "jc", &IndexValue::from("odd"), "a");
    put(&*engine, right, None);
    put(&*engine, wrong, Some(Vec::new()));
    put(&*engine, keys::listed("applicant", "jc", "b"), Some(Vec::new()));
    let rebuilt = store.rebuild_index("applicant").unwrap();
    assert_eq!((rebuilt.added, rebuilt.removed), (1, 2));
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_store_whose_end_was_tampered_with_does_not_start() {
    let (engine, store) = filled();
    drop(store);
    put(&*engine, piece(&keys::journal(2), 0), None);
    let shared: Arc<dyn Engine> = engine;
    let started = Keyed::start(shared, Box::new(Nowhere), setup(kinds()));
    assert_eq!(started.unwrap_err().code(), "store_damaged");
}

#[test]
fn what_is_missing_below_a_document_is_an_error_not_a_gap() {
    let (engine, store) = filled();
    put(&*engine, piece(&keys::version("applicant", "a", 2), 0), None);
    assert_eq!(store.get("applicant", "a").unwrap_err().code(), "store_damaged");
    assert_eq!(store.version("applicant", "a", 2).unwrap_err().code(), "store_damaged");
    assert!(store.export(&mut Vec::new()).is_err());
}
