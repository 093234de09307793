//! `passgenau schema`: the JSON Schemas of all documents.

use std::fs;

use formats::file_schemas;
use interview_day::day_schemas;

use crate::{arguments::SchemaArguments, output::Failure};

pub(super) fn run(arguments: &SchemaArguments) -> Result<u8, Failure> {
    fs::create_dir_all(&arguments.folder)?;
    for (name, schema) in file_schemas().into_iter().chain(day_schemas()) {
        let mut text = serde_json::to_string_pretty(&schema).map_err(Failure::system)?;
        text.push('\n');
        fs::write(arguments.folder.join(format!("{name}.json")), text)?;
    }
    Ok(0)
}
