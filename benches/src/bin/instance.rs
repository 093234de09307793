//! Writes a generated instance of the interchange format, or an event of its day.
//!
//! `cargo run --release -p benches --bin instance -- <sample> <seed> [event]`; the samples are
//! those of `day_planner::sample::NAMES`. The same sample and seed give the same bytes.

use std::{
    env,
    io::{self, Write as _},
};

use benches::Failure;
use day_planner::{Budget, Settings, plan, sample};

fn main() -> Result<(), Failure> {
    let words: Vec<String> = env::args().skip(1).collect();
    let name = words.first().map_or("pilot", String::as_str);
    let seed = words.get(1).map_or(Ok(1), |text| text.parse())?;
    let shape = sample::shape(name)
        .ok_or_else(|| format!("no sample {name:?}; there are {}", sample::NAMES.join(", ")))?;
    let instance = sample::instance(name, &shape, seed);
    let text = if words.get(2).is_some_and(|word| word == "event") {
        let base = plan(&instance, &Settings::default(), &Budget::steps(3_000_000))?;
        serde_json::to_string(&sample::event(&instance, &base.plan, &shape, seed))?
    } else {
        serde_json::to_string(&instance)?
    };
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(())
}
