//! Retention, erasure, and everything about one person.

use api::access::Role;
use serde_json::json;

use crate::house::House;

#[actix_web::test]
async fn what_is_due_is_shown_first_and_then_gone() {
    let house = House::furnished().await;
    let (placement, admin) = (house.person(Role::Placement), house.person(Role::Administrator));
    let closed = json!({ "closed_on": "2026-11-02" });
    let path = "/v1/applicants/P-001/case";
    house.put(&placement.with("If-Match", "\"1\""), path, &closed).await.expect(200);
    let due = house.get(admin, "/v1/retention").await.expect(200);
    assert_eq!(due["due"], json!([]));

    let periods = json!({ "applicants": 21, "consents": 1096, "disclosures": 1096 });
    house.put(admin, "/v1/retention/periods", &periods).await.expect(200);
    let due = house.get(admin, "/v1/retention").await.expect(200);
    assert_eq!(due["due"][0], json!({ "on": "2026-11-23", "kind": "applicant", "id": "P-001" }));
    let ended = house.post(admin, "/v1/retention/runs", &json!(null)).await.expect(200);
    assert_eq!(ended["ended"], json!([]));

    let periods = json!({ "applicants": 20, "consents": 1096, "disclosures": 1096 });
    house.put(admin, "/v1/retention/periods", &periods).await.expect(200);
    let ended = house.post(admin, "/v1/retention/runs", &json!(null)).await.expect(200);
    assert_eq!(ended["ended"][0]["id"], "P-001");
    for path in ["/v1/applicants/P-001", "/v1/applicants/P-001/contact"] {
        assert_eq!(house.get(placement, path).await.problem(404), "not_found");
    }
    assert!(house.state.store.check().unwrap().is_sound());
}

#[actix_web::test]
async fn erasing_leaves_nothing_but_the_proof() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let everything = house.get(placement, "/v1/applicants/P-001/export").await.expect(200);
    assert_eq!(everything["contact"]["name"], "Olena Kanarienvogel");
    for list in ["versions", "decisions", "consents", "disclosures", "journal"] {
        assert!(!everything[list].as_array().unwrap().is_empty(), "{list}");
    }
    let guest = placement.with("If-Match", "\"1\"");
    house.delete(&guest, "/v1/applicants/P-001").await.expect(204);
    let mut out = Vec::new();
    house.state.store.export(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    for trace in ["Olena", "Kanarienweg", "kanarienvogel.example"] {
        assert!(!out.contains(trace), "{trace}");
    }
    let decision = format!("/v1/decisions/{}", house.id("decision"));
    assert_eq!(house.get(placement, &decision).await.problem(404), "not_found");
    let consent = format!("/v1/consents/{}", house.id("consent"));
    house.get(placement, &consent).await.expect(200);
}
