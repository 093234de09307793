//! Requests made from the OpenAPI document by chance: no fault of the service, no undocumented status.

#![expect(
    clippy::string_slice,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a test may be plain"
)]

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role, Who};
use serde_json::{Map, Value, json};
use synthetic::Random;

use crate::house::{House, OWN};

/// Requests per route.
const ROUNDS: u64 = 12;
/// Nested values are cut off here.
const DEPTH: usize = 6;

/// Texts that have broken programs before.
const TEXTS: [&str; 10] =
    ["", " ", "P-001", "C11", "../..", "\u{0}", "ä\u{301}\u{202e}", "null", "9e99", "'; --"];

struct Maker<'a> {
    document: &'a Value,
    random: Random,
}

impl Maker<'_> {
    fn below(&mut self, most: usize) -> usize {
        let most = u32::try_from(most.max(1)).unwrap();
        usize::try_from(self.random.below(most)).unwrap()
    }

    fn text(&mut self, schema: &Value) -> Value {
        if schema["format"] == "date" {
            return json!(["2026-11-22", "2026-02-30", "x"][self.below(3)]);
        }
        let long = self.below(20) == 0;
        json!(if long { "x".repeat(3_000) } else { TEXTS[self.below(TEXTS.len())].to_owned() })
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if depth > DEPTH || self.below(25) == 0 {
            return [json!(null), json!([]), json!({}), json!(-1), json!("x")][self.below(5)]
                .clone();
        }
        if let Some(name) = schema["$ref"].as_str() {
            let schema = self.document.pointer(&name[1..]).unwrap();
            return self.value(schema, depth + 1);
        }
        if let Some(example) = schema.get("example").filter(|_| self.below(3) == 0) {
            return example.clone();
        }
        for several in ["oneOf", "anyOf", "allOf"] {
            if let Some(choices) = schema[several].as_array() {
                let at = self.below(choices.len());
                return self.value(&choices[at], depth + 1);
            }
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[self.below(words.len())].clone();
        }
        let kind = schema["type"].as_str().or(schema["type"][0].as_str());
        match kind {
            Some("object") => self.object(schema, depth),
            Some("array") => {
                let items = (0..self.below(3)).map(|_| self.value(&schema["items"], depth + 1));
                items.collect()
            }
            Some("integer" | "number") => {
                let low = schema["minimum"].as_i64().unwrap_or(0);
                json!([low, low + 1, low - 1, i64::MAX, i64::MIN][self.below(5)])
            }
            Some("boolean") => json!(self.below(2) == 0),
            _ => self.text(schema),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            if self.below(4) > 0 {
                object.insert(name.clone(), self.value(schema, depth + 1));
            }
        }
        if self.below(15) == 0 {
            object.insert("surplus".to_owned(), json!(1));
        }
        Value::Object(object)
    }

    /// The address of a route with parameters by chance; the real ones every second time.
    fn path(&mut self, house: &House, pattern: &str, operation: &Value) -> String {
        let mut path = house.path(pattern);
        if self.below(2) == 0 {
            let wild =
                ["P-001", "%00", "-1", "18446744073709551616", "%F0%9F%A6%9C"][self.below(5)];
            path = pattern
                .split('/')
                .map(|part| if part.starts_with('{') { wild } else { part })
                .collect::<Vec<_>>()
                .join("/");
        }
        let mut sign = if path.contains('?') { '&' } else { '?' };
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" && self.below(3) == 0 {
                let value = self.value(&parameter["schema"], 0);
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                path += &format!("{sign}{}={value}", parameter["name"].as_str().unwrap());
                sign = '&';
            }
        }
        path
    }
}

#[actix_web::test]
async fn no_request_brings_a_fault_or_an_undocumented_answer() {
    let house = House::furnished().await;
    let document = serde_json::to_value(api::app::document()).unwrap();
    let mut maker = Maker { document: &document, random: Random::new(20_261_122) };
    let mut good = 0;
    for rule in RULES {
        let method = rule.method.name().to_lowercase();
        // These end the session or the account that asks.
        if [
            ("delete", "/v1/session"),
            ("put", "/v1/users/{login}"),
            ("put", "/v1/session/password"),
        ]
        .contains(&(method.as_str(), rule.path))
        {
            continue;
        }
        let operation = &document["paths"][rule.path][&method];
        let role = Role::ALL.into_iter().find(|role| rule.admits(*role)).unwrap();
        for _ in 0..ROUNDS {
            let path = maker.path(&house, rule.path, operation);
            let verb = Method::from_bytes(rule.method.name().as_bytes()).unwrap();
            let mut request = TestRequest::default().method(verb).uri(&path);
            let content = operation["requestBody"]["content"].as_object();
            if let Some((media, content)) = content.and_then(|content| content.iter().next()) {
                let body = maker.value(&content["schema"], 0);
                let body = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
                request = request.insert_header(("Content-Type", media.as_str())).set_payload(body);
            }
            let mut guest = house.people[&(OWN, role)].clone();
            if rule.who == Who::Anybody {
                guest.headers.clear();
            }
            if maker.below(2) == 0 {
                guest = guest.with("If-Match", ["\"1\"", "\"2\"", "x"][maker.below(3)]);
            }
            let answer = house.send(&guest, request).await;
            let what = format!("{method} {path}: {} {}", answer.status, answer.text);
            assert!(answer.status < 500, "{what}");
            // A burst of refused requests may be slowed down like any other.
            let documented = &operation["responses"][answer.status.to_string()];
            assert!(documented.is_object(), "{what}");
            if answer.status >= 400 {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
            }
            good += usize::from(answer.status < 300);
        }
    }
    assert!(good > 100, "only {good} requests were good");
    assert!(house.state.store.check().unwrap().is_sound());
}
