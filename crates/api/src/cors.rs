//! Calls from web pages of other origins: off, unless origins are named. With a key, never with the
//! cookie of a session.

use actix_cors::Cors;
use actix_web::{http::header, middleware::Condition};

use crate::config::Origins;

/// Seconds for which a browser may remember what is allowed.
const REMEMBERED_FOR: usize = 600;

/// Answers browsers that ask whether a page may call, and lets named origins read the answers.
pub(crate) fn cors(origins: &Origins) -> Condition<Cors> {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "DELETE"])
        .allowed_headers([
            header::AUTHORIZATION,
            header::ACCEPT_LANGUAGE,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers([header::ETAG, header::LOCATION, header::RETRY_AFTER])
        .max_age(REMEMBERED_FOR);
    let cors = origins.iter().fold(cors, Cors::allowed_origin);
    Condition::new(!origins.is_empty(), cors)
}
