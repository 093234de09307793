//! Adding a sector is adding a folder, and a role with an employer's edits makes a profile.

use formats::{
    adapt::{adapt, differences},
    document::{AdaptationDocument, GuardSeverity},
    guard::{blocks, guard},
    read,
    source::{Source, Syntax},
};
use issue::{Issue, Severity};
use matching_core::id::ConceptId;

use super::{folder::Folder, shipped};

fn concept(id: &str) -> ConceptId {
    ConceptId::new(id).unwrap()
}

#[test]
fn adding_a_sector_is_adding_a_folder() {
    let folder = Folder::shipped("sector");
    folder.add("packs/logistics");
    let (knowledge, issues) = folder.load();
    assert_eq!(issues, Vec::new());
    let knowledge = knowledge.unwrap();
    let names: Vec<&str> = knowledge.packs().iter().map(|pack| &*pack.document.id).collect();
    assert_eq!(names, ["care", "handwerk", "logistics"]);
    let day = "2026-11-21".parse().unwrap();
    let role = knowledge.role("W01", day).unwrap();
    assert_eq!(role.document.criteria.len(), 3, "in a warehouse no paper is a criterion");
    let pack = &knowledge.packs()[2];
    let papers = |setting| -> Vec<String> {
        let found = pack.papers_for(&role.document.id, Some(&concept(setting)), day);
        found.iter().map(|paper| format!("{} {}", paper.rule.document, paper.begin_by)).collect()
    };
    assert_eq!(papers("warehouse"), ["residence_permit 2026-11-18"]);
    let school = ["police_certificate 2026-10-31", "residence_permit 2026-11-18"];
    assert_eq!(papers("school"), school);
}

#[test]
fn papers_follow_the_setting_of_the_place() {
    let day = "2027-01-15".parse().unwrap();
    let care = &shipped().packs()[0];
    let papers = |role: &str, setting: &str| -> Vec<String> {
        let role = &shipped().role(role, day).unwrap().document.id;
        let found = care.papers_for(role, Some(&concept(setting)), day);
        let found = found.iter().filter(|paper| paper.rule.criterion);
        found.map(|paper| paper.rule.document.to_string()).collect()
    };
    assert_eq!(papers("C11", "inpatient_care"), ["police_certificate"]);
    assert_eq!(papers("C11", "hospital"), ["measles_proof"]);
    assert_eq!(papers("C11", "residential_disability"), ["extended_police_certificate"]);
    assert_eq!(papers("C03", "inpatient_care"), Vec::<String>::new());
    assert_eq!(papers("C01", "inpatient_care"), ["food_hygiene_instruction"]);
    let trainee = ["measles_proof", "health_certificate", "police_certificate"];
    assert_eq!(papers("C16", "training_school"), trainee);
}

const EDITS: &str = r#"
id = "caritas-kerpen-helper"
role = "C11"
version = 1
employer = "Caritasverband Rhein-Erft"
reason = { de = "Die Station liegt im Krankenhaus.", en = "The ward is in a hospital." }
valid_from = "2026-12-01"
remove = ["experience"]

[offer]
setting = "hospital"

[[change]]
id = "german"
reason = { de = "Übergaben am Telefon.", en = "Handovers by telephone." }
set = { minimum = "B1" }

[[add]]
id = "tablet"
kind = "competence"
concept = "documentation"
target = 2
"#;

fn edits(text: &str) -> AdaptationDocument {
    let (entries, issues) = read::adaptations(Source::text(text, Syntax::Toml));
    assert_eq!(issues, Vec::new());
    entries.into_iter().next().unwrap().document
}

fn adapted(text: &str) -> (Option<read::Checked>, Vec<Issue>) {
    let edits = edits(text);
    let role = shipped().role(edits.role.as_str(), "2026-12-01".parse().unwrap()).unwrap();
    let rules = &shipped().packs()[0].papers;
    adapt(&role.document, &edits, rules, shipped().reference())
}

#[test]
fn a_role_and_edits_and_a_reason_make_a_profile() {
    let (profile, issues) = adapted(EDITS);
    assert_eq!(issues, Vec::new());
    let profile = profile.unwrap();
    let day = "2026-12-01".parse().unwrap();
    let role = shipped().role("C11", day).unwrap();
    let found = differences(&role.document, &profile.document).unwrap();
    let lines: Vec<&str> = found
        .iter()
        .map(|difference| difference.field.as_str())
        .filter(|field| field.starts_with("/criteria") || field.starts_with("/offer"))
        .collect();
    let expected = [
        "/offer/setting",
        "/criteria/german/reason/de",
        "/criteria/german/reason/en",
        "/criteria/german/minimum",
        "/criteria/experience",
        "/criteria/police-certificate",
        "/criteria/measles-proof",
        "/criteria/tablet",
    ];
    assert_eq!(lines, expected);
    let template = shipped().template(&profile.document, day).unwrap();
    let notes = guard(shipped().guard(), &profile, Some(&template), day);
    let told: Vec<(&str, GuardSeverity, &str)> =
        notes.iter().map(|note| (note.rule.as_str(), note.severity, note.found.as_str())).collect();
    let expected = [
        ("level-above-role", GuardSeverity::NeedsReason, "tablet"),
        ("level-above-role", GuardSeverity::Hint, "german.listening"),
    ];
    assert_eq!(told, expected, "papers of the new setting are no excess");
    assert!(!blocks(&notes));
    assert_eq!(differences(&profile.document, &profile.document).unwrap(), Vec::new());
}

#[test]
fn edits_that_fit_nothing_are_refused_with_their_place() {
    let code = |text: &str| -> Vec<(String, &str)> {
        let (profile, issues) = adapted(text);
        assert!(profile.is_none());
        issues.iter().map(|issue| (issue.place.field.clone(), issue.code.name())).collect()
    };
    let gone = EDITS.replace("\"experience\"", "\"piano\"");
    assert_eq!(code(&gone), [("/remove".to_owned(), "unknown_line")]);
    let unknown = EDITS.replace("id = \"german\"", "id = \"french\"");
    assert_eq!(code(&unknown), [("/change/0/id".to_owned(), "unknown_line")]);
    let wrong = EDITS.replace("minimum = \"B1\"", "minimum = \"B7\"");
    assert_eq!(code(&wrong), [("/change/0/set".to_owned(), "syntax")]);
    let twice = EDITS.replace("id = \"tablet\"", "id = \"german\"");
    let (profile, issues) = adapted(&twice);
    assert!(profile.is_none() && issues.iter().any(|issue| issue.code.name() == "duplicate"));
}

#[test]
fn no_shipped_role_is_blocked_by_the_guard() {
    let day = "2026-11-21".parse().unwrap();
    let roles = shipped().packs().iter().flat_map(|pack| &pack.roles);
    for role in roles {
        let notes = guard(shipped().guard(), role, None, day);
        assert!(!blocks(&notes), "{}: {notes:?}", role.document.id);
        for issue in notes.iter().map(formats::guard::GuardNote::issue) {
            assert_eq!(issue.severity, Severity::Warning);
        }
    }
}
