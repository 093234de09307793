//! Audits: groups are noted and never read back, facts are compared without names, and no number points
//! at somebody.

use api::access::{RULES, Role};
use serde_json::{Value, json};

use crate::house::{Guest, House, person};

/// A day with twenty women, twenty men, two diverse people and two who stated nothing. Everybody but ten of
/// the women was invited, and came. Nothing is recorded of the women's German.
async fn compared() -> (House, String) {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement).clone();
    let mut pool = Vec::new();
    for n in 100..144 {
        let id = format!("P-6{n}");
        let mut person = person(&id);
        if n < 120 {
            // Of the women less is recorded.
            person["facts"].as_array_mut().unwrap().retain(|fact| fact["kind"] != "language");
        }
        house.post(&placement, "/v1/applicants", &person).await.expect(201);
        pool.push(id);
    }
    let day = house.post(&placement, "/v1/interview-days", &crate::house::day()).await.expect(201);
    let day = format!("/v1/interview-days/{}", day["id"].as_str().unwrap());
    let guest = placement.with("If-Match", "\"1\"");
    house.put(&guest, &format!("{day}/pool"), &json!({ "people": pool })).await.expect(200);
    for (at, id) in pool.iter().enumerate() {
        if at >= 10 {
            let said = json!({ "steps": [{ "step": "invited", "on": "2026-11-02" }] });
            house.put(&placement, &format!("{day}/outcomes/{id}"), &said).await.expect(200);
            let there = json!({ "date": "2026-12-03", "status": "checked_in" });
            house.put(&placement, &format!("{day}/attendance/{id}"), &there).await.expect(200);
        }
    }
    let sex = |at: usize| match at {
        0..20 => "female",
        20..40 => "male",
        _ => "diverse",
    };
    let groups =
        |(at, id): (usize, &String)| json!({ "applicant": id, "groups": { "sex": sex(at) } });
    let people: Vec<Value> = pool.iter().enumerate().take(42).map(groups).collect();
    let noted = house.post(&placement, "/v1/audit-groups", &json!({ "people": people })).await;
    assert_eq!(noted.expect(200)["people"], 42);
    (house, day)
}

fn group<'v>(rates: &'v Value, group: &str) -> &'v Value {
    rates["groups"].as_array().unwrap().iter().find(|row| row["group"] == group).unwrap()
}

fn step<'v>(audit: &'v Value, step: &str) -> &'v Value {
    &audit["ladder"].as_array().unwrap().iter().find(|row| row["step"] == step).unwrap()["reached"]
}

#[actix_web::test]
async fn an_audit_compares_groups_and_hides_small_ones() {
    let (house, day) = compared().await;
    let auditor = house.person(Role::Auditor);
    let audit = house.get(auditor, &format!("{day}/audit?by=sex")).await.expect(200);
    // Two diverse and two without entry: both hidden, and with four together still too few, so one more.
    let coverage: Vec<&Value> = audit["coverage"].as_array().unwrap().iter().collect();
    let people: Vec<&Value> = coverage.iter().map(|row| &row["people"]).collect();
    assert_eq!(people, [&json!(null), &json!(20), &json!(null), &json!(null)]);
    assert!(audit["ladder"][0]["reached"]["pairs"].as_array().unwrap().is_empty());
    assert_eq!(audit["signals"]["compared"], 0);
}

#[actix_web::test]
async fn a_lower_rate_of_invitations_is_conspicuous_and_its_line_is_named() {
    let (house, day) = compared().await;
    let placement = house.person(Role::Placement);
    // The four stated nothing, or are men: no small group any more.
    for n in 140..144 {
        let groups = json!({ "groups": { "sex": "male" } });
        let path = format!("/v1/applicants/P-6{n}/audit-groups");
        assert_eq!(house.put(placement, &path, &groups).await.status, 204);
    }
    let auditor = house.person(Role::Auditor);
    let audit = house.get(auditor, &format!("{day}/audit?by=sex")).await.expect(200);
    let invited = step(&audit, "invited");
    let women = group(invited, "female");
    assert_eq!((&women["people"], &women["holds"]), (&json!(20), &json!(10)));
    assert_eq!(women["rate"]["value"], 0.5);
    let pair = &invited["pairs"][0];
    assert_eq!((&pair["first"], &pair["second"]), (&json!("female"), &json!("male")));
    assert_eq!(pair["difference"]["value"], -0.5);
    assert_eq!((&pair["ratio"]["value"], &pair["signal"]), (&json!(0.5), &json!("conspicuous")));
    assert!(pair["mid_p"].as_f64().unwrap() < 0.05);
    // Everybody who was invited came: rates of those invited, not of all.
    let shown = step(&audit, "shown");
    assert_eq!(
        (&group(shown, "female")["people"], &group(shown, "female")["holds"]),
        (&json!(10), &json!(10))
    );

    // The women's German is not recorded: wider spans, a must that is open, and the line that does it.
    let place = &audit["places"]
        .as_array()
        .unwrap()
        .iter()
        .find(|place| place["profile"] == "C11")
        .unwrap();
    let open = &place["open_points"];
    assert!(open["pairs"][0]["difference"]["low"].as_f64().unwrap() >= 0.0);
    let gap = &place["gaps"][0];
    assert_eq!((&gap["first"], &gap["second"]), (&json!("female"), &json!("male")));
    let lines = gap["lines"].as_array().unwrap();
    let sum = |name: &str| -> i64 { lines.iter().map(|line| line[name].as_i64().unwrap()).sum() };
    assert_eq!(
        (sum("certain"), sum("possible")),
        (gap["certain"].as_i64().unwrap(), gap["possible"].as_i64().unwrap())
    );
    assert!(gap["certain"].as_i64().unwrap() < 0, "{gap}");
    assert!(lines[0]["criterion"].as_str().unwrap().contains("german"), "{gap}");

    let published = format!("{day}/audit?by=sex&published=true");
    let published = house.get(auditor, &published).await.expect(200);
    assert_eq!(published["least"], 10);
    // Twenty-four men, rounded to five; the ten women who were not invited are just enough.
    let men = group(step(&published, "invited"), "male");
    assert_eq!((&men["people"], &men["holds"]), (&json!(25), &json!(25)));

    let one = house.get(auditor, &format!("{day}/audit?by=sex&profile=C11")).await.expect(200);
    assert_eq!(one["places"].as_array().unwrap().len(), 1);
    let all = house.get(auditor, "/v1/audits?by=sex").await.expect(200);
    assert_eq!(all["days"], 2);
}

#[actix_web::test]
async fn what_was_noted_is_shown_to_nobody_and_goes_with_the_person() {
    let (house, _) = compared().await;
    let case_manager = house.person(Role::CaseManager).clone();
    let path = "/v1/applicants/P-6100";
    // Nothing of it in the store, the profile or the journal.
    let mut written = Vec::new();
    house.state.store.export(&mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains("P-6100") && written.contains("audit_groups_noted"));
    assert!(!written.contains("\"female\"") && !written.contains("\"diverse\""));
    let mut noted = written.lines().filter(|line| line.contains("audit_groups_noted"));
    assert!(noted.all(|line| !line.contains("P-6")));
    assert!(!house.get(&case_manager, path).await.text.contains("female"));
    let own = ["/v1/applicants/{id}/export", "/v1/audit-attributes", "/v1/audits"];
    let readers = RULES.iter().filter(|rule| rule.method.is_safe() && !own.contains(&rule.path));
    for rule in readers.filter(|rule| !rule.path.ends_with("/audit")) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            let path = house.path(&rule.path.replace("/applicants/{id}", "/applicants/P-6100"));
            let answer = house.get(house.person(role), &path).await;
            assert!(!answer.text.contains("female"), "{path} as {role:?}");
        }
    }
    // The own copy of everything has it.
    let copy = house.get(&case_manager, &format!("{path}/export")).await.expect(200);
    assert_eq!(copy["audit_groups"], json!({ "sex": "female" }));
    let forgotten = house.delete(&case_manager, &format!("{path}/audit-groups")).await;
    assert_eq!(forgotten.status, 204);
    let copy = house.get(&case_manager, &format!("{path}/export")).await.expect(200);
    assert_eq!(copy["audit_groups"], json!(null));
    // Whoever is erased is erased there as well: somebody new under the code has no groups.
    let path = "/v1/applicants/P-6101";
    let tag = house.get(&case_manager, path).await.header("etag").to_owned();
    assert_eq!(house.delete(&case_manager.with("If-Match", &tag), path).await.status, 204);
    house.post(&case_manager, "/v1/applicants", &person("P-6101")).await.expect(201);
    let copy = house.get(&case_manager, &format!("{path}/export")).await.expect(200);
    assert_eq!(copy["audit_groups"], json!(null));
}

#[actix_web::test]
async fn unknown_groups_and_people_are_refused_together() {
    let house = House::furnished().await;
    let placement: &Guest = house.person(Role::Placement);
    let wrong = json!({ "people": [
        { "applicant": "P-001", "groups": { "sex": "female" } },
        { "applicant": "P-001", "groups": { "sex": "unknown" } },
        { "applicant": "P-none", "groups": { "religion": "any" } },
    ] });
    let refused = house.post(placement, "/v1/audit-groups", &wrong).await.expect(422);
    let issues = refused["issues"].as_array().unwrap();
    let told: Vec<(&str, &str)> = issues
        .iter()
        .map(|issue| (issue["place"]["field"].as_str().unwrap(), issue["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("/people/1/groups/sex", "not_allowed"),
            ("/people/1/applicant", "duplicate"),
            ("/people/2/applicant", "not_allowed"),
            ("/people/2/groups/religion", "not_allowed"),
        ]
    );
    let copy = house.get(placement, "/v1/applicants/P-001/export").await.expect(200);
    assert_eq!(copy["audit_groups"], json!(null));
    let many: Vec<Value> =
        (0..501).map(|n| json!({ "applicant": format!("P-{n}"), "groups": {} })).collect();
    let refused = house.post(placement, "/v1/audit-groups", &json!({ "people": many })).await;
    assert_eq!(refused.problem(422), "invalid_document");

    let auditor = house.person(Role::Auditor);
    for path in ["/v1/audits?by=religion", "/v1/audits"] {
        let refused = house.get(auditor, path).await;
        assert!([400, 422].contains(&refused.status), "{}", refused.text);
    }
    let nowhere = house.get(auditor, "/v1/audits?by=sex&profile=none").await;
    assert_eq!(nowhere.problem(404), "not_found");
    // Who plans the day could choose its people so that a difference names somebody.
    let organiser = house.get(house.person(Role::Organiser), "/v1/audits?by=sex").await;
    assert_eq!(organiser.problem(403), "forbidden");
}
