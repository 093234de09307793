//! Everything in the repository that is generated, as path and text; a test compares it with what
//! is checked in.

mod catalogue;
mod errors;
mod kinds;
mod sample;

pub use errors::codes;

use formats::file_schemas;
use interview_day::day_schemas;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Its path from the root of the project.
    pub path: String,
    /// Its content; the sample's table is not UTF-8.
    pub bytes: Vec<u8>,
}

/// What stands in the way of generating.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// A value could not be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The shipped knowledge cannot be read.
    #[error(transparent)]
    Shelf(#[from] knowledge::ShelfError),
    /// The shipped knowledge is not right: run `passgenau check knowledge`.
    #[error("the shipped knowledge is not right: run `passgenau check knowledge`")]
    Knowledge,
}

/// Everything that is generated.
///
/// # Errors
/// Fails if the shipped knowledge cannot be read.
pub fn generated() -> Result<Vec<Generated>, GenerateError> {
    let mut files = Vec::new();
    let mut add = |path: &str, text: String| {
        files.push(Generated { path: path.to_owned(), bytes: text.into_bytes() });
    };
    for (name, schema) in file_schemas().into_iter().chain(day_schemas()) {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        add(&format!("profiles/schema/{name}.json"), text);
    }
    add("docs/openapi.json", serde_json::to_string_pretty(&api::app::document())? + "\n");
    add("docs/errors.md", errors::page());
    add("docs/knowledge.md", catalogue::page()?);
    add("docs/kinds.md", kinds::page());
    files.extend(sample::files()?);
    Ok(files)
}
