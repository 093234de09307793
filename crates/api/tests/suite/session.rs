//! Signing in: cookies, tokens, throttles, invitations.

use actix_web::test::TestRequest;
use api::{Config, access::Role, founding_secret};
use serde_json::json;

use crate::house::{Guest, House, OWN, PASSWORD};

#[actix_web::test]
async fn the_first_link_works_once() {
    let mut house = House::empty(Config::default()).await;
    let secret = founding_secret(&house.state).unwrap().unwrap();
    // A later start makes another link; the former one is worth nothing.
    let body = |secret: &str| {
        json!({
            "secret": secret, "password": PASSWORD,
            "founding": { "login": "chef", "name": "Chefin", "organisation": { "id": OWN, "name": "x" } },
        })
    };
    let newer = founding_secret(&house.state).unwrap().unwrap();
    let path = "/v1/invitations/acceptance";
    assert_eq!(house.post(&Guest::default(), path, &body(&secret)).await.problem(404), "not_found");
    house.post(&Guest::default(), path, &body(&newer)).await.expect(200);
    assert_eq!(house.post(&Guest::default(), path, &body(&newer)).await.problem(404), "not_found");
    assert_eq!(founding_secret(&house.state).unwrap(), None);
    let chef = house.sign_in("chef").await;
    house.people.insert((OWN, Role::Administrator), chef);
}

#[actix_web::test]
async fn a_change_from_a_browser_needs_the_token_of_its_session() {
    let house = House::furnished().await;
    let session = house.person(Role::Placement);
    let cookie = Guest { headers: vec![session.headers[0].clone()] };
    house.get(&cookie, "/v1/applicants/P-001").await.expect(200);
    let body = crate::house::person("P-009");
    assert_eq!(house.post(&cookie, "/v1/applicants", &body).await.problem(403), "wrong_csrf_token");
    let wrong = cookie.with("X-CSRF-Token", "0000");
    assert_eq!(house.post(&wrong, "/v1/applicants", &body).await.problem(403), "wrong_csrf_token");
    house.post(session, "/v1/applicants", &body).await.expect(201);
}

#[actix_web::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let house = House::staffed().await;
    let body = json!({ "login": "auditor.rhein-erft", "password": PASSWORD });
    let answer = house.post(&Guest::default(), "/v1/session", &body).await;
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!answer.text.contains(cookie.split(['=', ';']).nth(1).unwrap()));
    let session = house.sign_in("auditor.rhein-erft").await;
    house.get(&session, "/v1/journal").await.expect(200);
    house.delete(&session, "/v1/session").await.expect(204);
    assert_eq!(house.get(&session, "/v1/journal").await.problem(401), "unauthenticated");
}

#[actix_web::test]
async fn guessing_is_slowed_down() {
    let config = Config { failed_sign_ins: 3, ..Config::default() };
    let mut house = House::empty(config).await;
    house.found().await;
    let body = |password: &str| json!({ "login": "admin.rhein-erft", "password": password });
    for _ in 0..3 {
        let answer = house.post(&Guest::default(), "/v1/session", &body("falsch falsch")).await;
        assert_eq!(answer.problem(401), "unauthenticated");
    }
    let answer = house.post(&Guest::default(), "/v1/session", &body(PASSWORD)).await;
    assert_eq!(answer.problem(429), "too_many_requests");
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[actix_web::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let config = Config { requests_per_minute: 20, ..Config::default() };
    let mut house = House::empty(config).await;
    house.found().await;
    let admin = house.person(Role::Administrator);
    for _ in 0..20 {
        house.get(admin, "/v1/session").await.expect(200);
    }
    let answer = house.get(admin, "/v1/session").await;
    assert_eq!(answer.problem(429), "too_many_requests");
    assert_eq!(answer.header("retry-after"), "4");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[actix_web::test]
async fn who_is_kept_out_is_out_at_once() {
    let house = House::furnished().await;
    let admin = house.person(Role::Administrator);
    let path = "/v1/users/placement.rhein-erft";
    let version = house.get(admin, path).await.header("etag").to_owned();
    let change = json!({ "name": "Jemand", "role": "placement", "disabled": true });
    house.put(&admin.with("If-Match", &version), path, &change).await.expect(200);
    let answer = house.get(house.person(Role::Placement), "/v1/applicants/P-001").await;
    assert_eq!(answer.problem(401), "unauthenticated");
    let body = json!({ "login": "placement.rhein-erft", "password": PASSWORD });
    let answer = house.post(&Guest::default(), "/v1/session", &body).await;
    assert_eq!(answer.problem(401), "unauthenticated");
    let own = json!({ "name": "x", "role": "administrator", "disabled": true });
    let path = "/v1/users/admin.rhein-erft";
    let answer = house.put(&admin.with("If-Match", "\"1\""), path, &own).await;
    assert_eq!(answer.problem(409), "wrong_state");
}

#[actix_web::test]
async fn weak_passwords_and_names_are_refused() {
    let house = House::staffed().await;
    let auditor = house.person(Role::Auditor);
    for new in ["kurz", "aaaaaaaaaaaaaaaa", "auditor.rhein-erft1", &"x".repeat(200)] {
        let body = json!({ "password": PASSWORD, "new_password": new });
        let answer = house.put(auditor, "/v1/session/password", &body).await;
        assert_eq!(answer.problem(422), "invalid_document", "{new}");
    }
    let wrong = json!({ "password": "nicht das alte", "new_password": "Etwas ganz anderes 9" });
    let answer = house.put(auditor, "/v1/session/password", &wrong).await;
    assert_eq!(answer.problem(422), "invalid_document");
    for login in ["ab", "Anna", "a b c", "../etc", "anna/weber", ""] {
        let body = json!({ "login": login, "name": "x", "role": "auditor" });
        let answer = house.post(house.person(Role::Administrator), "/v1/users", &body).await;
        assert_eq!(answer.problem(422), "invalid_document", "{login}");
    }
    let request = TestRequest::get().uri("/v1/users/..%2F..%2Fsecret");
    assert_eq!(
        house.send(house.person(Role::Administrator), request).await.problem(404),
        "not_found"
    );
}

/// Whoever opens a link needs no account, and the page runs under the service's own rules: its
/// behaviour is a file, nothing comes from elsewhere.
#[actix_web::test]
async fn links_open_pages() {
    let house = House::empty(Config::default()).await;
    let guest = Guest::default();
    for path in ["/setup", "/invitation"] {
        let page = house.get(&guest, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(
            page.text.contains("<script src=\"/invitation.js\" defer></script>"),
            "{}",
            page.text
        );
        assert_eq!(page.text.matches("<script").count(), 1);
        assert!(!page.text.contains("http"), "nothing is loaded from elsewhere");
    }
    let script = house.get(&guest, "/invitation.js").await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert!(script.text.contains("/v1/invitations/acceptance"));
    assert!(!script.text.contains("innerHTML"), "what the service says is text");
}
