//! Export and import: the same content, whatever is wrong is refused, snapshots beside writes.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use store::{Batch, Entry, Response, Store, backup, restore};

use crate::support::{
    Scratch, assert_sound, at, batch, commit, each_backend, exported, memory, refused,
};

/// Something of everything.
fn filled(store: &dyn Store) {
    let long = json!({"status": "new", "long": "ü".repeat(30_000), "number": 0.1});
    commit(store, batch().create("applicant", "a", long.clone()).journal(Entry::new("made")));
    commit(store, batch().replace("applicant", "a", 1, json!({"status": "old", "tags": ["x"]})));
    commit(store, batch().create("applicant", "b", Value::Null).create("profile", "a", long));
    commit(store, batch().delete("applicant", "b", 1).journal(Entry::new("removed")));
    commit(store, batch().create("applicant", "c", json!({})).create("applicant", "d", json!({})));
    commit(store, batch().purge("applicant", "c").purge("applicant", "d"));
    commit(store, batch().create("applicant", "d", json!({"since": 4})));
    commit(store, batch().create("session", "s", json!({"expires": 4})));
    commit(store, batch().replace("session", "s", 1, json!({"expires": 5})));
    let entry = Entry::new("seen").about("applicant", "a").details(json!({"b": 1.5, "a": [0.1]}));
    commit(store, batch().set("x", json!({"y": 1})).set("a.b", json!(null)).journal(entry));
    let (key, request) = ("key".to_owned(), "hash".to_owned());
    let response = Response { key, request, status: 200, expires: at(9), body: json!([1]) };
    commit(store, Batch::new(at(0), "x").remember(response.clone()));
    let renewed = Response { expires: at(99), ..response };
    commit(store, Batch::new(at(10), "x").remember(renewed));
}

#[test]
fn what_was_exported_is_imported_exactly() {
    each_backend(|store| {
        filled(store);
        let export = exported(store);
        each_backend(|copy| {
            let counts = copy.import(&mut export.as_slice()).unwrap();
            assert_eq!(counts, copy.check().unwrap().counts);
            assert_eq!(exported(copy), export);
            assert_sound(copy);
            assert_eq!(copy.status().unwrap().journal, store.status().unwrap().journal);
            assert_eq!(copy.get("applicant", "a").unwrap(), store.get("applicant", "a").unwrap());
            // Versions go on where they ended, also after a purge.
            assert_eq!(commit(copy, batch().create("applicant", "c", json!({}))).versions, [2]);
            assert_eq!(commit(copy, batch().create("applicant", "b", json!({}))).versions, [3]);
            assert_sound(copy);
        });
    });
}

#[test]
fn an_empty_store_is_exported_and_imported() {
    each_backend(|store| {
        let export = exported(store);
        let copy = memory();
        copy.import(&mut export.as_slice()).unwrap();
        assert_eq!(exported(&*copy), export);
    });
}

#[test]
fn only_an_empty_store_takes_an_import() {
    each_backend(|store| {
        filled(store);
        let export = exported(store);
        assert_eq!(store.import(&mut export.as_slice()).unwrap_err().code(), "store_not_empty");
        assert_eq!(exported(store), export);
    });
}

#[test]
fn a_truncated_or_altered_export_leaves_the_store_empty() {
    let source = memory();
    filled(&*source);
    let export = exported(&*source);
    let lines: Vec<&[u8]> = export.split_inclusive(|byte| *byte == b'\n').collect();
    each_backend(|store| {
        let empty = exported(store);
        let line = |bytes: &[u8]| match store.import(&mut &*bytes).unwrap_err() {
            store::StoreError::ImportRefused { line, .. } => line,
            other => panic!("{other}"),
        };
        assert_eq!(line(b""), 0);
        assert_eq!(line(&export[..export.len() - 1]), lines.len() as u64);
        assert_eq!(line(&lines[..5].concat()), 5);
        let mut altered = export.clone();
        let place = lines[..3].concat().len() + 30;
        altered[place] ^= 4;
        assert_eq!(line(&altered), 4);
        let mut moved = lines.clone();
        moved.swap(3, 4);
        assert!(line(&moved.concat()) >= 4);
        assert_eq!(exported(store), empty);
        assert_eq!(
            refused(store, batch().replace("applicant", "a", 2, json!(1))),
            "version_conflict"
        );
    });
}

/// An export with one line replaced, and all checksums made right again.
fn forged(export: &[u8], change: impl Fn(&str) -> Option<String>) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let sealed = |start: &str| {
        let sum = hex(&Sha256::digest(start.as_bytes())[..8]);
        format!("{start},\"sum\":\"{sum}\"}}\n")
    };
    let mut out = String::new();
    let mut count = 0;
    for line in str::from_utf8(export).unwrap().lines() {
        let start = &line[..line.len() - 26];
        if start.starts_with("{\"footer\"") {
            continue;
        }
        if let Some(start) = change(start) {
            out.push_str(&sealed(&start));
            count += 1;
        }
    }
    let sha = hex(&Sha256::digest(out.as_bytes()));
    out.push_str(&sealed(&format!("{{\"footer\":{{\"lines\":{count},\"sha256\":\"{sha}\"}}")));
    out.into_bytes()
}

#[test]
fn a_forged_export_is_refused_for_what_it_says() {
    let source = memory();
    filled(&*source);
    let export = exported(&*source);
    assert_eq!(forged(&export, |line| Some(line.to_owned())), export);
    let cause = |change: &dyn Fn(&str) -> Option<String>| {
        let error = memory().import(&mut forged(&export, change).as_slice()).unwrap_err();
        error.to_string()
    };
    let replaced = |from: &'static str, to: &'static str| {
        cause(&move |line: &str| {
            assert!(!line.is_empty());
            Some(line.replacen(from, to, 1))
        })
    };
    let missing =
        |what: &'static str| cause(&move |line: &str| (!line.contains(what)).then(|| line.into()));
    for (found, expected) in [
        (replaced("\"format\":\"passgenau-store\"", "\"format\":\"other\""), "the format is other"),
        (replaced("\"schema\":1", "\"schema\":7"), "schema 7"),
        (replaced("\"format_version\":1", "\"format_version\":2"), "not passgenau-store 1"),
        (replaced("{\"document\"", "{\"paper\""), "unknown sort of line"),
        (replaced("\"kind\":\"applicant\",\"id\":\"d\"", "\"kind\":\"dog\",\"id\":\"d\""), "dog"),
        (replaced("\"action\":\"removed\"", "\"action\":\"kept\""), "chain of the journal"),
        (replaced("\"settings\":2", "\"settings\":3"), "the header says"),
        (replaced("\"version\":2", "\"version\":3"), "out of order"),
        (replaced("\"by\":\"user:7\"", "\"by\":\"\""), "the actor"),
        (replaced("\"change\":2", "\"change\":99"), "change 99"),
        (missing("\"action\":\"removed\""), "chain of the journal"),
        (missing("{\"setting\""), "the header says"),
        (missing("{\"header\""), "the header is missing"),
        (replaced("\"name\":\"x\"", "\"name\":\"a\""), "settings are not in order"),
        (replaced("\"status\":200", "\"status\":\"200\""), "invalid type"),
        (replaced("\"organisation\":\"jc\",", "\"organisation\":\"jc\",\"extra\":1,"), "extra"),
    ] {
        assert!(found.contains(expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn a_snapshot_is_of_one_instant_while_writes_go_on() {
    each_backend(|store| {
        // Every change keeps the two documents equal, counts in the journal, renews a session.
        commit(store, batch().create("profile", "a", json!(0)).create("profile", "b", json!(0)));
        for number in 0..300 {
            let pad = json!({"pad": "x".repeat(2_000), "status": "new"});
            commit(store, batch().create("applicant", &format!("f{number}"), pad));
        }
        commit(store, batch().create("session", "s", json!({"expires": 0})));
        let stop = AtomicBool::new(false);
        let exports = std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut number = 0;
                while !stop.load(Ordering::Relaxed) {
                    let version = number + 1;
                    let next = json!(version);
                    let mut change = batch()
                        .replace("profile", "a", version, next.clone())
                        .replace("profile", "b", version, next.clone())
                        .replace("session", "s", version, json!({"expires": version}))
                        .journal(Entry::new("counted").details(next));
                    let extra = format!("n{}", number % 7);
                    change = match store.get("session", &extra).unwrap() {
                        Some(found) => change.delete("session", &extra, found.version),
                        None => change.create("session", &extra, json!({"expires": 1})),
                    };
                    commit(store, change);
                    number += 1;
                }
            });
            let exports: Vec<Vec<u8>> = (0..6).map(|_| exported(store)).collect();
            stop.store(true, Ordering::Relaxed);
            exports
        });
        for export in exports {
            let copy = memory();
            copy.import(&mut export.as_slice()).unwrap();
            assert_sound(&*copy);
            let a = copy.get("profile", "a").unwrap().unwrap();
            assert_eq!(a.body, copy.get("profile", "b").unwrap().unwrap().body);
            assert_eq!(a.body, json!(copy.status().unwrap().journal.seq));
            assert_eq!(a.body, copy.get("session", "s").unwrap().unwrap().body["expires"]);
            assert_eq!(exported(&*copy), export);
        }
        assert_sound(store);
        assert_eq!(store.history("session", "s", None, 9).unwrap().len(), 1, "swept");
    });
}

/// Who may read and write.
#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn a_backup_is_there_whole_or_not_at_all() {
    each_backend(|store| {
        filled(store);
        let scratch = Scratch::new();
        let target = scratch.join("backup.ndjson");
        backup(store, &target).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), exported(store));
        backup(store, &target).unwrap();
        let names: Vec<_> = std::fs::read_dir(scratch.path()).unwrap().collect();
        assert_eq!(names.len(), 1);
        #[cfg(unix)]
        assert_eq!(mode(&target), 0o600, "a backup holds everything that is kept of people");
        let copy = memory();
        restore(&*copy, &target).unwrap();
        assert_eq!(exported(&*copy), exported(store));
        let nowhere = scratch.join("no/backup.ndjson");
        assert_eq!(backup(store, &nowhere).unwrap_err().code(), "io");
        assert_eq!(restore(&*memory(), &nowhere).unwrap_err().code(), "io");
    });
}

/// A writer with room for so many bytes.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_export_that_does_not_fit_says_so_and_the_store_goes_on() {
    each_backend(|store| {
        filled(store);
        let whole = exported(store).len();
        for room in [0, 100, whole / 2, whole - 1] {
            assert_eq!(store.export(&mut Full(room)).unwrap_err().code(), "disk_full");
        }
        store.export(&mut Full(whole)).unwrap();
        commit(store, batch().create("profile", "after", json!(1)));
        commit(store, batch().purge("profile", "after"));
        assert_sound(store);
    });
}
