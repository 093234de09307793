//! Problem details (RFC 9457): what went wrong, with a stable code, where, why and what to do.

mod code;
mod from_store;

pub use code::ProblemCode;

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
    mime,
};
use formats::IssueCode;
use issue::{Issue, Language, Place, Severity};
use serde::Serialize;

/// The media type of problem details.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

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
    /// Seconds to wait before the same request is worth another try.
    #[serde(skip)]
    pub retry_after: Option<u32>,
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
            retry_after: None,
        }
    }

    /// There is nothing of that identifier, or nothing that the caller may know of.
    pub fn missing(id: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("there is no {id:?}"))
    }

    /// Says when another try is worth it.
    #[must_use]
    pub fn again_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// A document that cannot be used, or not even be read.
    pub fn unreadable(issues: &[Issue], language: Language) -> Self {
        let problem = Self::invalid(issues, language);
        if !issues.iter().any(|issue| issue.code == IssueCode::Syntax) {
            return problem;
        }
        Self { issues: problem.issues, ..Self::new(ProblemCode::Malformed, problem.detail) }
    }

    /// One thing that is wrong with a document.
    pub fn issue(issue: Issue, language: Language) -> Self {
        Self::invalid(&[issue], language)
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
    pub(crate) fn new(issue: &Issue, language: Language) -> Self {
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
        let mut answer = HttpResponse::build(self.status_code());
        if self.status_code() == StatusCode::UNAUTHORIZED {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"passgenau\""));
        }
        if let Some(seconds) = self.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        answer.content_type(media).body(text)
    }
}
