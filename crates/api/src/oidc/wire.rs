//! Asking the provider: encrypted, with patience that ends, and never more than fits.

use std::{fmt, sync::Arc, time::Duration};

use awc::{Client, ClientResponse, Connector, SendClientRequest, http::header};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs::default_provider};
use serde::de::DeserializeOwned;

use crate::problem::{Problem, ProblemCode};

/// How long the provider may take for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MOST: usize = 1 << 20;
/// Seconds after which a provider that does not answer may be back.
const BACK_AFTER: u32 = 30;

/// Whom this machine trusts: the certificates of the operating system, or those in `SSL_CERT_FILE`.
pub(super) fn trust() -> Result<Arc<ClientConfig>, rustls::Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (added, left_out) = roots.add_parsable_certificates(found.certs);
    let unread = found.errors.len();
    tracing::info!(added, left_out, unread, "certificates of authorities that are trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// Somebody who asks. It belongs to one worker; asking is rare, so it is made anew each time.
pub(super) fn client(trust: &Arc<ClientConfig>) -> Client {
    let connector = Connector::new().rustls_0_23(Arc::clone(trust)).timeout(PATIENCE);
    // What is sent to one address is meant for that one.
    Client::builder().connector(connector).timeout(PATIENCE).disable_redirects().finish()
}

/// The answer to a question, as a document.
pub(super) async fn document<T: DeserializeOwned>(asked: SendClientRequest) -> Result<T, Problem> {
    let (is_success, bytes) = answer(asked).await?;
    if !is_success {
        return Err(silent(&"it answers with an error"));
    }
    serde_json::from_slice(&bytes).map_err(|error| silent(&error))
}

/// The answer to a question, as it came, and whether it is a good one.
pub(super) async fn answer(
    asked: SendClientRequest,
) -> Result<(bool, actix_web::web::Bytes), Problem> {
    let mut answer: ClientResponse<_> = asked.await.map_err(|error| silent(&error))?;
    let bytes = answer.body().limit(MOST).await.map_err(|error| silent(&error))?;
    Ok((answer.status().is_success(), bytes))
}

/// How a client says that it wants JSON.
pub(super) const JSON: (header::HeaderName, &str) = (header::ACCEPT, "application/json");

/// The provider does not say what it should.
pub(super) fn silent(why: &dyn fmt::Display) -> Problem {
    tracing::error!(%why, "the sign-in provider does not answer as it should");
    let detail = "the provider of accounts does not answer; passwords still work";
    Problem::new(ProblemCode::ProviderUnavailable, detail).again_after(BACK_AFTER)
}
