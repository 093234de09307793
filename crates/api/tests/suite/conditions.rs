//! Versions, conditions, repeated requests and pages.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{House, person};

#[actix_web::test]
async fn who_comes_second_changes_nothing() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let path = "/v1/applicants/P-001";
    let read = house.get(placement, path).await;
    assert_eq!(read.header("etag"), "\"1\"");

    let mut mine = person("P-001");
    mine["interpreter"] = json!("ar");
    assert_eq!(house.put(placement, path, &mine).await.problem(428), "version_required");
    let first = placement.with("If-Match", "\"1\"");
    assert_eq!(house.put(&first, path, &mine).await.header("etag"), "\"2\"");
    let mut theirs = person("P-001");
    theirs["interpreter"] = json!("tr");
    assert_eq!(house.put(&first, path, &theirs).await.problem(412), "version_conflict");
    assert_eq!(house.delete(&first, path).await.problem(412), "version_conflict");
    assert_eq!(house.get(placement, path).await.expect(200)["interpreter"], "ar");

    for nonsense in ["1", "*", "\"x\"", "W/\"2\""] {
        let guest = placement.with("If-Match", nonsense);
        assert_eq!(house.put(&guest, path, &mine).await.problem(412), "version_conflict");
    }
    let known = placement.with("If-None-Match", "\"2\"");
    assert_eq!(house.get(&known, path).await.status, 304);
}

#[actix_web::test]
async fn a_repeated_request_is_done_once() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let once = placement.with("Idempotency-Key", "a-1");
    let body = json!({
        "applicant": "P-001", "profile": "C11", "act": "confirm", "outcome": "clarify",
    });
    let first = house.post(&once, "/v1/decisions", &body).await;
    let again = house.post(&once, "/v1/decisions", &body).await;
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("etag"), again.header("etag"));
    assert_eq!(again.header("idempotency-replayed"), "true");

    let mut other = body.clone();
    other["outcome"] = json!("prepare");
    let reused = house.post(&once, "/v1/decisions", &other).await;
    assert_eq!(reused.problem(422), "idempotency_key_reused");
    // Another caller's key is another key.
    let manager = house.person(Role::CaseManager).with("Idempotency-Key", "a-1");
    assert_ne!(
        house.post(&manager, "/v1/decisions", &body).await.expect(201)["id"],
        first.json()["id"]
    );
    let made = house.get(placement, "/v1/decisions?applicant=P-001").await.expect(200);
    assert_eq!(made["items"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn a_repeated_request_for_a_secret_makes_no_second_one_and_does_not_show_it_again() {
    let house = House::staffed().await;
    let admin = house.person(Role::Administrator);
    let key = json!({
        "name": "Fachverfahren", "role": "placement",
        "scopes": ["applicants:read"], "valid_to": "2027-06-30",
    });
    let user = json!({ "login": "neu.hier", "name": "Neu Hier", "role": "placement" });
    let other = json!({
        "organisation": { "id": "kerpen", "name": "Kerpen" }, "login": "admin.kerpen", "name": "A",
    });
    for (path, body, secret) in [
        ("/v1/api-keys", key, "key"),
        ("/v1/users", user, "invitation"),
        ("/v1/organisations", other, "invitation"),
    ] {
        let admin = admin.with("Idempotency-Key", path);
        let made = house.post(&admin, path, &body).await;
        let shown = made.expect(201)[secret].as_str().unwrap().to_owned();
        let entries = house.entries();
        let again = house.post(&admin, path, &body).await;
        assert_eq!(again.problem(409), "shown_once", "{path}");
        assert!(again.text.contains(made.header("location")) && !again.text.contains(&shown));
        assert_eq!(house.entries(), entries, "{path}");
        let mut another = body.clone();
        another["name"] = json!("anders");
        let reused = house.post(&admin, path, &another).await;
        assert_eq!(reused.problem(422), "idempotency_key_reused", "{path}");
    }
}

#[actix_web::test]
async fn pages_give_everything_once() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    for number in 10..35 {
        let body = person(&format!("P-0{number}"));
        house.post(placement, "/v1/applicants", &body).await.expect(201);
    }
    for (path, field) in [
        ("/v1/applicants?limit=4", "id"),
        ("/v1/requirement-profiles/C11/candidates?limit=4&order=overall", "applicant"),
        ("/v1/requirement-profiles/C11/candidates?limit=4", "applicant"),
    ] {
        let mut ids: Vec<Value> = Vec::new();
        let mut next = path.to_owned();
        loop {
            let page = house.get(placement, &next).await.expect(200);
            ids.extend(page["items"].as_array().unwrap().iter().map(|item| item[field].clone()));
            let Some(cursor) = page["next"].as_str() else { break };
            next = format!("{path}&cursor={cursor}");
        }
        assert_eq!(ids.len(), 27, "{path}");
        let distinct: std::collections::BTreeSet<String> =
            ids.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), 27, "{path}");
    }
    for path in ["/v1/applicants?cursor=zz", "/v1/requirement-profiles/C11/candidates?cursor=zz"] {
        assert_eq!(house.get(placement, path).await.problem(400), "invalid_cursor", "{path}");
    }
    for path in [
        "/v1/applicants?limit=0",
        "/v1/applicants?limit=501",
        "/v1/applicants?limit=x",
        "/v1/applicants?limt=1",
    ] {
        assert_eq!(house.get(placement, path).await.problem(400), "invalid_parameter", "{path}");
    }
}
