//! Calls from web pages: off unless an origin is named, and then for that origin only.

use actix_web::{http::Method, test::TestRequest};
use api::{Config, Settings};

use crate::house::{Answer, Guest, House};

const ORIGIN: &str = "https://fach.example";

async fn house(text: &str) -> House {
    let settings = Settings::from_text("test", text).unwrap();
    let Config { cors_origins, .. } = settings.complete().unwrap();
    House::empty(Config { cors_origins, ..Config::default() }).await
}

/// What a browser asks before it lets a page send a change.
async fn may_send(house: &House, origin: &str) -> Answer {
    let request = TestRequest::default()
        .method(Method::OPTIONS)
        .uri("/v1/applicants/P-001")
        .insert_header(("Origin", origin))
        .insert_header(("Access-Control-Request-Method", "PUT"))
        .insert_header(("Access-Control-Request-Headers", "authorization,if-match"));
    house.send(&Guest::default(), request).await
}

async fn read(house: &House, origin: &str) -> Answer {
    house.get(&Guest::default().with("Origin", origin), "/health/live").await
}

#[actix_web::test]
async fn without_a_named_origin_no_page_gets_in() {
    let house = house("").await;
    let asked = may_send(&house, ORIGIN).await;
    assert!(asked.status >= 400, "{}", asked.status);
    for answer in [asked, read(&house, ORIGIN).await] {
        let named = answer.headers.keys().any(|name| name.as_str().starts_with("access-control"));
        assert!(!named, "{:?}", answer.headers);
    }
}

#[actix_web::test]
async fn a_named_origin_gets_in_with_a_key_and_no_other_does() {
    let house = house(&format!("cors_origins = [\"{ORIGIN}\"]")).await;
    let asked = may_send(&house, ORIGIN).await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.header("access-control-allow-origin"), ORIGIN);
    assert!(asked.header("access-control-allow-methods").contains("PUT"));
    assert!(asked.header("access-control-allow-headers").contains("if-match"));
    assert_eq!(asked.header("access-control-allow-credentials"), "", "no cookies");
    let answer = read(&house, ORIGIN).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, ORIGIN));
    assert!(answer.header("access-control-expose-headers").to_lowercase().contains("etag"));
    assert!(answer.header("vary").to_lowercase().contains("origin"));

    for other in ["https://fach.example.evil", "http://fach.example", "null", "https://a.b"] {
        let asked = may_send(&house, other).await;
        assert_eq!(asked.header("access-control-allow-origin"), "", "{other}");
        let answer = read(&house, other).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{other}");
    }
    let guest = Guest::default().with("Origin", ORIGIN);
    let refused = house.get(&guest, "/v1/applicants").await;
    assert_eq!(refused.problem(401), "unauthenticated");
    assert_eq!(refused.header("access-control-allow-origin"), ORIGIN, "the page may read why");
}
