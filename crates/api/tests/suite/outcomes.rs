//! What came of a day: the ladder, both sides, reasons; a correction keeps what was written before.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::House;

fn talked(next: &[(&str, &str)]) -> Value {
    let steps = [("talked", "2026-11-02")].iter().chain(next);
    let steps: Vec<Value> = steps.map(|(step, on)| json!({ "step": step, "on": on })).collect();
    json!({ "steps": steps, "person": { "wish": "yes" }, "employer": { "wish": "maybe" } })
}

#[actix_web::test]
async fn a_correction_is_a_new_version_and_the_former_ones_stay() {
    let house = House::furnished().await;
    let desk = house.person(Role::Organiser);
    let day = format!("/v1/interview-days/{}", house.id("day"));
    let path = format!("{day}/outcomes/P-001/C11");
    let first = talked(&[("hospitation_agreed", "2026-11-02")]);
    let noted = house.put(desk, &path, &first).await;
    assert_eq!(noted.expect(200)["outcome"]["steps"][1]["step"], "hospitation_agreed");
    assert_eq!(house.put(desk, &path, &first).await.problem(428), "version_required");

    // Half a year later somebody else goes on from there.
    let manager = house.person(Role::CaseManager).with("If-Match", "\"1\"");
    let mut second = talked(&[("hospitation_done", "2026-11-09")]);
    second["stop"] = json!({ "on": "2026-11-10", "by": "person", "reason": "hours" });
    house.put(&manager, &path, &second).await.expect(200);
    assert_eq!(house.put(&manager, &path, &second).await.problem(412), "version_conflict");

    let told = house.get(desk, &format!("{day}/outcomes/P-001")).await.expect(200);
    let outcomes = told["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 2); // before any talk, and with C11
    let now = outcomes.iter().find(|outcome| outcome["role"] == "C11").unwrap();
    assert_eq!((&now["version"], &now["outcome"]["stop"]["reason"]), (&2.into(), &"hours".into()));
    assert_eq!(told["former"].as_array().unwrap().len(), 1);
    assert_eq!(told["former"][0]["by"], "user:organiser.rhein-erft");
    assert_eq!(told["former"][0]["outcome"]["steps"], first["steps"]);

    let export = house.get(house.person(Role::Placement), "/v1/applicants/P-001/export").await;
    assert_eq!(export.expect(200)["outcomes"].as_array().unwrap().len(), 2);
    let placement = house.person(Role::Placement).with("If-Match", "\"1\"");
    house.delete(&placement, "/v1/applicants/P-001").await.expect(204);
    let left = house.get(desk, &format!("{day}/outcomes")).await.expect(200);
    assert_eq!(left["items"], json!([]));
}

#[actix_web::test]
async fn what_cannot_be_is_refused_with_its_place() {
    let house = House::furnished().await;
    let desk = house.person(Role::Placement);
    let day = format!("/v1/interview-days/{}", house.id("day"));
    let mut unknown = talked(&[]);
    unknown["steps"][0]["step"] = json!("hired");
    for (body, what) in [
        (talked(&[("offer", "2026-11-30")]), "/steps/1"),
        (talked(&[("invited", "2026-11-03")]), "/steps/1"),
        (talked(&[("after3_months", "2026-11-20")]), "/steps/1"),
        (unknown, "hired"),
    ] {
        let refused = house.put(desk, &format!("{day}/outcomes/P-001/C11"), &body).await;
        assert_eq!(refused.problem(422), "invalid_document");
        assert!(refused.text.contains(what), "{}", refused.text);
    }
    let role = house.put(desk, &format!("{day}/outcomes/P-001/C12"), &talked(&[])).await;
    assert_eq!(role.problem(404), "not_found");
    // Somebody who was never asked to the day.
    house.post(desk, "/v1/applicants", &crate::house::person("P-300")).await.expect(201);
    let stranger = house.put(desk, &format!("{day}/outcomes/P-300/C11"), &talked(&[])).await;
    assert_eq!(stranger.problem(409), "wrong_state");
}
