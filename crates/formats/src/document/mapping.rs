//! How a table of clients is read: which column says what.

use std::collections::BTreeMap;

use matching_core::Label;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How a table of clients is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingDocument {
    /// The identifier.
    pub id: String,
    /// What tables it is for.
    pub title: Label,
    /// Headings of the column with the person's code.
    pub id_headings: Vec<String>,
    /// Headings of the column with the office that invites.
    #[serde(default)]
    pub office_headings: Vec<String>,
    /// Headings of the column with the language of the interpreter.
    #[serde(default)]
    pub interpreter_headings: Vec<String>,
    /// Headings of columns that are never read: names, contacts and everything protected.
    #[serde(default)]
    pub ignored: Vec<String>,
    /// Words that mean yes.
    pub yes: Vec<String>,
    /// Words that mean no.
    pub no: Vec<String>,
    /// Words that mean that nothing is known; an empty cell always does.
    pub unknown: Vec<String>,
    /// Words for what a level rests on.
    #[serde(default)]
    pub evidence: BTreeMap<String, Vec<String>>,
    /// The columns.
    pub columns: Vec<ColumnDocument>,
}

/// What one column says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnDocument {
    /// Its headings; upper and lower case, umlauts and blanks do not matter.
    pub headings: Vec<String>,
    /// The fact that a cell states, without the field that the cell fills.
    #[schema(value_type = Object)]
    pub fact: Map<String, Value>,
    /// The field that the cell fills.
    pub field: String,
    /// Words for values of the field.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// Columns of the same group fill one fact together.
    pub group: Option<String>,
    /// Whether a cell lists several values, each a fact of its own.
    #[serde(default)]
    pub several: bool,
    /// Headings of the column that says what the level rests on.
    #[serde(default)]
    pub evidence_headings: Vec<String>,
    /// Whether a table without the column is refused.
    #[serde(default)]
    pub required: bool,
}
