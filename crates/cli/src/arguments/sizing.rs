//! What can be asked before an application day: its size and whom to invite.

use std::path::PathBuf;

use clap::Args;

use super::{Search, Sides};

/// How many of the invited come.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Coming {
    /// How many of a hundred invited people come, where it is known.
    #[arg(long, value_name = "PERCENT", conflicts_with_all = ["came", "away"])]
    pub(crate) show_rate: Option<u32>,
    /// People who came to earlier days; with --away the uncertainty of the rate counts too.
    #[arg(long, value_name = "N", requires = "away")]
    pub(crate) came: Option<u32>,
    /// People who stayed away from earlier days.
    #[arg(long, value_name = "N", requires = "came")]
    pub(crate) away: Option<u32>,
    /// Accepted chance, in percent, that more come than there are places.
    #[arg(long, value_name = "PERCENT", default_value_t = 10)]
    pub(crate) risk: u32,
}

/// Arguments of `size`.
#[derive(Debug, Args)]
pub(crate) struct SizeArguments {
    /// Talks that shall take place.
    #[arg(long, value_name = "N")]
    pub(crate) talks: u32,
    /// Talks each person shall have.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) per_person: u32,
    /// Minutes of a talk with its change-over.
    #[arg(long, value_name = "N")]
    pub(crate) minutes: u32,
    /// Minutes the tables are open, breaks taken out.
    #[arg(long, value_name = "N")]
    pub(crate) open: u32,
    /// Free minutes a person needs between talks.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) buffer: u32,
    /// Spare places, in percent; 10 to 20 is what organisers advise.
    #[arg(long, value_name = "PERCENT", default_value_t = 10)]
    pub(crate) spare: u32,
    #[command(flatten)]
    pub(crate) coming: Coming,
    /// Prints the answer as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `invite`.
#[derive(Debug, Args)]
pub(crate) struct InviteArguments {
    /// The day file (TOML, JSON).
    #[arg(long, value_name = "FILE")]
    pub(crate) day: PathBuf,
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// How many people are invited; else as many as the show rate allows.
    #[arg(long, value_name = "N", conflicts_with_all = ["show_rate", "came", "away"])]
    pub(crate) invitations: Option<usize>,
    #[command(flatten)]
    pub(crate) coming: Coming,
    #[command(flatten)]
    pub(crate) search: Search,
    /// Prints the lists as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
