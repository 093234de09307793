//! What happens around every request: a place in the house, a line in the log, a count.

use std::time::Instant;

use actix_web::{
    HttpMessage as _, ResponseError as _,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};

use crate::{
    State,
    access::Caller,
    metrics::Series,
    problem::{Problem, ProblemCode},
};

/// Seconds after which a full house is worth another try.
const BACK_SOON: u32 = 1;

/// Counts a request and logs it without personal data.
pub(crate) async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    #[expect(clippy::disallowed_methods, reason = "how long a request takes is no result")]
    let started = Instant::now();
    let method = request.method().to_string();
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    let Some(_running) = state.metrics.begin(state.config.concurrent) else {
        let detail = format!("{} requests are worked on already", state.config.concurrent);
        let full = Problem::new(ProblemCode::TooMany, detail).again_after(BACK_SOON);
        return Ok(request.into_response(full.error_response()));
    };
    let answer = next.call(request).await?.map_into_boxed_body();
    let status = answer.status().as_u16();
    let took = started.elapsed();
    let caller =
        answer.request().extensions().get::<Caller>().map(Caller::actor).unwrap_or_default();
    let millis = took.as_millis();
    tracing::info!(%method, %route, status, millis, %caller, "request");
    state.metrics.count(Series { method, route, status }, took);
    Ok(answer)
}
