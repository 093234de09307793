//! The OpenAPI document: collected from the routes, completed from the table of rules.

mod examples;

use utoipa::{
    OpenApi,
    openapi::{
        ComponentsBuilder, ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Required,
        ResponseBuilder, Responses, SecurityRequirement,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::{SchemaType, Type},
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::{
    access::{Method, Role, Rule, Who},
    jobs::Progress,
    problem::{PROBLEM_JSON, Problem, ProblemCode},
};

/// What stands above the collected paths.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Passgenau",
        description = "Matches people and work, explains why, and plans application days. Every result is a suggestion with reasons; a person decides.\n\nEvery route needs a session or an API key with the right scope, but for signing in. Problems come as `application/problem+json` (RFC 9457) with a stable `code`. Lists come by pages: give `next` of one page as `cursor` of the next. Changes need the `ETag` of the version that was read as `If-Match`; posts that make something take an `Idempotency-Key`, under which a repeated request gets the same answer for a day, or 409 `shown_once` where that answer held a secret.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    components(schemas(Problem, Progress)),
    tags(
        (name = "session", description = "Signing in and out."),
        (name = "accounts", description = "Organisations, users and API keys."),
        (name = "applicants", description = "People under their codes; who they are is kept apart."),
        (name = "requirement-profiles", description = "What employers ask and offer, by versions."),
        (name = "matches", description = "Scoring people against requirement profiles, with reasons."),
        (name = "interview days", description = "Application days: the frame, the pool, plans with versions."),
        (name = "decisions", description = "What people decided, and what they do not agree with."),
        (name = "data protection", description = "Consents, disclosures, journal, retention, erasure."),
        (name = "reports", description = "What came of application days, in numbers that point at nobody."),
        (name = "audits", description = "Groups compared at every step; noted apart from the profile, never scored."),
        (name = "jobs", description = "Long work beside the requests: progress, and a way to stop it."),
        (name = "transfer", description = "Imports, exports and backups."),
        (name = "knowledge", description = "Vocabulary, packs, measures, access rules and kinds of criteria."),
        (name = "health", description = "Whether the service lives and is ready."),
    )
)]
pub struct Document;

/// Paths whose changes need no version: they have none, or make something new.
const WITHOUT_VERSION: [&str; 6] = [
    "/v1/session",
    "/v1/session/password",
    "/v1/imports/{id}",
    "/v1/jobs/{id}",
    "/v1/retention/periods",
    "/v1/applicants/{id}/audit-groups",
];

/// Adds what the table of rules and the conventions say: who may, headers, and every problem.
pub(crate) fn complete(document: &mut utoipa::openapi::OpenApi) {
    let components = document.components.take().unwrap_or_default();
    let key = HttpAuthScheme::Bearer;
    let key = Http::builder().scheme(key).description(Some("An API key: `pg_…`.")).build();
    let cookie = ApiKeyValue::with_description(
        "passgenau",
        "The cookie of a session (`__Host-passgenau` on encrypted connections). Changes also need the session's token as `X-CSRF-Token`.",
    );
    let components = ComponentsBuilder::from(components)
        .security_scheme("key", SecurityScheme::Http(key))
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)))
        .build();
    document.components = Some(components);
    let examples = examples::examples();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            examples::add(operation, &examples);
            if let Some(rule) = Rule::of(method, path) {
                finish(operation, rule);
            }
        }
    }
}

/// The operations of a path, with their methods.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", item.get.as_mut()),
        ("POST", item.post.as_mut()),
        ("PUT", item.put.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|operation| (method, operation)))
}

fn finish(operation: &mut Operation, rule: &Rule) {
    // What only computes is the same however often it is asked.
    let has_made =
        ["201", "202"].iter().any(|made| operation.responses.responses.contains_key(*made));
    let makes = rule.method == Method::POST && rule.who != Who::Anybody && has_made;
    let changes = matches!(rule.method, Method::PUT | Method::DELETE)
        && !WITHOUT_VERSION.contains(&rule.path);
    tell_who(operation, rule);
    let parameters = operation.parameters.get_or_insert_default();
    if makes && operation.request_body.is_some() {
        parameters.push(header(
            "Idempotency-Key",
            "Any text that names this request: repeated, it gets the same answer for a day, or 409 `shown_once` where that answer held a secret.",
            100,
        ));
    }
    if changes {
        let about = "The `ETag` of the version that is changed. May be left out only where nothing is there yet.";
        parameters.push(header("If-Match", about, 64));
    }
    let has_body = operation.request_body.is_some();
    let has_place = rule.path.contains('{');
    let is_v1 = rule.path.starts_with("/v1");
    for (status, there) in [
        (400, is_v1),
        (
            401,
            is_v1 && (rule.who != Who::Anybody || rule.path.starts_with("/v1/session"))
                || rule.path == "/metrics",
        ),
        (403, rule.who != Who::Anybody || rule.path.starts_with("/v1/session")),
        (404, has_place || is_v1),
        (408, has_body),
        (409, is_v1),
        (412, changes),
        (413, has_body),
        (415, has_body),
        (422, has_body || is_v1),
        (428, changes),
        (429, true),
        (500, true),
        (503, true),
    ] {
        if there {
            add_problem(&mut operation.responses, status);
        }
    }
}

/// Who may use it, for people and for programs.
fn tell_who(operation: &mut Operation, rule: &Rule) {
    let roles: Vec<&str> =
        Role::ALL.into_iter().filter(|role| rule.admits(*role)).map(Role::name).collect();
    let (told, security) = match rule.who {
        Who::Anybody => ("For whoever reaches the service.".to_owned(), vec![]),
        Who::People(_) => {
            (format!("For {}, signed in.", roles.join(", ")), vec![requirement("session", "")])
        }
        Who::Roles(_) => (
            format!("For {}; for keys with the scope `{}`.", roles.join(", "), rule.scope),
            vec![requirement("session", ""), requirement("key", rule.scope)],
        ),
    };
    let before = operation.description.take().filter(|text| !text.is_empty());
    operation.description = Some(before.map_or(told.clone(), |text| format!("{text}\n\n{told}")));
    operation.security = Some(security);
}

fn requirement(scheme: &str, _scope: &str) -> SecurityRequirement {
    SecurityRequirement::new::<_, [&str; 0], &str>(scheme, [])
}

fn header(name: &str, about: &str, most: usize) -> RefOr<Parameter> {
    let text = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .min_length(Some(1))
        .max_length(Some(most));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(text))
        .build()
        .into()
}

/// A status with the problems that it stands for.
fn add_problem(responses: &mut Responses, status: u16) {
    let codes = ProblemCode::ALL.iter().filter(|code| code.status().as_u16() == status);
    let told: Vec<String> =
        codes.map(|code| format!("`{}`: {}", code.code(), code.title())).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let mut response =
        ResponseBuilder::new().description(told.join("; ")).content(PROBLEM_JSON, content);
    if [429, 503].contains(&status) {
        let seconds = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).build();
        let header = HeaderBuilder::new()
            .schema(Some(seconds))
            .description(Some("Seconds to wait before the next try."));
        response = response.header("Retry-After", header.build());
    }
    let response: RefOr<_> = response.build().into();
    responses.responses.insert(status.to_string(), response);
}
