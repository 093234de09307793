//! Whoever sends too slowly or too much is told so, and nobody else notices.

use std::{io::Write as _, time::Duration};

use api::Config;

use super::wire::{body, connect, free, request, rest, start, state, status, talk};

fn config() -> Config {
    Config { listen: free(), request_seconds: 1, body_bytes: 1_000, ..Config::default() }
}

#[test]
fn a_head_that_does_not_arrive_ends_in_408() {
    let address = start(state(config())).unwrap();
    let mut stream = connect(address);
    stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: local").unwrap();
    assert_eq!(status(&rest(&mut stream)), 408);
    assert_eq!(status(&talk(address, &request("GET", "/health/live", &[], ""))), 200);
}

#[test]
fn a_body_that_does_not_arrive_ends_in_408_with_a_problem() {
    let address = start(state(config())).unwrap();
    let whole =
        request("POST", "/v1/session", &[], "{\"login\": \"anna.weber\", \"password\": \"x\"}");
    let (begin, _) = whole.split_at(whole.len() - 10);
    let mut stream = connect(address);
    stream.write_all(begin.as_bytes()).unwrap();
    let answer = rest(&mut stream);
    assert_eq!((status(&answer), body(&answer)["code"].as_str().unwrap()), (408, "timeout"));
}

#[test]
fn a_body_that_comes_drop_by_drop_is_no_way_around() {
    let address = start(state(config())).unwrap();
    let head = "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n";
    let mut stream = connect(address);
    stream.write_all(head.as_bytes()).unwrap();
    for _ in 0..30 {
        if stream.write_all(b" ").is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(status(&rest(&mut stream)), 408);
}

#[test]
fn a_body_that_is_too_large_ends_in_413_with_and_without_a_length() {
    let address = start(state(config())).unwrap();
    let large = format!("{{\"login\": \"{}\"}}", "x".repeat(5_000));
    let answer = talk(address, &request("POST", "/v1/session", &[], &large));
    assert_eq!((status(&answer), body(&answer)["code"].as_str().unwrap()), (413, "too_large"));

    let head = "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("64\r\n{}\r\n", "x".repeat(100));
    let chunked = format!("{head}{}0\r\n\r\n", chunk.repeat(50));
    assert_eq!(status(&talk(address, &chunked)), 413);

    // A length nobody means is not waited for.
    let boast = "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n";
    assert_eq!(status(&talk(address, &format!("{boast}{}", "x".repeat(2_000)))), 413);
}

#[test]
fn heads_without_end_are_refused_and_the_service_stays() {
    let address = start(state(config())).unwrap();
    let names: Vec<String> = (0..500).map(|number| format!("X-{number}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    let long = "x".repeat(1 << 20);
    for bytes in [
        request("GET", "/health/live", &many, ""),
        request("GET", "/health/live", &[("X-Long", &long)], ""),
        request("GET", &format!("/{long}"), &[], ""),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "\u{0}\u{1}\u{2}\r\n\r\n".to_owned(),
    ] {
        let answer = talk(address, &bytes);
        assert!([400, 408, 413, 414, 431].contains(&status(&answer)), "{answer}");
        assert_eq!(status(&talk(address, &request("GET", "/health/live", &[], ""))), 200);
    }
}
