//! How files look: what they begin with, and what the core never holds.

use super::sources::{code, crates, rust_files};

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    let mut silent = Vec::new();
    for folder in ["crates", "tests", "benches"] {
        let files = rust_files(folder);
        let bare = files.into_iter().filter(|(_, text)| !text.starts_with("//!"));
        silent.extend(bare.map(|(path, _)| path));
    }
    assert!(silent.is_empty(), "without a first line `//! …`: {silent:#?}");
}

#[test]
fn nothing_is_called_utils() {
    let mut files = rust_files("crates");
    files.retain(|(path, _)| {
        path.split('/').any(|part| matches!(part, "utils" | "utils.rs" | "helpers.rs" | "misc.rs"))
    });
    assert!(files.is_empty(), "{:?}", files.iter().map(|file| &file.0).collect::<Vec<_>>());
}

#[test]
fn the_core_is_pure_and_counts_in_whole_numbers() {
    let banned = [
        ("f32", "floating point"),
        ("f64", "floating point"),
        ("std::fs", "files"),
        ("std::env", "the environment"),
        ("std::net", "sockets"),
        ("std::time", "a clock"),
        ("SystemTime", "a clock"),
        ("Instant", "a clock"),
        ("async fn", "async"),
        ("static mut", "a global"),
        ("thread_local!", "a global"),
        ("HashMap", "an order that changes"),
        ("HashSet", "an order that changes"),
    ];
    // what enters as a fraction, and is not scored
    let allowed = [
        // degrees are read into whole micro-degrees
        ("crates/matching-core/src/place.rs", "f64"),
        // strsim answers with a fraction, which becomes thousandths; a resolved text is a proposal
        ("crates/matching-core/src/resolve/compare.rs", "f64"),
    ];
    let mut found = Vec::new();
    for (path, text) in rust_files("crates/matching-core/src") {
        let code = code(&text);
        for (word, what) in banned {
            if contains_word(&code, word) && !allowed.contains(&(path.as_str(), word)) {
                found.push(format!("{path}: {what} ({word})"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Whether a word stands in a text and is not part of a longer one.
fn contains_word(text: &str, word: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, found)| {
        !joins(text[..at].chars().next_back()) && !joins(text[at + found.len()..].chars().next())
    })
}

#[test]
fn no_crate_is_without_a_description() {
    for name in crates() {
        let path = crate::support::root().join("crates").join(&name).join("Cargo.toml");
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains("description = "), "{name}");
        assert!(text.contains("[lints]\nworkspace = true"), "{name}");
    }
}
