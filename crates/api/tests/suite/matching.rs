//! Candidates, opportunities, explanations: a change is seen by the next request.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{House, person, profile};

fn codes(list: &Value, field: &str) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_next_request_sees_every_change() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let path = "/v1/requirement-profiles/C11/candidates";
    let list = |list: Value| codes(&list, "applicant");
    assert_eq!(list(house.get(placement, path).await.expect(200)), ["P-001", "P-002"]);
    house.post(placement, "/v1/applicants", &person("P-003")).await.expect(201);
    assert_eq!(list(house.get(placement, path).await.expect(200)), ["P-001", "P-002", "P-003"]);
    let guest = placement.with("If-Match", "\"1\"");
    let closed = json!({ "closed_on": "2026-11-22" });
    house.put(&guest, "/v1/applicants/P-003/case", &closed).await.expect(200);
    house.delete(&guest, "/v1/applicants/P-002").await.expect(204);
    assert_eq!(list(house.get(placement, path).await.expect(200)), ["P-001"]);

    let before = house.get(placement, path).await.expect(200)["items"][0]["overall"].clone();
    let fact = json!({ "fact": { "kind": "language", "language": "de", "skill": "listening", "level": "C1", "evidence": "certificate" } });
    house.post(placement, "/v1/applicants/P-001/clarifications", &fact).await.expect(201);
    assert_ne!(house.get(placement, path).await.expect(200)["items"][0]["overall"], before);
}

#[actix_web::test]
async fn a_profile_counts_from_its_publication_on() {
    let house = House::furnished().await;
    let employer = house.person(Role::Employer);
    let placement = house.person(Role::Placement);
    let path = "/v1/requirement-profiles/C99";
    house.post(employer, "/v1/requirement-profiles", &profile("C99")).await.expect(201);
    let candidates = format!("{path}/candidates");
    assert_eq!(house.get(placement, &candidates).await.problem(409), "wrong_state");
    let versions = format!("{path}/versions");
    assert_eq!(
        house.post(employer, &versions, &json!({ "version": 2 })).await.problem(409),
        "wrong_state"
    );
    house.post(employer, &versions, &json!({ "version": 1 })).await.expect(201);
    assert_eq!(house.get(placement, &candidates).await.expect(200)["version"], 1);

    let mut changed = profile("C99");
    changed["title"] = json!({ "de": "Anders", "en": "Different" });
    changed["criteria"].as_array_mut().unwrap().pop();
    house.put(&employer.with("If-Match", "\"2\""), path, &changed).await.expect(200);
    assert_eq!(house.get(placement, &candidates).await.expect(200)["version"], 1);
    house.post(employer, &versions, &json!({ "version": 2 })).await.expect(201);
    assert_eq!(house.get(placement, &candidates).await.expect(200)["version"], 2);
    let comparison =
        house.get(employer, &format!("{path}/comparison?from=1&to=2")).await.expect(200);
    assert_eq!(comparison["fields"]["title"]["after"]["de"], "Anders");
    assert_eq!(comparison["removed"].as_array().unwrap().len(), 1);
    let gone = house.delete(&employer.with("If-Match", "\"4\""), path).await;
    assert_eq!(gone.problem(409), "wrong_state");
}

#[actix_web::test]
async fn an_employer_writes_for_nobody_else() {
    let house = House::furnished().await;
    let employer = house.person(Role::Employer);
    let placement = house.person(Role::Placement);
    let mut foreign = profile("C98");
    foreign["employer"] = json!("Haus Morgenrot");
    let refused = house.post(employer, "/v1/requirement-profiles", &foreign).await;
    assert_eq!(refused.problem(403), "forbidden");
    house.post(placement, "/v1/requirement-profiles", &foreign).await.expect(201);
    assert_eq!(house.get(employer, "/v1/requirement-profiles/C98").await.problem(404), "not_found");
    let list = house.get(employer, "/v1/requirement-profiles?employer=Haus%20Morgenrot").await;
    assert!(!list.text.contains("C98"), "{}", list.text);
}

#[actix_web::test]
async fn the_same_pair_has_the_same_score_everywhere() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let listed =
        house.get(placement, "/v1/requirement-profiles/C11/candidates?order=overall").await;
    let listed = listed.expect(200);
    let explained =
        house.get(placement, "/v1/explanations?applicant=P-001&profile=C11").await.expect(200);
    let places = house.get(placement, "/v1/applicants/P-001/opportunities").await.expect(200);
    let stateless = json!({ "profiles": [profile("C11")], "people": [person("P-001")] });
    let stateless = house.post(placement, "/v1/matches", &stateless).await.expect(200);
    let one = listed["items"].as_array().unwrap().iter().find(|item| item["applicant"] == "P-001");
    let one = one.unwrap();
    for field in ["eligibility", "demands", "needs", "overall"] {
        assert_eq!(one[field], explained["explanation"]["pair"][field], "{field}");
        assert_eq!(one[field], places["items"][0]["pair"][field], "{field}");
        assert_eq!(one[field], stateless["matches"][0][field], "{field}");
    }
    let questions = house.get(placement, "/v1/applicants/P-001/clarifications").await.expect(200);
    assert!(!questions["items"].as_array().unwrap().is_empty());
    let another_day = "/v1/requirement-profiles/C11/candidates?as_of=2027-03-01";
    assert_eq!(house.get(placement, another_day).await.expect(200)["as_of"], "2027-03-01");
}
