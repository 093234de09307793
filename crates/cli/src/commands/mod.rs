//! One file per command.

mod access;
mod adapt;
mod check;
mod check_plan;
mod check_store;
mod demo;
mod diff;
mod documents;
mod explain;
mod import;
mod interchange;
mod invite;
mod journal;
mod matching;
mod path;
mod plan;
mod replan;
mod report;
mod schema;
mod serve;
mod shell;
mod size;
mod told_day;
mod transfer;

use crate::{
    arguments::{Arguments, Command},
    output::Failure,
};

/// Runs a command; the number is the exit code.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    match &arguments.command {
        Command::Match(command) => matching::run(arguments, command),
        Command::Explain(command) => explain::run(arguments, command),
        Command::Path(command) => path::run(arguments, command),
        Command::Access(command) => access::run(arguments, command),
        Command::Documents(command) => documents::run(arguments, command),
        Command::Adapt(command) => adapt::run(arguments, command),
        Command::Diff(command) => diff::run(arguments, command),
        Command::ImportVocabulary(command) => import::run(arguments, command),
        Command::Check(command) => check::run(arguments, command),
        Command::Size(command) => size::run(arguments, command),
        Command::Invite(command) => invite::run(arguments, command),
        Command::Plan(command) => plan::run(arguments, command),
        Command::Replan(command) => replan::run(arguments, command),
        Command::Demo(command) => demo::run(arguments, command),
        Command::Serve(command) => serve::run(arguments, command),
        Command::Report(command) => report::run(arguments, command),
        Command::Journal(command) => journal::run(arguments, command),
        Command::Export(command) => transfer::export(arguments, command),
        Command::Import(command) => transfer::import(arguments, command),
        Command::CheckStore(command) => check_store::run(arguments, command),
        Command::Schema(command) => schema::run(command),
        Command::Completions(command) => shell::completions(command),
        Command::Man(command) => shell::man(command),
    }
}
