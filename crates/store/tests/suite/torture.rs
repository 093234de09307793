//! `kill -9` at any moment: nothing acknowledged is lost, nothing is there by half.
//!
//! `STORE_TORTURE_ROUNDS=300 cargo test -p store --test suite torture -- --nocapture` runs more.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    path::Path,
    process::Stdio,
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use store::{Batch, Entry, JournalQuery, Options, Query, Store, backup, open_sled};

use crate::{
    child::{command, say},
    support::{Scratch, at, exported, kinds},
};

const WRITERS: u64 = 3;
/// So many documents of each writer are there at a time.
const WINDOW: u64 = 40;

/// The document that a writer creates in its step, of a size that may need several pieces.
fn body(writer: u64, step: u64) -> Value {
    let size = usize::try_from((step * 7_919 + writer * 131) % 9_000).unwrap();
    let status = format!("w{writer}");
    json!({"status": status, "since": step, "tags": [format!("t{}", step % 5)], "pad": "x".repeat(size)})
}

/// One step: creates a document, removes the one that leaves the window, counts, renews a session.
fn step(writer: u64, number: u64) -> Batch {
    let id = |number: u64| format!("w{writer}-{number:07}");
    let (counter, count) = (format!("w{writer}"), json!({"step": number}));
    let session = json!({"expires": number});
    let mut batch = Batch::new(at(0), format!("w{writer}")).of(format!("jc{}", number % 3));
    batch = batch.create("applicant", &id(number), body(writer, number));
    batch = match number {
        1 => batch.create("profile", &counter, count).create("session", &counter, session),
        _ => batch.replace("profile", &counter, number - 1, count).replace(
            "session",
            &counter,
            number - 1,
            session,
        ),
    };
    if let Some(old) = number.checked_sub(WINDOW).filter(|old| *old > 0) {
        batch = if old % 2 == 0 {
            batch.delete("applicant", &id(old), 1)
        } else {
            batch.purge("applicant", &id(old))
        };
    }
    let details = json!({"writer": writer, "step": number});
    batch.journal(Entry::new("stepped").about("applicant", id(number)).details(details))
}

/// The child: writes until it is killed, and says what was acknowledged.
pub(crate) fn write(directory: &Path, compacting: bool) {
    let store = open_sled(&directory.join("data"), kinds(), Options::default()).unwrap();
    say("opened");
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = &*store;
            scope.spawn(move || {
                let counter = store.get("profile", &format!("w{writer}")).unwrap();
                let done = counter.map_or(0, |counter| counter.version);
                for number in done + 1.. {
                    store.commit(&step(writer, number)).unwrap();
                    say(&format!("done {writer} {number}"));
                }
            });
        }
        loop {
            if !compacting {
                break;
            }
            store.compact().unwrap();
            backup(&*store, &directory.join("backup.ndjson")).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
    });
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Starts a child, kills it after a while, and notes what it acknowledged.
fn run_and_kill(directory: &Path, role: &str, after: Duration, done: &mut BTreeMap<u64, u64>) {
    let mut child =
        command(role, directory).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = thread::spawn(move || {
        let mut last = BTreeMap::new();
        for line in out.split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            let words: Vec<&str> = line.split(' ').collect();
            // The last line may be cut off: then nobody has read the acknowledgement.
            if let ["said:", "done", writer, number] = words[..]
                && let (Ok(writer), Ok(number)) = (writer.parse::<u64>(), number.parse::<u64>())
            {
                last.insert(writer, number);
            }
        }
        last
    });
    thread::sleep(after);
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(ended, None, "the child ended by itself");
    for (writer, number) in reader.join().unwrap() {
        done.insert(writer, number);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Checks a copy of what a killed process left: as many steps as were acknowledged, perhaps one
/// more, and each of them whole.
fn verify(store: &dyn Store, done: &BTreeMap<u64, u64>, round: u64) -> u64 {
    let report = store.check().unwrap();
    assert!(report.is_sound(), "round {round}: {:#?}", report.findings);
    assert_eq!(store.verify_journal().unwrap().broken, None, "round {round}");
    let mut steps = 0;
    for writer in 0..WRITERS {
        let counter = store.get("profile", &format!("w{writer}")).unwrap();
        let last = counter.as_ref().map_or(0, |counter| counter.version);
        let acknowledged = done.get(&writer).copied().unwrap_or(0);
        assert!(
            last == acknowledged || last == acknowledged + 1,
            "round {round}: writer {writer} was told {acknowledged}, and {last} is there"
        );
        steps += last;
        assert_eq!(counter.map(|counter| counter.body), (last > 0).then(|| json!({"step": last})));
        let session = store.get("session", &format!("w{writer}")).unwrap();
        assert_eq!(session.map_or(0, |session| session.version), last, "round {round}");
        let query = Query::all("applicant").equal("status", format!("w{writer}")).limit(500);
        let mut found = store.query(&query).unwrap().items;
        found.sort_by(|one, other| one.id.cmp(&other.id));
        let window: Vec<u64> = (last.saturating_sub(WINDOW) + 1..=last).collect();
        let numbers: Vec<u64> =
            found.iter().map(|document| document.body["since"].as_u64().unwrap()).collect();
        assert_eq!(numbers, window, "round {round}: writer {writer}");
        for document in found {
            let number = document.body["since"].as_u64().unwrap();
            assert_eq!(document.body, body(writer, number), "round {round}");
            let about = JournalQuery::about("applicant", document.id.as_str());
            assert_eq!(store.journal(&about).unwrap().len(), 1, "round {round}");
        }
    }
    assert_eq!(store.status().unwrap().change, steps, "round {round}");
    steps
}

#[test]
fn a_killed_process_loses_nothing_it_acknowledged() {
    let rounds = std::env::var("STORE_TORTURE_ROUNDS").ok().and_then(|text| text.parse().ok());
    let rounds: u64 = rounds.unwrap_or(50);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ rounds);
    let mut scratch = Scratch::new();
    let mut done = BTreeMap::new();
    let mut total = 0;
    for round in 1..=rounds {
        // Every fifth time within the first moments: while it opens, or recovers from the last kill.
        let after = if round % 5 == 0 { numbers.below(30) } else { 20 + numbers.below(260) };
        let role = if round % 6 == 0 { "write-and-compact" } else { "write" };
        run_and_kill(scratch.path(), role, Duration::from_millis(after), &mut done);
        let copied = Scratch::new();
        copy(scratch.path(), copied.path());
        let store = copied.open();
        let steps = verify(&*store, &done, round);
        if round % 10 == 0 {
            let restored = Scratch::new();
            let again = restored.open();
            again.import(&mut exported(&*store).as_slice()).unwrap();
            verify(&*again, &done, round);
        }
        // From time to time from the beginning: the first moments of a database are special.
        if round % 40 == 0 {
            total += steps;
            scratch = Scratch::new();
            done.clear();
        } else if round == rounds {
            total += steps;
        } else {
            // What was there without an acknowledgement stays there.
            for writer in 0..WRITERS {
                let counter = store.get("profile", &format!("w{writer}")).unwrap();
                done.insert(writer, counter.map_or(0, |counter| counter.version));
            }
        }
    }
    println!("{rounds} kills, {total} transactions, nothing lost");
    assert!(total > rounds, "{total}");
}
