//! `kill -9` at any moment: what was answered is there, nothing is there by half.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;

use crate::program::{Folder, Service, passgenau};

/// Rounds of writing and killing.
const ROUNDS: u64 = 12;
/// Callers that write at the same time.
const WRITERS: usize = 4;

#[test]
fn what_was_answered_survives_a_kill() {
    let folder = Folder::new();
    let data = folder.0.join("data");
    let service = Service::start(&data);
    let key = service.key();
    assert!(service.stop(), "a service that is asked to stop ends in order");

    let acknowledged: Mutex<BTreeSet<String>> = Mutex::default();
    let next = AtomicUsize::new(0);
    for round in 0..ROUNDS {
        let service = Service::start(&data);
        for id in acknowledged.lock().unwrap().iter() {
            service.get(&key, &format!("/v1/applicants/{id}")).expect(200);
        }
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| write_until_it_is_gone(&service, &key, &next, &acknowledged));
            }
            std::thread::sleep(Duration::from_millis(60 + round * 37));
            service.kill_now();
        });
    }
    let checked = passgenau().arg("check-store").arg("--data").arg(&data).status().unwrap();
    assert!(checked.success());
    let verified =
        passgenau().args(["journal", "verify"]).arg("--data").arg(&data).status().unwrap();
    assert!(verified.success());

    let service = Service::start(&data);
    let acknowledged = acknowledged.lock().unwrap();
    assert!(acknowledged.len() > 50, "only {} writes were answered", acknowledged.len());
    for id in acknowledged.iter() {
        let person = service.get(&key, &format!("/v1/applicants/{id}")).expect(200);
        assert_eq!(person["facts"].as_array().unwrap().len(), 1, "{id}");
    }
}

/// Adds people until the service does not answer any more, and notes those it has answered for.
fn write_until_it_is_gone(
    service: &Service,
    key: &str,
    next: &AtomicUsize,
    acknowledged: &Mutex<BTreeSet<String>>,
) {
    loop {
        let id = format!("P-{}", next.fetch_add(1, Ordering::Relaxed));
        let body = json!({ "id": id, "facts": [{ "kind": "hours", "from": 20 }] });
        let Ok(answer) = service.ask("POST", key, "/v1/applicants", Some(&body)) else { return };
        if answer.status == 201 {
            acknowledged.lock().unwrap().insert(id);
        }
    }
}
