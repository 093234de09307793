//! Encrypted connections, with a certificate that is made for the test.

use std::{
    fs,
    io::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use api::{Config, ServeError, config::Tls, founding_secret};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::aws_lc_rs,
    pki_types::CertificateDer,
};
use serde_json::json;

use super::wire::{body, connect, free, request, rest, start, state, status};

/// A folder with a certificate for `localhost` and its key.
struct Papers {
    folder: PathBuf,
    certificate: CertificateDer<'static>,
}

impl Papers {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(folder.join("certificate.pem"), cert.pem()).unwrap();
        fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
        Self { folder, certificate: cert.der().clone() }
    }

    fn config(&self) -> Config {
        let certificate = self.folder.join("certificate.pem");
        let tls = Some(Tls { certificate, key: self.folder.join("key.pem") });
        Config { listen: free(), tls, ..Config::default() }
    }

    /// One request over an encrypted connection that trusts this certificate only.
    fn talk(&self, address: SocketAddr, bytes: &str) -> String {
        let mut trusted = RootCertStore::empty();
        trusted.add(self.certificate.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(trusted)
            .with_no_client_auth();
        let name = "localhost".try_into().unwrap();
        let client = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut stream = StreamOwned::new(client, connect(address));
        stream.write_all(bytes.as_bytes()).unwrap();
        rest(&mut stream)
    }
}

#[test]
fn an_encrypted_connection_carries_a_session_with_a_secure_cookie() {
    let papers = Papers::new("tls");
    let state = state(papers.config());
    let secret = founding_secret(&state).unwrap().unwrap();
    let address = start(state).unwrap();
    let live = papers.talk(address, &request("GET", "/health/live", &[], ""));
    assert_eq!(status(&live), 200);
    let password = "Sonne über Duisburg 47";
    let founding = json!({
        "secret": secret, "password": password,
        "founding": {
            "login": "admin", "name": "Erste", "organisation": { "id": "kreis", "name": "Kreis" },
        },
    });
    let path = "/v1/invitations/acceptance";
    let founded = papers.talk(address, &request("POST", path, &[], &founding.to_string()));
    assert_eq!(status(&founded), 200, "{founded}");
    let sign_in = json!({ "login": "admin", "password": password }).to_string();
    let signed_in = papers.talk(address, &request("POST", "/v1/session", &[], &sign_in));
    assert_eq!(body(&signed_in)["login"], "admin");
    let cookie = signed_in.lines().find(|line| line.to_lowercase().starts_with("set-cookie:"));
    let cookie = cookie.unwrap();
    assert!(cookie.contains("__Host-passgenau=") && cookie.contains("; Secure"), "{cookie}");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite="), "{cookie}");

    let mut plain = connect(address);
    plain.write_all(request("GET", "/health/live", &[], "").as_bytes()).unwrap();
    let answer = rest(&mut plain);
    assert!(!answer.contains("HTTP/1.1 200"), "nothing is said without encryption: {answer}");
}

#[test]
fn papers_that_do_not_fit_are_named_before_anything_listens() {
    let papers = Papers::new("tls-damaged");
    let other = Papers::new("tls-other");
    let good = papers.config();
    let file = |config: &Config| match start(state(config.clone())) {
        Err(ServeError::Tls { path, cause }) => {
            assert!(!cause.is_empty());
            path
        }
        other => panic!("{other:?}"),
    };
    let mut missing = good.clone();
    missing.tls.as_mut().unwrap().key = papers.folder.join("nowhere.pem");
    assert!(file(&missing).ends_with("nowhere.pem"));
    let mut foreign = good.clone();
    foreign.tls.as_mut().unwrap().key = other.folder.join("key.pem");
    assert!(file(&foreign).ends_with("certificate.pem"), "the key belongs to another one");
    fs::write(papers.folder.join("certificate.pem"), "no certificate").unwrap();
    assert!(file(&good).ends_with("certificate.pem"));
}
