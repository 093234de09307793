//! Disks that are full and directories that cannot be written.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    path::Path,
    process::Command,
};

use serde_json::json;
use store::{StoreError, open_sled};

use crate::{
    child::{command, command_of, said, say},
    support::{Scratch, assert_sound, batch, kinds, options},
};

/// The child: writes until nothing more fits, and says what was acknowledged and what came then.
pub(crate) fn fill(directory: &Path) {
    let store = open_sled(&directory.join("data"), kinds(), options()).unwrap();
    let create = |number: u32| {
        let body = json!("x".repeat(3_000));
        store.commit(&batch().create("profile", &format!("p{number:05}"), body))
    };
    for number in 0..50_000 {
        match create(number) {
            Ok(_) => say(&format!("done {number}")),
            Err(error) => {
                say(error.code());
                break;
            }
        }
    }
    say(create(99_999).map_or_else(|error| error.code(), |_| "written"));
    say(store.get("profile", "p00000").map_or_else(|error| error.code(), |_| "read"));
}

/// The child: opens a store and says what came of it.
pub(crate) fn open(directory: &Path) {
    let opened = open_sled(&directory.join("data"), kinds(), options());
    say(opened.map_or_else(|error: StoreError| error.code(), |_| "opened"));
}

#[test]
fn on_a_full_disk_the_store_stops_and_keeps_what_it_acknowledged() {
    let scratch = Scratch::new();
    let inner = command("fill", scratch.path());
    // No file may grow beyond 8 MiB; the signal for it is ignored, so that writing fails instead.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 16384; exec \"$0\" \"$@\""]);
    shell.arg(inner.get_program()).args(inner.get_args());
    shell.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = shell.output().unwrap();
    let said = said(&output.stdout);
    let done = said.iter().filter(|line| line.starts_with("done")).count();
    assert!(done > 500, "{done}");
    assert_eq!(said[done..], ["disk_full", "store_stopped", "store_stopped"]);

    let store = scratch.open();
    assert_sound(&*store);
    let found = store.count(&store::Query::all("profile")).unwrap();
    let done = u64::try_from(done).unwrap();
    assert!(found == done || found == done + 1, "{done} were acknowledged, {found} are there");
    store.commit(&batch().create("profile", "more", json!(1))).unwrap();
}

#[test]
fn a_directory_that_cannot_be_written_is_refused() {
    let scratch = Scratch::new();
    drop(scratch.open());
    let shut = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
    let binary = scratch.join("binary");
    fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    shut(&binary);
    shut(&scratch.join("data"));
    let mut open = command_of(&binary, "open", scratch.path());
    // Nothing is forbidden to root: somebody else has to try.
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        open.uid(65_534).gid(65_534).current_dir("/");
    }
    let output = open.output().unwrap();
    assert_eq!(
        said(&output.stdout),
        ["not_writable"],
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::set_permissions(scratch.join("data"), fs::Permissions::from_mode(0o755)).unwrap();
    let store = scratch.open();
    assert!(store.status().unwrap().ended_in_order);
}
