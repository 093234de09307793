//! What can be checked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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
