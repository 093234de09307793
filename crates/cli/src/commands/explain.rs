//! `passgenau explain`: one person against one profile, line by line.

use crate::{
    arguments::{Arguments, ExplainArguments},
    output::Failure,
};

pub(super) fn run(_arguments: &Arguments, _command: &ExplainArguments) -> Result<u8, Failure> {
    Ok(0)
}
