//! Reading a JSON body: media type, size, syntax and content, each with its own problem.

use issue::Language;
use std::sync::LazyLock;

use actix_web::{HttpRequest, http::header, web};
use formats::{
    IssueCode, read,
    schema::Schemas,
    source::{Source, Syntax},
};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::{Problem, ProblemCode};

/// A type that can be the body of a request; its schemas are put together once.
pub(crate) trait Body: DeserializeOwned + ToSchema {
    /// The schemas of the type.
    fn known() -> &'static LazyLock<Schemas>;
}

/// The language that the caller asks for.
pub(crate) fn language(request: &HttpRequest) -> Language {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    Language::of(accepted.and_then(|value| value.to_str().ok()).unwrap_or("de"))
}

/// Reads a body.
pub(crate) fn read_body<T: Body>(request: &HttpRequest, bytes: &web::Bytes) -> Result<T, Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_json = |media: &str| {
        let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json")
    };
    if !media.is_some_and(is_json) {
        let detail = "send the body as application/json";
        return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
    }
    let language = language(request);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem::new(ProblemCode::Malformed, error.to_string()))?;
    let source = Source::text(text, Syntax::Json);
    read::body(source, T::known(), &T::name()).map_err(|issues| {
        let mut problem = Problem::invalid(&issues, language);
        if issues.iter().any(|issue| issue.code == IssueCode::Syntax) {
            problem = Problem {
                issues: problem.issues,
                ..Problem::new(ProblemCode::Malformed, problem.detail)
            };
        }
        problem
    })
}
