//! Child processes: this test binary again, told by the environment to do something else.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{embedded, torture};

/// A command that runs a role in a directory.
pub(crate) fn command(role: &str, directory: &Path) -> Command {
    command_of(&std::env::current_exe().unwrap(), role, directory)
}

/// The same with a copy of the binary, for users who may not read ours.
pub(crate) fn command_of(binary: &Path, role: &str, directory: &Path) -> Command {
    let mut command = Command::new(binary);
    command.args(["child::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env("STORE_TEST_ROLE", role).env("STORE_TEST_DIRECTORY", directory);
    command
}

/// What a role printed, without what the test harness prints around it.
pub(crate) fn said(output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    text.lines().filter_map(|line| line.split_once("said: ")).map(|(_, said)| said.into()).collect()
}

/// Prints something for the parent; nothing is lost when the process is killed afterwards.
pub(crate) fn say(text: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    // The parent may be gone.
    let _written = writeln!(out, "said: {text}").and_then(|()| out.flush());
}

/// The child's side: does nothing unless the environment names a role.
#[test]
fn child() {
    let Ok(role) = std::env::var("STORE_TEST_ROLE") else { return };
    let directory = PathBuf::from(std::env::var("STORE_TEST_DIRECTORY").unwrap());
    match role.as_str() {
        "write" => torture::write(&directory, false),
        "write-and-compact" => torture::write(&directory, true),
        "fill" => embedded::disk::fill(&directory),
        "open" => embedded::disk::open(&directory),
        "damage" => embedded::damage::open_damaged(&directory),
        other => panic!("{other}"),
    }
}
