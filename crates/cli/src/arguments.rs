//! What can be asked on the command line.

use std::{net::SocketAddr, path::PathBuf};

use crate::knowledge_arguments::{
    AccessArguments, AdaptArguments, DiffArguments, DocumentsArguments, ImportArguments,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use issue::Language;
use matching_core::{access::Regime, calendar::Date, id::StatusId, score::Order};

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
    /// Plans an application day, or an instance of the interchange format.
    Plan(PlanArguments),
    /// Plans the rest of a day after something happened.
    Replan(ReplanArguments),
    /// Runs the whole pilot: ranking, application day, then the service.
    Demo(DemoArguments),
    /// Serves the REST interface and its documentation until it is stopped.
    Serve(ServeArguments),
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

/// Arguments of `path`.
#[derive(Debug, Args)]
pub(crate) struct PathArguments {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// The person; may be left out if there is only one.
    #[arg(long)]
    pub(crate) applicant: Option<String>,
    /// The place: tells gaps, ways and ladders to it; without it all places in one table.
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// What decides about measures and never about a score: a file with `[[situations]]`.
    #[arg(long, value_name = "PATH")]
    pub(crate) situations: Option<PathBuf>,
    /// The benefit regime: sgb2, sgb3, asylblg, sgb12 or none; unknown without it.
    #[arg(long, value_parser = regime)]
    pub(crate) regime: Option<Regime>,
    /// The residence status, such as A30; unknown without it.
    #[arg(long, value_parser = status)]
    pub(crate) status: Option<StatusId>,
    /// Full years of age; only for measures that the law opens by age.
    #[arg(long)]
    pub(crate) age: Option<u8>,
    /// The last day of the residence title.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) stays_until: Option<Date>,
    /// Looks at everybody: courses that could start, gaps that nobody funds.
    #[arg(long, conflicts_with_all = ["applicant", "profile"])]
    pub(crate) pool: bool,
    /// Prints the complete result as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

fn regime(text: &str) -> Result<Regime, String> {
    Regime::named(text).ok_or_else(|| "sgb2, sgb3, asylblg, sgb12, none".to_owned())
}

fn status(text: &str) -> Result<StatusId, String> {
    StatusId::new(text).map_err(|error| error.to_string())
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

/// More than a day of a thousand people needs until nothing gets better.
const STEPS: u64 = 4_000_000;

/// How long the planner may search.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Stops after so many seconds; the plan then depends on the machine.
    #[arg(long, value_name = "N", value_parser = seconds)]
    pub(crate) seconds: Option<u64>,
    /// Stops after so many steps: the same input gives the same plan on every machine.
    #[arg(long, value_name = "N", default_value_t = STEPS, conflicts_with = "seconds")]
    pub(crate) steps: u64,
    /// Where chance begins.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many threads search; the plan depends on it.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = threads)]
    pub(crate) threads: usize,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("input").required(true).args(["day", "instance"]))]
pub(crate) struct PlanArguments {
    /// The day file (TOML, JSON); needs profiles and applicants.
    #[arg(long, value_name = "FILE", requires_all = ["profiles", "applicants"])]
    pub(crate) day: Option<PathBuf>,
    /// Requirement profiles: a file, a folder, or `pack:care`.
    #[arg(long, value_name = "PATH", requires = "day")]
    pub(crate) profiles: Option<String>,
    /// Competence profiles: a file (TOML, JSON, NDJSON, CSV) or a folder.
    #[arg(long, value_name = "PATH", requires = "day")]
    pub(crate) applicants: Option<PathBuf>,
    /// The day as of which everything is read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "day")]
    pub(crate) as_of: Option<Date>,
    /// An instance of the interchange format (passgenau-instance-1).
    #[arg(long, value_name = "FILE")]
    pub(crate) instance: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) search: Search,
    /// Writes the plan to a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Prints the plan as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `replan`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("input").required(true).args(["plan", "instance"]))]
pub(crate) struct ReplanArguments {
    /// A planned day, as `plan --day … --out` wrote it.
    #[arg(long, value_name = "FILE", requires = "happened")]
    pub(crate) plan: Option<PathBuf>,
    /// What happened on the day (TOML, JSON).
    #[arg(long, value_name = "FILE", requires = "plan")]
    pub(crate) happened: Option<PathBuf>,
    /// An instance of the interchange format (passgenau-instance-1).
    #[arg(long, value_name = "FILE", requires = "event")]
    pub(crate) instance: Option<PathBuf>,
    /// What happened, in the interchange format (passgenau-event-1).
    #[arg(long, value_name = "FILE", requires = "instance")]
    pub(crate) event: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) search: Search,
    /// Writes the plan to a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Prints the plan as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Prints and exits, serves nothing.
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// Where to listen; only addresses of this machine.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(subcommand)]
    pub(crate) what: Checkable,
    /// Prints the result as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// What can be checked.
#[derive(Debug, Subcommand)]
pub(crate) enum Checkable {
    /// Requirement profiles.
    Profiles {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Competence profiles.
    Applicants {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// The shipped knowledge, or the folder given with `--knowledge`.
    Knowledge,
    /// A plan, against every rule, by a judge that shares no code with the planner.
    Plan(CheckPlanArguments),
}

/// Arguments of `check plan`.
#[derive(Debug, Args)]
pub(crate) struct CheckPlanArguments {
    /// The plan; a planned day brings its day along.
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: PathBuf,
    /// The instance that the plan is for.
    #[arg(long, value_name = "FILE")]
    pub(crate) instance: Option<PathBuf>,
    /// What happened, when it is a re-plan of an instance.
    #[arg(long, value_name = "FILE", requires = "instance")]
    pub(crate) event: Option<PathBuf>,
    /// What happened, when it is a re-plan of a planned day.
    #[arg(long, value_name = "FILE", conflicts_with = "instance")]
    pub(crate) happened: Option<PathBuf>,
}

/// Arguments of `serve`. Whatever is not given comes from the environment (`PASSGENAU_…`), then from
/// the file, then from the defaults.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Where to listen; 127.0.0.1:8080 by default.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where to keep the data; without it nothing is kept beyond the end of the process.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// A TOML file with settings.
    #[arg(long, value_name = "FILE", env = "PASSGENAU_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// What the log says: error, warn, info, debug; info by default.
    #[arg(long, value_name = "LEVEL", default_value = "info", env = "PASSGENAU_LOG")]
    pub(crate) log: String,
    /// Writes the log as JSON, one object a line.
    #[arg(long)]
    pub(crate) log_json: bool,
}

/// The data that a command works on.
#[derive(Debug, Args)]
pub(crate) struct DataArguments {
    /// The folder that `serve` was started with.
    #[arg(long, value_name = "FOLDER", env = "PASSGENAU_DATA")]
    pub(crate) data: PathBuf,
    /// Prints the result as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `journal`.
#[derive(Debug, Args)]
pub(crate) struct JournalArguments {
    #[command(subcommand)]
    pub(crate) command: JournalCommand,
}

/// What is to be done with the journal.
#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Walks the whole journal and reports the first entry that does not fit the one before.
    Verify(VerifyArguments),
}

/// Arguments of `journal verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// An entry noted earlier, as NUMBER:HASH: shows whether the end was cut off since.
    #[arg(long, value_name = "NUMBER:HASH")]
    pub(crate) noted: Option<String>,
}

/// Arguments of `export` and `import`.
#[derive(Debug, Args)]
pub(crate) struct TransferArguments {
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The file: versioned NDJSON.
    pub(crate) file: PathBuf,
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

fn seconds(text: &str) -> Result<u64, String> {
    within(text, 86_400)
}

fn threads(text: &str) -> Result<usize, String> {
    within(text, 256).map(|number| usize::try_from(number).unwrap_or(1))
}

fn within(text: &str, most: u64) -> Result<u64, String> {
    let number = text.parse::<u64>().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("{text:?} is no number from 1 to {most}"))
}
