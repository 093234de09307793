//! Whatever comes in: a documented problem, nothing changed, nothing leaked, no panic.

use actix_web::{http::Method, test::TestRequest};
use api::{
    Config,
    access::{RULES, Role},
};
use serde_json::{Value, json};

use crate::house::{House, OWN, person};

/// Bodies that are no document.
fn nonsense() -> Vec<(&'static str, Vec<u8>)> {
    let deep =
        |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels)).into_bytes();
    vec![
        ("application/json", b"".to_vec()),
        ("application/json", b"{".to_vec()),
        ("application/json", b"null".to_vec()),
        ("application/json", b"[]".to_vec()),
        ("application/json", b"{}".to_vec()),
        ("application/json", b"\xff\xfe\x00".to_vec()),
        ("application/json", b"{\"id\": \"\\ud800\"}".to_vec()),
        ("application/json", b"{\"unknown\": 1}".to_vec()),
        ("application/json", b"{\"id\": 1e999}".to_vec()),
        ("application/json", deep(100)),
        ("application/json", deep(100_000)),
        ("text/plain", b"{}".to_vec()),
        ("", b"{}".to_vec()),
    ]
}

#[actix_web::test]
async fn nonsense_is_refused_by_every_route_and_changes_nothing() {
    let house = House::furnished().await;
    for rule in RULES.iter().filter(|rule| !rule.method.is_safe()) {
        // These need no body, or are content with an empty one.
        if rule.method.name() == "DELETE"
            || [
                "/v1/backups",
                "/v1/retention/runs",
                "/v1/applicants/{id}/pathways",
                "/v1/users/{login}/invitations",
                "/v1/cross-matches",
                "/v1/interview-days/{id}/invitations",
                "/v1/interview-days/{id}/plans",
                "/v1/interview-days/{id}/sizing",
                "/v1/interview-days/{id}/plans/{number}/publications",
            ]
            .contains(&rule.path)
        {
            continue;
        }
        let Some(role) = Role::ALL.into_iter().find(|role| rule.admits(*role)) else { continue };
        let guest = house.people[&(OWN, role)].with("If-Match", "\"1\"");
        let method = Method::from_bytes(rule.method.name().as_bytes()).unwrap();
        for (media, body) in nonsense() {
            let before = house.entries();
            let mut request =
                TestRequest::default().method(method.clone()).uri(&house.path(rule.path));
            if !media.is_empty() {
                request = request.insert_header(("Content-Type", media));
            }
            let answer = house.send(&guest, request.set_payload(body)).await;
            assert!((400..500).contains(&answer.status), "{} {}", rule.path, answer.text);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{}", rule.path);
            assert_eq!(before, house.entries(), "{} {}", rule.path, answer.text);
        }
    }
}

#[actix_web::test]
async fn every_mistake_is_named_with_its_place() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let body = json!({
        "id": "P-900", "office": 7, "namee": "Olena",
        "facts": [{ "kind": "language", "language": "de", "skill": "speaking", "level": "B7" }],
    });
    let answer = house.post(placement, "/v1/applicants", &body).await;
    assert_eq!(answer.problem(422), "invalid_document");
    let issues = answer.json()["issues"].as_array().unwrap().clone();
    let places: Vec<&str> =
        issues.iter().map(|issue| issue["place"]["field"].as_str().unwrap()).collect();
    for place in ["/office", "/namee", "/facts/0/level"] {
        assert!(places.contains(&place), "{place} in {places:?}");
    }
}

#[actix_web::test]
async fn paths_lead_nowhere_else() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    for path in [
        "/v1/applicants/..%2F..%2Fmoers%2FP-001",
        "/v1/applicants/..",
        "/v1/applicants/%00",
        "/v1/applicants/%ff%fe",
        "/v1/applicants/P-001%0d%0aSet-Cookie:%20x=y",
        &format!("/v1/applicants/{}", "x".repeat(4_000)),
        "/v1/requirement-profiles/C11/versions/99999999999999999999",
        "/v1/requirement-profiles/C11/versions/-1",
        "/v1/journal/0/reproduction",
        "/v2/applicants",
        "//v1/applicants",
        "/v1/applicants/P-001/..%2fP-002",
    ] {
        let answer = house.get(placement, path).await;
        assert!(
            [400, 403, 404].contains(&answer.status),
            "{path}: {} {}",
            answer.status,
            answer.text
        );
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[actix_web::test]
async fn methods_that_a_path_does_not_have_are_named() {
    let house = House::furnished().await;
    let request = TestRequest::patch().uri("/v1/applicants/P-001");
    let answer = house.send(house.person(Role::Placement), request).await;
    assert_eq!(answer.problem(405), "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET, PUT, DELETE");
}

#[actix_web::test]
async fn bodies_beyond_the_limit_are_refused() {
    let config = Config { body_bytes: 10_000, import_bytes: 20_000, ..Config::default() };
    let mut house = House::empty(config).await;
    house.found().await;
    let admin = house.person(Role::Administrator).clone();
    let long = json!({ "name": "x".repeat(11_000) });
    assert_eq!(house.post(&admin, "/v1/users", &long).await.problem(413), "too_large");
}

#[actix_web::test]
async fn what_the_engine_gives_at_once_has_a_limit() {
    let config = Config { people: 2, ..Config::default() };
    let mut house = House::empty(config).await;
    house.found().await;
    let admin = house.person(Role::Administrator).clone();
    let key = json!({ "name": "x", "role": "placement", "scopes": ["matches:write"], "valid_to": "2027-01-01" });
    let key = house.post(&admin, "/v1/api-keys", &key).await.expect(201);
    let key = crate::house::Guest::key(key["key"].as_str().unwrap());
    let people: Vec<Value> = (0..3).map(|number| person(&format!("P-{number}"))).collect();
    let body = json!({ "roles": ["C11"], "people": people });
    assert_eq!(house.post(&key, "/v1/matches", &body).await.problem(422), "too_much");
}

#[actix_web::test]
async fn every_answer_carries_the_headers_that_protect_browsers() {
    let house = House::furnished().await;
    for path in ["/health/live", "/v1/applicants", "/nowhere", "/docs/", "/openapi.json", "/setup"]
    {
        let answer = house.get(&crate::house::Guest::default(), path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    }
}
