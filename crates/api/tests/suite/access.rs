//! Every route × every role × own and foreign organisation × session and key, from the table itself.

use std::collections::BTreeSet;

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role, Rule, Who};

use crate::house::{FOREIGN, Guest, House, OWN};

async fn ask(house: &House, guest: &Guest, rule: &Rule) -> crate::house::Answer {
    let method = Method::from_bytes(rule.method.name().as_bytes()).unwrap();
    let path = house.path(rule.path);
    house.send(guest, TestRequest::default().method(method).uri(&path)).await
}

fn outcome(answer: &crate::house::Answer) -> (u16, String) {
    let code = answer.json()["code"].as_str().unwrap_or_default().to_owned();
    (answer.status, code)
}

/// Whether the guard, and not the handler, refused.
fn is_refused(answer: &crate::house::Answer) -> bool {
    let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
    answer.status == 403 && (detail.starts_with("the role") || detail.starts_with("keys may not"))
}

#[test]
fn the_table_and_the_documentation_name_the_same_routes() {
    let document = serde_json::to_value(api::app::document()).unwrap();
    let documented: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let ruled: BTreeSet<(String, String)> =
        RULES.iter().map(|rule| (rule.method.name().to_owned(), rule.path.to_owned())).collect();
    assert_eq!(documented, ruled);
}

#[actix_web::test]
async fn nobody_gets_in_without_a_credential() {
    let house = House::furnished().await;
    for rule in RULES {
        let answer = ask(&house, &Guest::default(), rule).await;
        if rule.who == Who::Anybody {
            assert_ne!(answer.status, 403, "{} {}", rule.method.name(), rule.path);
            continue;
        }
        assert_eq!(outcome(&answer), (401, "unauthenticated".into()), "{}", rule.path);
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"passgenau\"");
    }
}

#[actix_web::test]
async fn every_role_gets_what_the_table_gives_and_nothing_else() {
    let house = House::furnished().await;
    for rule in RULES.iter().filter(|rule| rule.who != Who::Anybody) {
        // Ends the session that asks.
        if rule.path == "/v1/session" && rule.method.name() == "DELETE" {
            continue;
        }
        for role in Role::ALL {
            for (guest, is_key) in
                [(&house.people[&(OWN, role)], false), (&house.keys[&(OWN, role)], true)]
            {
                let may = rule.admits(role) && !(is_key && matches!(rule.who, Who::People(_)));
                let answer = ask(&house, guest, rule).await;
                let what =
                    format!("{} {} as {role:?}, key {is_key}", rule.method.name(), rule.path);
                assert_eq!(is_refused(&answer), !may, "{what}: {}", answer.text);
                assert_ne!(answer.status, 401, "{what}");
                assert!(answer.status < 500, "{what}: {}", answer.text);
            }
        }
    }
}

#[actix_web::test]
async fn what_belongs_to_another_organisation_is_not_there() {
    let house = House::furnished().await;
    // What is nobody's: knowledge, and the caller's own session.
    let is_common = |rule: &&Rule| {
        [
            "/v1/packs",
            "/v1/kinds",
            "/v1/concepts",
            "/v1/measures",
            "/v1/access-rules",
            "/v1/session",
        ]
        .iter()
        .any(|path| rule.path.starts_with(path))
    };
    for rule in RULES.iter().filter(|rule| rule.path.contains('{') && !is_common(rule)) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            let stranger = house.people[&(FOREIGN, role)].with("If-Match", "\"1\"");
            let answer = ask(&house, &stranger, rule).await;
            let what = format!("{} {} as {role:?}: {}", rule.method.name(), rule.path, answer.text);
            // Without a body some routes refuse the request before they look.
            let is_blind = [400, 415].contains(&answer.status) && !rule.method.is_safe();
            assert!(answer.status == 404 || is_blind, "{what}");
        }
    }
    for rule in RULES.iter().filter(|rule| rule.method.is_safe() && !rule.path.contains('{')) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            if is_common(&rule) {
                continue;
            }
            let answer = ask(&house, &house.people[&(FOREIGN, role)], rule).await;
            if answer.status != 200 {
                continue;
            }
            for trace in ["P-001", "P-002", "C11", "placement.rhein-erft", "Kanarienvogel"] {
                assert!(!answer.text.contains(trace), "{} {role:?}: {}", rule.path, answer.text);
            }
        }
    }
}

#[actix_web::test]
async fn a_key_opens_only_what_its_scopes_name() {
    let house = House::furnished().await;
    let admin = house.person(Role::Administrator);
    let key = serde_json::json!({
        "name": "nur lesen", "role": "placement", "scopes": ["applicants:read"],
        "valid_to": "2026-12-31",
    });
    let made = house.post(admin, "/v1/api-keys", &key).await.expect(201);
    let key = Guest::key(made["key"].as_str().unwrap());
    house.get(&key, "/v1/applicants/P-001").await.expect(200);
    assert_eq!(house.get(&key, "/v1/decisions").await.problem(403), "forbidden");
    assert_eq!(house.delete(&key, "/v1/applicants/P-001").await.problem(403), "forbidden");

    let id = made["id"].as_str().unwrap();
    let path = format!("/v1/api-keys/{id}");
    house.delete(&admin.with("If-Match", "\"1\""), &path).await.expect(204);
    assert_eq!(house.get(&key, "/v1/applicants/P-001").await.problem(401), "unauthenticated");
}

#[actix_web::test]
async fn forged_and_damaged_credentials_open_nothing() {
    let house = House::furnished().await;
    let good = house.keys[&(OWN, Role::Placement)].headers[0].1.clone();
    let mut altered = good.clone();
    let last = altered.pop().unwrap();
    altered.push(if last == '0' { '1' } else { '0' });
    for bad in [
        altered.as_str(),
        "Bearer ",
        "Bearer pg_",
        "Bearer pg_x_y",
        "Bearer pg_../../secret_x",
        "Basic YWRtaW46YWRtaW4=",
        &format!("Bearer pg_{}", "a".repeat(5_000)),
    ] {
        let guest = Guest { headers: vec![("Authorization".into(), bad.to_owned())] };
        let answer = house.get(&guest, "/v1/applicants/P-001").await;
        assert_eq!(outcome(&answer), (401, "unauthenticated".into()), "{bad}");
    }
    for bad in ["passgenau=", "passgenau=x", &format!("passgenau={}", "0".repeat(64))] {
        let guest = Guest { headers: vec![("Cookie".into(), bad.to_owned())] };
        assert_eq!(house.get(&guest, "/v1/session").await.problem(401), "unauthenticated");
    }
}
