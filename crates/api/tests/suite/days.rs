//! Application days: planned from what is published, the same way each time, and never changed.

use api::access::Role;
use serde_json::json;

use crate::house::{House, person};

#[actix_web::test]
async fn the_same_day_gives_the_same_plan_and_a_plan_is_published_once() {
    let house = House::furnished().await;
    let organiser = house.person(Role::Organiser);
    let day = format!("/v1/interview-days/{}", house.id("day"));
    let plans = format!("{day}/plans");
    let request = json!({ "steps": 2_000 });
    let second = house.post(organiser, &plans, &request).await.expect(201);
    let first = house.get(organiser, &format!("{plans}/1")).await.expect(200);
    assert_eq!((&first["number"], &second["number"]), (&1.into(), &2.into()));
    assert_eq!(first["answer"]["plan"]["talks"], second["answer"]["plan"]["talks"]);
    let same = house.get(organiser, &format!("{day}/comparison?from=1&to=2")).await.expect(200);
    assert_eq!(same["people"], json!({}));
    // Everybody of the pool has a talk or a reason.
    let seen = first["answer"]["plan"]["talks"].as_array().unwrap().len();
    let left = first["answer"]["without_talk"].as_array().unwrap().len();
    assert_eq!(seen + left, 2, "{first}");

    let publication = format!("{plans}/1/publications");
    let published = house.post(organiser, &publication, &json!(null)).await.expect(201);
    assert_eq!(published["published_at"], "2026-11-22T12:00:00Z");
    let again = house.post(organiser, &publication, &json!(null)).await;
    assert_eq!(again.problem(409), "wrong_state");
    let listed = house.get(organiser, &plans).await.expect(200);
    assert!(listed["items"][0].get("answer").is_none());
}

#[actix_web::test]
async fn a_day_that_names_what_is_not_there_is_refused_with_the_place() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let mut day = crate::house::day();
    day["tables"][0]["site"] = json!("nirgends");
    let made = house.post(placement, "/v1/interview-days", &day).await.expect(201);
    let path = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
    let refused = house.post(placement, &format!("{path}/plans"), &json!({})).await;
    assert_eq!(refused.problem(422), "invalid_document");
    assert!(refused.text.contains("nirgends"), "{}", refused.text);
    let pool = json!({ "people": ["P-404"] });
    let guest = placement.with("If-Match", "\"1\"");
    let refused = house.put(&guest, &format!("{path}/pool"), &pool).await;
    assert_eq!(refused.problem(404), "not_found");
    let unknown = json!({ "name": "x", "datess": [] });
    let refused = house.post(placement, "/v1/interview-days", &unknown).await;
    assert_eq!(refused.problem(422), "invalid_document");
    house.post(placement, "/v1/applicants", &person("P-404")).await.expect(201);
    house.put(&guest, &format!("{path}/pool"), &pool).await.expect(200);
}
