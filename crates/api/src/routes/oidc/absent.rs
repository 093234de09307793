//! A program that was built without the feature `oidc` has no such door.

use std::future::{Ready, ready};

use actix_web::{HttpRequest, web};

use super::returned::{Returned, not_set_up};
use crate::{State, http::Answer};

pub(super) fn begin(_state: web::Data<State>, _to: &str) -> Ready<Answer> {
    ready(Err(not_set_up()))
}

pub(super) fn end(
    _state: web::Data<State>,
    _request: &HttpRequest,
    _returned: Returned,
) -> Ready<Answer> {
    ready(Err(not_set_up()))
}
