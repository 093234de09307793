//! One try to sign in: what the browser carries to the provider and back, and what follows from it.

use base64::{Engine as _, engine::general_purpose};
use sha2::{Digest as _, Sha256};
use store::Timestamp;

use crate::secret::{NoRandom, Pepper, hex, same, secret, unhex};

/// Seconds that somebody has to sign in at the provider.
pub(crate) const PATIENCE: i64 = 600;

/// One try to sign in. Nothing of it is kept here: the browser carries a drawn text in a cookie, and state,
/// nonce and verifier follow from that and the key of this installation.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The text of the cookie: what was drawn, when the try ends, and where to go afterwards.
    cookie: String,
    ends: Timestamp,
    to: String,
}

impl Attempt {
    /// A new one, for somebody who wants to go there afterwards.
    pub(crate) fn new(to: &str, now: Timestamp) -> Result<Self, NoRandom> {
        let ends = now.plus_seconds(PATIENCE);
        let cookie = format!("{}.{}.{}", secret()?, ends.as_micros(), hex(to.as_bytes()));
        Ok(Self { cookie, ends, to: to.to_owned() })
    }

    /// The one in a cookie, with whatever it says: [`Self::belongs`] shows whether it was made here.
    pub(crate) fn read(cookie: &str) -> Option<Self> {
        let mut parts = cookie.splitn(3, '.').skip(1);
        let ends = Timestamp::from_micros(parts.next()?.parse().ok()?)?;
        let to = String::from_utf8(unhex(parts.next()?)?).ok()?;
        Some(Self { cookie: cookie.to_owned(), ends, to })
    }

    /// The text of the cookie.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Where to go afterwards.
    pub(crate) fn to(&self) -> &str {
        &self.to
    }

    /// What the provider hands back: shows that the answer belongs to this browser.
    pub(crate) fn state(&self, pepper: &Pepper) -> String {
        pepper.sealed("oidc-state", &self.cookie)
    }

    /// What stands in the token: shows that it was made for this try.
    pub(crate) fn nonce(&self, pepper: &Pepper) -> String {
        pepper.sealed("oidc-nonce", &self.cookie)
    }

    /// What only this service knows (PKCE): a code that somebody caught is worthless without it.
    pub(crate) fn verifier(&self, pepper: &Pepper) -> String {
        pepper.sealed("oidc-verifier", &self.cookie)
    }

    /// What the provider learns of the verifier beforehand.
    pub(crate) fn challenge(&self, pepper: &Pepper) -> String {
        base64(&Sha256::digest(self.verifier(pepper)))
    }

    /// Whether an answer with that state belongs to it, and came in time.
    pub(crate) fn belongs(&self, state: &str, pepper: &Pepper, now: Timestamp) -> bool {
        same(state, &self.state(pepper)) && now < self.ends
    }
}

/// Bytes in base64 for addresses, without padding.
fn base64(bytes: &[u8]) -> String {
    general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Attempt, PATIENCE};
    use crate::secret::Pepper;

    #[test]
    fn a_try_is_read_from_its_cookie_and_from_no_other() {
        let pepper = Pepper::drawn().unwrap();
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let attempt = Attempt::new("/docs/?a=ä", now).unwrap();
        let read = Attempt::read(attempt.cookie()).unwrap();
        assert_eq!(read.to(), "/docs/?a=ä");
        let state = attempt.state(&pepper);
        assert!(read.belongs(&state, &pepper, now));
        assert!(!read.belongs(&state, &pepper, now.plus_seconds(PATIENCE)));
        assert!(!read.belongs(&state, &Pepper::drawn().unwrap(), now));
        assert!(!Attempt::new("/docs/", now).unwrap().belongs(&state, &pepper, now));
        // Neither the end nor the place can be changed on the way.
        let (drawn, _) = attempt.cookie().split_once('.').unwrap();
        let later = format!("{drawn}.{}.2f", now.plus_seconds(9_999).as_micros());
        assert!(!Attempt::read(&later).unwrap().belongs(&state, &pepper, now));
        for nonsense in ["", "a", "a.b.c", "a.1.2", "a.1.zz", "a.1.ff"] {
            assert!(Attempt::read(nonsense).is_none(), "{nonsense}");
        }
        let three = [attempt.state(&pepper), attempt.nonce(&pepper), attempt.verifier(&pepper)];
        assert!(three[0] != three[1] && three[1] != three[2] && three[0] != three[2]);
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        // Appendix B: SHA-256 of the verifier, in base64 for addresses, without padding.
        use sha2::{Digest as _, Sha256};
        let made = super::base64(&Sha256::digest("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(made, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
