//! The posting guard over REST, and profiles made from roles.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{FOREIGN, House, profile};

/// A profile with a line that the guard blocks.
fn unlawful(id: &str) -> Value {
    let mut profile = profile(id);
    profile["preview"] = json!({
        "de": "Wir sind ein junges Team und suchen nur deutsche Muttersprachler unter 30 Jahren.",
        "en": "Young team.",
    });
    profile
}

#[actix_web::test]
async fn what_blocks_is_told_and_not_published() {
    let house = House::furnished().await;
    let employer = house.person(Role::Employer);
    let clean = house.get(employer, "/v1/requirement-profiles/C11/check").await.expect(200);
    assert_eq!(clean["blocks"], false, "{clean}");

    let told = house.post(employer, "/v1/profile-checks", &unlawful("C98")).await.expect(200);
    assert_eq!(told["blocks"], true, "{told}");
    let first = &told["notes"][0];
    assert_eq!(first["severity"], "block");
    for field in ["norm", "found", "field"] {
        assert!(!first[field].as_str().unwrap().is_empty());
    }
    assert!(!first["alternative"]["de"].as_str().unwrap().is_empty());
    let nowhere = house.get(employer, "/v1/requirement-profiles/C98").await;
    assert_eq!(nowhere.problem(404), "not_found", "a check stores nothing");

    house.post(employer, "/v1/requirement-profiles", &unlawful("C98")).await.expect(201);
    let path = "/v1/requirement-profiles/C98";
    let stored = house.get(employer, &format!("{path}/check")).await.expect(200);
    assert_eq!(stored["notes"], told["notes"]);
    let versions = format!("{path}/versions");
    let refused = house.post(employer, &versions, &json!({ "version": 1 })).await;
    assert_eq!(refused.problem(422), "invalid_document");
    assert_eq!(refused.json()["issues"][0]["code"], "guard");
    let guest = employer.with("If-Match", "\"1\"");
    house.put(&guest, path, &profile("C98")).await.expect(200);
    house.post(employer, &versions, &json!({ "version": 1 })).await.expect(201);
}

#[actix_web::test]
async fn checks_reach_only_what_the_caller_may_read() {
    let house = House::furnished().await;
    let path = "/v1/requirement-profiles/C11/check";
    let stranger = &house.people[&(FOREIGN, Role::Employer)];
    assert_eq!(house.get(stranger, path).await.problem(404), "not_found");
    let auditor = house.person(Role::Auditor);
    assert_eq!(house.get(auditor, path).await.problem(403), "forbidden");
    let employer = house.person(Role::Employer);
    for bad in [json!({}), json!([]), json!({ "profiles": [profile("A"), profile("B")] })] {
        let answer = house.post(employer, "/v1/profile-checks", &bad).await;
        assert_eq!(answer.problem(422), "invalid_document", "{bad}");
    }
}

fn edits() -> Value {
    json!({
        "id": "C11-nacht",
        "role": "C11",
        "version": 1,
        "employer": "Haus Abendrot",
        "reason": { "de": "Nachtdienst im Wohnbereich 2.", "en": "Night shift on ward 2." },
        "title": { "de": "Pflegehilfe im Nachtdienst", "en": "Care assistant, nights" },
        "valid_from": "2026-12-01",
    })
}

#[actix_web::test]
async fn a_role_and_changes_make_a_profile_that_can_be_added() {
    let house = House::furnished().await;
    let employer = house.person(Role::Employer);
    let made = house.post(employer, "/v1/adaptations", &edits()).await.expect(200);
    assert_eq!(made["profile"]["based_on"]["role"], "C11");
    assert_eq!(made["profile"]["employer"], "Haus Abendrot");
    let fields: Vec<&str> = made["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|difference| difference["field"].as_str().unwrap())
        .collect();
    assert!(fields.contains(&"/title/de") && fields.contains(&"/valid_from"), "{fields:?}");
    assert!(!fields.iter().any(|field| field.starts_with("/criteria")), "{fields:?}");
    let added = house.post(employer, "/v1/requirement-profiles", &made["profile"]).await;
    added.expect(201);
    let path = "/v1/requirement-profiles/C11-nacht/check";
    let check = house.get(employer, path).await.expect(200);
    assert_eq!(check["compared_with"]["role"], "C11");
    assert_eq!(check["notes"], made["check"]["notes"]);
}

#[actix_web::test]
async fn changes_that_lead_nowhere_are_named() {
    let house = House::furnished().await;
    let employer = house.person(Role::Employer);
    let with = |field: &str, value: Value| {
        let mut edits = edits();
        edits[field] = value;
        edits
    };
    for (bad, field) in [
        (with("role", json!("C99")), "/role"),
        (with("role_version", json!(77)), "/role"),
        (with("remove", json!(["no-such-line"])), "/remove"),
        (with("wish", json!(1)), "/wish"),
    ] {
        let answer = house.post(employer, "/v1/adaptations", &bad).await;
        assert_eq!(answer.problem(422), "invalid_document", "{bad}");
        let found = answer.json()["issues"][0]["place"]["field"].clone();
        assert_eq!(found, field, "{}", answer.text);
    }
    let foreign = with("employer", json!("Haus Morgenrot"));
    let answer = house.post(employer, "/v1/adaptations", &foreign).await;
    assert_eq!(answer.problem(403), "forbidden");
    house.post(house.person(Role::Placement), "/v1/adaptations", &foreign).await.expect(200);
    let auditor = house.person(Role::Auditor);
    assert_eq!(house.post(auditor, "/v1/adaptations", &edits()).await.problem(403), "forbidden");
}
