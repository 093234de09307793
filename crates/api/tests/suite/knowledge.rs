//! What is known of the field: measures, access rules, papers, and which terms a text may mean.

use api::access::Role;
use serde_json::{Value, json};

use crate::house::House;

fn ids<'a>(list: &'a Value, pointer: &str) -> Vec<&'a str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item.pointer(pointer).unwrap().as_str().unwrap()).collect()
}

#[actix_web::test]
async fn measures_are_listed_page_by_page_and_ended_ones_stay() {
    let house = House::staffed().await;
    let guest = house.person(Role::Employer);
    let all = house.get(guest, "/v1/measures?limit=500").await.expect(200);
    let all_ids = ids(&all, "/measure/id");
    assert!(all_ids.len() > 20 && all["next"].is_null());
    let mut paged: Vec<String> = Vec::new();
    let mut path = "/v1/measures?limit=7".to_owned();
    loop {
        let page = house.get(guest, &path).await.expect(200);
        paged.extend(ids(&page, "/measure/id").into_iter().map(str::to_owned));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/v1/measures?limit=7&cursor={next}");
    }
    assert_eq!(paged, all_ids);

    let states: Vec<&str> = ids(&all, "/state");
    let ended = all["items"].as_array().unwrap().iter().find(|item| item["state"] == "ended");
    let ended = ended.expect("a measure that has ended").clone();
    assert!(states.contains(&"open"));
    let id = ended["measure"]["id"].as_str().unwrap();
    let one = house.get(guest, &format!("/v1/measures/{id}")).await.expect(200);
    assert_eq!(one, ended);
    let open = house.get(guest, "/v1/measures?limit=500&open_on=2026-11-22").await.expect(200);
    assert!(!ids(&open, "/measure/id").contains(&id));
    let before = ended["measure"]["valid_to"].as_str().unwrap();
    let path = format!("/v1/measures?limit=500&open_on={before}");
    let then = house.get(guest, &path).await.expect(200);
    assert!(ids(&then, "/measure/id").contains(&id), "its last day counts");
}

#[actix_web::test]
async fn measures_are_filtered_by_what_they_work_on_and_give() {
    let house = House::staffed().await;
    let guest = house.person(Role::CaseManager);
    let language = house.get(guest, "/v1/measures?limit=500&field=language").await.expect(200);
    let fields = ids(&language, "/measure/field");
    assert!(fields.len() > 3 && fields.iter().all(|field| *field == "language"));
    let german = house.get(guest, "/v1/measures?limit=500&gives=de/speaking").await.expect(200);
    let gives = |item: &Value| {
        let facts = item["measure"]["gives"].as_array().unwrap();
        facts.iter().any(|fact| fact["kind"] == "language" && fact["language"] == "de")
    };
    let german = german["items"].as_array().unwrap();
    assert!(!german.is_empty() && german.iter().all(gives));
    let asylum = house.get(guest, "/v1/measures?limit=500&regime=asylblg").await.expect(200);
    let everyone = house.get(guest, "/v1/measures?limit=500").await.expect(200);
    let count = |list: &Value| list["items"].as_array().unwrap().len();
    assert!((1..count(&everyone)).contains(&count(&asylum)));

    for bad in ["field=sport", "regime=x", "open_on=2026-02-30", "limit=0", "limit=501", "x=1"] {
        let answer = house.get(guest, &format!("/v1/measures?{bad}")).await;
        assert_eq!(answer.problem(400), "invalid_parameter", "{bad}");
    }
    for missing in ["nothing", "%00", "..", "a%2Fb"] {
        let answer = house.get(guest, &format!("/v1/measures/{missing}")).await;
        assert_eq!(answer.problem(404), "not_found", "{missing}");
    }
}

#[actix_web::test]
async fn access_rules_are_found_by_what_the_paper_says() {
    let house = House::staffed().await;
    let guest = house.person(Role::CaseManager);
    let all = house.get(guest, "/v1/access-rules?limit=500").await.expect(200);
    let held = house.get(guest, "/v1/access-rules?limit=500&on=2026-11-22").await.expect(200);
    let (all, held) = (ids(&all, "/id").len(), ids(&held, "/id").len());
    assert!(held < all, "versions that have ended are listed too");
    let found = house.get(guest, "/v1/access-rules?names=Chancen-Aufenthalt").await.expect(200);
    assert_eq!(ids(&found, "/id"), ["A26"]);
    let case = house.get(guest, "/v1/access-rules/A28").await.expect(200);
    let versions = case["versions"].as_array().unwrap();
    let ends: Vec<&Value> = versions.iter().map(|rule| &rule["valid_to"]).collect();
    assert_eq!(ends[..2], [&json!("2024-02-26"), &json!("2026-06-11")]);
    let asked: Vec<&str> = case["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["id"].as_str().unwrap())
        .collect();
    assert!(asked.contains(&"safe_origin"), "{asked:?}");
    assert_eq!(house.get(guest, "/v1/access-rules/A999").await.problem(404), "not_found");
}

/// § 104c `AufenthG` a. F.: eighteen months from issue, alert half a year before.
#[actix_web::test]
async fn the_window_of_the_opportunity_residence_counts_from_its_issue() {
    let house = House::staffed().await;
    let guest = house.person(Role::CaseManager);
    let ask = |as_of: &str, issued: Value| {
        json!({
            "as_of": as_of, "purpose": "employment",
            "paper": { "status": "A26", "note": "permitted", "issued": issued },
        })
    };
    let path = "/v1/access-assessments";
    let answer = house.post(guest, path, &ask("2026-11-22", json!("2025-08-04"))).await.expect(200);
    let window = &answer["assessment"]["window"];
    assert_eq!(answer["assessment"]["verdict"], "may_work");
    assert_eq!((&window["state"], &window["date"]), (&json!("until"), &json!("2027-02-04")));
    assert_eq!((&window["days_left"], &window["alert"]), (&json!(74), &json!(true)));
    assert!(answer["told"].as_array().unwrap().len() > 2 && answer["notice"].is_string());

    let early = house.post(guest, path, &ask("2025-09-01", json!("2025-08-04"))).await.expect(200);
    assert_eq!(early["assessment"]["window"]["alert"], false);
    let unknown = house.post(guest, path, &ask("2026-11-22", Value::Null)).await.expect(200);
    assert_eq!(unknown["assessment"]["window"]["state"], "unknown");
    let over = house.post(guest, path, &ask("2027-03-01", json!("2025-08-04"))).await.expect(200);
    assert_eq!(over["assessment"]["verdict"], "to_clarify", "an ended paper is no “no”");
    let nothing = json!({ "purpose": "employment", "paper": {} });
    let open = house.post(guest, path, &nothing).await.expect(200);
    assert_eq!(open["assessment"]["verdict"], "to_clarify", "nothing known, nothing denied");
}

#[actix_web::test]
async fn papers_that_no_rule_knows_are_refused_and_nothing_of_a_paper_is_kept() {
    let house = House::staffed().await;
    let guest = house.person(Role::CaseManager);
    let path = "/v1/access-assessments";
    let bad = json!({
        "purpose": "employment",
        "paper": { "status": "A999", "answers": { "shoe_size": true } },
    });
    let before = house.entries();
    let answer = house.post(guest, path, &bad).await;
    assert_eq!(answer.problem(422), "invalid_document");
    let fields: Vec<Value> = answer.json()["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["place"]["field"].clone())
        .collect();
    assert_eq!(fields, ["/paper/status", "/paper/answers/shoe_size"]);
    let wrong = json!({ "purpose": "holiday", "paper": { "nationality": "x" } });
    assert_eq!(house.post(guest, path, &wrong).await.problem(422), "invalid_document");
    assert_eq!(house.entries(), before);
    let employer = house.person(Role::Employer);
    let asked = json!({ "purpose": "employment", "paper": {} });
    assert_eq!(house.post(employer, path, &asked).await.problem(403), "forbidden");
}

#[actix_web::test]
async fn texts_are_accepted_by_spelling_and_proposed_otherwise() {
    let house = House::staffed().await;
    let guest = house.person(Role::Placement);
    let path = "/v1/concepts/resolve";
    let wanted = json!({
        "texts": ["ALTENPFLEGEHELFERIN (m/w/d)", "Pfelgefachkraft", "xqzw"],
        "type": "occupation",
        "proposals": 3,
    });
    let answer = house.post(guest, path, &wanted).await.expect(200);
    let [same, slip, nothing] = answer["items"].as_array().unwrap().as_slice() else {
        panic!("{answer}")
    };
    assert_eq!(same["outcome"], "accepted");
    assert_eq!(same["concept"], same["proposals"][0]["concept"]);
    assert_eq!(same["proposals"][0]["score"], 1000);
    assert_eq!(same["level_words"], json!(["altenpflegehelfer"]));
    assert_eq!(slip["outcome"], "proposed");
    assert!(slip["concept"].is_null());
    let proposals = slip["proposals"].as_array().unwrap();
    assert!((1..=3).contains(&proposals.len()));
    assert!(proposals.iter().all(|one| one["type"] == "occupation"));
    let score = |at: usize| proposals[at]["score"].as_u64().unwrap();
    assert_eq!(slip["margin"].as_u64().unwrap(), score(0) - score(1));
    assert_eq!(nothing["outcome"], "nothing_found");

    let must = json!({ "texts": ["Altenpflegehelferin"], "for_must": true });
    let answer = house.post(guest, path, &must).await.expect(200);
    assert_eq!(answer["items"][0]["outcome"], "proposed", "a person confirms a must");
}

#[actix_web::test]
async fn a_name_is_found_in_either_language_and_says_which() {
    let house = House::staffed().await;
    let guest = house.person(Role::Auditor);
    let concepts = house.get(guest, "/v1/concepts?type=competence&limit=500").await.expect(200);
    let mut named =
        concepts["items"].as_array().unwrap().iter().filter(|concept| {
            concept["type"] == "competence" && concept["label"]["en"].is_string()
        });
    let concept = named.next().unwrap();
    let texts = [&concept["label"]["de"], &concept["label"]["en"]];
    let wanted = json!({ "texts": texts, "type": "competence" });
    let answer = house.post(guest, "/v1/concepts/resolve", &wanted).await.expect(200);
    for (item, language) in answer["items"].as_array().unwrap().iter().zip(["de", "en"]) {
        assert_eq!(item["concept"], concept["id"], "{item}");
        assert_eq!(item["proposals"][0]["language"], language, "{item}");
    }
}

#[actix_web::test]
async fn texts_that_cannot_be_resolved_are_named_all_at_once() {
    let house = House::staffed().await;
    let guest = house.person(Role::Placement);
    let path = "/v1/concepts/resolve";
    let wanted = json!({ "texts": ["Altenpflege", " ", "?!", "x".repeat(5_000)] });
    let answer = house.post(guest, path, &wanted).await;
    assert_eq!(answer.problem(422), "invalid_document");
    let issues = answer.json()["issues"].as_array().unwrap().clone();
    let fields: Vec<&str> =
        issues.iter().map(|issue| issue["place"]["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["/texts/1", "/texts/2", "/texts/3"]);
    for bad in [json!({}), json!({ "texts": [] }), json!({ "texts": ["a"], "proposals": 21 })] {
        assert_eq!(house.post(guest, path, &bad).await.problem(422), "invalid_document");
    }
}

#[actix_web::test]
async fn papers_follow_role_setting_and_first_day() {
    let house = House::staffed().await;
    let guest = house.person(Role::Organiser);
    let settings = house.get(guest, "/v1/concepts?type=setting&limit=500").await.expect(200);
    let mut lists = std::collections::BTreeSet::new();
    for setting in ids(&settings, "/id") {
        let path =
            format!("/v1/packs/care/roles/C11/papers?setting={setting}&first_day=2027-02-01");
        let answer = house.get(guest, &path).await.expect(200);
        assert_eq!(answer["setting"], setting);
        let papers = answer["papers"].as_array().unwrap();
        let days: Vec<&str> =
            papers.iter().map(|paper| paper["begin_by"].as_str().unwrap()).collect();
        assert!(days.is_sorted() && days.iter().all(|day| *day <= "2027-02-01"), "{days:?}");
        let named = papers.iter().map(|paper| paper["rule"]["document"].to_string());
        lists.insert(named.collect::<Vec<_>>());
    }
    assert!(lists.len() > 1, "the setting decides about papers");
    let path = "/v1/packs/care/roles/C11/papers";
    let usual = house.get(guest, path).await.expect(200);
    assert_eq!(usual["first_day"], "2026-11-22");
    let bad = house.get(guest, &format!("{path}?setting=moon")).await;
    assert_eq!(bad.problem(400), "invalid_parameter");
    let missing = house.get(guest, "/v1/packs/care/roles/C99/papers").await;
    assert_eq!(missing.problem(404), "not_found");
}

#[actix_web::test]
async fn a_role_is_the_version_that_holds_on_the_day() {
    let house = House::furnished().await;
    let guest = house.person(Role::Placement);
    let path = "/v1/packs/care/roles/C14";
    // Today it is the training of the land; from 2027 on the federal one.
    let today = house.get(guest, path).await.expect(200);
    assert_eq!((&today["version"], &today["valid_to"]), (&1.into(), &"2026-12-31".into()));
    let later = house.get(guest, &format!("{path}?as_of=2027-01-01")).await.expect(200);
    assert_eq!((&later["version"], &later["valid_from"]), (&2.into(), &"2027-01-01".into()));
    let wrong = house.get(guest, &format!("{path}?asof=2027-01-01")).await;
    assert_eq!(wrong.problem(400), "invalid_parameter");
    // The list of roles tells which version holds when.
    let pack = house.get(guest, "/v1/packs/care").await.expect(200);
    let both = pack["roles"].as_array().unwrap().iter().filter(|role| role["id"] == "C14");
    let days: Vec<_> = both.map(|role| (&role["valid_from"], &role["valid_to"])).collect();
    assert!(days.contains(&(&"2027-01-01".into(), &serde_json::Value::Null)), "{days:?}");
}

#[actix_web::test]
async fn every_result_says_as_of_which_day_and_what_computed_it() {
    let house = House::furnished().await;
    let guest = house.person(Role::Placement);
    let day = "2027-02-01";
    let explained = format!("/v1/explanations?applicant=P-001&profile=C11&as_of={day}");
    let explained = house.get(guest, &explained).await.expect(200);
    let then = &explained["evaluation"];
    assert_eq!(then["as_of"], day);
    for path in [
        "/v1/requirement-profiles/C11/candidates",
        "/v1/applicants/P-001/opportunities",
        "/v1/applicants/P-001/clarifications",
        "/v1/reports",
    ] {
        let answer = house.get(guest, &format!("{path}?as_of={day}")).await.expect(200);
        assert_eq!(answer["as_of"], day, "{path}");
        let engine = &answer["engine"];
        assert_eq!(engine["fingerprint"], then["fingerprint"], "{path}");
        assert_eq!(engine["version"], then["program"], "{path}");
        assert!(engine["rules"].is_string(), "{path}");
    }
    // The posting guard reads its rules as of a day as well.
    let check = format!("/v1/requirement-profiles/C11/check?as_of={day}");
    assert_eq!(house.get(guest, &check).await.expect(200)["as_of"], day);
    let document = crate::house::profile("C11");
    let check = format!("/v1/profile-checks?as_of={day}");
    assert_eq!(house.post(guest, &check, &document).await.expect(200)["as_of"], day);
    let today = house.post(guest, "/v1/profile-checks", &document).await.expect(200);
    assert_eq!(today["as_of"], "2026-11-22");

    let number = house.number("explanation_read").await;
    let path = format!("/v1/journal/{number}/reproduction");
    let again = house.get(house.person(Role::Auditor), &path).await.expect(200);
    assert_eq!((&again["same_program"], &again["same_result"]), (&json!(true), &json!(true)));
}
