//! What can be asked on the command line: one file per group of commands.

mod checking;
mod knowledge;
mod matching;
mod planning;
mod service;
mod shell;
mod sizing;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use issue::Language;

pub(crate) use checking::{CheckArguments, CheckPlanArguments, Checkable};
pub(crate) use knowledge::{
    AccessArguments, AdaptArguments, DiffArguments, DocumentsArguments, ImportArguments,
    SchemaArguments,
};
pub(crate) use matching::{ExplainArguments, MatchArguments, PathArguments, Sides};
pub(crate) use planning::{PlanArguments, ReplanArguments, Search};
pub(crate) use service::{
    DataArguments, DemoArguments, JournalArguments, JournalCommand, ReportArguments,
    ServeArguments, TransferArguments, VerifyArguments,
};
pub(crate) use shell::{CompletionsArguments, ManArguments};
pub(crate) use sizing::{Coming, InviteArguments, SizeArguments};

/// What the program says to scripts when it ends.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, and what was checked or compared has findings: a plan breaks rules, profiles differ, \
a journal or a store is not sound
  2  the input or the arguments are wrong; nothing was written
  4  something outside the input failed: files, network, store

Files may be `-`: standard input, told apart by how it begins (JSON, NDJSON, TOML, CSV, XLSX).";

/// Passgenau: matches people and work, explains why, and plans application days.
///
/// Every result is a suggestion with reasons; a person decides.
#[derive(Debug, Parser)]
#[command(
    name = "passgenau",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = EXIT_CODES,
)]
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
    /// Finds the measures that lead a person to a place, or what a whole pool needs.
    Path(PathArguments),
    /// Says what a residence paper means for work, and what to do by when.
    Access(AccessArguments),
    /// Lists which papers must be on the table by when, for a role in a setting.
    Documents(DocumentsArguments),
    /// Makes a requirement profile from a role and an employer's changes.
    Adapt(AdaptArguments),
    /// Shows what differs between two profiles or versions of them.
    Diff(DiffArguments),
    /// Imports ESCO and the mapping of the Bundesagentur as concepts of the vocabulary.
    ImportVocabulary(ImportArguments),
    /// Checks files or the shipped knowledge and reports every problem.
    Check(CheckArguments),
    /// Says how many tables, slots and invitations a wished number of talks takes.
    Size(SizeArguments),
    /// Chooses whom to invite to an application day, and who stands by.
    Invite(InviteArguments),
    /// Plans an application day, or an instance of the interchange format.
    Plan(PlanArguments),
    /// Plans the rest of a day after something happened.
    Replan(ReplanArguments),
    /// Runs the whole pilot: ranking, application day, then the service.
    Demo(DemoArguments),
    /// Serves the REST interface and its documentation until it is stopped.
    Serve(ServeArguments),
    /// Reports what came of application days, while no service uses the data.
    Report(ReportArguments),
    /// Looks after the journal.
    Journal(JournalArguments),
    /// Writes everything that is kept into a file, while no service uses it.
    Export(TransferArguments),
    /// Reads such a file into an empty data folder.
    Import(TransferArguments),
    /// Checks everything that is kept and reports every inconsistency.
    CheckStore(DataArguments),
    /// Writes the JSON Schemas of all documents into a folder.
    Schema(SchemaArguments),
    /// Prints completions for a shell.
    Completions(CompletionsArguments),
    /// Prints the manual page, or writes one page per command into a folder.
    Man(ManArguments),
}

fn language(code: &str) -> Result<Language, String> {
    match code {
        "de" => Ok(Language::German),
        "en" => Ok(Language::English),
        other => Err(format!("{other:?} is neither de nor en")),
    }
}
