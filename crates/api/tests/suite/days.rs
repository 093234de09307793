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

#[actix_web::test]
async fn the_nearest_role_of_whoever_has_none_is_the_best_one() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    // Two roles that the person does not fit equally well, in both orders.
    let packs = house.get(placement, "/v1/packs/care/roles/C20").await;
    let mut other = packs.expect(200);
    other["employer"] = json!("Haus Abendrot");
    house.post(placement, "/v1/requirement-profiles", &other).await.expect(201);
    let versions = "/v1/requirement-profiles/C20/versions";
    house.post(placement, versions, &json!({ "version": other["version"] })).await.expect(201);
    let classes =
        ["not_possible", "with_measures", "to_clarify", "suitable_with_conditions", "suitable"];
    let place = async |profile: &str| {
        let path = format!("/v1/requirement-profiles/{profile}/candidates");
        let listed = house.get(placement, &path).await.expect(200);
        let found = listed["items"][0].clone();
        assert_eq!(found["applicant"], "P-001");
        let class = classes.iter().position(|class| found["eligibility"] == *class).unwrap();
        let span = [&found["overall"][0], &found["overall"][1]].map(|end| end.as_u64().unwrap());
        (class, span[0] + span[1])
    };
    let (helper, other) = (place("C11").await, place("C20").await);
    assert_ne!(helper, other);
    let best = if helper > other { "C11" } else { "C20" };
    for roles in [["C11", "C20"], ["C20", "C11"]] {
        let mut day = crate::house::day();
        let role = day["roles"][0].clone();
        let roles = roles.map(|id| {
            let mut role = role.clone();
            role["profile"] = json!(id);
            role
        });
        day["roles"] = json!(roles);
        day["selection"] = json!({ "least_class": "suitable", "least_possible": 10_000 });
        let made = house.post(placement, "/v1/interview-days", &day).await.expect(201);
        let day = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
        let guest = placement.with("If-Match", "\"1\"");
        let pool = json!({ "people": ["P-001"] });
        house.put(&guest, &format!("{day}/pool"), &pool).await.expect(200);
        let plan = house.post(placement, &format!("{day}/plans"), &json!({ "steps": 1_000 })).await;
        let plan = plan.expect(201);
        assert_eq!(plan["answer"]["without_talk"][0]["nearest"]["role"], best, "{plan}");
    }
}

#[actix_web::test]
async fn plans_that_are_asked_for_at_once_are_all_made() {
    let house = House::furnished().await;
    let organiser = house.person(Role::Organiser);
    let path = format!("/v1/interview-days/{}/plans", house.id("day"));
    let body = json!({});
    let asked = (0..4).map(|_| house.post(organiser, &path, &body));
    let made = futures_util::future::join_all(asked).await;
    let mut numbers: Vec<u64> =
        made.iter().map(|plan| plan.expect(201)["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 4);
}
