//! The program as a process, and a caller that needs nothing but a socket.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use serde_json::{Value, json};

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A folder that is gone when it is dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("passgenau-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// The program, not started yet.
pub(crate) fn passgenau() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgenau"));
    command.env("PASSGENAU_LANG", "en").env("PASSGENAU_REQUESTS_PER_MINUTE", "10000000");
    command
}

/// A running service.
pub(crate) struct Service {
    child: Child,
    out: BufReader<ChildStdout>,
    pub(crate) address: String,
    pub(crate) secret: Option<String>,
}

impl Service {
    /// Starts the service over a data folder and waits until it listens.
    pub(crate) fn start(data: &Path) -> Self {
        // Somebody else may take a free port before the service does: then the next one.
        for _ in 0..20 {
            let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            if let Some(service) = Self::start_at(data, &free.to_string()) {
                return service;
            }
        }
        panic!("no port is free");
    }

    fn start_at(data: &Path, address: &str) -> Option<Self> {
        let mut child = passgenau()
            .args(["serve", "--log", "warn", "--listen", address, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        if out.read_line(&mut line).unwrap() == 0 {
            child.wait().unwrap();
            return None;
        }
        let mut service = Self { child, out, address: address.to_owned(), secret: None };
        service.secret = service.read_secret();
        Some(service)
    }

    /// A service that was started otherwise.
    pub(crate) fn running(child: Child, out: BufReader<ChildStdout>, address: &str) -> Self {
        Self { child, out, address: address.to_owned(), secret: None }
    }

    /// The secret for the first account, where there is none yet.
    fn read_secret(&mut self) -> Option<String> {
        self.get("", "/health/ready").expect(200);
        // It is printed in one piece: what follows the first line is in the buffer already.
        let text = String::from_utf8(self.out.buffer().to_vec()).unwrap();
        text.split("/setup#").nth(1).map(|rest| rest.trim().to_owned())
    }

    /// Kills the process without a word, while others may still be talking to it.
    pub(crate) fn kill_now(&self) {
        Command::new("kill").args(["-9", &self.child.id().to_string()]).status().unwrap();
    }

    /// Asks the service to stop and waits; gives whether it ended in order.
    pub(crate) fn stop(mut self) -> bool {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.child.wait().unwrap().success()
    }

    pub(crate) fn get(&self, credential: &str, path: &str) -> Answer {
        self.ask("GET", credential, path, None).unwrap()
    }

    pub(crate) fn post(&self, credential: &str, path: &str, body: &Value) -> Answer {
        self.ask("POST", credential, path, Some(body)).unwrap()
    }

    /// One request on a connection of its own.
    pub(crate) fn ask(
        &self,
        method: &str,
        credential: &str,
        path: &str,
        body: Option<&Value>,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{credential}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Answer::read(&text).ok_or_else(|| std::io::Error::other("the answer broke off"))
    }

    /// Makes the first account, and a key that may do what placement does.
    pub(crate) fn key(&self) -> String {
        let password = "Regen über Bedburg 12";
        let founding = json!({
            "login": "verwaltung", "name": "Vera",
            "organisation": { "id": "rhein-erft", "name": "x" },
        });
        let accepted = json!({ "secret": self.secret, "password": password, "founding": founding });
        self.post("", "/v1/invitations/acceptance", &accepted).expect(200);
        let signed_in =
            self.post("", "/v1/session", &json!({ "login": "verwaltung", "password": password }));
        let cookie = signed_in.head.split("passgenau=").nth(1).unwrap().split(';').next().unwrap();
        let token = signed_in.expect(200)["csrf_token"].as_str().unwrap().to_owned();
        let session = format!("Cookie: passgenau={cookie}\r\nX-CSRF-Token: {token}\r\n");
        let scopes = json!([
            "applicants:read",
            "applicants:write",
            "decisions:write",
            "interview-days:write",
            "reports:read",
        ]);
        let last_day = Command::new("date").args(["-u", "-d", "+30 days", "+%F"]).output().unwrap();
        let last_day = String::from_utf8(last_day.stdout).unwrap();
        let key = json!({
            "name": "x", "role": "placement", "scopes": scopes, "valid_to": last_day.trim(),
        });
        let key = self.post(&session, "/v1/api-keys", &key).expect(201);
        format!("Authorization: Bearer {}\r\n", key["key"].as_str().unwrap())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
}

impl Answer {
    fn read(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
        let text = if is_chunked { unchunked(body)? } else { body.to_owned() };
        let length = head.to_lowercase();
        let length =
            length.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let is_whole = length.is_none_or(|length| length.trim().parse() == Ok(text.len()));
        is_whole.then(|| Self { status, head: head.to_owned(), text })
    }

    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

fn unchunked(body: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = body;
    loop {
        let (length, after) = rest.split_once("\r\n")?;
        let length = usize::from_str_radix(length, 16).ok()?;
        if length == 0 {
            return Some(text);
        }
        text += after.get(..length)?;
        rest = after.get(length + 2..)?;
    }
}
