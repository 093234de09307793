//! How a file is imported: its kind, and what is asked beside it.

use serde::Deserialize;
use utoipa::IntoParams;

/// Tables as text.
pub(super) const CSV: &str = "text/csv";
/// Tables of Excel.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// One document a line.
pub(super) const NDJSON: &str = "application/x-ndjson";

/// How the file is imported.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The name of the file, for messages.
    #[param(max_length = 200)]
    pub(super) file: Option<String>,
    /// The sheet of a workbook; the first one that holds anything without it.
    #[param(max_length = 31)]
    pub(super) sheet: Option<String>,
    /// Takes over nothing as long as anything is wrong; without it, good rows are taken over and bad
    /// ones are reported.
    #[serde(default)]
    #[param(default = false)]
    pub(super) all_or_nothing: bool,
    /// Only reports what would happen.
    #[serde(default)]
    #[param(default = false)]
    pub(super) dry_run: bool,
}
