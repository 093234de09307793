//! Middleware and routes, without a socket.

use actix_web::{
    App, HttpRequest, HttpResponse, ResponseError as _,
    body::MessageBody,
    dev::{ResourceDef, ServiceFactory, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::{Compress, DefaultHeaders, from_fn},
    web,
};
use utoipa::OpenApi as _;
use utoipa_actix_web::{AppExt as _, scope};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    State,
    access::guard,
    around::around,
    cors::cors,
    openapi::{Document, complete},
    pages,
    problem::{Problem, ProblemCode},
    routes,
};

/// The OpenAPI document of the service.
pub fn document() -> utoipa::openapi::OpenApi {
    resources().1
}

/// All resources, and the document about them.
fn resources() -> (
    App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse,
            Error = actix_web::Error,
            InitError = (),
        >,
    >,
    utoipa::openapi::OpenApi,
) {
    let (app, mut document) = App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .configure(routes::health)
        .service(scope("/v1").configure(routes::resources))
        .split_for_parts();
    complete(&mut document);
    (app, document)
}

/// The service without a socket.
pub fn app(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (app, document) = resources();
    let cors = cors(&state.config.cors_origins);
    app.app_data(state)
        .app_data(web::Data::new(KnownPaths::of(&document)))
        .app_data(web::QueryConfig::default().error_handler(|error, _| {
            Problem::new(ProblemCode::InvalidParameter, error.to_string()).into()
        }))
        .app_data(web::PathConfig::default().error_handler(|error, _| {
            Problem::new(ProblemCode::InvalidParameter, error.to_string()).into()
        }))
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document))
        .route("/docs", web::get().to(to_docs))
        .route("/", web::get().to(to_docs))
        .configure(pages::routes)
        .default_service(web::to(nothing_here))
        .wrap(from_fn(guard))
        .wrap(Compress::default())
        .wrap(from_fn(around))
        .wrap(cors)
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
