//! The least that speaks HTTP/1.1 over one connection that is kept: requests with a length out, and
//! answers with a length in.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
};

use benches::Failure;
use serde_json::Value;

/// A connection, and what every request on it carries.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    headers: Vec<(String, String)>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// The value of a header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body, if the status says that it was done.
    pub(crate) fn done(&self) -> Result<Value, Failure> {
        if self.status >= 300 {
            return Err(format!("{}: {}", self.status, String::from_utf8_lossy(&self.body)).into());
        }
        if self.body.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(&self.body)?) }
    }
}

/// What is sent besides the path.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sent<'a> {
    pub(crate) media: &'a str,
    pub(crate) body: &'a str,
    /// The version that is changed.
    pub(crate) version: &'a str,
}

impl<'a> Sent<'a> {
    /// A document.
    pub(crate) const fn json(body: &'a str) -> Self {
        Self { media: "application/json", body, version: "" }
    }
}

impl Client {
    /// Connects.
    pub(crate) fn new(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), headers: Vec::new() })
    }

    /// Lets every request carry a header.
    pub(crate) fn always(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Reads.
    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.call("GET", path, Sent::default())
    }

    /// Sends a document to be worked on.
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Result<Answer, Failure> {
        self.call("POST", path, Sent::json(&body.to_string()))
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn call(
        &mut self,
        method: &str,
        path: &str,
        sent: Sent<'_>,
    ) -> Result<Answer, Failure> {
        let mut lines = vec![format!("{method} {path} HTTP/1.1"), "Host: localhost".to_owned()];
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        if !sent.media.is_empty() {
            lines.push(format!("Content-Type: {}", sent.media));
            lines.push(format!("Content-Length: {}", sent.body.len()));
        }
        if !sent.version.is_empty() {
            lines.push(format!("If-Match: {}", sent.version));
        }
        let text = format!("{}\r\n\r\n{}", lines.join("\r\n"), sent.body);
        self.stream.get_mut().write_all(text.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer, Failure> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).ok_or("no status")?.parse()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_lowercase(), value.to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        let length: usize = match answer.header("content-length") {
            "" if status == 204 => 0,
            text => text.parse().map_err(|_none| "an answer without a length")?,
        };
        answer.body.resize(length, 0);
        self.stream.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    fn line(&mut self) -> Result<String, Failure> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if line.is_empty() {
            return Err("the connection was closed".into());
        }
        Ok(line.trim_end().to_owned())
    }
}
