//! What can be asked of the knowledge: papers, roles, profiles, vocabulary, schemas.

use std::path::PathBuf;

use clap::Args;
use matching_core::{
    access::{Note, Purpose},
    calendar::Date,
    id::{ConceptId, QuestionId},
};

/// Arguments of `access`.
#[derive(Debug, Args)]
pub(crate) struct AccessArguments {
    /// The status: a case (`A26`), what the paper says (`Duldung`), or a part of its name.
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<String>,
    /// The note on the paper; it overrides every rule.
    #[arg(long, value_name = "NOTE", value_parser = note)]
    pub(crate) note: Option<Note>,
    /// What the person would do.
    #[arg(long, value_name = "PURPOSE", default_value = "employment", value_parser = purpose)]
    pub(crate) purpose: Purpose,
    /// The day on which the paper was issued.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) issued: Option<Date>,
    /// The last day on which the paper is valid.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) valid_to: Option<Date>,
    /// The first day of the stay with a title, a toleration or an asylum permission.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) stay: Option<Date>,
    /// The day of the request for asylum.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) application: Option<Date>,
    /// The first day of the toleration.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) toleration: Option<Date>,
    /// An answer to a question that was raised: `side_job_20h=yes`.
    #[arg(long = "answer", value_name = "QUESTION=yes|no", value_parser = answer)]
    pub(crate) answers: Vec<(QuestionId, bool)>,
    /// The day as of which everything is read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Lists the cases that there are.
    #[arg(long)]
    pub(crate) list: bool,
    /// Prints the assessment as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `documents`.
#[derive(Debug, Args)]
pub(crate) struct DocumentsArguments {
    /// The role of a pack: `C11`.
    #[arg(long)]
    pub(crate) role: String,
    /// The setting in the vocabulary; that of the role where nothing is said.
    #[arg(long, value_parser = concept)]
    pub(crate) setting: Option<ConceptId>,
    /// The first day of work; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) first_day: Option<Date>,
    /// Prints the list as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `adapt`.
#[derive(Debug, Args)]
pub(crate) struct AdaptArguments {
    /// The changes: a file (TOML, JSON).
    pub(crate) path: PathBuf,
    /// The day on which the role is read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Prints the profile as JSON instead of TOML.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The one: a file with one profile, or a role of a pack (`role:C14`, `role:C14@1`).
    pub(crate) before: String,
    /// The other.
    pub(crate) after: String,
    /// The day on which roles are read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Prints the differences as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `import-vocabulary`.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// A folder with the CSV files of ESCO in the official layout (`skills_de.csv`, …; also `.gz`).
    #[arg(long, value_name = "FOLDER")]
    pub(crate) esco: PathBuf,
    /// A folder with the CSV files of ESCO in a second language, for English names.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) esco_en: Option<PathBuf>,
    /// The mapping from BA competences to ESCO (CSV, also `.gz`).
    #[arg(long, value_name = "FILE")]
    pub(crate) ba: Option<PathBuf>,
    /// Writes the concepts there (TOML); otherwise only counts and problems are told.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Prints counts and issues as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// The folder to write to.
    pub(crate) folder: PathBuf,
}

fn note(name: &str) -> Result<Note, String> {
    Note::named(name).ok_or_else(|| one_of(name, Note::ALL.iter().map(|note| note.name())))
}

fn purpose(name: &str) -> Result<Purpose, String> {
    let names = Purpose::ALL.iter().map(|purpose| purpose.name());
    Purpose::named(name).ok_or_else(|| one_of(name, names))
}

fn one_of<'a>(found: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    format!("{found:?} is none of {}", names.join(", "))
}

fn answer(text: &str) -> Result<(QuestionId, bool), String> {
    let (question, answer) = text.split_once('=').unwrap_or((text, ""));
    let yes = match answer {
        "yes" | "ja" => true,
        "no" | "nein" => false,
        _ => return Err(format!("{text:?} is not of the form question=yes or question=no")),
    };
    QuestionId::new(question).map(|question| (question, yes)).map_err(|error| error.to_string())
}

fn concept(text: &str) -> Result<ConceptId, String> {
    ConceptId::new(text).map_err(|error| error.to_string())
}
