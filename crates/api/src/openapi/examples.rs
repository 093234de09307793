//! Examples of requests that no schema carries itself; a test sends every one of them.

use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, path::Operation};

/// The examples, by the name of the operation.
const EXAMPLES: &str = include_str!("examples.json");

/// The examples of all operations.
pub(super) fn examples() -> Map<String, Value> {
    // A file of ours that a test reads whole; without it there are no examples.
    serde_json::from_str(EXAMPLES).unwrap_or_default()
}

/// Gives an operation its example.
pub(super) fn add(operation: &mut Operation, examples: &Map<String, Value>) {
    let name = operation.operation_id.as_deref().unwrap_or_default();
    let Some(example) = examples.get(name) else { return };
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && let Some(RefOr::T(content)) = body.content.get_mut("application/json")
    {
        content.example = Some(example.clone());
    }
}
