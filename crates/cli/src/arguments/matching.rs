//! What can be asked about people and places: match, explain, path.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use matching_core::{access::Regime, calendar::Date, id::StatusId, score::Order};

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
