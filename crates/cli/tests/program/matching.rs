//! `match` and `explain`.

use std::process::Stdio;

use crate::run::{Scratch, command, root, run};

const PILOT: &[&str] = &[
    "match",
    "--profiles",
    "pack:care",
    "--applicants",
    "profiles/samples/rhein-erft/people.ndjson",
    "--as-of",
    "2026-11-22",
    "--json",
];

fn schema(name: &str) -> jsonschema::Validator {
    let path = root().join("profiles/schema").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn the_pilot_gives_the_same_bytes_twice_and_keeps_its_schema() {
    let said = run(PILOT);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert_eq!(said, run(PILOT));
    let answer = said.json();
    assert!(schema("matches.json").is_valid(&answer));
    let matches = answer["matches"].as_array().unwrap();
    assert!(matches.len() >= 12 * 67 && matches.len().is_multiple_of(67), "{}", matches.len());
    for pair in matches {
        for side in ["demands", "needs"] {
            let parts = pair["parts"].as_array().unwrap();
            let sum = |column: &str| -> u64 {
                let own = parts.iter().filter(|part| part["side"] == side);
                own.filter_map(|part| part["points"][column].as_u64().or(part[column].as_u64()))
                    .sum()
            };
            let [low, high] = [0, 1].map(|end| pair[side][end].as_u64().unwrap());
            if parts.iter().any(|part| part["side"] == side) {
                assert_eq!(sum("achieved"), low, "{pair}");
                assert_eq!(sum("achieved") + sum("open"), high, "{pair}");
            }
        }
    }
}

#[test]
fn the_client_list_of_the_jobcenter_is_read() {
    let said = run(&[
        "match",
        "--profiles",
        "pack:care",
        "--applicants",
        "profiles/samples/rhein-erft/kundenliste.csv",
        "--as-of",
        "2026-11-22",
        "--top",
        "3",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("… und 64 weitere Personen."), "{}", said.out);
}

#[test]
fn one_pair_is_explained_in_both_languages() {
    let pair = [
        "explain",
        "--profiles",
        "profiles/samples/p-017/profiles.toml",
        "--applicants",
        "profiles/samples/p-017/person.toml",
        "--as-of",
        "2026-11-21",
        "--profile",
    ];
    let profiles =
        std::fs::read_to_string(root().join("profiles/samples/p-017/profiles.toml")).unwrap();
    let id =
        profiles.lines().find_map(|line| line.strip_prefix("id = ")).unwrap().trim_matches('"');
    let arguments = [&pair[..], &[id]].concat();
    let german = run(&arguments);
    assert!(german.out.contains("73,78") && german.out.contains("83,11"), "{}", german.out);
    let english = run(&[&["--lang", "en"], &arguments[..]].concat());
    assert!(english.out.contains("73.78"), "{}", english.out);
}

#[test]
fn a_reader_who_stops_early_is_no_failure() {
    let mut child = command(PILOT).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn bad_people_are_refused_with_line_field_and_remedy_and_nothing_is_printed() {
    let bad = Scratch::with(
        "ndjson",
        "{\"id\":\"P-1\",\"facts\":[]}\n{\"id\":\"P-2\",\"facts\":[{\"kind\":\"languag\"}],\"name\":\"x\"}\n",
    );
    let said = run(&["match", "--profiles", "pack:care", "--applicants", bad.path()]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains(":2:") && said.err.contains("[unknown_field]"), "{}", said.err);
    assert!(said.err.contains("[unknown_kind]") && said.err.contains("language"), "{}", said.err);
}

#[test]
fn files_that_are_not_there_or_not_text_are_named() {
    let absent = run(&["match", "--profiles", "pack:care", "--applicants", "no/such.ndjson"]);
    assert_eq!(absent.code, Some(2));
    assert!(absent.err.contains("no/such.ndjson") && absent.err.contains("[unreadable]"));
    let unknown = run(&["match", "--profiles", "pack:bakery", "--applicants", "no/such.ndjson"]);
    assert!(unknown.err.contains("bakery") && unknown.err.contains("care"), "{}", unknown.err);
}
