//! Problem details (RFC 9457): what went wrong, with a stable code, where, why and what to do.

mod code;

pub use code::ProblemCode;

use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode, mime};
use issue::{Issue, Language, Place, Severity};
use serde::Serialize;

/// The media type of problem details.
const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Where the problem is explained.
    #[serde(rename = "type")]
    pub about: String,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: &'static str,
    /// What it is in this case.
    pub detail: String,
    /// Everything that is wrong with the document sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<ProblemIssue>,
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ProblemIssue {
    /// The stable code; see the error index.
    pub code: &'static str,
    /// Whether the document could be used all the same.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Why it is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem with what it is in this case.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            about: format!("urn:passgenau:problem:{}", code.code()),
            title: code.title(),
            status: code.status().as_u16(),
            code: code.code(),
            detail: detail.into(),
            issues: Vec::new(),
        }
    }

    /// A document that cannot be used, with everything that is wrong with it.
    pub fn invalid(issues: &[Issue], language: Language) -> Self {
        let detail = language.pick(
            "Das Dokument kann so nicht verwendet werden.",
            "the document cannot be used as it is",
        );
        let mut problem = Self::new(ProblemCode::InvalidDocument, detail);
        problem.issues = issues.iter().map(|issue| ProblemIssue::new(issue, language)).collect();
        problem
    }
}

impl ProblemIssue {
    fn new(issue: &Issue, language: Language) -> Self {
        Self {
            code: issue.code.name(),
            severity: issue.severity,
            place: issue.place.clone(),
            cause: issue.cause(language),
            remedy: issue.remedy(language),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let text = serde_json::to_string(self).unwrap_or_default();
        let media: mime::Mime = PROBLEM_JSON.parse().unwrap_or(mime::APPLICATION_JSON);
        HttpResponse::build(self.status_code()).content_type(media).body(text)
    }
}
