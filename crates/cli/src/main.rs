//! The command line of Passgenau.

mod arguments;
mod clock;
mod commands;
mod file;
mod input;
mod output;
mod progress;
mod table;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    commands::run(&arguments).map_or_else(|failure| failure.report(arguments.lang), ExitCode::from)
}
