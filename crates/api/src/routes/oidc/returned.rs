//! What a browser brings back, and what is said where nobody could bring anything.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::{Problem, ProblemCode};

/// What the browser brings back from the provider; whatever else it brings is left alone.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[cfg_attr(not(feature = "oidc"), expect(dead_code, reason = "only documented"))]
pub(crate) struct Returned {
    /// What the provider changes into a token, once.
    #[param(max_length = 4096)]
    pub(super) code: Option<String>,
    /// What was sent with the browser.
    #[param(max_length = 200)]
    pub(super) state: Option<String>,
    /// Why the provider signs nobody in.
    #[param(max_length = 200)]
    pub(super) error: Option<String>,
    /// Who the provider is, where it says so (RFC 9207).
    #[param(max_length = 500)]
    pub(super) iss: Option<String>,
}

/// Nobody has set up a provider, or the program was built without the feature.
pub(super) fn not_set_up() -> Problem {
    Problem::new(ProblemCode::NotFound, "no provider of accounts is set up: use a password")
}
