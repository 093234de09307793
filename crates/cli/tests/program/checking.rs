//! `check`, `schema`, and the arguments themselves.

use crate::run::{Scratch, run};

#[test]
fn the_shipped_knowledge_is_without_error() {
    let said = run(&["check", "knowledge", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.out);
}

#[test]
fn samples_are_without_error() {
    let people = "profiles/samples/rhein-erft/people.ndjson";
    assert_eq!(run(&["check", "applicants", people]).code, Some(0));
    let profiles = "profiles/samples/p-017/profiles.toml";
    assert_eq!(run(&["check", "profiles", profiles]).code, Some(0));
}

#[test]
fn issues_come_as_json_for_machines() {
    let bad = Scratch::with("toml", "id = \"x\"\nfield = 3\n");
    let said = run(&["--lang", "en", "check", "profiles", bad.path(), "--json"]);
    assert_eq!(said.code, Some(2));
    let issues = said.json();
    let wrong = issues.as_array().unwrap().iter().find(|row| row["code"] == "wrong_type").unwrap();
    assert_eq!(wrong["place"]["line"], 2);
    assert!(wrong["remedy"].as_str().is_some_and(|text| !text.is_empty()));
}

#[test]
fn arguments_that_do_not_belong_together_are_refused() {
    let said = run(&["plan", "--day", "x.toml", "--instance", "y.json"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(run(&["plan"]).code, Some(2));
    assert_eq!(run(&["plan", "--instance", "x.json", "--seconds", "0"]).code, Some(2));
}
