//! Every example of a request in the OpenAPI document, sent: the documented answer comes back.

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role, Rule, Who};
use serde_json::{Value, json};

use crate::{
    contract::{document, validator},
    house::{Answer, Guest, House},
};

/// Operations that need what others make: these come first, in this order.
const FIRST: [(&str, &str); 5] = [
    ("POST", "/v1/users"),
    ("POST", "/v1/invitations/acceptance"),
    ("POST", "/v1/session"),
    ("PUT", "/v1/session/password"),
    ("PUT", "/v1/users/{login}"),
];

/// Bodies that only a program writes: workbooks.
const BINARY: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A house, and what earlier answers said that later requests need.
struct Story {
    house: House,
    document: Value,
    invitation: Value,
    /// Whoever the examples invite and let sign in.
    newcomer: Guest,
}

impl Story {
    /// The example of a body: of the operation, or of the schema that it names.
    fn example(&self, content: &Value) -> Option<Value> {
        let direct = content.get("example");
        let named = || {
            let pointer = content["schema"]["$ref"].as_str()?.strip_prefix('#')?;
            self.document.pointer(pointer)?.get("example")
        };
        direct.or_else(named).cloned()
    }

    /// Who sends it: somebody of the first role that may.
    fn guest(&self, rule: &Rule) -> Guest {
        if rule.who == Who::Anybody {
            return Guest::default();
        }
        if rule.path.starts_with("/v1/session") {
            return self.newcomer.clone();
        }
        let first = Role::ALL.into_iter().find(|one| rule.admits(*one)).unwrap();
        self.house.person(first).clone()
    }

    /// The version that a change is made for: of the thing itself, or of what it is a part of.
    async fn with_version(&self, guest: Guest, path: &str) -> Guest {
        if path.ends_with("/attendance/P-001") || path.ends_with("/outcomes/P-001") {
            // The house has noted one; lists tell no ETag.
            return guest.with("If-Match", "\"1\"");
        }
        if path.contains("/outcomes/") {
            // The first one for this role.
            return guest;
        }
        let mut path = path;
        while let Some((above, _)) = path.rsplit_once('/') {
            let found = self.house.get(&guest, path).await;
            if found.status == 200 && !found.header("etag").is_empty() {
                return guest.with("If-Match", found.header("etag"));
            }
            path = above;
        }
        guest
    }

    async fn send(&mut self, rule: &Rule, media: &str, mut body: Value) -> Answer {
        let path = match rule.path {
            "/v1/users/{login}" => "/v1/users/anna.weber".to_owned(),
            "/v1/requirement-profiles/{id}/versions" => {
                "/v1/requirement-profiles/haus-abendrot-alltagshilfe/versions".to_owned()
            }
            pattern => self.house.path(pattern),
        };
        if rule.path == "/v1/invitations/acceptance" {
            // Nobody can know it beforehand.
            body["secret"] = self.invitation.clone();
        }
        let mut guest = self.guest(rule);
        if rule.method.name() == "PUT" {
            guest = self.with_version(guest, &path).await;
        }
        let method = Method::from_bytes(rule.method.name().as_bytes()).unwrap();
        let text = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
        let request = TestRequest::default().method(method).uri(&path);
        let request = request.insert_header(("Content-Type", media)).set_payload(text);
        let answer = self.house.send(&guest, request).await;
        match rule.path {
            "/v1/users" => self.invitation = answer.json()["invitation"].clone(),
            "/v1/session" => {
                let cookie = answer.header("set-cookie").split(';').next().unwrap();
                let token = answer.json()["csrf_token"].as_str().unwrap().to_owned();
                self.newcomer =
                    Guest::default().with("Cookie", cookie).with("X-CSRF-Token", &token);
            }
            "/v1/imports" => {
                self.house.note("import", &answer.json()["id"]);
                let ended = self.house.import_ended().await;
                assert_eq!(ended["result"]["errors"], 0, "{ended}");
            }
            _ => {}
        }
        answer
    }

    /// Where the answer is not what the document promises.
    fn differs(&self, operation: &Value, answer: &Answer) -> Vec<String> {
        let mut good = operation["responses"].as_object().unwrap().iter();
        let (status, response) = good.find(|(status, _)| status.starts_with('2')).unwrap();
        if answer.status.to_string() != *status {
            return vec![format!("{} instead of {status}: {}", answer.status, answer.text)];
        }
        let Some(content) = response["content"].get("application/json") else {
            assert!(answer.text.is_empty(), "{}", answer.text);
            return Vec::new();
        };
        let validator = validator(&self.document, &content["schema"]);
        let body = answer.json();
        let errors = validator.iter_errors(&body);
        errors.map(|error| format!("{error} at {}", error.instance_path())).collect()
    }
}

/// All rules, those of the story first.
fn in_order() -> impl Iterator<Item = &'static Rule> {
    let is_first =
        |rule: &&Rule| FIRST.iter().any(|first| *first == (rule.method.name(), rule.path));
    let first = FIRST.iter().map(|(method, path)| Rule::of(method, path).unwrap());
    first.chain(RULES.iter().filter(move |rule| !is_first(rule)))
}

#[actix_web::test]
async fn every_example_of_a_request_is_answered_as_documented() {
    let house = House::furnished().await;
    let (document, invitation) = (document(), json!(null));
    let mut story = Story { house, document, invitation, newcomer: Guest::default() };
    let (mut sent, mut differing) = (0, Vec::new());
    for rule in in_order() {
        let method = rule.method.name().to_lowercase();
        let operation = story.document["paths"][rule.path][&method].clone();
        let bodies = operation["requestBody"]["content"].as_object().cloned().unwrap_or_default();
        for (media, content) in bodies.iter().filter(|(media, _)| *media != BINARY) {
            let what = format!("{method} {} as {media}", rule.path);
            let example = story.example(content).unwrap_or_else(|| panic!("{what}: no example"));
            let answer = story.send(rule, media, example).await;
            let found = story.differs(&operation, &answer);
            differing.extend(found.into_iter().map(|text| format!("{what}: {text}")));
            sent += 1;
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(sent >= 35, "only {sent} examples were sent");
}
