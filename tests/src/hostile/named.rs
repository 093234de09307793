//! Bad input is refused with the name of what is wrong.

use formats::{
    document::Reference,
    read,
    source::{Source, Syntax},
};
use issue::{Issue, Language};
use knowledge::{Knowledge, Shelf};
use matching_core::{
    id::ConceptId,
    model::MOST_CRITERIA,
    taxonomy::{Concept, Taxonomy, TaxonomyError},
};
use serde_json::{Value, json};

fn profile(criteria: &Value) -> String {
    let budgets = json!({ "competence": 100 });
    json!({ "id": "p", "title": "Probe", "field": "nursing", "budgets": budgets, "criteria": criteria }).to_string()
}

/// The issues of a profile with these criteria.
fn issues(criteria: &Value) -> Vec<Issue> {
    let text = profile(criteria);
    let source = Source::file("p.json", &text, Syntax::Json);
    let (checked, issues) = read::profiles(source, &Reference::default());
    assert!(checked.is_empty(), "{criteria}");
    issues
}

#[track_caller]
fn named(issues: &[Issue], code: &str, field: &str, what: &str) {
    let found = issues.iter().find(|issue| issue.code.name() == code);
    let told = || {
        issues
            .iter()
            .map(|issue| {
                format!(
                    "{} {}: {}",
                    issue.code.name(),
                    issue.place.field,
                    issue.cause(Language::English)
                )
            })
            .collect::<Vec<_>>()
    };
    let issue = found.unwrap_or_else(|| panic!("no {code} in {:?}", told()));
    assert!(issue.place.field.starts_with(field), "{:?}", told());
    assert!(issue.cause(Language::English).contains(what), "{:?}", told());
    assert_eq!(issue.place.file.as_deref(), Some("p.json"));
}

fn line(id: &str, concept: &str, target: impl Into<Value>) -> Value {
    let target: Value = target.into();
    json!({ "id": id, "kind": "competence", "concept": concept, "target": target })
}

#[test]
fn ten_thousand_criteria_are_counted() {
    let many: Vec<Value> =
        (0..10_000).map(|number| line(&format!("c{number}"), "basic_care", 2)).collect();
    let limit = format!("outside 1 to {MOST_CRITERIA}");
    named(&issues(&Value::from(many)), "wrong_length", "/criteria", &limit);
}

#[test]
fn a_level_off_the_scale_is_named_with_its_place() {
    named(
        &issues(&json!([line("a", "basic_care", 3), line("b", "hygiene", 9)])),
        "out_of_range",
        "/criteria/1/target",
        "9",
    );
    let cefr = json!([{ "id": "a", "kind": "language", "language": "de", "target": "Z9" }]);
    named(&issues(&cefr), "not_allowed", "/criteria/0/target", "Z9");
}

#[test]
fn a_kind_that_does_not_exist_is_named() {
    let unknown = json!([{ "id": "a", "kind": "telepathy", "target": 1 }]);
    named(&issues(&unknown), "unknown_kind", "/criteria/0", "telepathy");
}

#[test]
fn a_concept_that_does_not_exist_is_named() {
    let knowledge = Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap();
    let text = profile(&json!([line("a", "basic_caer", 2)]));
    let source = Source::file("p.json", &text, Syntax::Json);
    let (_, issues) = read::profiles(source, knowledge.reference());
    let about = issues.iter().find(|issue| issue.cause(Language::English).contains("basic_caer"));
    let about = about.unwrap_or_else(|| panic!("{issues:?}"));
    assert!(about.place.field.starts_with("/criteria/0"), "{:?}", about.place);
}

#[test]
fn circles_in_a_taxonomy_are_named() {
    let id = |name: &str| ConceptId::new(name).unwrap();
    let concept = |name: &str, broader: &str| Concept {
        id: id(name),
        broader: vec![id(broader)],
        information: None,
    };
    let circle = Taxonomy::builder()
        .with(concept("a", "b"))
        .with(concept("b", "c"))
        .with(concept("c", "a"))
        .build();
    let on_it = ["a", "b", "c"].map(|name| TaxonomyError::Cycle { id: id(name) });
    assert_eq!(circle, Err(on_it.to_vec()));
    let missing = Taxonomy::builder().with(concept("a", "nowhere")).build();
    assert_eq!(
        missing,
        Err(vec![TaxonomyError::UnknownBroader { id: id("a"), broader: id("nowhere") }])
    );
}

#[test]
fn a_megabyte_of_name_is_refused_where_a_name_has_a_length() {
    let long = "x".repeat(1_048_576);
    let found = issues(&json!([line(&long, "basic_care", 2)]));
    assert!(
        found.iter().any(|issue| issue.place.field.starts_with("/criteria/0/id")),
        "{:?}",
        found.first().map(|issue| &issue.place)
    );
}

#[test]
fn names_that_hide_something_are_refused() {
    for odd in ["a\u{0}b", "a\nb", " a"] {
        let found = issues(&json!([line(odd, "basic_care", 2)]));
        named(&found, "syntax", "", &format!("{odd:?}"));
    }
}
