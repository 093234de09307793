//! The sources of the project, as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::root;

/// Every Rust file below a folder of the project, with its path from the root.
pub(super) fn rust_files(below: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    collect(&root().join(below), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (from_root(&path), fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

/// The crates of the workspace, by folder name.
pub(super) fn crates() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The code of a file: comments and the unit tests at its end left out.
pub(super) fn code(text: &str) -> String {
    let tested = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..tested].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}
