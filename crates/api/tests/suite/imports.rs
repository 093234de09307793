//! Imports: good rows in, bad rows named; all or nothing by choice; dry runs change nothing.

use actix_web::test::TestRequest;
use api::access::Role;
use serde_json::Value;

use crate::house::{House, person};

async fn import(house: &House, query: &str, media: &str, body: String) -> Value {
    let request = TestRequest::post()
        .uri(&format!("/v1/imports{query}"))
        .insert_header(("Content-Type", media))
        .set_payload(body);
    let made = house.send(house.person(Role::Placement), request).await.expect(202);
    house.note("import", &made["id"]);
    house.import_ended().await
}

async fn is_there(house: &House, id: &str) -> bool {
    house.get(house.person(Role::Placement), &format!("/v1/applicants/{id}")).await.status == 200
}

#[actix_web::test]
async fn a_bad_line_never_stops_a_good_one_unless_asked() {
    let house = House::furnished().await;
    let lines = || {
        let bad = "{\"id\": \"P-201\", \"facts\": [{\"kind\": \"languge\"}]}";
        format!("{}\n{bad}\n{}\n", person("P-200"), person("P-001"))
    };
    let refused = import(&house, "?all_or_nothing=true", "application/x-ndjson", lines()).await;
    assert_eq!(refused["state"], "refused");
    assert!(!is_there(&house, "P-200").await);
    let tried = import(&house, "?dry_run=true", "application/x-ndjson", lines()).await;
    assert_eq!((&tried["result"]["added"], &tried["state"]), (&1.into(), &"done".into()));
    assert!(!is_there(&house, "P-200").await);
    let done = import(&house, "?file=liste.ndjson", "application/x-ndjson", lines()).await;
    assert_eq!(done["result"]["added"], 1);
    assert_eq!(done["result"]["unchanged"], 1);
    let issue = &done["result"]["issues"][0];
    assert_eq!(
        (&issue["place"]["file"], &issue["place"]["line"]),
        (&"liste.ndjson".into(), &2.into())
    );
    assert!(is_there(&house, "P-200").await && !is_there(&house, "P-201").await);
}

#[actix_web::test]
async fn events_tell_the_end() {
    let house = House::furnished().await;
    let path = format!("/v1/imports/{}/events", house.id("import"));
    let events = house.get(house.person(Role::Placement), &path).await;
    assert_eq!(events.header("content-type"), "text/event-stream");
    assert_eq!(
        events.text,
        "event: progress\ndata: {\"state\":\"done\",\"done\":1,\"total\":1}\n\n"
    );
    let over = house.delete(house.person(Role::Placement), &house.path("/v1/imports/{id}")).await;
    assert_eq!(over.problem(409), "wrong_state");
}

#[actix_web::test]
async fn what_is_no_list_is_refused_whole() {
    let house = House::furnished().await;
    for (media, body) in
        [("application/x-ndjson", "\u{0}\u{1}"), ("text/csv", "nonsense"), ("text/csv", "")]
    {
        let done = import(&house, "", media, body.to_owned()).await;
        assert_eq!(done["result"]["added"], 0, "{done}");
        assert_ne!(done["result"]["errors"], 0, "{done}");
    }
    let request = TestRequest::post().uri("/v1/imports").set_json(person("P-300"));
    let refused = house.send(house.person(Role::Placement), request).await;
    assert_eq!(refused.problem(415), "unsupported_media_type");
}

#[actix_web::test]
async fn what_is_exported_can_be_imported_again() {
    let house = House::furnished().await;
    let out = house.get(house.person(Role::Placement), "/v1/exports/applicants").await;
    assert_eq!(out.header("content-type"), "application/x-ndjson");
    assert_eq!(out.text.lines().count(), 2);
    let done = import(&house, "?all_or_nothing=true", "application/x-ndjson", out.text).await;
    assert_eq!(done["result"]["unchanged"], 2, "{done}");
}
