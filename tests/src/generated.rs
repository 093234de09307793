//! What is generated is current, and every code is told once.

use std::{collections::BTreeSet, fs};

use issue::{Issue, Language};

use crate::support::root;

#[test]
fn generated_files_are_current() {
    let mut stale = Vec::new();
    for file in xtask::generated().unwrap() {
        if fs::read(root().join(&file.path)).ok().as_deref() != Some(&*file.bytes) {
            stale.push(file.path);
        }
    }
    assert!(stale.is_empty(), "run `cargo run -p xtask`; stale: {stale:#?}");
}

#[test]
fn every_schema_on_disk_is_generated() {
    let generated: BTreeSet<String> =
        xtask::generated().unwrap().into_iter().map(|file| file.path).collect();
    for entry in fs::read_dir(root().join("profiles/schema")).unwrap().flatten() {
        let path = format!("profiles/schema/{}", entry.file_name().to_string_lossy());
        assert!(generated.contains(&path), "{path} is an orphan");
    }
}

#[test]
fn every_code_is_there_once_with_both_languages() {
    let mut seen = BTreeSet::new();
    for code in xtask::codes() {
        assert!(seen.insert(code.name()), "{} is there twice", code.name());
        let issue = Issue::new(code, "");
        for language in [Language::German, Language::English] {
            assert!(!issue.cause(language).is_empty(), "{}", code.name());
            assert!(!issue.remedy(language).is_empty(), "{}", code.name());
        }
    }
}

#[test]
fn every_schema_of_the_interface_has_one_name_and_no_reference_is_open() {
    let document = serde_json::to_value(api::app::document()).unwrap();
    let mut open = BTreeSet::new();
    references(&document, &mut open);
    for reference in open {
        let pointer = reference.strip_prefix('#').unwrap_or(&reference).to_owned();
        assert!(document.pointer(&pointer).is_some(), "{reference} leads nowhere");
    }
}

fn references(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            found.extend(map.get("$ref").and_then(|name| name.as_str()).map(ToOwned::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}
