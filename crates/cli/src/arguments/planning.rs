//! What can be asked about application days: plan and replan.

use std::path::PathBuf;

use clap::Args;
use matching_core::calendar::Date;

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
