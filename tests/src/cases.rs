//! The twelve typical cases: person, situation and day in a file, with the class, the gaps and the
//! pathway that the rules give, worked out by hand.

use std::{collections::BTreeMap, fs};

use formats::{
    document::{PersonDocument, SituationDocument},
    source::{Source, Syntax},
};
use knowledge::{Knowledge, Shelf};
use matching_core::calendar::Date;
use pathways::{Barrier, Outlook, Pathway, Planner};
use serde_json::Value;

use crate::support::{root, told};

fn shipped() -> Knowledge {
    let (knowledge, issues) = Knowledge::load(&Shelf::Shipped).unwrap();
    assert!(issues.is_empty(), "{}", told(&issues));
    knowledge.unwrap()
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn measures(way: &Pathway) -> Vec<String> {
    way.steps.iter().map(|step| step.measure.to_string()).collect()
}

/// The lines with gaps as the employer wrote them, each once.
fn lines(outlook: &Outlook, keep: impl Fn(&pathways::GapOutlook) -> bool) -> Vec<String> {
    let gaps = outlook.gaps.iter().filter(|gap| keep(gap));
    let mut lines: Vec<String> =
        gaps.map(|gap| gap.of.as_ref().unwrap_or(&gap.criterion).to_string()).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn outlook(knowledge: &Knowledge, case: &Value) -> Outlook {
    let as_of: Date = case["as_of"].as_str().unwrap().parse().unwrap();
    let person: PersonDocument = serde_json::from_value(case["person"].clone()).unwrap();
    let situation: SituationDocument = serde_json::from_value(case["situation"].clone()).unwrap();
    let roles = knowledge.packs().iter().flat_map(|pack| &pack.roles);
    let role = roles.into_iter().find(|role| {
        role.document.id.as_str() == case["profile"] && role.document.version == case["version"]
    });
    let profile = knowledge.engine().bind(role.unwrap().model.clone());
    let planner = Planner::new(knowledge.engine(), knowledge.measures().catalogue());
    planner.person(&person.model(), &situation.model(), as_of).outlook(&profile)
}

#[expect(clippy::cognitive_complexity, reason = "one case, judged from top to bottom")]
fn check(knowledge: &Knowledge, name: &str, text: &str) {
    let (case, issues) = Source::file(name, text, Syntax::Toml).parse();
    assert!(issues.is_empty(), "{}", told(&issues));
    let case = case.unwrap();
    let found = outlook(knowledge, &case);
    let expected = &case["expected"];
    assert!(found.complete, "{name}");
    assert_eq!(found.score.eligibility.name(), expected["class"], "{name}");
    assert_eq!(lines(&found, |_| true), texts(&expected["gaps"]), "{name}");
    let funding_gaps = lines(&found, |gap| gap.funding_gap);
    assert_eq!(funding_gaps, texts(&expected["funding_gaps"]), "{name}");
    let ways: Vec<Vec<String>> = found.pathways.iter().map(measures).collect();
    let wanted: Vec<Vec<String>> =
        expected["pathways"].as_array().unwrap().iter().map(texts).collect();
    assert_eq!(ways, wanted, "{name}");
    if let Some(days) = expected.get("days") {
        assert_eq!(found.days().map(Value::from).as_ref(), Some(days), "{name}");
    }
    if let Some(on) = expected.get("on") {
        assert_eq!(found.pathways[0].on.to_string(), on.as_str().unwrap(), "{name}");
    }
    if let Some(euros) = expected.get("euros").and_then(Value::as_u64) {
        assert_eq!(found.pathways[0].cents, euros * 100, "{name}");
    }
    beyond(&found, expected, name);
    refusals(&found, expected, name);
    for way in found.pathways.iter().chain(&found.beyond_stay) {
        assert!(way.to_clarify.is_empty() && way.runs_out.is_empty(), "{name}");
        assert!(
            way.after.eligibility
                >= matching_core::eligibility::Eligibility::SuitableWithConditions,
            "{name}"
        );
    }
}

fn beyond(found: &Outlook, expected: &Value, name: &str) {
    let beyond = found.beyond_stay.as_ref();
    assert_eq!(beyond.map(measures), expected.get("beyond_stay").map(texts), "{name}");
    let days = beyond.map(|way| Value::from(way.days));
    assert_eq!(days.as_ref(), expected.get("beyond_stay_days"), "{name}");
}

fn refusals(found: &Outlook, expected: &Value, name: &str) {
    let all = found.gaps.iter().flat_map(|gap| &gap.refusals);
    let refused: BTreeMap<String, Barrier> =
        all.map(|refusal| (refusal.measure.to_string(), refusal.barrier)).collect();
    for (measure, barrier) in expected["refused"].as_object().into_iter().flatten() {
        let told = serde_json::to_value(refused[measure]).unwrap();
        assert_eq!(told, *barrier, "{name}: {measure}");
    }
    if let Some(supported_by) = expected.get("supported_by") {
        let helping = found
            .gaps
            .iter()
            .map(|gap| gap.supported_by.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(
            helping.clone().all(|own| own == texts(supported_by)),
            "{name}: {:?}",
            helping.collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_twelve_typical_cases_come_out_as_worked_by_hand() {
    let knowledge = shipped();
    let folder = root().join("tests/golden/cases");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 12);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        check(&knowledge, &name, &fs::read_to_string(&file).unwrap());
    }
}
