//! One document of any type, checked against its schema: the body of a request.

use issue::{Issue, any_error};
use serde::de::DeserializeOwned;

use crate::{IssueCode, schema::Schemas, shape, source::Source};

/// Reads a text as a document of the type whose schema has that name.
///
/// # Errors
/// Reports everything that is wrong with it.
pub fn body<T: DeserializeOwned>(
    source: Source<'_>,
    schemas: &Schemas,
    name: &str,
) -> Result<T, Vec<Issue>> {
    let (value, mut issues) = source.parse();
    let Some(value) = value else { return Err(issues) };
    issues.extend(shape::check(schemas, name, &value));
    if !any_error(&issues) {
        // The schema is derived from the type; what it lets through the type can hold.
        match serde_json::from_value(value) {
            Ok(document) => return Ok(document),
            Err(error) => {
                let issue = Issue::new(IssueCode::Syntax, "").with("format", name);
                issues.push(issue.with("detail", error));
            }
        }
    }
    source.locate(&mut issues);
    Err(issues)
}
