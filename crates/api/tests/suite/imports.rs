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

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The list of the sample as a workbook, with one wrong cell; and how many people it has.
fn workbook() -> (Vec<u8>, usize) {
    let path = "/../../profiles/samples/rhein-erft/kundenliste.csv";
    let text = std::fs::read(env!("CARGO_MANIFEST_DIR").to_owned() + path).unwrap();
    let table = formats::read::table::table_from_csv("kundenliste.csv", &text).0.unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Kunden").unwrap();
    let rows = std::iter::once(&table.headings).chain(table.rows.iter().map(|row| &row.cells));
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            let is_wrong = row == 1 && table.headings[usize::from(column)] == "Deutsch Sprechen";
            let cell = if is_wrong { "sehr gut" } else { cell };
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    (book.save_to_buffer().unwrap(), table.rows.len())
}

#[actix_web::test]
async fn workbooks_are_imported_like_tables_of_text() {
    let house = House::staffed().await;
    let send = |query: &str, body: Vec<u8>| {
        let request = TestRequest::post().uri(&format!("/v1/imports{query}"));
        request.insert_header(("Content-Type", XLSX)).set_payload(body)
    };
    let placement = house.person(Role::Placement);
    let (bytes, people) = workbook();
    let made = house.send(placement, send("?file=kunden.xlsx", bytes.clone())).await.expect(202);
    house.note("import", &made["id"]);
    let done = house.import_ended().await;
    assert_eq!(done["result"]["added"], people - 1, "{done}");
    assert_eq!(done["result"]["errors"], 1, "{done}");
    let issue = &done["result"]["issues"][0];
    assert_eq!(issue["place"]["file"], "kunden.xlsx#Kunden", "{issue}");
    assert_eq!(issue["place"]["line"], 2);
    assert_eq!(issue["place"]["field"], "Deutsch Sprechen");
    assert!(issue["cause"].as_str().unwrap().contains("sehr gut"), "{issue}");
    assert!(!is_there(&house, "P-001").await);
    let facts = house.get(placement, "/v1/applicants/P-002").await.expect(200)["facts"].clone();
    let reads = facts.as_array().unwrap().iter().find(|fact| fact["skill"] == "reading");
    assert_eq!(reads.unwrap()["level"], "A1");

    for (query, body) in [("?sheet=Mai", bytes), ("", b"PK\x03\x04".to_vec()), ("", vec![])] {
        let made = house.send(placement, send(query, body)).await.expect(202);
        house.note("import", &made["id"]);
        let done = house.import_ended().await;
        assert_eq!((&done["result"]["added"], &done["result"]["errors"]), (&0.into(), &1.into()));
    }
}

#[actix_web::test]
async fn after_the_first_import_everybody_is_compiled_before_somebody_asks() {
    let house = House::staffed().await;
    let people = async || {
        let metrics = house.get(house.person(Role::Administrator), "/metrics").await;
        let line = metrics.text.lines().find(|line| line.starts_with("passgenau_people ")).unwrap();
        line.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let lines = || format!("{}\n{}\n", person("P-301"), person("P-302"));
    import(&house, "?dry_run=true", "application/x-ndjson", lines()).await;
    assert_eq!(people().await, 0);
    import(&house, "", "application/x-ndjson", lines()).await;
    assert_eq!(people().await, 2);
}
