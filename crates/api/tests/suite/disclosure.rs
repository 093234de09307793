//! What employers see, stage by stage; and what they stop seeing when a consent ends.

use api::access::Role;
use serde_json::json;

use crate::house::House;

#[actix_web::test]
async fn more_than_a_code_needs_a_basis_and_ends_with_the_consent() {
    let house = House::furnished().await;
    let (placement, employer) = (house.person(Role::Placement), house.person(Role::Employer));
    let disclosure = |stage: &str, basis: &str| json!({ "applicant": "P-001", "profile": "C11", "stage": stage, "basis": basis, "purpose": "Bewerbertag" });
    let path = "/v1/disclosures";
    for (stage, basis) in [
        ("named", "pseudonymised"),
        ("pseudonymous", "consent"),
        ("named", "consent"),
        ("contact", "consent"),
        ("contact", "sgb10_section69"),
    ] {
        let refused = house.post(placement, path, &disclosure(stage, basis)).await;
        assert_eq!(refused.problem(409), "wrong_state", "{stage} {basis}");
    }
    let consent = json!({
        "applicant": "P-001", "fields": ["name", "contact"], "given": "schriftlich",
        "recipient": { "kind": "employer", "id": "Haus Abendrot" },
    });
    let consent = house.post(placement, "/v1/consents", &consent).await.expect(201);
    let made = house.post(placement, path, &disclosure("contact", "consent")).await.expect(201);
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let seen = house.get(employer, &one).await.expect(200)["person"].clone();
    assert_eq!(seen["name"], "Olena Kanarienvogel");
    assert_eq!(seen["phone"], "02233 0815 4711");

    // The code is the same for one employer, whatever the stage.
    let listed = house.get(employer, "/v1/requirement-profiles/C11/candidates").await.expect(200);
    assert_eq!(listed["items"][0]["applicant"], seen["code"]);

    let consent = format!("/v1/consents/{}", consent["id"].as_str().unwrap());
    house.delete(&placement.with("If-Match", "\"1\""), &consent).await.expect(204);
    let seen = house.get(employer, &one).await.expect(200)["person"].clone();
    assert!(seen.get("name").is_none() && seen.get("phone").is_none(), "{seen}");
    house.delete(&placement.with("If-Match", "\"1\""), &one).await.expect(204);
    assert_eq!(house.get(employer, &one).await.problem(404), "not_found");
}

#[actix_web::test]
async fn by_law_the_name_alone() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let named = json!({
        "applicant": "P-001", "profile": "C11", "stage": "named", "basis": "sgb10_section69",
        "purpose": "Einladung",
    });
    let made = house.post(placement, "/v1/disclosures", &named).await.expect(201);
    let path = format!("/v1/disclosures/{}", made["id"].as_str().unwrap());
    let seen = house.get(house.person(Role::Employer), &path).await.expect(200)["person"].clone();
    assert_eq!(seen["name"], "Olena Kanarienvogel");
    assert!(seen.get("phone").is_none() && seen.get("email").is_none());
}

#[actix_web::test]
async fn a_decision_against_the_suggestion_needs_a_reason_and_can_be_contested() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let decision = |reason: Option<&str>| json!({ "applicant": "P-001", "profile": "C11", "act": "override", "outcome": "address", "reason": reason });
    for reason in [None, Some("   ")] {
        let refused = house.post(placement, "/v1/decisions", &decision(reason)).await;
        assert_eq!(refused.problem(422), "invalid_document");
    }
    let made = house.post(placement, "/v1/decisions", &decision(Some("Prüfung naht."))).await;
    let made = made.expect(201);
    assert_eq!(made["decision"]["evaluation"]["as_of"], "2026-11-22");
    let path = format!("/v1/decisions/{}/contests", made["id"].as_str().unwrap());
    let contest = json!({ "reason": "Das stimmt nicht." });
    let contested = house.post(house.person(Role::Companion), &path, &contest).await.expect(201);
    assert_eq!(contested["decision"]["contests"][0]["reason"], "Das stimmt nicht.");
}
