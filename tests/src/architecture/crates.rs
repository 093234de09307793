//! Between crates: a package may use only what stands in its row.

use std::{collections::BTreeMap, fs};

use super::sources::crates;
use crate::support::root;

/// The table: who may use which crates of ours, and which of others' it must never see.
const ROWS: &[Row] = &[
    ("issue", &[], WEB_AND_STORE),
    ("fairness", &[], OUTSIDE_THE_CORE),
    ("matching-core", &[], OUTSIDE_THE_CORE),
    ("pathways", &["issue", "matching-core"], OUTSIDE_THE_CORE),
    ("day-planner", &["issue"], WEB_AND_STORE),
    ("formats", &["issue", "matching-core", "pathways"], WEB_AND_STORE),
    (
        "interview-day",
        &["day-planner", "formats", "issue", "matching-core", "pathways"],
        WEB_AND_STORE,
    ),
    ("knowledge", &["formats", "issue", "matching-core", "pathways"], WEB_AND_STORE),
    ("store", &["issue"], &["actix-web", "tokio"]),
    ("synthetic", &["formats", "issue", "knowledge", "matching-core"], WEB_AND_STORE),
    ("api", EVERYTHING_BUT_THE_EDGE, &[]),
    ("cli", EVERYTHING, &["sled"]),
    ("xtask", EVERYTHING, &["sled"]),
];

/// A crate, the crates of ours that it may use, and those of others that it must never see.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const EVERYTHING_BUT_THE_EDGE: &[&str] = &[
    "day-planner",
    "fairness",
    "formats",
    "interview-day",
    "issue",
    "knowledge",
    "matching-core",
    "pathways",
    "store",
    "synthetic",
];

const EVERYTHING: &[&str] = &[
    "api",
    "day-planner",
    "fairness",
    "formats",
    "interview-day",
    "issue",
    "knowledge",
    "matching-core",
    "pathways",
    "store",
    "synthetic",
];

const OUTSIDE_THE_CORE: &[&str] = &[
    "actix-web",
    "chrono",
    "csv",
    "lazy_static",
    "log",
    "once_cell",
    "rand",
    "serde_json",
    "sled",
    "tokio",
    "toml",
    "tracing",
];

const WEB_AND_STORE: &[&str] = &["actix-web", "sled", "tokio"];

/// The dependencies of a crate, tests left out.
fn dependencies(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside && let Some(end) = line.find(['.', ' ', '=']) {
            found.push(line[..end].to_owned());
        }
    }
    found
}

#[test]
fn crates_use_only_what_stands_in_their_row() {
    let ours = crates();
    let rows: BTreeMap<&str, _> = ROWS.iter().map(|row| (row.0, row)).collect();
    let mut broken = Vec::new();
    for name in &ours {
        let Some((_, may, never)) = rows.get(name.as_str()) else {
            broken.push(format!("{name} has no row"));
            continue;
        };
        for used in dependencies(name) {
            if ours.contains(&used) && !may.contains(&used.as_str()) {
                broken.push(format!("{name} may not use {used}"));
            }
            if never.contains(&used.as_str()) {
                broken.push(format!("{name} must never see {used}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
