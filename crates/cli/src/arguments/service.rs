//! The service and what it keeps: serve, demo, journal, export and import.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Subcommand};
use matching_core::calendar::Date;

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

/// The data that a command works on.
#[derive(Debug, Args)]
pub(crate) struct DataArguments {
    /// The folder that `serve` was started with.
    #[arg(long, value_name = "FOLDER", env = "PASSGENAU_DATA")]
    pub(crate) data: PathBuf,
    /// Works on the audit store of that folder: the groups that people belong to.
    #[arg(long)]
    pub(crate) audit: bool,
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

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The organisation; may be left out if there is only one.
    #[arg(long, value_name = "ID")]
    pub(crate) organisation: Option<String>,
    /// The application day; all of them without it.
    #[arg(long, value_name = "ID")]
    pub(crate) day: Option<String>,
    /// For publication: numbers of fewer than ten people are hidden, not of fewer than five.
    #[arg(long)]
    pub(crate) published: bool,
    /// The day as of which everything is read; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
}

/// Arguments of `export` and `import`.
#[derive(Debug, Args)]
pub(crate) struct TransferArguments {
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The file: versioned NDJSON.
    pub(crate) file: PathBuf,
}
