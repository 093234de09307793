//! Reading the body of a request: size, time, media type, syntax and content, each with its own
//! problem.

use std::{future::Future, pin::Pin, sync::LazyLock, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use formats::{
    read,
    schema::Schemas,
    source::{Source, Syntax},
};
use futures_util::StreamExt as _;
use issue::Language;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::{
    State,
    access::hex,
    problem::{Problem, ProblemCode},
};

/// A type that can be the body of a request; its schemas are put together once.
pub(crate) trait Body: DeserializeOwned + ToSchema {
    /// The schemas of the type.
    fn known() -> &'static LazyLock<Schemas>;
}

/// Makes types bodies of requests.
macro_rules! body {
    ($($kind:ty),* $(,)?) => {$(
        impl $crate::http::Body for $kind {
            fn known() -> &'static std::sync::LazyLock<formats::schema::Schemas> {
                static SCHEMAS: std::sync::LazyLock<formats::schema::Schemas> =
                    std::sync::LazyLock::new(formats::schema::Schemas::of::<$kind>);
                &SCHEMAS
            }
        }
    )*};
}
pub(crate) use body;

/// The language that the caller asks for.
pub(crate) fn language(request: &HttpRequest) -> Language {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    Language::of(accepted.and_then(|value| value.to_str().ok()).unwrap_or("de"))
}

/// A body as it came, within the limits.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// The bytes.
    pub(crate) bytes: web::Bytes,
    /// The media type without its parameters, in small letters.
    pub(crate) media: String,
    language: Language,
}

impl FromRequest for Content {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let media =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = media.unwrap_or_default().split(';').next().unwrap_or_default();
        let media = media.trim().to_ascii_lowercase();
        let language = language(request);
        let config = request.app_data::<web::Data<State>>().map(|state| state.config.clone());
        let config = config.unwrap_or_default();
        let is_import = request.path() == "/v1/imports";
        let most = if is_import { config.import_bytes } else { config.body_bytes };
        let payload = payload.take();
        Box::pin(async move {
            let patience = Duration::from_secs(config.request_seconds);
            let arrived = tokio::time::timeout(patience, collected(payload, most)).await;
            let late = || {
                let detail =
                    format!("the body did not arrive within {} seconds", patience.as_secs());
                Problem::new(ProblemCode::Timeout, detail)
            };
            let bytes = arrived.map_err(|_elapsed| late())??;
            Ok(Self { bytes, media, language })
        })
    }
}

async fn collected(mut payload: Payload, most: usize) -> Result<web::Bytes, Problem> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            Problem::new(ProblemCode::Malformed, format!("the body broke off: {error}"))
        })?;
        if bytes.len() + chunk.len() > most {
            let detail = format!("the body is larger than {most} bytes");
            return Err(Problem::new(ProblemCode::TooLarge, detail));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

impl Content {
    /// The SHA-256 of the body.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&Sha256::digest(&self.bytes))
    }

    /// The text of the body.
    pub(crate) fn text(&self) -> Result<&str, Problem> {
        std::str::from_utf8(&self.bytes)
            .map_err(|error| Problem::new(ProblemCode::Malformed, error.to_string()))
    }

    /// Reads the body as a document.
    ///
    /// # Errors
    /// 415, 400 or 422, the last with everything that is wrong with the document.
    pub(crate) fn read<T: Body>(&self) -> Result<T, Problem> {
        let source = Source::text(self.json()?, Syntax::Json);
        read::body(source, T::known(), &T::name())
            .map_err(|issues| Problem::unreadable(&issues, self.language))
    }

    /// The text of a body that says it is JSON.
    pub(crate) fn json(&self) -> Result<&str, Problem> {
        if self.media != "application/json" && !self.media.ends_with("+json") {
            let detail = "send the body as application/json";
            return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
        }
        self.text()
    }

    /// The same with another text.
    pub(crate) fn with(&self, text: String) -> Self {
        Self { bytes: text.into(), media: self.media.clone(), language: self.language }
    }
}
