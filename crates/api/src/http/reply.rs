//! The answer of a route: status, document, version, place.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    cookie::Cookie,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::problem::{Problem, ProblemCode};

/// The answer of a route.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: StatusCode,
    body: Option<Value>,
    text: Option<(&'static str, String)>,
    file: Option<String>,
    version: Option<u64>,
    location: Option<String>,
    cookies: Vec<Cookie<'static>>,
    replayed: bool,
    holds_secret: bool,
}

impl Reply {
    fn with(status: StatusCode, body: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_value(body)
            .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        Ok(Self { body: Some(body), ..Self::empty(status) })
    }

    const fn empty(status: StatusCode) -> Self {
        Self {
            status,
            body: None,
            text: None,
            file: None,
            version: None,
            location: None,
            cookies: Vec::new(),
            replayed: false,
            holds_secret: false,
        }
    }

    /// 200 with a document.
    pub(crate) fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        Self::with(StatusCode::OK, body)
    }

    /// 200 with a text of another media type.
    pub(crate) fn text(media: &'static str, text: String) -> Self {
        Self { text: Some((media, text)), ..Self::empty(StatusCode::OK) }
    }

    /// 201 with a document and where it is.
    pub(crate) fn created(location: String, body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self { location: Some(location), ..Self::with(StatusCode::CREATED, body)? })
    }

    /// 303 to another place.
    #[cfg(feature = "oidc")]
    pub(crate) fn see_other(location: String) -> Self {
        Self { location: Some(location), ..Self::empty(StatusCode::SEE_OTHER) }
    }

    /// 202 with a document and where to look for the end of the work.
    pub(crate) fn accepted(location: String, body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self { location: Some(location), ..Self::with(StatusCode::ACCEPTED, body)? })
    }

    /// 204.
    pub(crate) const fn nothing() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// Says which version the document has.
    #[must_use]
    pub(crate) const fn version(mut self, version: u64) -> Self {
        self.version = Some(version);
        self
    }

    /// Says under which name a browser keeps it, instead of showing it.
    #[must_use]
    pub(crate) fn file(mut self, name: String) -> Self {
        self.file = Some(name);
        self
    }

    /// Sets a cookie.
    #[must_use]
    pub(crate) fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Says that the document holds a secret, which is shown now and never again.
    #[must_use]
    pub(crate) const fn shown_once(mut self) -> Self {
        self.holds_secret = true;
        self
    }

    /// The identifier of what was made, unless the answer is a repeated one.
    pub(crate) fn fresh_id(&self) -> Option<String> {
        let id = self.body.as_ref().and_then(|body| body.get("id")?.as_str());
        id.filter(|_| !self.replayed).map(str::to_owned)
    }

    /// What is remembered of it under an idempotency key: never a secret.
    pub(crate) fn remembered(&self) -> (u16, Value) {
        let body = self.body.as_ref().filter(|_| !self.holds_secret);
        let body = json!({
            "body": body,
            "location": self.location,
            "version": self.version,
            "shown_once": self.holds_secret,
        });
        (self.status.as_u16(), body)
    }

    /// The answer that was remembered.
    ///
    /// # Errors
    /// [`ProblemCode::ShownOnce`] where the first answer held a secret.
    pub(crate) fn again(status: u16, remembered: &Value) -> Result<Self, Problem> {
        let text = |name| remembered.get(name).and_then(Value::as_str).map(str::to_owned);
        let location = text("location");
        if remembered.get("shown_once").and_then(Value::as_bool) == Some(true) {
            let place = location.unwrap_or_default();
            let detail = format!("{place} was made by the first request with this idempotency key");
            return Err(Problem::new(ProblemCode::ShownOnce, detail));
        }
        Ok(Self {
            body: remembered.get("body").filter(|body| !body.is_null()).cloned(),
            version: remembered.get("version").and_then(Value::as_u64),
            location,
            replayed: true,
            ..Self::empty(StatusCode::from_u16(status).unwrap_or(StatusCode::OK))
        })
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = self.version.map(|version| format!("\"{version}\""));
        let known =
            request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let is_known = known.is_some_and(|known| tag.as_deref() == Some(known));
        let mut answer = HttpResponse::build(self.status);
        if is_known && self.status == StatusCode::OK {
            answer.status(StatusCode::NOT_MODIFIED);
        }
        if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
            answer.insert_header((header::ETAG, tag));
        }
        if let Some(place) = self.location.and_then(|place| HeaderValue::from_str(&place).ok()) {
            answer.insert_header((header::LOCATION, place));
        }
        if let Some(name) = self.file {
            let kept = format!("attachment; filename=\"{name}\"");
            answer.insert_header((header::CONTENT_DISPOSITION, kept));
        }
        if self.replayed {
            let name = HeaderName::from_static("idempotency-replayed");
            answer.insert_header((name, HeaderValue::from_static("true")));
        }
        for cookie in self.cookies {
            answer.cookie(cookie);
        }
        if let Some((media, text)) = self.text.filter(|_| !is_known) {
            return answer.content_type(media).body(text);
        }
        match self.body {
            Some(body) if !is_known => answer.json(body),
            Some(_) | None => answer.finish(),
        }
    }
}
