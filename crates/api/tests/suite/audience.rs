//! No answer holds a field that its audience may not see: canaries in every drawer.

use actix_web::{http::Method, test::TestRequest};
use api::access::{RULES, Role};

use crate::house::{House, OWN};

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
