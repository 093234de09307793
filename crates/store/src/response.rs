//! Responses remembered under an idempotency key, so that a repeated request is answered once.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::time::Timestamp;

/// A response that was given once and is given again when the request is repeated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The idempotency key, made unique per client by the caller.
    pub key: String,
    /// A hash of the request, to tell a repetition from a mistake.
    pub request: String,
    /// The status of the response.
    pub status: u16,
    /// When it is forgotten.
    pub expires: Timestamp,
    /// The body of the response.
    pub body: Value,
}
