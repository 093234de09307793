//! Signing in with the accounts of a provider (OpenID Connect): the authorization code flow with PKCE.
//!
//! The browser goes to the provider with a state, a nonce and a challenge, and comes back with a code. The
//! service changes the code into a token, and believes it only if everything about it is right. Who that is
//! here, and whether they may come in, is not decided in this module.

mod attempt;
mod token;
mod wire;

pub(crate) use attempt::{Attempt, PATIENCE};
pub(crate) use token::Claims;

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use jsonwebtoken::jwk::JwkSet;
use rustls::ClientConfig;
use serde::Deserialize;
use store::Timestamp;
use token::{Expected, Refused, verified};
use wire::silent;

use crate::{
    config::{Oidc, is_safe},
    problem::{Problem, ProblemCode},
    secret::Pepper,
};

/// Seconds after which the provider is asked again for its addresses and keys.
const FRESH_FOR: i64 = 3_600;
/// Seconds between two questions for a key that is not known.
const ASK_AGAIN_AFTER: i64 = 30;

/// Where the provider hands people back, below the address of the service.
pub(crate) const RETURN_TO: &str = "/v1/session/oidc/callback";

/// The provider, and what is known of it at present.
pub(crate) struct Provider {
    oidc: Oidc,
    trust: Arc<ClientConfig>,
    known: Mutex<Option<Arc<Known>>>,
}

/// What the provider says of itself (OpenID Connect Discovery).
#[derive(Debug, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Debug)]
struct Known {
    description: Description,
    keys: JwkSet,
    asked_at: Timestamp,
}

/// What the provider gives for a code.
#[derive(Deserialize)]
struct Given {
    id_token: String,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("oidc", &self.oidc).finish_non_exhaustive()
    }
}

impl Provider {
    /// A provider that was not asked yet.
    pub(crate) fn new(oidc: Oidc) -> Result<Self, rustls::Error> {
        // One library for all cryptography; whoever installed it before installed the same.
        let _there = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        Ok(Self { oidc, trust: wire::trust()?, known: Mutex::new(None) })
    }

    /// The provider, as it names itself.
    pub(crate) fn issuer(&self) -> &str {
        &self.oidc.issuer
    }

    /// Where a browser goes to sign in.
    pub(crate) async fn door(
        &self,
        attempt: &Attempt,
        pepper: &Pepper,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let known = self.known(now).await?;
        let query = [
            ("response_type", "code"),
            ("client_id", &self.oidc.client),
            ("redirect_uri", &self.return_to()),
            ("scope", &self.oidc.scopes),
            ("state", &attempt.state(pepper)),
            ("nonce", &attempt.nonce(pepper)),
            ("code_challenge", &attempt.challenge(pepper)),
            ("code_challenge_method", "S256"),
        ];
        let query = form(&query)?;
        let door = &known.description.authorization_endpoint;
        let joint = if door.contains('?') { '&' } else { '?' };
        Ok(format!("{door}{joint}{query}"))
    }

    /// Who signed in, from the code that the browser brought back.
    pub(crate) async fn person(
        &self,
        code: &str,
        (attempt, pepper): (&Attempt, &Pepper),
        now: Timestamp,
    ) -> Result<Claims, Problem> {
        let known = self.known(now).await?;
        let token = self.exchange(&known.description, code, &attempt.verifier(pepper)).await?;
        let nonce = attempt.nonce(pepper);
        let Oidc { issuer, client, .. } = &self.oidc;
        let expected = Expected { issuer, client, nonce: &nonce, now };
        let found = match verified(&token, &known.keys, &expected) {
            Err(Refused::UnknownKey) => {
                let known = self.asked_again(&known, now).await?;
                verified(&token, &known.keys, &expected)
            }
            found => found,
        };
        found.map_err(|refused| {
            let why = match refused {
                Refused::UnknownKey => "it is signed with a key that the provider does not name",
                Refused::Wrong(why) => why,
            };
            tracing::warn!(why, "a token of the sign-in provider was refused");
            failed(&format!("the provider's token was refused: {why}"))
        })
    }

    /// Changes a code into a token. Only this service can: it knows the verifier, and its own secret.
    async fn exchange(
        &self,
        there: &Description,
        code: &str,
        verifier: &str,
    ) -> Result<String, Problem> {
        let Oidc { client, secret, .. } = &self.oidc;
        let return_to = self.return_to();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &*return_to),
            ("code_verifier", verifier),
        ];
        let mut request = wire::client(&self.trust).post(&*there.token_endpoint);
        request = request.insert_header(wire::JSON);
        // In the head unless the provider wants it in the form, and only there (RFC 6749, section 2.3.1).
        let ways = &there.token_endpoint_auth_methods_supported;
        let in_form = !ways.is_empty() && !ways.iter().any(|way| way == "client_secret_basic");
        match secret {
            Some(secret) if !in_form => {
                let both = (form_text(client)?, form_text(secret.shown())?);
                request = request.basic_auth(both.0, both.1);
            }
            Some(secret) => {
                fields.extend([("client_id", &**client), ("client_secret", secret.shown())]);
            }
            None => fields.push(("client_id", client)),
        }
        let body = form(&fields)?;
        let request = request.content_type("application/x-www-form-urlencoded");
        let (is_success, bytes) = wire::answer(request.send_body(body)).await?;
        if !is_success {
            return Err(failed("the provider did not take the code"));
        }
        let given: Given = serde_json::from_slice(&bytes)
            .map_err(|_none| failed("the provider gave no token about the person"))?;
        Ok(given.id_token)
    }

    fn return_to(&self) -> String {
        format!("{}{RETURN_TO}", self.oidc.address)
    }

    /// What is known of the provider, asked again now and then.
    async fn known(&self, now: Timestamp) -> Result<Arc<Known>, Problem> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(known) if age(&known, now) < FRESH_FOR => Ok(known),
            Some(_) | None => self.ask(now).await,
        }
    }

    /// The same after the provider may have taken a new key; asked at most once in a while, so that
    /// nobody lets this service ask without end.
    async fn asked_again(&self, known: &Arc<Known>, now: Timestamp) -> Result<Arc<Known>, Problem> {
        if age(known, now) < ASK_AGAIN_AFTER {
            return Ok(Arc::clone(known));
        }
        self.ask(now).await
    }

    async fn ask(&self, now: Timestamp) -> Result<Arc<Known>, Problem> {
        let client = wire::client(&self.trust);
        let base = self.oidc.issuer.trim_end_matches('/');
        let place = format!("{base}/.well-known/openid-configuration");
        let asked = client.get(place).insert_header(wire::JSON).send();
        let description: Description = wire::document(asked).await?;
        if description.issuer != self.oidc.issuer {
            return Err(silent(&format!("it calls itself {}", description.issuer)));
        }
        let Description { token_endpoint, jwks_uri, authorization_endpoint, .. } = &description;
        let door = authorization_endpoint.split('?').next().unwrap_or_default();
        for place in [token_endpoint, jwks_uri, door] {
            if !is_safe(place) {
                return Err(silent(&format!("{place} is not encrypted")));
            }
        }
        let asked = client.get(&**jwks_uri).insert_header(wire::JSON).send();
        let keys: JwkSet = wire::document(asked).await?;
        let known = Arc::new(Known { description, keys, asked_at: now });
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }
}

/// Seconds since the provider was asked.
fn age(known: &Known, now: Timestamp) -> i64 {
    (now.as_micros() - known.asked_at.as_micros()).div_euclid(1_000_000)
}

/// Signing in did not work, because of what came back.
pub(crate) fn failed(why: &str) -> Problem {
    Problem::new(ProblemCode::SignInFailed, why)
}

/// Fields as in the query of an address.
fn form(fields: &[(&str, &str)]) -> Result<String, Problem> {
    serde_urlencoded::to_string(fields)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
}

/// A text as in the query of an address.
fn form_text(text: &str) -> Result<String, Problem> {
    Ok(form(&[("", text)])?.trim_start_matches('=').to_owned())
}
