//! What lies in a data directory, and what should not.

use std::{fs, path::Path};

use serde_json::json;
use store::{StoreError, open_sled};

use crate::support::{Scratch, assert_sound, batch, commit, exported, kinds, options};

fn code(path: &Path) -> &'static str {
    match open_sled(path, kinds(), options()) {
        Ok(_) => "opened",
        Err(error) => {
            assert!(!error.cause().de.is_empty() && !error.remedy().de.is_empty());
            error.code()
        }
    }
}

/// A directory in which a store with two documents was closed in order.
fn closed() -> Scratch {
    let scratch = Scratch::new();
    let store = scratch.open();
    commit(&*store, batch().create("applicant", "a", json!({"status": "new"})));
    commit(&*store, batch().create("profile", "b", json!("x".repeat(9_000))));
    scratch
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_what_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let scratch = closed();
    let folder = scratch.join("data");
    assert_eq!(mode(&folder), 0o700);
    // Also one that was open to everybody.
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    drop(scratch.open());
    assert_eq!(mode(&folder), 0o700);
}

#[test]
fn everything_is_there_when_it_is_opened_again() {
    let scratch = Scratch::new();
    let store = scratch.open();
    assert!(!store.status().unwrap().ended_in_order, "a new store has not ended");
    for number in 0..50 {
        commit(
            &*store,
            batch().create("applicant", &format!("a{number}"), json!({"since": number})),
        );
    }
    let before = exported(&*store);
    drop(store);
    let store = scratch.open();
    assert!(store.status().unwrap().ended_in_order);
    assert_eq!(exported(&*store), before);
    assert_sound(&*store);
    drop(store);
    drop(scratch.open());
    assert_eq!(exported(&*scratch.open()), before);
}

#[test]
fn a_snapshot_that_was_never_finished_does_not_keep_it_from_opening() {
    let scratch = closed();
    let leftover = scratch.join("data/db-000001/snap.FFFFFFFFFFFFFFFF.generating");
    fs::write(&leftover, "").unwrap();
    let store = scratch.open();
    assert!(!leftover.exists());
    assert!(store.get("applicant", "a").unwrap().is_some());
    assert_sound(&*store);
}

#[test]
fn one_process_at_a_time() {
    let scratch = closed();
    let data = scratch.join("data");
    let store = scratch.open();
    match open_sled(&data, kinds(), options()).unwrap_err() {
        StoreError::Locked { process, .. } => assert_eq!(process, Some(std::process::id())),
        other => panic!("{other}"),
    }
    let error = open_sled(&data, kinds(), options()).unwrap_err();
    assert!(error.cause().de.contains("wird bereits von einem anderen Prozess benutzt"));
    commit(&*store, batch().create("profile", "c", json!(1)));
    drop(store);
    assert_eq!(code(&data), "opened");
}

#[test]
fn an_empty_or_a_missing_directory_is_founded() {
    let scratch = Scratch::new();
    assert_eq!(code(scratch.path()), "opened");
    assert_eq!(code(&scratch.join("some/where/else")), "opened");
}

#[test]
fn a_directory_with_something_else_is_left_alone() {
    let scratch = Scratch::new();
    let documents = scratch.join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("letter.txt"), "Sehr geehrte").unwrap();
    assert_eq!(code(&documents), "foreign_directory");
    assert_eq!(fs::read_dir(&documents).unwrap().count(), 1, "nothing was written");

    let foreign = scratch.join("foreign");
    fs::create_dir_all(foreign.join("blobs")).unwrap();
    fs::write(foreign.join("db"), "").unwrap();
    fs::write(foreign.join("conf"), "").unwrap();
    assert_eq!(code(&foreign), "foreign_directory");

    let file = scratch.join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(code(&file), "io");
}

#[test]
fn the_file_that_names_the_database_decides() {
    let current = |text: Option<&str>| {
        let scratch = closed();
        let path = scratch.join("data/CURRENT");
        match text {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        code(&scratch.join("data"))
    };
    let named = |format: &str, schema: u32, database: &str| {
        let text = json!({"format": format, "schema": schema, "database": database}).to_string();
        current(Some(&text))
    };
    assert_eq!(named("passgenau-store", 1, "db-000001"), "opened");
    assert_eq!(current(None), "opened", "the only database is the right one");
    assert_eq!(current(Some("")), "store_damaged");
    assert_eq!(current(Some("db-000001")), "store_damaged");
    assert_eq!(named("something", 1, "db-000001"), "foreign_directory");
    assert_eq!(named("passgenau-store", 2, "db-000001"), "schema_newer");
    assert_eq!(named("passgenau-store", 1, "db-000002"), "store_damaged");
    assert_eq!(named("passgenau-store", 1, "../db"), "store_damaged");
}

#[test]
fn of_two_databases_without_a_name_none_is_chosen() {
    let scratch = closed();
    fs::create_dir(scratch.join("data/db-000002")).unwrap();
    fs::remove_file(scratch.join("data/CURRENT")).unwrap();
    assert_eq!(code(&scratch.join("data")), "store_damaged");
}

#[test]
fn leftovers_of_an_interrupted_compaction_are_removed() {
    let scratch = closed();
    fs::create_dir(scratch.join("data/db-000002")).unwrap();
    fs::write(scratch.join("data/db-000002/db"), "half").unwrap();
    fs::write(scratch.join("data/compact.partial"), "half").unwrap();
    let store = scratch.open();
    assert_sound(&*store);
    assert!(!scratch.join("data/db-000002").exists());
    assert!(!scratch.join("data/compact.partial").exists());
    store.compact().unwrap();
    drop(store);
    assert!(scratch.join("data/db-000002").exists() && !scratch.join("data/db-000001").exists());
    assert!(scratch.open().get("applicant", "a").unwrap().is_some());
}

#[test]
fn a_database_that_lost_its_end_or_was_exchanged_is_noticed() {
    let copied = |from: &Scratch, to: &Scratch| {
        let database = to.join("data/db-000001");
        fs::remove_dir_all(&database).unwrap();
        fs::create_dir_all(database.join("blobs")).unwrap();
        for name in ["db", "conf"] {
            fs::copy(from.join("data/db-000001").join(name), database.join(name)).unwrap();
        }
    };
    let (old, new) = (closed(), closed());
    commit(&*new.open(), batch().create("profile", "more", json!(1)));
    // An older copy below a newer end, closed in order and not.
    copied(&old, &new);
    assert_eq!(code(&new.join("data")), "store_damaged");
    fs::remove_file(new.join("data/ENDED")).unwrap();
    assert_eq!(code(&new.join("data")), "store_damaged");
    // A newer one below an older end.
    let (old, new) = (closed(), closed());
    commit(&*new.open(), batch().create("profile", "more", json!(1)));
    copied(&new, &old);
    assert_eq!(code(&old.join("data")), "store_damaged");
    // Without its marks, on purpose, what is left can be rescued.
    fs::remove_file(old.join("data/ENDED")).unwrap();
    fs::remove_file(old.join("data/MARK")).unwrap();
    assert_eq!(code(&old.join("data")), "opened");
}

#[test]
fn large_documents_leave_no_files_behind() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let body = |number: u64| json!("z".repeat(60_000 + usize::try_from(number).unwrap()));
    for id in 0..20 {
        commit(&*store, batch().create("profile", &format!("p{id}"), body(0)));
    }
    for version in 1..=10 {
        for id in 0..20 {
            commit(&*store, batch().replace("profile", &format!("p{id}"), version, body(version)));
        }
    }
    let blobs = fs::read_dir(scratch.join("data/db-000001/blobs")).unwrap().count();
    assert_eq!(blobs, 0, "sled never frees them");
    assert_sound(&*store);
}
