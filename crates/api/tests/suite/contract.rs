//! The OpenAPI document: complete, and true.

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role};
use serde_json::{Value, json};

use crate::house::{House, OWN};

pub(crate) fn document() -> Value {
    serde_json::to_value(api::app::document()).unwrap()
}

fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation))
    })
}

#[test]
fn every_operation_is_named_once_and_says_everything() {
    let document = document();
    let mut names = std::collections::BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let what = format!("{method} {path}");
        assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{what}");
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{what}");
        assert!(!operation["tags"].as_array().unwrap().is_empty(), "{what}");
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            assert!(!response["description"].as_str().unwrap().is_empty(), "{what} {status}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                parameter["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{what}"
            );
        }
        for part in path.split('/').filter_map(|part| part.strip_prefix('{')) {
            let name = part.trim_end_matches('}');
            let parameters = operation["parameters"].as_array().unwrap();
            assert!(
                parameters.iter().any(|known| known["name"] == name && known["in"] == "path"),
                "{what}"
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"").skip(1) {
        let name = reference.split('"').next().unwrap();
        let pointer = name.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{name}");
    }
}

/// A schema with everything it refers to.
pub(crate) fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = schema.clone();
    root["components"] = document["components"].clone();
    jsonschema::validator_for(&root).unwrap()
}

#[actix_web::test]
async fn every_answer_is_as_documented() {
    let house = House::furnished().await;
    let document = document();
    let mut validated = 0;
    for rule in RULES.iter().filter(|rule| rule.method.is_safe()) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            let request = TestRequest::default().method(Method::GET).uri(&house.path(rule.path));
            let answer = house.send(&house.people[&(OWN, role)], request).await;
            let responses = &document["paths"][rule.path]["get"]["responses"];
            let response = &responses[answer.status.to_string()];
            assert!(
                response.is_object(),
                "{} answers {}: {}",
                rule.path,
                answer.status,
                answer.text
            );
            let media = answer.header("content-type").split(';').next().unwrap();
            let content = &response["content"][media];
            assert!(content.is_object(), "{} answers {media}", rule.path);
            if ["application/json", "application/problem+json"].contains(&media) {
                let validator = validator(&document, &content["schema"]);
                let body = answer.json();
                let errors: Vec<String> = validator
                    .iter_errors(&body)
                    .map(|error| format!("{} at {}", error, error.instance_path()))
                    .collect();
                assert!(errors.is_empty(), "{} as {role:?}: {errors:?}", rule.path);
                validated += 1;
            }
        }
    }
    assert!(validated > 80, "{validated}");
}

#[test]
fn every_example_is_valid() {
    let document = document();
    let mut checked = 0;
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let Some(example) = schema.get("example") else { continue };
        let validator =
            validator(&document, &json!({ "$ref": format!("#/components/schemas/{name}") }));
        assert!(validator.is_valid(example), "{name}");
        checked += 1;
    }
    assert!(checked >= 8, "{checked}");
}
