//! The journal: complete, unbroken, and enough to compute an old result again.

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role, Tells};
use serde_json::json;

use crate::house::{House, OWN, person};

#[actix_web::test]
async fn every_reading_of_people_stands_in_the_journal() {
    let house = House::furnished().await;
    let mut read = 0;
    let personal = |rule: &&api::access::Rule| rule.method.is_safe() && rule.tells == Tells::People;
    for rule in RULES.iter().filter(personal) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            let before = house.entries();
            let request = TestRequest::default().method(Method::GET).uri(&house.path(rule.path));
            let answer = house.send(&house.people[&(OWN, role)], request).await;
            if answer.status == 200 {
                read += 1;
                assert!(before < house.entries(), "{} as {role:?}", rule.path);
            }
        }
    }
    assert!(read > 30, "only {read} readings");
}

#[actix_web::test]
async fn the_journal_says_who_did_what_and_nothing_about_the_person() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    house.get(placement, "/v1/applicants/P-001/contact").await.expect(200);
    let path = "/v1/journal?kind=applicant&id=P-001";
    let answer = house.get(house.person(Role::Auditor), path).await;
    let entries = answer.expect(200)["items"].as_array().unwrap().clone();
    let actions: Vec<&str> =
        entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["applicant_added", "contact_changed", "decided", "disclosed", "contact_read"] {
        assert!(actions.contains(&action), "{action} in {actions:?}");
    }
    assert!(entries.iter().all(|entry| entry["actor"] == "user:placement.rhein-erft"));
    assert!(!answer.text.contains("Kanarienvogel"));
    let sound = house.get(house.person(Role::Auditor), "/v1/journal/verification").await;
    assert_eq!(sound.expect(200)["sound"], true);
}

#[actix_web::test]
async fn an_old_result_is_computed_again_from_old_versions() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let pair = "/v1/explanations?applicant=P-001&profile=C11";
    let before = house.get(placement, pair).await.expect(200);
    let number = house.number("explanation_read").await;

    let mut changed = person("P-001");
    changed["facts"][0]["level"] = json!("C1");
    let guest = placement.with("If-Match", "\"1\"");
    house.put(&guest, "/v1/applicants/P-001", &changed).await.expect(200);
    let after = house.get(placement, pair).await.expect(200);
    assert_ne!(before["evaluation"]["result"], after["evaluation"]["result"]);

    let path = format!("/v1/journal/{number}/reproduction");
    let again = house.get(house.person(Role::Auditor), &path).await.expect(200);
    assert_eq!(again["same_result"], true);
    assert_eq!(again["then"], before["evaluation"]);

    // What was erased cannot be computed again, and that is the point of it.
    let guest = placement.with("If-Match", "\"2\"");
    house.delete(&guest, "/v1/applicants/P-001").await.expect(204);
    let gone = house.get(house.person(Role::Auditor), &path).await;
    assert_eq!(gone.problem(409), "wrong_state");
}
