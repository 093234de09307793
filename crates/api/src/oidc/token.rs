//! What a provider says about somebody, and whether it is true: signature, issuer, audience, times, nonce.

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode, decode_header,
    jwk::{Jwk, JwkSet, PublicKeyUse},
};
use serde::Deserialize;
use store::Timestamp;

use crate::secret::same;

/// Seconds that the clocks of provider and service may differ.
const APART: i64 = 60;
/// The longest name of a person at a provider (OpenID Connect Core, section 2).
const LONGEST: usize = 255;

/// Signatures that are taken: of a private key that only the provider has, never of a shared secret.
const TAKEN: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Who and when a token must be for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    /// The provider.
    pub(super) issuer: &'a str,
    /// This service at the provider.
    pub(super) client: &'a str,
    /// What was sent with this try.
    pub(super) nonce: &'a str,
    /// The time it is.
    pub(super) now: Timestamp,
}

/// What a token says of a person.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Claims {
    /// The person's name at the provider, which never changes and is never given to another one.
    pub(crate) sub: String,
    /// The mail address.
    #[serde(default)]
    email: Option<String>,
    /// Whether the provider has made sure that it is theirs.
    #[serde(default)]
    email_verified: Option<Verified>,
    aud: Audience,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Some providers write it as a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Verified {
    Switch(bool),
    Text(String),
}

impl Claims {
    /// The mail address in small letters, where the provider has made sure of it.
    pub(crate) fn email(&self) -> Option<String> {
        let is_verified = match self.email_verified.as_ref()? {
            Verified::Switch(is_verified) => *is_verified,
            Verified::Text(text) => text == "true",
        };
        self.email.as_ref().filter(|_| is_verified).map(|email| email.to_lowercase())
    }
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It was signed with a key that is not among those that are known: perhaps a new one.
    UnknownKey,
    /// It is not true, or not for here and now.
    Wrong(&'static str),
}

/// What a token says, if it is true.
pub(super) fn verified(
    token: &str,
    keys: &JwkSet,
    expected: &Expected<'_>,
) -> Result<Claims, Refused> {
    let header = decode_header(token).map_err(|_unreadable| Refused::Wrong("it cannot be read"))?;
    if !TAKEN.contains(&header.alg) {
        return Err(Refused::Wrong("it is signed in a way that is not taken"));
    }
    let key = key(keys, header.kid.as_deref())?;
    let key = DecodingKey::from_jwk(key).map_err(|_odd| Refused::Wrong("its key is of no use"))?;
    let mut validation = Validation::new(header.alg);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The clock of the service tells the time, not that of the library.
    validation.validate_exp = false;
    let claims = decode::<Claims>(token, &key, &validation)
        .map_err(|_wrong| Refused::Wrong("signature, issuer or audience is wrong"))?
        .claims;
    check(&claims, expected).map_or(Ok(claims), |why| Err(Refused::Wrong(why)))
}

/// The key that a token names; where it names none, the only one there is.
fn key<'a>(keys: &'a JwkSet, name: Option<&str>) -> Result<&'a Jwk, Refused> {
    let signs = |key: &&Jwk| key.common.public_key_use != Some(PublicKeyUse::Encryption);
    let mut fitting = keys.keys.iter().filter(signs);
    let found = match name {
        Some(_) => fitting.find(|key| key.common.key_id.as_deref() == name),
        None => fitting.next().filter(|_| fitting.next().is_none()),
    };
    found.ok_or(Refused::UnknownKey)
}

/// What is wrong with a token that the provider has signed.
fn check(claims: &Claims, expected: &Expected<'_>) -> Option<&'static str> {
    let now = expected.now.as_micros().div_euclid(1_000_000);
    let (is_ours, is_several) = match &claims.aud {
        Audience::One(audience) => (audience == expected.client, false),
        Audience::Several(all) => (all.iter().any(|one| one == expected.client), all.len() > 1),
    };
    let party = claims.azp.as_deref();
    let is_other = party.is_some_and(|party| party != expected.client);
    if !is_ours || is_other || is_several && party.is_none() {
        return Some("it was made for another service");
    }
    if claims.exp.saturating_add(APART) <= now {
        return Some("it has run out");
    }
    let begins = claims.nbf.into_iter().chain(claims.iat).max();
    if begins.is_some_and(|begins| begins.saturating_sub(APART) > now) {
        return Some("it is not valid yet");
    }
    if !claims.nonce.as_deref().is_some_and(|nonce| same(nonce, expected.nonce)) {
        return Some("it was made for another try to sign in");
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST {
        return Some("it names nobody");
    }
    None
}
