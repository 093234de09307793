//! `plan`, `replan`, `check plan` and `demo`.

use serde_json::{Value, json};

use crate::run::{Said, Scratch, run};

fn pilot(out: &Scratch) -> Said {
    run(&[
        "plan",
        "--day",
        "profiles/samples/rhein-erft/day.toml",
        "--profiles",
        "pack:care",
        "--applicants",
        "profiles/samples/rhein-erft/people.ndjson",
        "--as-of",
        "2026-11-22",
        "--steps",
        "60000",
        "--out",
        out.path(),
    ])
}

fn talks(plan: &str) -> Vec<Value> {
    let plan: Value = serde_json::from_str(plan).unwrap();
    plan["plan"]["talks"].as_array().unwrap().clone()
}

#[test]
fn the_pilot_day_is_planned_checked_changed_and_checked_again() {
    let (first, again) = (Scratch::new("json"), Scratch::new("json"));
    let said = pilot(&first);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("kerpen") && said.out.contains("wesseling"));
    assert!(said.out.contains("Paare ohne Termin") && said.out.contains("mindestens brächte"));
    pilot(&again);
    assert_eq!(first.read(), again.read(), "the same input gives the same bytes");
    assert_eq!(run(&["check", "plan", "--plan", first.path()]).code, Some(0));

    let planned = talks(&first.read());
    let absent = planned.iter().find(|talk| talk["from"].as_str() > Some("11:00")).unwrap();
    let absent = absent["person"].as_str().unwrap();
    let happened = Scratch::with(
        "toml",
        &format!("date = \"2026-12-03\"\nnow = \"10:00\"\nno_shows = [\"{absent}\"]\n"),
    );
    let second = Scratch::new("json");
    let arguments = ["--plan", first.path(), "--happened", happened.path()];
    let replan = [&["replan"], &arguments[..], &["--steps", "60000", "--out", second.path()]];
    let said = run(&replan.concat());
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains(absent), "{}", said.out);

    let replanned = talks(&second.read());
    let past = |talks: &[Value]| -> Vec<Value> {
        let begun = talks.iter().filter(|talk| talk["from"].as_str() < Some("10:00"));
        begun
            .map(|talk| json!([talk["person"], talk["role"], talk["table"], talk["from"]]))
            .collect()
    };
    assert_eq!(past(&planned), past(&replanned), "the past stays");
    assert!(replanned.iter().all(|talk| {
        talk["person"].as_str() != Some(absent) || talk["from"].as_str() < Some("10:00")
    }));
    assert!(replanned.len() * 10 > planned.len() * 8, "calm: {}", replanned.len());
}

#[test]
fn a_changed_plan_is_caught() {
    let file = Scratch::new("json");
    pilot(&file);
    let mut plan: Value = serde_json::from_str(&file.read()).unwrap();
    let talk = plan["plan"]["talks"][0].clone();
    plan["plan"]["talks"].as_array_mut().unwrap().push(talk);
    let broken = Scratch::with("json", &plan.to_string());
    let said = run(&["check", "plan", "--plan", broken.path(), "--json"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert_eq!(said.json()["legal"], false);
}

#[test]
fn everybody_without_a_talk_has_a_reason() {
    let file = Scratch::new("json");
    pilot(&file);
    let plan: Value = serde_json::from_str(&file.read()).unwrap();
    let met = |person: &Value| {
        plan["plan"]["talks"].as_array().unwrap().iter().any(|talk| talk["person"] == *person)
    };
    let people = plan["day"]["people"].as_array().unwrap();
    let without = plan["without_talk"].as_array().unwrap();
    assert_eq!(people.len(), 67);
    for person in people {
        let listed = without.iter().find(|row| row["person"] == person["id"]);
        assert_eq!(listed.is_none(), met(&person["id"]), "{person}");
        assert!(listed.is_none_or(|row| row["reason"].is_string()));
    }
    // every pair that comes into question is a talk, or is listed with a reason
    let pairs = plan["without_slot"].as_array().unwrap();
    let talks = plan["plan"]["talks"].as_array().unwrap();
    assert_eq!(pairs.len() + talks.len(), plan["day"]["fits"].as_array().unwrap().len());
    assert!(pairs.iter().all(|row| row["reason"].is_string()));
    assert!(pairs.iter().any(|row| row["remedy"]["change"].is_string()));
    let hour = |row: &&Value| row["change"]["change"] == "one_more_hour";
    assert!(plan["chances"].as_array().unwrap().iter().any(|row| hour(&row)));
}

#[test]
fn the_judge_notices_who_is_missing_from_the_lists() {
    let file = Scratch::new("json");
    pilot(&file);
    let mut plan: Value = serde_json::from_str(&file.read()).unwrap();
    plan["without_slot"].as_array_mut().unwrap().pop();
    let broken = Scratch::with("json", &plan.to_string());
    let said = run(&["check", "plan", "--plan", broken.path(), "--json"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert_eq!(said.json()["faults"][0]["code"], "left_out_untold");
}

const INSTANCE: &str = r#"{"format":"passgenau-instance-1","name":"one",
 "rules":{"buffer":0,"cover_r":2,"suitable_min":500,"w_wait":3,"w_gap":1,"w_day":24},
 "days":[{"id":"D1","start":"09:00","slot_min":20,"slots":4,"closed":[]}],"interpreters":{},
 "employers":[{"id":"E1"}],
 "tables":[{"id":"T1","employer":"E1","roles":["R1"],"len":1,"open":[[0,0,4]],"max_iv":4,"languages":[]}],
 "roles":[{"id":"R1","employer":"E1","field":"Pflege","openings":1,"max_iv":4}],
 "candidates":[{"id":"C1","avail":[[0,1,4]],"max_iv":1,"min_iv":1,"interpreter":null}],
 "scores":[["C1","R1",733]],"pinned":[]}"#;

#[test]
fn an_instance_of_the_interchange_format_is_planned_and_judged() {
    let (instance, plan) = (Scratch::with("json", INSTANCE), Scratch::new("json"));
    let arguments = ["plan", "--instance", instance.path(), "--out", plan.path(), "--seconds", "1"];
    let said = run(&arguments);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{}", said.err);
    let written: Value = serde_json::from_str(&plan.read()).unwrap();
    assert_eq!(written["plan"][0]["candidate"], "C1");
    assert_eq!(written["proven"], true);
    assert_eq!(written["claims"]["score"], 733);
    let check = ["check", "plan", "--instance", instance.path(), "--plan", plan.path()];
    assert_eq!(run(&check).code, Some(0));

    let event = r#"{"now":[0,2],"base_plan":[{"candidate":"C1","role":"R1","table":"T1","day":0,"slot":3}],
        "no_shows":["C1"],"late":[],"walk_ins":[],"walk_in_scores":[],"table_closes":[]}"#;
    let (event, after) = (Scratch::with("json", event), Scratch::new("json"));
    let replan =
        ["replan", "--instance", instance.path(), "--event", event.path(), "--out", after.path()];
    assert_eq!(run(&replan).code, Some(0));
    let written: Value = serde_json::from_str(&after.read()).unwrap();
    assert_eq!(written["plan"], json!([]));
}

#[test]
fn broken_instances_are_refused_with_every_problem() {
    let broken = INSTANCE.replace("\"slots\":4", "\"slots\":0").replace("733", "7330");
    let broken = Scratch::with("json", &broken);
    let out = Scratch::new("json");
    let arguments = ["--lang", "en", "plan", "--instance", broken.path(), "--out", out.path()];
    let said = run(&arguments);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("[no_slots]") && said.err.contains("[bad_fit]"), "{}", said.err);
    assert!(!std::path::Path::new(out.path()).exists(), "nothing is written");
    let cut = Scratch::with("json", INSTANCE.trim_end_matches('}'));
    let said = run(&["plan", "--instance", cut.path()]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("[syntax]"), "{}", said.err);
}

#[test]
fn a_wrong_day_file_names_line_and_remedy() {
    let day = Scratch::with(
        "toml",
        "name = \"x\"\ndates = [{ id = \"2026-12-03\", from = \"9 Uhr\", to = \"13:00\" }]\nsites = []\nroles = []\ntables = []\nfoo = 1\n",
    );
    let said = run(&[
        "plan",
        "--day",
        day.path(),
        "--profiles",
        "pack:care",
        "--applicants",
        "profiles/samples/rhein-erft/people.ndjson",
    ]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains(":2:") && said.err.contains("[wrong_form]"), "{}", said.err);
    assert!(said.err.contains("09:30") && said.err.contains("[unknown_field]"), "{}", said.err);
}

#[test]
fn the_demonstration_prints_ranking_and_day() {
    let said = run(&["demo", "--no-serve"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for word in ["C11 –", "kerpen, 03.12.2026", "wesseling, 03.12.2026", "Ohne Gespräch"] {
        assert!(said.out.contains(word), "{word}");
    }
    let open = run(&["demo", "--listen", "0.0.0.0:1"]);
    assert_eq!(open.code, Some(4));
}
