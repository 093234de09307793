//! A service on a port of its own, and bytes to and from it.

use std::{
    io::{ErrorKind, Read, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc,
    time::Duration,
};

use actix_web::{rt::System, web};
use api::{Config, ServeError, State};

use crate::house::{KNOWLEDGE, noon};

/// Longer than any answer takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(1);

/// An address that nobody listens on.
pub(super) fn free() -> SocketAddr {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap()
}

/// A service in memory with these settings.
pub(super) fn state(config: Config) -> web::Data<State> {
    web::Data::new(State::open(KNOWLEDGE.clone(), config, noon).unwrap())
}

/// Serves on a thread of its own for as long as the process lives.
///
/// # Errors
/// Whatever keeps it from listening.
pub(super) fn start(state: web::Data<State>) -> Result<SocketAddr, ServeError> {
    let address = state.config.listen;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let listening = tell.clone();
        let ended = System::new().block_on(api::serve(state, move || {
            listening.send(None).unwrap();
        }));
        // After a good beginning nobody waits for the end any more.
        let _nobody_there = tell.send(ended.err());
    });
    match told.recv_timeout(PATIENCE).unwrap() {
        None => Ok(address),
        Some(error) => Err(error),
    }
}

/// A connection, once the service takes one.
pub(super) fn connect(address: SocketAddr) -> TcpStream {
    for _ in 0..600 {
        if let Ok(stream) = TcpStream::connect(address) {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            return stream;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nobody listens on {address}");
}

/// Everything that comes until the other side ends the connection.
pub(super) fn rest(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            // Whoever is refused may have sent more than was read.
            Err(error) if error.kind() == ErrorKind::ConnectionReset && !bytes.is_empty() => break,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => break,
            Err(error) => panic!("{error}: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A request that asks for the connection to be closed.
pub(super) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut lines = vec![format!("{method} {path} HTTP/1.1")];
    lines.extend(["Host: localhost", "Connection: close"].map(str::to_owned));
    lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    if !body.is_empty() {
        lines.push("Content-Type: application/json".to_owned());
        lines.push(format!("Content-Length: {}", body.len()));
    }
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}

/// Sends bytes and gives the whole answer.
pub(super) fn talk(address: SocketAddr, bytes: &str) -> String {
    let mut stream = connect(address);
    // What is refused early need not be taken to the end.
    let _cut_off = stream.write_all(bytes.as_bytes());
    rest(&mut stream)
}

/// The status of an answer.
pub(super) fn status(answer: &str) -> u16 {
    let code = answer.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: {answer:?}"));
    code.parse().unwrap()
}

/// The body of an answer with a length.
pub(super) fn body(answer: &str) -> serde_json::Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}
