//! Long work: plans and cross matches beside the requests, with progress, an end, and a way to stop.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{Guest, House};

async fn ended(house: &House, guest: &Guest, place: &str) -> Value {
    for _ in 0..500 {
        let job = house.get(guest, place).await.expect(200);
        if job["state"] != "running" {
            return job;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the job does not end");
}

#[actix_web::test]
async fn a_plan_made_beside_the_requests_is_the_one_that_is_made_at_once() {
    let house = House::furnished().await;
    let desk = house.person(Role::Organiser);
    let plans = format!("/v1/interview-days/{}/plans", house.id("day"));
    let wish = json!({ "steps": 2_000, "background": true });
    let guest = desk.with("Idempotency-Key", "einmal");
    let begun = house.post(&guest, &plans, &wish).await;
    assert_eq!(begun.expect(202)["task"], "plan");
    let again = house.post(&guest, &plans, &wish).await;
    assert_eq!(again.expect(202)["id"], begun.json()["id"]);
    let place = begun.header("location").to_owned();
    let job = ended(&house, desk, &place).await;
    assert_eq!((&job["state"], &job["result"]["plan"]), (&"done".into(), &2.into()), "{job}");
    let made = house.get(desk, job["result"]["location"].as_str().unwrap()).await.expect(200);
    let at_once = house.get(desk, &format!("{plans}/1")).await.expect(200);
    assert_eq!(made["answer"], at_once["answer"]);
    let events = house.get(desk, &format!("{place}/events")).await;
    assert!(events.text.contains("\"state\":\"done\""), "{}", events.text);
    let over = house.delete(desk, &place).await;
    assert_eq!(over.problem(409), "wrong_state");
    // Case managers begin no plans; they see none.
    let manager = house.person(Role::CaseManager);
    assert_eq!(house.get(manager, &place).await.problem(404), "not_found");
    let listed = house.get(manager, "/v1/jobs").await.expect(200);
    let tasks = listed["items"].as_array().unwrap().iter().map(|job| job["task"].clone());
    assert_eq!(tasks.collect::<Vec<_>>(), ["import"]);
    assert_eq!(
        house.get(house.person(Role::Placement), "/v1/imports").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[actix_web::test]
async fn a_plan_that_is_stopped_or_cannot_be_made_changes_nothing() {
    let house = House::furnished().await;
    let desk = house.person(Role::Placement);
    let mut day = crate::house::day();
    day["tables"][0]["site"] = json!("nirgends");
    let made = house.post(desk, "/v1/interview-days", &day).await.expect(201);
    let wrong = format!("/v1/interview-days/{}/plans", made["id"].as_str().unwrap());
    let wish = json!({ "background": true });
    let begun = house.post(desk, &wrong, &wish).await;
    let job = ended(&house, desk, begun.header("location")).await;
    assert_eq!(job["state"], "refused");
    assert_eq!(job["result"]["problem"]["code"], "invalid_document");

    // Stopped before or while it searches, or just too late: either a plan and done, or neither.
    let day = format!("/v1/interview-days/{}", house.id("day"));
    let wish = json!({ "background": true, "steps": 5_000_000 });
    let begun = house.post(desk, &format!("{day}/plans"), &wish).await;
    let place = begun.header("location").to_owned();
    let stopped = house.delete(desk, &place).await.status;
    let job = ended(&house, desk, &place).await;
    let plans = house.get(desk, &day).await.expect(200)["plans"].clone();
    match job["state"].as_str().unwrap() {
        "cancelled" => assert_eq!((stopped, plans), (204, json!(1))),
        "done" => assert_eq!(plans, 2),
        other => panic!("{other}"),
    }
}

#[actix_web::test]
async fn a_cross_match_lists_the_same_people_as_each_profile_does() {
    let house = House::furnished().await;
    let desk = house.person(Role::Placement);
    let begun = house.post(desk, "/v1/cross-matches", &json!({ "top": 1 })).await;
    begun.expect(202);
    let job = ended(&house, desk, begun.header("location")).await;
    assert_eq!(job["result"]["people"], 2, "{job}");
    let profile = &job["result"]["profiles"][0];
    assert_eq!((&profile["profile"], &profile["total"]), (&"C11".into(), &2.into()));
    let path = "/v1/requirement-profiles/C11/candidates?order=overall&limit=1";
    let listed = house.get(desk, path).await.expect(200);
    assert_eq!(profile["items"], listed["items"]);
    // Whoever plans days may read it as well; nobody finds it in the store.
    let export = house.get(house.person(Role::Organiser), begun.header("location")).await;
    assert_eq!(export.expect(200)["result"], job["result"]);
    for bad in [json!({ "top": 0 }), json!({ "top": 201 }), json!({ "order": "age" })] {
        let refused = house.post(desk, "/v1/cross-matches", &bad).await;
        assert_eq!(refused.problem(422), "invalid_document", "{bad}");
    }
    let unknown = house.post(desk, "/v1/cross-matches", &json!({ "profiles": ["C99"] })).await;
    assert_eq!(unknown.problem(404), "not_found");
}
