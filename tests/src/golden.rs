//! The worked example of the model, to the centipoint: person P-017 and two places.

use formats::document::PersonDocument;
use matching_core::{
    Engine,
    calendar::Date,
    eligibility::Eligibility,
    explain::Explanation,
    quantity::{Centipoints, Span},
};

use crate::support::{people_in, profiles_in};

use Eligibility::{NotPossible, SuitableWithConditions, ToClarify};

const HELPER: &str = "pflegehelfer-ambulant";
const TRAINEE: &str = "pflegefachassistenz-azubi";

fn points(low: u16, high: u16) -> Span<Centipoints> {
    Span { low: Centipoints::new(low), high: Centipoints::new(high) }
}

fn person(change: impl FnOnce(&mut Vec<serde_json::Value>)) -> PersonDocument {
    let person = people_in("profiles/samples/p-017/person.toml").remove(0);
    let mut value = serde_json::to_value(person).unwrap();
    change(value["facts"].as_array_mut().unwrap());
    serde_json::from_value(value).unwrap()
}

fn explain(person: &PersonDocument, profile: &str) -> Explanation {
    let checked = profiles_in("profiles/samples/p-017/profiles.toml");
    let found = checked.into_iter().find(|checked| checked.model.id().as_str() == profile);
    let engine = Engine::default();
    let on: Date = "2026-11-21".parse().unwrap();
    let portrait = engine.portrait(&person.model(), on);
    engine.explain(&portrait, &engine.bind(found.unwrap().model))
}

fn add(facts: &mut Vec<serde_json::Value>, more: &[&str]) {
    facts.extend(more.iter().map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap()));
}

const LICENCE: &str =
    r#"{"kind": "driving_licence", "class": "B", "status": "held", "evidence": "permit"}"#;
const NO_LICENCE: &str = r#"{"kind": "driving_licence", "class": "B", "status": "none"}"#;
const PROGNOSIS: &str = r#"{"kind": "document", "document": "school_prognosis", "held": true, "evidence": "certificate"}"#;
const DOCUMENTATION: &str =
    r#"{"kind": "competence", "concept": "documentation", "level": 1, "evidence": "observed"}"#;

fn german(facts: &mut Vec<serde_json::Value>, level: &str) {
    facts.retain(|fact| fact["kind"] != "language");
    let fact = format!(
        r#"{{"kind": "language", "language": "de", "level": "{level}", "evidence": "certificate"}}"#
    );
    add(facts, &[&fact]);
}

fn visited(facts: &mut Vec<serde_json::Value>) {
    facts.retain(|fact| fact["kind"] != "expectation");
    add(facts, &[r#"{"kind": "expectation", "field": "nursing", "level": "visited"}"#]);
}

#[test]
fn the_helper_place_comes_out_to_the_centipoint() {
    let found = explain(&person(|_| ()), HELPER);
    assert_eq!(found.score.demands, points(7259, 9319));
    assert_eq!(found.score.needs, points(7500, 7500));
    assert_eq!(found.score.overall, points(7378, 8311));
    assert_eq!(found.score.eligibility, ToClarify);
    let open: Vec<&str> = found
        .parts
        .iter()
        .filter(|part| part.must.is_some_and(|must| must.value == ToClarify))
        .map(|part| part.criterion.as_str())
        .collect();
    assert_eq!(open, ["licence"]);
    let conditions: Vec<&str> = found
        .parts
        .iter()
        .filter(|part| part.must.is_some_and(|must| must.value == SuitableWithConditions))
        .map(|part| part.criterion.as_str())
        .collect();
    assert_eq!(conditions, ["measles-proof", "police-certificate"]);
}

#[test]
fn every_line_of_the_helper_place_has_its_published_points() {
    let found = explain(&person(|_| ()), HELPER);
    let sum = |of: &str| {
        let parts = found.parts.iter().filter(|part| {
            part.criterion.as_str() == of
                || part.of.as_ref().is_some_and(|whole| whole.as_str() == of)
        });
        parts.fold((0, 0, 0), |(achieved, open, missing), part| {
            (achieved + part.achieved.get(), open + part.open.get(), missing + part.missing.get())
        })
    };
    assert_eq!(sum("german"), (1668, 833, 0));
    assert_eq!(sum("basic-care"), (682, 0, 0));
    assert_eq!(sum("hygiene"), (273, 0, 182));
    assert_eq!(sum("documentation"), (0, 227, 0));
    assert_eq!(sum("shifts"), (1000, 0, 499));
    assert_eq!(sum("licence"), (0, 1000, 0));
}

#[test]
fn the_training_place_comes_out_to_the_centipoint() {
    let found = explain(&person(|_| ()), TRAINEE);
    assert_eq!(found.score.demands, points(5367, 8467));
    assert_eq!(found.score.overall, points(6257, 7954));
    assert_eq!(found.score.eligibility, ToClarify);
    let lost = |of: &str| -> u16 {
        let parts = found.parts.iter().filter(|part| {
            part.criterion.as_str() == of
                || part.of.as_ref().is_some_and(|whole| whole.as_str() == of)
        });
        parts.map(|part| part.lost.high.get()).sum()
    };
    assert_eq!(lost("access"), 1150);
    assert_eq!(lost("expectation"), 1078);
    assert_eq!(lost("german"), 1035);
    assert_eq!(lost("licence"), 288);
    assert_eq!(lost("shifts"), 192);
    let all: u16 = found.parts.iter().map(|part| part.lost.high.get()).sum();
    assert_eq!(all, 10_000 - 6257);
}

#[test]
fn every_if_of_the_worked_example_holds() {
    let check = |change: &dyn Fn(&mut Vec<serde_json::Value>), profile, class, low, high| {
        let found = explain(&person(change), profile);
        assert_eq!(found.score.overall, points(low, high), "{profile}");
        assert_eq!(found.score.eligibility, class, "{profile}");
    };
    check(&|facts| add(facts, &[LICENCE]), HELPER, SuitableWithConditions, 7861, 8311);
    check(&|facts| add(facts, &[LICENCE]), TRAINEE, ToClarify, 6584, 7954);
    check(&|facts| add(facts, &[NO_LICENCE]), HELPER, NotPossible, 7378, 7888);
    check(&|facts| add(facts, &[NO_LICENCE]), TRAINEE, ToClarify, 6257, 7726);
    check(&|facts| german(facts, "B1"), HELPER, ToClarify, 7784, 8311);
    check(&|facts| german(facts, "B1"), TRAINEE, ToClarify, 6646, 7954);
    check(&|facts| german(facts, "A2"), HELPER, ToClarify, 7378, 7963);
    check(&|facts| german(facts, "A2"), TRAINEE, NotPossible, 6257, 7679);
    check(&|facts| german(facts, "B2"), HELPER, ToClarify, 7784, 8311);
    check(&|facts| german(facts, "B2"), TRAINEE, ToClarify, 7330, 8447);
    check(&|facts| visited(facts), HELPER, ToClarify, 8412, 9647);
    check(&|facts| visited(facts), TRAINEE, ToClarify, 6985, 9170);
    let all = |level: &'static str| {
        move |facts: &mut Vec<serde_json::Value>| {
            german(facts, level);
            visited(facts);
            add(facts, &[LICENCE, PROGNOSIS, DOCUMENTATION]);
        }
    };
    check(&all("B1"), HELPER, SuitableWithConditions, 9647, 9647);
    check(&all("B1"), TRAINEE, SuitableWithConditions, 9170, 9170);
    check(&all("B2"), HELPER, SuitableWithConditions, 9647, 9647);
    check(&all("B2"), TRAINEE, SuitableWithConditions, 9831, 9831);
}

fn bound(engine: &Engine) -> Vec<matching_core::score::BoundProfile> {
    let checked = profiles_in("profiles/samples/p-017/profiles.toml");
    checked.into_iter().map(|checked| engine.bind(checked.model)).collect()
}

#[test]
fn the_questions_of_the_worked_example_come_out() {
    let engine = Engine::default();
    let portrait = engine.portrait(&person(|_| ()).model(), "2026-11-21".parse().unwrap());
    let profiles = bound(&engine);
    let questions = engine.questions(&portrait, &profiles.iter().collect::<Vec<_>>());
    let told: Vec<(String, usize, u16)> = questions
        .iter()
        .map(|question| {
            let topic = &question.topic;
            (
                format!("{}/{}", topic.kind.info().name, topic.subject),
                question.pivot,
                question.swing.get(),
            )
        })
        .collect();
    let expected = [
        ("school/", 1, 1008),
        ("document/school_prognosis", 1, 1008),
        ("driving_licence/B", 1, 423),
        ("language/de", 1, 348),
        ("competence/documentation", 0, 91),
    ];
    for (name, pivot, swing) in expected {
        let found = told.iter().find(|(topic, ..)| topic == name);
        let (_, found_pivot, found_swing) = found.unwrap_or_else(|| panic!("{name}: {told:?}"));
        assert_eq!(*found_pivot, pivot, "{name}");
        assert!(found_swing.abs_diff(swing) <= 2, "{name}: {found_swing}");
    }
}

#[test]
fn the_contrastive_sentences_of_the_worked_example_are_found() {
    let engine = Engine::default();
    let portrait = engine.portrait(&person(|_| ()).model(), "2026-11-21".parse().unwrap());
    let profiles = bound(&engine);
    let told = |at: usize| -> Vec<(Vec<String>, u16)> {
        let found = engine.contrasts(&portrait, &profiles[at]);
        let ways = found.iter().map(|way| {
            let changes = way.changes.iter().map(|change| change.criterion.to_string());
            (changes.collect(), way.score.overall.low.get())
        });
        ways.collect()
    };
    // "With a driving licence and three days of Hospitation at least 90 points (90.46)."
    assert_eq!(told(0)[0], (vec!["licence".to_owned(), "expectation".to_owned()], 9046));
    let training = told(1);
    assert!(!training.is_empty(), "{training:?}");
    assert!(training.iter().all(|(_, low)| *low >= 8000), "{training:?}");
}
