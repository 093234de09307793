//! TOML without empty fields.

use serde::Serialize;

use super::json::spare;

/// Why a document cannot be written as TOML.
#[derive(Debug, thiserror::Error)]
#[error("cannot be written as TOML: {cause}")]
pub struct TomlError {
    cause: String,
}

/// A document as TOML; what says nothing is left out.
///
/// # Errors
/// Fails if the value is no table.
pub fn to_toml(document: &impl Serialize) -> Result<String, TomlError> {
    let failed = |cause: String| TomlError { cause };
    let value = spare(document).map_err(|error| failed(error.to_string()))?;
    ::toml::to_string(&value).map_err(|error| failed(error.to_string()))
}
