//! `passgenau completions` and `passgenau man`: made from the same table as the arguments themselves.

use std::fs;

use clap::CommandFactory as _;
use clap_complete::generate;

use crate::{
    arguments::{Arguments, CompletionsArguments, ManArguments},
    output::{self, Failure},
};

pub(super) fn completions(command: &CompletionsArguments) -> Result<u8, Failure> {
    let mut text = Vec::new();
    generate(command.shell, &mut Arguments::command(), "passgenau", &mut text);
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(0)
}

pub(super) fn man(command: &ManArguments) -> Result<u8, Failure> {
    if let Some(folder) = &command.out {
        fs::create_dir_all(folder)?;
        clap_mangen::generate_to(Arguments::command(), folder)?;
        return Ok(0);
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut text)?;
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(0)
}
