//! `size` and `invite`.

use serde_json::Value;

use crate::run::{Said, run};

const SIZE: [&str; 7] = ["size", "--talks", "600", "--minutes", "10", "--open", "300"];

fn sized(more: &[&str]) -> Said {
    run(&[&["--lang", "en"], &SIZE[..], more].concat())
}

#[test]
fn a_day_is_sized_by_hand_checked_numbers() {
    let said = sized(&["--buffer", "0", "--show-rate", "70", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let size = &said.json()["size"];
    // 300 / 10 slots; 660 places with 10 % spare on 30 slots; 600 / 3 people
    assert_eq!(
        (size["slots"].as_u64(), size["tables"].as_u64(), size["people"].as_u64()),
        (Some(30), Some(22), Some(200))
    );
    let invitations = &size["invitations"];
    assert!(invitations["risk"].as_f64() <= Some(0.1));
    assert!(invitations["next_risk"].as_f64() > Some(0.1));
    let told = sized(&["--show-rate", "70"]);
    assert!(told.out.contains("Talks per table") && told.out.contains('%'), "{}", told.out);
    let german = run(&SIZE);
    assert!(german.out.contains("Gespräche je Tisch"), "{}", german.out);
}

#[test]
fn a_rate_from_few_days_invites_fewer_than_the_same_rate_known() {
    let invite = |more: &[&str]| {
        let said = sized(&[more, &["--json"]].concat());
        said.json()["size"]["invitations"]["invite"].as_u64().unwrap()
    };
    assert!(invite(&["--came", "7", "--away", "3"]) < invite(&["--show-rate", "70"]));
}

#[test]
fn impossible_wishes_are_refused_with_code_and_remedy() {
    for (more, code) in [
        (&["--show-rate", "0"][..], "[size_range]"),
        (&["--show-rate", "101"], "[size_range]"),
        (&["--risk", "100"], "[size_range]"),
        (&["--came", "0", "--away", "3"], "[size_range]"),
        (&["--per-person", "0"], "[size_range]"),
        (&["--per-person", "40"], "[day_too_short]"),
    ] {
        let said = sized(more);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{more:?}");
        assert!(said.err.contains(code) && said.err.contains('→'), "{more:?} {}", said.err);
    }
}

fn invited(more: &[&str]) -> Said {
    let day = [
        "invite",
        "--day",
        "profiles/samples/rhein-erft/day.toml",
        "--profiles",
        "pack:care",
        "--applicants",
        "profiles/samples/rhein-erft/people.ndjson",
        "--as-of",
        "2026-11-22",
        "--steps",
        "20000",
    ];
    run(&[&day[..], more].concat())
}

fn people(answer: &Value, list: &str) -> Vec<String> {
    let rows = answer[list].as_array().unwrap().iter();
    rows.map(|row| row["person"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn everybody_is_invited_stands_by_or_is_sent_elsewhere() {
    let said = invited(&["--invitations", "20", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let answer = said.json();
    assert_eq!(answer["format"], "passgenau-invitations-1");
    let (asked, reserve) = (people(&answer, "invited"), people(&answer, "reserve"));
    assert_eq!(asked.len(), 20);
    assert!(answer["invited"].as_array().unwrap().iter().all(|row| row["layer"] == 1));
    let elsewhere = answer["elsewhere"].as_array().unwrap().len();
    let mut all = [asked, reserve].concat();
    assert_eq!(all.len() + elsewhere, 67);
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len() + elsewhere, 67, "nobody is on two lists");
}

#[test]
fn without_a_number_the_show_rate_decides() {
    let half = invited(&["--show-rate", "50", "--json"]).json();
    let most = invited(&["--show-rate", "95", "--json"]).json();
    assert!(people(&half, "invited").len() >= people(&most, "invited").len());
    let first = most["invited"].as_array().unwrap().iter().filter(|row| row["layer"] == 1);
    assert!(first.count() > 0 && most["overbooking"]["risk"].as_f64() <= Some(0.1));
    let told = invited(&["--show-rate", "95"]);
    assert!(told.out.contains("Einladen:") && told.out.contains("Nachrücken"), "{}", told.out);
    assert!(told.out.contains("Vorschlag"));
    let refused = invited(&["--show-rate", "0"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("[size_range]"), "{}", refused.err);
}
