//! Reports: they count from what was noted, point at nobody, and name people for the office alone.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::{House, person};

/// A day with twelve people: all came, nine talked, six agreed on something, five of six stops say why.
async fn reflected() -> (House, String) {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement).clone();
    let mut pool = Vec::new();
    for n in 10..22 {
        let id = format!("P-6{n}");
        house.post(&placement, "/v1/applicants", &person(&id)).await.expect(201);
        pool.push(id);
    }
    let day = house.post(&placement, "/v1/interview-days", &crate::house::day()).await.expect(201);
    let day = format!("/v1/interview-days/{}", day["id"].as_str().unwrap());
    let guest = placement.with("If-Match", "\"1\"");
    house.put(&guest, &format!("{day}/pool"), &json!({ "people": pool })).await.expect(200);
    for (at, id) in pool.iter().enumerate() {
        let there = json!({ "date": "2026-12-03", "status": "checked_in" });
        house.put(&placement, &format!("{day}/attendance/{id}"), &there).await.expect(200);
        if at >= 11 {
            continue;
        }
        let mut said = json!({ "steps": [{ "step": "talked", "on": "2026-11-02" }] });
        if at < 6 {
            let agreed = json!({ "step": "hospitation_agreed", "on": "2026-11-02" });
            said["steps"].as_array_mut().unwrap().push(agreed);
        } else {
            let reason = if at == 10 { "hours" } else { "language" };
            let on = "2026-11-03";
            said["stop"] = json!({ "on": on, "by": "employer", "reason": reason });
            if at == 6 {
                said["stop"]["reason"] = json!("commute");
            }
        }
        house.put(&placement, &format!("{day}/outcomes/{id}/C11"), &said).await.expect(200);
    }
    (house, day)
}

fn people(report: &Value, step: &Value) -> Value {
    let steps = report["funnel"].as_array().unwrap().iter();
    steps.into_iter().find(|row| row["step"] == *step).unwrap()["people"].clone()
}

#[actix_web::test]
async fn a_report_counts_what_was_noted_and_hides_small_groups() {
    let (house, day) = reflected().await;
    let auditor = house.person(Role::Auditor);
    let report = house.get(auditor, &format!("{day}/report")).await.expect(200);
    assert_eq!(report["coverage"]["people"], 12);
    assert_eq!(report["coverage"]["attendance_noted"], 12);
    assert_eq!(people(&report, &json!(null)), 12);
    assert_eq!(people(&report, &json!("shown")), 12);
    // Eleven talked: 12 and 11 together would show the one who did not.
    assert_eq!(people(&report, &json!("talked")), json!(null));
    assert_eq!(people(&report, &json!("hospitation_agreed")), 6);
    assert_eq!(people(&report, &json!("offer")), 0);
    // Three stopped for language, one each for hours and way: no row for groups so small.
    assert_eq!(report["stops"], json!([]));
    assert_eq!(report["without_next_step"], 6);
    // The same gap of twelve people of one office is a need.
    let needs = report["needs"].as_array().unwrap();
    assert!(needs.iter().any(|need| need["people"] == 12), "{report}");
    assert!(needs.iter().all(|need| need["people"].as_u64().unwrap() >= 5));

    let path = format!("{day}/report?published=true");
    let published = house.get(auditor, &path).await.expect(200);
    assert_eq!(published["least"], 10);
    assert_eq!(people(&published, &json!("hospitation_agreed")), json!(null));
    assert_eq!(published["without_next_step"], json!(null));

    // The other day of the house has two people: together there are fourteen, alone they are hidden.
    let all = house.get(auditor, "/v1/reports").await.expect(200);
    assert_eq!((&all["days"], &all["coverage"]["people"]), (&2.into(), &14.into()));
    let small = format!("/v1/interview-days/{}/report", house.id("day"));
    let small = house.get(auditor, &small).await.expect(200);
    assert_eq!((&small["coverage"]["people"], &small["needs"]), (&json!(null), &json!([])));
}

#[actix_web::test]
async fn who_has_no_next_step_is_named_for_the_office_alone() {
    let (house, day) = reflected().await;
    let path = format!("{day}/without-next-step");
    let left = house.get(house.person(Role::CaseManager), &path).await.expect(200);
    let items = left["items"].as_array().unwrap();
    assert_eq!(items.len(), 6);
    assert_eq!((&items[0]["applicant"], &items[0]["reached"]), (&"P-616".into(), &"talked".into()));
    assert_eq!((&items[5]["applicant"], &items[5]["reached"]), (&"P-621".into(), &"shown".into()));
    let auditor = house.get(house.person(Role::Auditor), &path).await;
    assert_eq!(auditor.problem(403), "forbidden");
}

/// Eight people of one office whose German is certified at A1; the role asks for more.
async fn learning() -> (House, String) {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement).clone();
    let facts: Vec<Value> = (["listening", "speaking", "reading", "writing"].into_iter())
        .map(|skill| {
            json!({
                "kind": "language", "language": "de", "skill": skill, "level": "A1",
                "evidence": "certificate", "on": "2026-10-01",
            })
        })
        .collect();
    let mut pool = Vec::new();
    for n in 0..8 {
        let id = format!("P-7{n:02}");
        let office = if n < 7 { "bedburg" } else { "wesseling" };
        let person = json!({ "id": id, "office": office, "facts": facts });
        house.post(&placement, "/v1/applicants", &person).await.expect(201);
        pool.push(id);
    }
    let day = house.post(&placement, "/v1/interview-days", &crate::house::day()).await.expect(201);
    let day = format!("/v1/interview-days/{}", day["id"].as_str().unwrap());
    let guest = placement.with("If-Match", "\"1\"");
    house.put(&guest, &format!("{day}/pool"), &json!({ "people": pool })).await.expect(200);
    (house, day)
}

#[actix_web::test]
async fn needs_lead_to_the_measures_of_the_soonest_ways() {
    let (house, day) = learning().await;
    let auditor = house.person(Role::Auditor).with("Accept-Language", "en");
    let report = house.get(&auditor, &format!("{day}/report")).await.expect(200);
    assert!(report["engine"]["fingerprint"].is_string());
    // Seven in Bedburg; the one in Wesseling is no group.
    for list in ["needs", "demands"] {
        let rows = report[list].as_array().unwrap();
        assert!(!rows.is_empty(), "{report}");
        assert!(
            rows.iter().all(|row| row["office"] == "bedburg" && row["people"] == 7),
            "{report}"
        );
    }
    let german = report["needs"].as_array().unwrap().iter().find(|need| need["gap"] == "German");
    let german = german.unwrap_or_else(|| panic!("{report}"));
    // It is certain that it is missing, and there are courses.
    assert_eq!((&german["to_clarify"], &german["without_measure"]), (&json!(0), &json!(0)));

    // The same, one person at a time: the measures of the way that is over first.
    let placement = house.person(Role::Placement);
    let wanted = json!({ "profile": "C11" });
    let ways = house.post(placement, "/v1/applicants/P-700/pathways", &wanted).await.expect(200);
    let outlooks = ways["outlooks"].as_array().unwrap();
    let outlook = outlooks.iter().find(|outlook| outlook["profile"] == "C11").unwrap();
    let ways = outlook["pathways"].as_array().unwrap();
    let soonest = ways.iter().min_by_key(|way| way["days"].as_u64()).unwrap();
    let mut measures: Vec<&Value> =
        soonest["steps"].as_array().unwrap().iter().map(|step| &step["measure"]).collect();
    measures.sort_by_key(|measure| measure.as_str());
    let told: Vec<&Value> =
        report["demands"].as_array().unwrap().iter().map(|demand| &demand["measure"]).collect();
    assert_eq!(told, measures);
    assert_eq!(report["without_way"], 0);

    // As of a day before the profile holds there is no role, and nothing is near.
    let path = format!("{day}/report?as_of=2025-01-01");
    let before = house.get(&auditor, &path).await.expect(200);
    assert_eq!((&before["as_of"], &before["needs"]), (&json!("2025-01-01"), &json!([])));
}
