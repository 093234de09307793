//! The OpenAPI document, collected from the routes.

use utoipa::OpenApi;

/// What stands above the collected paths.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Passgenau",
        description = "Matches people and work, explains why, and plans application days. Every result is a suggestion with reasons; a person decides.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    tags(
        (name = "matches", description = "Scoring people against requirement profiles, with reasons."),
        (name = "knowledge", description = "Vocabulary, packs and kinds of criteria."),
        (name = "health", description = "Whether the service lives and is ready."),
    )
)]
pub struct Document;
