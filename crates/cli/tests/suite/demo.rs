//! The demonstration: what it prints can be used as it stands.

use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use serde_json::{Value, json};

use crate::program::{Service, passgenau};

/// What stands behind a mark in a line.
fn after<'t>(text: &'t str, mark: &str) -> &'t str {
    let rest = text.split(mark).nth(1).unwrap_or_else(|| panic!("{mark} in {text}"));
    rest.lines().next().unwrap().trim()
}

#[test]
fn what_the_demonstration_prints_works() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = free.to_string();
    let mut child =
        passgenau().args(["demo", "--listen", &address]).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut printed = String::new();
    while !printed.contains("agendas.html") {
        assert!(out.read_line(&mut printed).unwrap() > 0, "{printed}");
    }
    let service = Service::running(child, out, &address);
    assert!(!printed.contains("/setup#"), "there are accounts already");

    let key = format!("Authorization: Bearer {}\r\n", after(&printed, "KEY="));
    // Each address as it is printed.
    let addresses: Vec<&str> = (printed.split(&format!("'http://{address}")).skip(1))
        .map(|rest| rest.split('\'').next().unwrap())
        .collect();
    assert_eq!(addresses.len(), 3, "{printed}");
    let found: Vec<_> = addresses.iter().map(|path| service.get(&key, path)).collect();
    let candidates = found[0].expect(200);
    assert_eq!((&candidates["total"], &candidates["as_of"]), (&json!(67), &json!("2026-11-22")));
    found[1].expect(200);
    assert!(found[2].head.starts_with("HTTP/1.1 200"), "{}", found[2].head);

    // The plan in the service is the one that was printed.
    let path = "/v1/interview-days/bewerbertag/plans/1";
    let plan = service.get(&key, path).expect(200);
    let talks = plan["answer"]["plan"]["talks"].as_array().unwrap();
    let kerpen = talks.iter().filter(|talk| talk["site"] == "kerpen").count();
    assert!(printed.contains(&format!("kerpen, 2026-12-03: {kerpen} talks")), "{printed}");
    assert!(!plan["published_at"].is_null());

    let password = after(&printed, "Password of all: ");
    for role in after(&printed, "Accounts: ").split(", ") {
        let credentials = json!({ "login": role, "password": password });
        let session = service.post("", "/v1/session", &credentials).expect(200);
        assert_eq!(session["role"], role);
    }
    // The day goes on: somebody comes, and the rest is planned again.
    let seen = json!({ "date": "2026-12-03", "status": "no_show" });
    let first = talks[0]["person"].as_str().unwrap();
    let path = format!("/v1/interview-days/bewerbertag/attendance/{first}");
    let noted: Value = service.ask("PUT", &key, &path, Some(&seen)).unwrap().expect(200);
    assert_eq!(noted["applicant"], first);
    let again = json!({ "date": "2026-12-03", "now": "09:00", "steps": 2_000 });
    let again = service.post(&key, "/v1/interview-days/bewerbertag/replans", &again).expect(201);
    let moved = again.pointer("/plan/answer/plan/talks").or(again.pointer("/answer/plan/talks"));
    let moved = moved.unwrap().as_array().unwrap();
    assert!(moved.iter().all(|talk| talk["person"] != first), "{first} did not come");
}
