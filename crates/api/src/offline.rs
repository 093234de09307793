//! What a command asks of the data while no service uses it.

use actix_web::web;
use issue::Language;
use matching_core::calendar::Date;
use serde_json::Value;

use crate::{
    State,
    http::Desk,
    maintenance::organisations,
    problem::{Problem, ProblemCode},
    routes::report_on,
};

/// Which report.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// The organisation; may be left out where there is only one.
    pub organisation: Option<String>,
    /// The application day; all of them without it.
    pub day: Option<String>,
    /// Whether it is published: then a number needs ten people behind it, not five.
    pub published: bool,
    /// The day as of which people, profiles and measures are read; today without it.
    pub as_of: Option<Date>,
    /// The language of names in it.
    pub language: Language,
}

/// The report that `GET /v1/reports` and `GET /v1/interview-days/{id}/report` give; the journal says that
/// it was read.
///
/// # Errors
/// 422 where it is not clear which organisation is meant, 404 for an unknown day; and those of the store.
pub fn report(state: &web::Data<State>, asked: &ReportRequest) -> Result<Value, Problem> {
    let known = organisations(state)?;
    let wanted = |id: &&String| asked.organisation.as_ref().is_none_or(|wanted| wanted == *id);
    let mut found = known.iter().filter(wanted);
    let (Some(organisation), None) = (found.next(), found.next()) else {
        let detail = format!("say which organisation is meant: {}", known.join(", "));
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    };
    let mut desk = Desk::of_service(state.clone(), organisation);
    desk.language = asked.language;
    let view = report_on(&desk, asked.day.as_deref(), (asked.published, asked.as_of))?;
    serde_json::to_value(view)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
}
