//! Quality on real data: how well roles are found for people, and concepts for what people write.
//!
//! `quality <onet_match|esco_match|norm_de> <folder> [dev|test] [--report]`
//!
//! Without `--report` it writes `query<TAB>document<TAB>score`, best first, to standard output;
//! with it, accuracy against the judgements in the folder beside named baselines. It reads the
//! files of the folder and nothing else, and every figure comes from the library itself: the
//! resolver for `norm_de`, the role catalogue for the two others.

mod esco;
mod files;
mod metrics;
mod norm;
mod onet;
mod report;
mod run;

use std::{
    io::{self, BufWriter, Write as _},
    path::PathBuf,
    process::ExitCode,
};

/// What went wrong, told to the person at the terminal.
pub(crate) type Failure = Box<dyn std::error::Error>;

const USAGE: &str =
    "usage: quality <onet_match|esco_match|norm_de> <folder> [dev|test|…] [--report]";

fn main() -> ExitCode {
    match quality() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _written = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn quality() -> Result<(), Failure> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let report = arguments.iter().position(|argument| argument == "--report");
    let wanted = report.map(|at| arguments.remove(at)).is_some();
    let (task, folder, split) = match arguments.as_slice() {
        [task, folder] => (task, folder, "dev"),
        [task, folder, split] => (task, folder, split.as_str()),
        _ => return Err(USAGE.into()),
    };
    let folder = PathBuf::from(folder);
    let collections = match task.as_str() {
        "onet_match" => vec![onet::collection(&folder, split)?],
        "esco_match" => vec![esco::collection(&folder, split)?],
        "norm_de" => norm::collections(&folder, split)?,
        _ => return Err(USAGE.into()),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for collection in &collections {
        if wanted {
            report::write(collection, &mut out)?;
        } else {
            run::write(collection, &mut out)?;
        }
    }
    Ok(out.flush()?)
}
