//! The desk on the day: who is there, and new plans of the rest of the day, judged by the planner's
//! checker, which shares no code with the search.

use std::collections::BTreeSet;

use api::access::Role;
use day_planner::day::{Day, DayPlan, Happened, check_day};
use serde_json::{Value, json};

use crate::house::{Guest, House, person};

const DATE: &str = "2026-12-03";

/// A house with a day of two tables, six people in the pool, and a published plan.
struct Hall {
    house: House,
    organiser: Guest,
    day: String,
}

impl Hall {
    async fn open() -> Self {
        let house = House::furnished().await;
        let organiser = house.person(Role::Organiser).clone();
        let placement = house.person(Role::Placement).clone();
        let mut pool = Vec::new();
        for id in ["P-101", "P-102", "P-103", "P-104", "P-105", "P-106", "P-201"] {
            let mut person = person(id);
            person["interpreter"] = Value::Null;
            house.post(&placement, "/v1/applicants", &person).await.expect(201);
            pool.push(id);
        }
        pool.pop(); // comes without an invitation
        let mut day = crate::house::day();
        day["roles"][0]["minutes"] = json!(30);
        let mut second = day["tables"][0].clone();
        second["id"] = json!("T2");
        day["tables"].as_array_mut().unwrap().push(second);
        day["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
        let made = house.post(&organiser, "/v1/interview-days", &day).await.expect(201);
        let day = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
        let first = organiser.with("If-Match", "\"1\"");
        let pool = json!({ "people": pool });
        house.put(&first, &format!("{day}/pool"), &pool).await.expect(200);
        let request = json!({ "steps": 2_000 });
        house.post(&organiser, &format!("{day}/plans"), &request).await.expect(201);
        let publication = format!("{day}/plans/1/publications");
        house.post(&organiser, &publication, &json!(null)).await.expect(201);
        Self { house, organiser, day }
    }

    async fn note(&self, person: &str, note: &Value) -> crate::house::Answer {
        let path = format!("{}/attendance/{person}", self.day);
        self.house.put(&self.organiser, &path, note).await
    }

    async fn replan(&self, request: &Value) -> Value {
        let path = format!("{}/replans", self.day);
        let made = self.house.post(&self.organiser, &path, request).await.expect(201);
        let answer = &made["plan"]["answer"];
        let day: Day = serde_json::from_value(answer["day"].clone()).unwrap();
        let plan: DayPlan = serde_json::from_value(answer["plan"].clone()).unwrap();
        let happened: Happened = serde_json::from_value(made["plan"]["happened"].clone()).unwrap();
        assert_eq!(check_day(&day, Some(&happened), &plan), []);
        made
    }

    async fn talks(&self, number: u32) -> Vec<Value> {
        let path = format!("{}/plans/{number}", self.day);
        let plan = self.house.get(&self.organiser, &path).await.expect(200);
        plan["answer"]["plan"]["talks"].as_array().unwrap().clone()
    }
}

/// Who meets whom, where and when.
fn meeting(talk: &Value) -> [String; 5] {
    ["person", "role", "table", "date", "from"].map(|key| talk[key].as_str().unwrap().to_owned())
}

#[actix_web::test]
async fn the_rest_of_the_day_is_planned_anew_and_whoever_is_concerned_is_named() {
    let hall = Hall::open().await;
    let before = hall.talks(1).await;
    assert_eq!(before.len(), 6, "{before:?}");
    let of = |talks: &[Value], id: &str| -> Vec<Value> {
        talks.iter().filter(|talk| talk["person"] == id).cloned().collect()
    };
    // Somebody who would talk after 9:40 stays away, the others are late or unexpected.
    let later: Vec<&Value> =
        before.iter().filter(|talk| talk["from"].as_str().unwrap() >= "09:40").collect();
    let absent = later[0]["person"].as_str().unwrap().to_owned();
    let late = later[1]["person"].as_str().unwrap().to_owned();
    let away = json!({ "date": DATE, "status": "no_show" });
    hall.note(&absent, &away).await.expect(200);
    let note = json!({ "date": DATE, "status": "late", "from": "11:00" });
    hall.note(&late, &note).await.expect(200);
    let guest = json!({ "date": DATE, "status": "walk_in", "from": "09:35" });
    hall.note("P-201", &guest).await.expect(200);

    let made = hall
        .replan(&json!({
            "date": DATE, "now": "09:40", "publish": true,
            "closed": [{ "table": "T2", "date": DATE, "from": "10:30" }],
        }))
        .await;
    assert_eq!((&made["plan"]["number"], &made["plan"]["base"]), (&2.into(), &1.into()));
    assert_eq!(made["plan"]["published_at"], "2026-11-22T12:00:00Z");
    let after = hall.talks(2).await;
    assert!(of(&after, &absent).is_empty());
    assert!(of(&after, &late).iter().all(|talk| talk["from"].as_str().unwrap() >= "11:00"));
    assert_eq!(of(&after, "P-201").len(), 1, "{after:?}");
    assert!(
        after
            .iter()
            .filter(|talk| talk["table"] == "T2")
            .all(|talk| { talk["to"].as_str().unwrap() <= "10:30" })
    );
    let (was, now): (BTreeSet<_>, BTreeSet<_>) =
        (before.iter().map(meeting).collect(), after.iter().map(meeting).collect());
    let past = |talks: &BTreeSet<[String; 5]>| -> Vec<[String; 5]> {
        talks.iter().filter(|talk| talk[4].as_str() < "09:40").cloned().collect()
    };
    assert_eq!(past(&was), past(&now));
    // Told is exactly who meets somebody else, elsewhere, or at another time.
    let concerned: BTreeSet<&String> =
        was.symmetric_difference(&now).map(|[person, ..]| person).collect();
    let told = made["changes"]["people"].as_object().unwrap();
    assert_eq!(told.keys().collect::<BTreeSet<_>>(), concerned);

    // The next one begins from it and remembers what was closed; what was noted wrongly is not.
    let corrected = hall.organiser.with("If-Match", "\"1\"");
    let there = json!({ "date": DATE, "status": "checked_in" });
    let path = format!("{}/attendance/{absent}", hall.day);
    hall.house.put(&corrected, &path, &there).await.expect(200);
    let made = hall.replan(&json!({ "date": DATE, "now": "09:50" })).await;
    assert_eq!(made["plan"]["base"], 2);
    assert_eq!(made["plan"]["happened"]["closed"][0]["table"], "T2");
    assert_eq!(made["plan"]["happened"]["no_shows"], json!([]));
    let again = hall.talks(3).await;
    assert_eq!(of(&again, &absent).len(), 1);
    let guest = |talks| of(talks, "P-201").iter().map(meeting).collect::<Vec<_>>();
    assert_eq!(guest(&again), guest(&after));
}

#[actix_web::test]
async fn who_has_gone_and_who_was_erased_meets_nobody_any_more() {
    let hall = Hall::open().await;
    let before = hall.talks(1).await;
    let last = before.iter().max_by_key(|talk| talk["from"].as_str().unwrap().to_owned()).unwrap();
    let gone = last["person"].as_str().unwrap();
    hall.note(gone, &json!({ "date": DATE, "status": "left" })).await.expect(200);
    let rest = before.iter().filter(|talk| talk["person"] != gone);
    let erased = rest.max_by_key(|talk| talk["from"].as_str().unwrap().to_owned()).unwrap();
    let erased = erased["person"].as_str().unwrap();
    let placement = hall.house.person(Role::Placement).with("If-Match", "\"1\"");
    hall.note(erased, &json!({ "date": DATE, "status": "checked_in" })).await.expect(200);
    hall.house.delete(&placement, &format!("/v1/applicants/{erased}")).await.expect(204);
    hall.replan(&json!({ "date": DATE, "now": "09:05" })).await;
    let after = hall.talks(2).await;
    assert!(after.iter().all(|talk| talk["person"] != gone && talk["person"] != erased));
    let attendance = hall.house.get(&hall.organiser, &format!("{}/attendance", hall.day)).await;
    assert!(attendance.text.contains(gone) && !attendance.text.contains(erased));
}

#[actix_web::test]
async fn a_wrong_time_is_named_with_its_place_however_deep_it_stands() {
    let hall = Hall::open().await;
    let mut day = crate::house::day();
    day["dates"][0]["breaks"] = json!([{ "from": "12:60", "to": "13:00" }]);
    day["tables"][0]["open"] = json!([{ "date": DATE, "from": "9:00", "to": "25:00" }]);
    let replan = json!({
        "date": DATE, "now": "10:00", "closed": [{ "table": "T1", "date": DATE, "from": "1000" }],
    });
    let note = json!({ "date": DATE, "status": "late", "from": "25:00" });
    for ((path, body), wrong) in [
        (
            ("/v1/interview-days".to_owned(), day),
            &["/dates/0/breaks/0/from", "/tables/0/open/0/from", "/tables/0/open/0/to"][..],
        ),
        ((format!("{}/replans", hall.day), replan), &["/closed/0/from"][..]),
        ((format!("{}/attendance/P-101", hall.day), note), &["/from"][..]),
    ] {
        let answer = if path.contains("attendance") {
            hall.house.put(&hall.organiser, &path, &body).await
        } else {
            hall.house.post(&hall.organiser, &path, &body).await
        };
        let problem = answer.expect(422);
        assert_eq!(problem["code"], "invalid_document");
        let issues = problem["issues"].as_array().unwrap();
        let mut named: Vec<&str> =
            issues.iter().map(|issue| issue["place"]["field"].as_str().unwrap()).collect();
        named.sort_unstable();
        assert_eq!(named, wrong, "{problem}");
        assert!(issues.iter().all(|issue| issue["code"] == "wrong_form"), "{problem}");
    }
}

#[actix_web::test]
async fn a_note_that_cannot_be_true_or_comes_too_late_is_refused() {
    let hall = Hall::open().await;
    let refused = [
        ("P-101", json!({ "date": "2026-12-24", "status": "checked_in" }), 422),
        ("P-101", json!({ "date": DATE, "status": "late" }), 422),
        ("P-101", json!({ "date": DATE, "status": "late", "from": "18:00" }), 422),
        ("P-101", json!({ "date": DATE, "status": "late", "from": "25:00" }), 422),
        ("P-101", json!({ "date": DATE, "status": "checked_in", "from": "10:00" }), 422),
        ("P-101", json!({ "date": DATE, "status": "left", "guest": {} }), 422),
        ("P-101", json!({ "date": DATE, "status": "walk_in" }), 409),
        ("P-201", json!({ "date": DATE, "status": "checked_in" }), 409),
        ("P-201", json!({ "date": DATE, "status": "walk_in", "guest": { "site": "x" } }), 422),
        ("P-999", json!({ "date": DATE, "status": "checked_in" }), 404),
    ];
    for (id, note, status) in &refused {
        assert_eq!(hall.note(id, note).await.status, *status, "{id} {note}");
    }
    let there = json!({ "date": DATE, "status": "checked_in" });
    let noted = hall.note("P-101", &there).await;
    assert_eq!(noted.header("etag"), "\"1\"");
    assert_eq!(hall.note("P-101", &there).await.problem(428), "version_required");
    let path = format!("{}/attendance/P-101", hall.day);
    let first = hall.organiser.with("If-Match", "\"1\"");
    hall.house.put(&first, &path, &there).await.expect(200);
    let lost = hall.house.put(&first, &path, &there).await;
    assert_eq!(lost.problem(412), "version_conflict");
    let replans = format!("{}/replans", hall.day);
    for request in [
        json!({ "date": "2026-12-24", "now": "10:00" }),
        json!({ "date": DATE, "now": "10:00", "missing": [{ "language": "uk", "hours": { "date": "x", "from": "10:00", "to": "11:00" } }] }),
        json!({ "date": DATE, "now": "10:00", "closed": [{ "table": "T9", "date": DATE, "from": "10:00" }] }),
        json!({ "date": DATE }),
        json!({ "date": DATE, "now": "25:00" }),
        json!({ "date": DATE, "now": "10:00", "steps": -1 }),
    ] {
        let refused = hall.house.post(&hall.organiser, &replans, &request).await;
        assert_eq!(refused.problem(422), "invalid_document", "{request}");
    }
    let unknown = json!({ "date": DATE, "now": "10:00", "base": 7 });
    let refused = hall.house.post(&hall.organiser, &replans, &unknown).await;
    assert_eq!(refused.problem(404), "not_found");
}
