//! Ways to places, and places in the order of a person.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{FOREIGN, House, OWN, person};

fn situation(id: &str) -> Value {
    json!({ "applicant": id, "regime": "sgb2", "status": "A26", "issued": "2025-08-04" })
}

#[actix_web::test]
async fn stateless_and_stored_ways_are_the_same() {
    let house = House::furnished().await;
    let guest = house.person(Role::CaseManager);
    let roles: Vec<Value> = house.get(guest, "/v1/packs/care").await.expect(200)["roles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| role["id"].clone())
        .collect();
    let mut unique = roles.clone();
    unique.dedup();
    let stateless = json!({
        "as_of": "2026-11-22", "person": person("P-001"), "situation": situation("P-001"),
        "roles": unique,
    });
    let one = house.post(guest, "/v1/pathways", &stateless).await.expect(200);
    let stored = json!({ "as_of": "2026-11-22", "pack": "care", "situation": situation("P-001") });
    let path = "/v1/applicants/P-001/pathways";
    let other = house.post(guest, path, &stored).await.expect(200);
    let sorted = |answer: &Value| {
        let mut outlooks = answer["outlooks"].as_array().unwrap().clone();
        outlooks.sort_by_key(|outlook| outlook["profile"].to_string());
        outlooks
    };
    assert_eq!(sorted(&one), sorted(&other));
    assert_eq!(one["reachable"], other["reachable"]);
    assert!(!one["reachable"].as_array().unwrap().is_empty());
    assert!(one["ladders"].is_null());
}

/// Worked by hand in `tests/golden/cases/03-chancen-aufenthalt-190-days.toml`: B1 takes 329 days by
/// Q03, the title has 190 left.
#[actix_web::test]
async fn a_way_that_outlasts_the_stay_is_told_with_advice_only() {
    let house = House::staffed().await;
    let guest = house.person(Role::CaseManager);
    let ask = |stays_until: &str| {
        json!({
            "as_of": "2026-11-21",
            "person": {
                "id": "case-03",
                "facts": [
                    { "kind": "work_access", "status": "free", "evidence": "permit" },
                    { "kind": "interest", "field": "nursing", "level": "wants" },
                    { "kind": "conditions", "condition": "body_care_all_genders", "accepts": true },
                    { "kind": "language", "language": "de", "level": "A2", "evidence": "certificate" },
                    { "kind": "school", "level": "lower_secondary", "evidence": "certificate" },
                    { "kind": "development", "level": "qualification" },
                ],
            },
            "situation": {
                "applicant": "case-03", "regime": "sgb2", "status": "A26",
                "stays_until": stays_until,
            },
            "roles": ["C11", "C14"],
            "profile": "C14",
        })
    };
    let short = house.post(guest, "/v1/pathways", &ask("2027-05-30")).await.expect(200);
    let outlooks = short["outlooks"].as_array().unwrap();
    assert_eq!((outlooks.len(), &outlooks[0]["profile"]), (1, &json!("C14")));
    assert_eq!(outlooks[0]["pathways"], json!([]));
    let beyond = &outlooks[0]["beyond_stay"];
    assert_eq!((&beyond["days"], &beyond["steps"][0]["measure"]), (&json!(329), &json!("Q03")));
    assert!(short["ladders"]["complete"].is_boolean());

    let long = house.post(guest, "/v1/pathways", &ask("2029-05-30")).await.expect(200);
    let outlook = &long["outlooks"][0];
    assert!(outlook["beyond_stay"].is_null());
    let ways = outlook["pathways"].as_array().unwrap().iter();
    assert_eq!(ways.map(|way| way["days"].as_u64().unwrap()).min(), Some(329), "{outlook}");
}

#[actix_web::test]
async fn reading_ways_stands_in_the_journal_without_the_situation() {
    let house = House::furnished().await;
    let guest = house.person(Role::CaseManager);
    let wanted = json!({ "pack": "care", "profile": "C11", "situation": situation("P-001") });
    let path = "/v1/applicants/P-001/pathways";
    house.post(guest, path, &wanted).await.expect(200);
    let auditor = house.person(Role::Auditor);
    let journal = house.get(auditor, "/v1/journal?limit=500").await.expect(200);
    let entries = journal["items"].as_array().unwrap().iter();
    let entry = entries.rev().find(|entry| entry["action"] == "pathways_read").unwrap();
    let text = entry.to_string();
    assert!(text.contains("P-001") && text.contains("\"applicant_version\":1"), "{text}");
    assert!(!text.contains("A26") && !text.contains("sgb2"), "{text}");
    let again = json!({ "situation": situation("P-002") });
    assert_eq!(house.post(guest, path, &again).await.problem(422), "invalid_document");
}

#[actix_web::test]
async fn ways_of_others_and_to_nowhere_are_refused() {
    let house = House::furnished().await;
    let guest = house.person(Role::CaseManager);
    let path = "/v1/applicants/P-001/pathways";
    let wanted = json!({ "pack": "care" });
    let stranger = &house.people[&(FOREIGN, Role::CaseManager)];
    assert_eq!(house.post(stranger, path, &wanted).await.problem(404), "not_found");
    for role in [Role::Employer, Role::Organiser, Role::Companion, Role::Auditor] {
        let answer = house.post(&house.people[&(OWN, role)], path, &wanted).await;
        assert_eq!(answer.problem(403), "forbidden", "{role:?}");
    }
    let nowhere = json!({ "pack": "care", "profile": "C99" });
    assert_eq!(house.post(guest, path, &nowhere).await.problem(422), "invalid_document");
    let no_pack = json!({ "pack": "circus" });
    assert_eq!(house.post(guest, path, &no_pack).await.problem(400), "invalid_parameter");
    let stateless = "/v1/pathways";
    let many = vec!["C11"; 201];
    for (body, code) in [
        (json!({ "person": person("P-9") }), "invalid_document"),
        (json!({ "person": person("P-9"), "roles": ["C99"] }), "invalid_document"),
        (json!({ "person": person("P-9"), "roles": ["C11"], "wish": 1 }), "invalid_document"),
        (json!({ "person": person("P-9"), "roles": many }), "too_much"),
    ] {
        assert_eq!(house.post(guest, stateless, &body).await.problem(422), code, "{body}");
    }
    assert_eq!(house.get(guest, stateless).await.problem(405), "method_not_allowed");
}

#[actix_web::test]
async fn opportunities_stand_in_the_order_of_the_person() {
    let house = House::furnished().await;
    let guest = house.person(Role::CaseManager);
    let path = "/v1/applicants/P-001/opportunities?pack=care&limit=500";
    let list = house.get(guest, path).await.expect(200);
    let items = list["items"].as_array().unwrap();
    assert!(items.len() > 20);
    let rank = |item: &Value| match item["distance"].as_str().unwrap() {
        "within_reach" => 0,
        "after_measures" => 1,
        "not_at_present" => 2,
        other => panic!("{other}"),
    };
    let order: Vec<(i32, i64)> =
        items.iter().map(|item| (rank(item), -item["suits"].as_i64().unwrap())).collect();
    assert!(order.is_sorted(), "{order:?}");
    for item in items {
        for part in ["adequacy", "coverage"] {
            let [low, high] = [0, 1].map(|end| item["fit"][part][end].as_u64().unwrap());
            assert!(low <= high && high <= 10_000, "{item}");
        }
    }
    let few = house.get(guest, "/v1/applicants/P-001/opportunities?pack=care&limit=3").await;
    assert_eq!(few.expect(200)["items"].as_array().unwrap().as_slice(), &items[..3]);
}

#[actix_web::test]
async fn a_new_profile_is_an_opportunity_at_once() {
    let house = House::furnished().await;
    let guest = house.person(Role::Placement);
    let path = "/v1/applicants/P-001/opportunities";
    let count = |list: Value| list["items"].as_array().unwrap().len();
    assert_eq!(count(house.get(guest, path).await.expect(200)), 1);
    let profile = crate::house::profile("C99");
    house.post(guest, "/v1/requirement-profiles", &profile).await.expect(201);
    let versions = "/v1/requirement-profiles/C99/versions";
    house.post(guest, versions, &json!({ "version": 1 })).await.expect(201);
    assert_eq!(count(house.get(guest, path).await.expect(200)), 2);
}
