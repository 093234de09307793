//! An orderly end: what runs is finished, nothing new begins, the process ends by itself.

use std::{
    env,
    io::Write as _,
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use actix_web::rt::System;
use api::Config;

use super::wire::{body, connect, free, request, rest, state, status, talk};

const PORT: &str = "PASSGENAU_TEST_SERVES_ON";

/// The process that the test below stops.
#[test]
#[ignore = "is started by another test as a process of its own"]
#[expect(clippy::disallowed_methods, reason = "this is how the other test tells the port")]
fn a_service_until_it_is_told_to_stop() {
    let listen = env::var(PORT).unwrap().parse().unwrap();
    let state = state(Config { listen, ..Config::default() });
    System::new().block_on(api::serve(state, || {})).unwrap();
}

fn ended(child: &mut Child) -> bool {
    for _ in 0..600 {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    panic!("the service does not end");
}

#[test]
#[cfg(unix)]
fn a_running_request_is_finished_and_nothing_new_begins() {
    let address = free();
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "socket::shutdown::a_service_until_it_is_told_to_stop"])
        .env(PORT, address.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    assert_eq!(status(&talk(address, &request("GET", "/health/live", &[], ""))), 200);
    let whole = request("POST", "/v1/session", &[], "{\"login\": \"anna\", \"password\": \"x\"}");
    let (begin, end) = whole.split_at(whole.len() - 10);
    let mut running = connect(address);
    running.write_all(begin.as_bytes()).unwrap();
    // The head has been read once another request is answered after it.
    assert_eq!(status(&talk(address, &request("GET", "/health/live", &[], ""))), 200);
    std::thread::sleep(Duration::from_millis(300));

    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let is_closed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        TcpStream::connect(address).is_err()
    });
    assert!(is_closed, "new connections are still taken");
    assert!(child.try_wait().unwrap().is_none(), "it waits for what runs");
    running.write_all(end.as_bytes()).unwrap();
    let answer = rest(&mut running);
    assert_eq!(
        (status(&answer), body(&answer)["code"].as_str().unwrap()),
        (401, "unauthenticated")
    );
    assert!(ended(&mut child));
}
