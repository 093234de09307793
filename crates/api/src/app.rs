//! Middleware and routes, without a socket; and the socket.

use std::{io, time::Duration};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer, ResponseError as _,
    dev::{ResourceDef, Server, ServiceFactory, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::{Compress, DefaultHeaders},
    web,
};
use utoipa::OpenApi as _;
use utoipa_actix_web::{AppExt as _, scope};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    State,
    openapi::Document,
    problem::{Problem, ProblemCode},
    routes,
};

/// The OpenAPI document of the service.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .configure(routes::health)
        .service(scope("/v1").configure(routes::resources))
        .split_for_parts();
    document
}

/// The service without a socket.
pub fn app(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let limits = web::PayloadConfig::new(state.config.body_bytes);
    let (app, document) = App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .configure(routes::health)
        .service(scope("/v1").configure(routes::resources))
        .split_for_parts();
    app.app_data(state)
        .app_data(web::Data::new(KnownPaths::of(&document)))
        .app_data(limits)
        .app_data(web::QueryConfig::default().error_handler(|error, _| {
            Problem::new(ProblemCode::InvalidParameter, error.to_string()).into()
        }))
        .app_data(web::PathConfig::default().error_handler(|error, _| {
            Problem::new(ProblemCode::InvalidParameter, error.to_string()).into()
        }))
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document))
        .route("/docs", web::get().to(to_docs))
        .route("/", web::get().to(to_docs))
        .default_service(web::to(nothing_here))
        .wrap(Compress::default())
        .wrap(security_headers())
}

async fn to_docs() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/docs/")).finish()
}

/// What nobody serves: an unknown path, or a method that a path does not have.
async fn nothing_here(
    request: HttpRequest,
    known: web::Data<KnownPaths>,
) -> Result<HttpResponse, Problem> {
    let path = request.path();
    let Some((_, methods)) = known.0.iter().find(|(known, _)| known.is_match(path)) else {
        return Err(Problem::new(ProblemCode::NotFound, format!("there is no {path}")));
    };
    let detail = format!("{path} has {methods}");
    let mut answer = Problem::new(ProblemCode::MethodNotAllowed, detail).error_response();
    let methods = HeaderValue::from_str(methods).unwrap_or(HeaderValue::from_static("GET"));
    answer.headers_mut().insert(header::ALLOW, methods);
    Ok(answer)
}

/// The paths of the service, each with its methods.
struct KnownPaths(Vec<(ResourceDef, String)>);

impl KnownPaths {
    fn of(document: &utoipa::openapi::OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            let there = methods.iter().filter(|(_, there)| *there).map(|(method, _)| *method);
            (ResourceDef::new(path.as_str()), there.collect::<Vec<_>>().join(", "))
        });
        Self(paths.collect())
    }
}

fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("Cache-Control", "no-store"))
        .add((
            "Content-Security-Policy",
            // Swagger UI sets styles and draws its icons as data; nothing is loaded from elsewhere.
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        ))
}

/// Binds the socket and starts to answer.
///
/// # Errors
/// Fails if the address cannot be bound.
pub fn serve(state: State) -> io::Result<Server> {
    let config = state.config.clone();
    let state = web::Data::new(state);
    let server = HttpServer::new(move || app(state.clone()))
        .client_request_timeout(Duration::from_secs(config.request_seconds))
        .shutdown_timeout(config.shutdown_seconds)
        .bind(config.listen)?;
    Ok(server.run())
}
