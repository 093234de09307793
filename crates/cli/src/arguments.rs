//! What can be asked on the command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use issue::Language;
use matching_core::{
    access::{Note, Purpose},
    calendar::Date,
    id::QuestionId,
    score::Order,
};

/// Passgenau: matches people and work, explains why, and plans application days.
///
/// Every result is a suggestion with reasons; a person decides.
#[derive(Debug, Parser)]
#[command(name = "passgenau", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Language of messages and tables: de or en.
    #[arg(long, global = true, default_value = "de", env = "PASSGENAU_LANG", value_parser = language)]
    pub(crate) lang: Language,
    /// A folder with vocabulary and packs, instead of the shipped ones.
    #[arg(long, global = true, value_name = "FOLDER", env = "PASSGENAU_KNOWLEDGE")]
    pub(crate) knowledge: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Scores people against requirement profiles and lists them in order.
    Match(MatchArguments),
    /// Explains one person against one profile, line by line.
    Explain(ExplainArguments),
    /// Says what a residence paper means for work, and what to do by when.
    Access(AccessArguments),
    /// Checks files or the shipped knowledge and reports every problem.
    Check(CheckArguments),
    /// Serves the REST interface and its documentation until it is stopped.
    Serve(ServeArguments),
    /// Writes the JSON Schemas of all documents into a folder.
    Schema(SchemaArguments),
}

/// The two sides of a match.
#[derive(Debug, Args)]
pub(crate) struct Sides {
    /// Requirement profiles: a file (TOML, JSON, NDJSON), a folder, or `pack:care`.
    #[arg(long, value_name = "PATH")]
    pub(crate) profiles: String,
    /// Competence profiles: a file (TOML, JSON, NDJSON, CSV) or a folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) applicants: PathBuf,
    /// The day as of which everything is read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
}

/// Arguments of `match`.
#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// Prints the complete result as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// In which order people are listed.
    #[arg(long, value_enum, default_value_t = ListOrder::Overall)]
    pub(crate) order: ListOrder,
    /// Lists at most so many people per profile.
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// The profile; may be left out if there is only one.
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// The person; may be left out if there is only one.
    #[arg(long)]
    pub(crate) applicant: Option<String>,
    /// Prints the explanation as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

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

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// What to check: `profiles`, `applicants`, `knowledge`; by the content if left out.
    #[arg(value_enum)]
    pub(crate) what: Checkable,
    /// Files or folders.
    pub(crate) paths: Vec<PathBuf>,
    /// Prints the issues as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be checked.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Checkable {
    /// Requirement profiles.
    Profiles,
    /// Competence profiles.
    Applicants,
    /// The shipped knowledge, or the folder given with `--knowledge`.
    Knowledge,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Where to listen.
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        env = "PASSGENAU_LISTEN"
    )]
    pub(crate) listen: SocketAddr,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// The folder to write to.
    pub(crate) folder: PathBuf,
}

/// In which order people are listed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListOrder {
    /// By class and overall points.
    Overall,
    /// By class and demands, when wishes are not known yet.
    Demands,
    /// By identifier: where a decision is made, nobody stands first.
    Neutral,
}

impl From<ListOrder> for Order {
    fn from(order: ListOrder) -> Self {
        match order {
            ListOrder::Overall => Self::Overall,
            ListOrder::Demands => Self::Demands,
            ListOrder::Neutral => Self::Neutral,
        }
    }
}

fn language(code: &str) -> Result<Language, String> {
    match code {
        "de" => Ok(Language::German),
        "en" => Ok(Language::English),
        other => Err(format!("{other:?} is neither de nor en")),
    }
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
