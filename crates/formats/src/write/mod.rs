//! Writers: from documents to text that the readers read back.

mod json;
mod table;
mod toml;

pub use json::{to_json, to_json_lines};
pub use table::{csv_line, people_to_csv, windows_1252};
pub use toml::to_toml;
