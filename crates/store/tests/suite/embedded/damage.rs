//! A damaged database is refused or found out; it never takes the process down.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use store::{Entry, Store, open_sled};

use crate::{
    child::{command, said, say},
    support::{Scratch, batch, commit, kinds, options},
};

/// A database of several segments, closed in order or not.
fn source(scratch: &Scratch, in_order: bool) {
    let store = open_sled(&scratch.join("source"), kinds(), options()).unwrap();
    for number in 0..250_u32 {
        let mut change = batch();
        for part in 0..10 {
            let size = usize::try_from(number * 37 % 2_500).unwrap();
            let body = json!({"status": format!("s{part}"), "pad": "x".repeat(size)});
            change = change.create("applicant", &format!("{number}-{part}"), body);
        }
        commit(&*store, change.journal(Entry::new("made")));
    }
    drop(store);
    if !in_order {
        fs::remove_file(scratch.join("source/ENDED")).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.join("db-000001/blobs")).unwrap();
    for name in ["CURRENT", "MARK", "ENDED", "db-000001/conf", "db-000001/db"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

/// Damages one of the files in the way of that number.
fn damage(path: &Path, number: usize) -> PathBuf {
    let name = ["db-000001/db", "db-000001/db", "db-000001/db", "db-000001/conf", "MARK"];
    let file = path.join(name[number % name.len()]);
    let mut bytes = fs::read(&file).unwrap();
    // A number without factors in common with usual lengths visits places all over the file.
    let at = number * 999_983 % bytes.len();
    let end = bytes.len().min(at + 700);
    match number / name.len() % 4 {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << (number % 8),
        2 => bytes[at..end].fill(0),
        _ => bytes[at..end].iter_mut().for_each(|byte| *byte = byte.wrapping_mul(31) ^ 0x5a),
    }
    fs::write(&file, bytes).unwrap();
    file
}

/// The child: opens one damaged copy after the other and says what came of each.
pub(crate) fn open_damaged(directory: &Path) {
    let scratch = Scratch::new();
    for number in 0..60 {
        let path = scratch.join(&format!("copy{number}"));
        copy(&directory.join("source"), &path);
        let file = damage(&path, number);
        let file = file.file_name().unwrap().to_string_lossy().into_owned();
        let outcome = catch_unwind(AssertUnwindSafe(|| outcome(&path)));
        say(&format!("{file} {}", outcome.unwrap_or_else(|_| "panicked".to_owned())));
    }
    say("all");
}

/// Opens a store, checks and exports it: the code of the error, or what the check says.
fn outcome(path: &Path) -> String {
    let used = open_sled(path, kinds(), options()).and_then(|store: std::sync::Arc<dyn Store>| {
        let report = store.check()?;
        if report.is_sound() {
            store.export(&mut Vec::new())?;
        }
        Ok(report.is_sound())
    });
    match used {
        Ok(true) => "sound".to_owned(),
        Ok(false) => "unsound".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

#[test]
fn a_damaged_database_is_refused_or_found_out() {
    for in_order in [true, false] {
        let scratch = Scratch::new();
        source(&scratch, in_order);
        let child = command("damage", scratch.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = wait(child, Duration::from_secs(90));
        let said = said(&output);
        assert_eq!(
            said.last().map(String::as_str),
            Some("all"),
            "the child hung or died: {said:?}"
        );
        assert_eq!(said.len(), 61);
        let count = |word: &str| said.iter().filter(|line| line.ends_with(word)).count();
        let known = count("sound") + count("store_damaged") + 1;
        assert_eq!(known, said.len(), "only these outcomes: {said:?}");
        assert!(count("store_damaged") >= 30, "{said:?}");
        let marks = said.iter().filter(|line| line.starts_with("MARK"));
        assert!(marks.filter(|line| line.ends_with(" sound")).count() > 0);
    }
}

/// What a child prints until it ends, or until it is killed for taking too long.
fn wait(mut child: std::process::Child, most: Duration) -> Vec<u8> {
    use std::io::Read as _;
    let mut out = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > most {
            child.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(20));
    }
    reader.join().unwrap()
}
