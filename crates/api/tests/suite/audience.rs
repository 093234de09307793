//! No answer holds a field that its audience may not see: canaries in every drawer.

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role};
use serde_json::json;

use crate::house::{House, OWN, person};

/// What must not be found in any answer to a role.
fn canaries(role: Role) -> Vec<&'static str> {
    let name = vec!["Olena", "Kanarienweg", "0815", "@kanarienvogel"];
    let case = vec!["Dienststelle-Kanarienvogel"];
    let health = vec!["physical_at_most", "\"load\"", "night_work"];
    let home = vec!["50126", "max_minutes"];
    match role {
        Role::Placement | Role::CaseManager => vec![],
        Role::Organiser => health,
        // Neither name nor code: the employer knows the person under another code.
        Role::Employer => [name, case, health, home, vec!["P-001", "P-002"]].concat(),
        Role::Companion => [name, case, health, home].concat(),
        // Codes stand in the journal; nothing else does.
        Role::Administrator | Role::Auditor => {
            [name, case, health, home, vec!["\"facts\""]].concat()
        }
    }
}

#[actix_web::test]
async fn no_answer_holds_what_its_audience_may_not_see() {
    let house = House::furnished().await;
    let mut seen = 0;
    for rule in RULES.iter().filter(|rule| rule.method.is_safe()) {
        for role in Role::ALL.into_iter().filter(|role| rule.admits(*role)) {
            // What the profile asks is no secret, and names kinds.
            let is_about_places = rule.path.starts_with("/v1/requirement-profiles")
                && !rule.path.ends_with("candidates")
                || ["/v1/packs", "/v1/kinds", "/v1/concepts", "/v1/measures", "/v1/access-rules"]
                    .iter()
                    .any(|path| rule.path.starts_with(path));
            if is_about_places {
                continue;
            }
            let request = TestRequest::default().method(Method::GET).uri(&house.path(rule.path));
            let answer = house.send(&house.people[&(OWN, role)], request).await;
            seen += usize::from(answer.status == 200);
            for canary in canaries(role) {
                // The accounts of the organisation are no secret to its administrator.
                assert!(
                    !answer.text.contains(canary),
                    "{} tells {role:?} of {canary}: {}",
                    rule.path,
                    answer.text
                );
            }
        }
    }
    assert!(seen > 60, "only {seen} answers were looked at");
}

#[actix_web::test]
async fn the_organiser_and_the_companion_see_their_part() {
    let house = House::furnished().await;
    let organiser = house.get(house.person(Role::Organiser), "/v1/applicants/P-001").await;
    assert!(organiser.text.contains("max_minutes") && organiser.text.contains("\"hours\""));
    let companion = house.get(house.person(Role::Companion), "/v1/applicants/P-001").await;
    let facts = companion.expect(200)["facts"].clone();
    assert_eq!(facts.as_array().unwrap().len(), 1);
    assert_eq!(facts[0]["kind"], "language");
    // Nobody has agreed to anything about the second person.
    let other = house.get(house.person(Role::Companion), "/v1/applicants/P-002").await;
    assert_eq!(other.problem(404), "not_found");
}

/// A day on which one person needs childcare, one a place without steps, one an interpreter, and none of it
/// is there.
async fn hard_day(house: &House) -> String {
    let placement = house.person(Role::Placement);
    for id in ["P-301", "P-302", "P-303"] {
        let mut person = person(id);
        person["interpreter"] = json!((id == "P-303").then_some("uk"));
        house.post(placement, "/v1/applicants", &person).await.expect(201);
    }
    let mut day = crate::house::day();
    day["people"] = json!([
        { "id": "P-301", "children": 2 },
        { "id": "P-302", "needs_accessible": true },
    ]);
    day["tables"][0]["accessible"] = json!(false);
    day["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
    let made = house.post(placement, "/v1/interview-days", &day).await.expect(201);
    let day = format!("/v1/interview-days/{}", made["id"].as_str().unwrap());
    let pool = json!({ "people": ["P-001", "P-301", "P-302", "P-303"] });
    let first = placement.with("If-Match", "\"1\"");
    house.put(&first, &format!("{day}/pool"), &pool).await.expect(200);
    day
}

#[actix_web::test]
async fn only_those_who_plan_a_day_learn_who_needs_what() {
    let house = House::furnished().await;
    let day = hard_day(&house).await;
    let (plans, replans) = (format!("{day}/plans"), format!("{day}/replans"));
    let again = json!({ "date": "2026-12-03", "now": "09:30" });
    for role in [Role::Placement, Role::Organiser] {
        let guest = house.person(role);
        let made = house.post(guest, &plans, &json!({ "steps": 500 })).await.expect(201);
        let anew = house.post(guest, &replans, &again).await.expect(201);
        for answer in [&made["answer"], &anew["plan"]["answer"]] {
            for reason in ["no_childcare", "not_accessible", "no_interpreter"] {
                let rows = answer["without_slot"].as_array().unwrap();
                assert!(
                    rows.iter().any(|row| row["reason"] == reason),
                    "{role:?} {reason}: {answer}"
                );
            }
        }
    }
    for method in [Method::GET, Method::POST, Method::PUT] {
        for rule in RULES.iter().filter(|rule| rule.path.starts_with("/v1/interview-days")) {
            for role in [Role::Employer, Role::Companion, Role::Administrator] {
                let path = house
                    .path(rule.path)
                    .replace(&house.id("day"), day.rsplit('/').next().unwrap());
                for guest in [&house.people[&(OWN, role)], &house.keys[&(OWN, role)]] {
                    let request = TestRequest::default().method(method.clone()).uri(&path);
                    let answer = house.send(guest, request.set_json(json!({}))).await;
                    assert!(
                        [403, 405].contains(&answer.status),
                        "{role:?} {path}: {}",
                        answer.text
                    );
                }
            }
        }
    }
}

#[actix_web::test]
async fn what_lies_on_a_table_tells_the_employer_no_more_than_was_disclosed() {
    let house = House::furnished().await;
    let placement = house.person(Role::Placement);
    let day = format!("/v1/interview-days/{}", house.id("day"));
    // Everybody gets a talk: there is an interpreter, and somebody who looks after children.
    let mut document = crate::house::day();
    document["interpreters"] = json!([{ "language": "uk", "hours": { "date": "2026-12-03", "from": "09:00", "to": "12:00" } }]);
    document["sites"][0]["childcare"] =
        json!([{ "places": 3, "hours": { "date": "2026-12-03", "from": "09:00", "to": "12:00" } }]);
    document["people"] =
        json!([{ "id": "P-001", "children": 2 }, { "id": "P-002", "children": 1 }]);
    document["selection"] = json!({ "least_class": "not_possible", "least_possible": 0 });
    let tag = house.get(placement, &day).await.header("etag").to_owned();
    house.put(&placement.with("If-Match", &tag), &day, &document).await.expect(200);
    let made = house.post(placement, &format!("{day}/plans"), &json!({ "steps": 500 })).await;
    let path = format!("{day}/plans/{}/documents", made.expect(201)["number"]);
    let tables = house.get(placement, &format!("{path}/tables")).await.expect(200);
    let talks = tables["tables"][0]["talks"].as_array().unwrap().clone();
    assert_eq!(talks.len(), 2, "{tables}");
    for talk in talks {
        // P-001 was disclosed under a code, P-002 to nobody.
        assert_eq!(talk["guest"].is_null(), talk["interpreter"].is_null(), "{talk}");
    }
    for form in ["json", "html", "csv"] {
        let sheet = house.get(placement, &format!("{path}/tables?form={form}")).await;
        assert_eq!(sheet.status, 200);
        for canary in ["P-001", "P-002", "Olena", "children", "Kinder", "Dienststelle"] {
            assert!(!sheet.text.contains(canary), "{form} tells of {canary}: {}", sheet.text);
        }
    }
    let door = house.get(placement, &format!("{path}/door")).await.expect(200);
    assert!(door["door"].as_array().unwrap().iter().all(|line| line["interpreter"] == "uk"));
}
