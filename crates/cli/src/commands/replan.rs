//! `passgenau replan`: the rest of a day after something happened.

use std::path::Path;

use day_planner::{
    day::{Happened, replan_day},
    diff,
};
use formats::source::Source;
use interview_day::Planned;

use super::{interchange, told_day};
use crate::{
    arguments::{Arguments, ReplanArguments},
    input,
    output::{self, Failure},
};

/// Times that others are moved to find a remedy: few, on the day itself somebody is waiting.
const SEARCHES: usize = 40;

pub(super) fn run(arguments: &Arguments, command: &ReplanArguments) -> Result<u8, Failure> {
    let out = command.out.as_deref();
    if let (Some(instance), Some(event)) = (&command.instance, &command.event) {
        return interchange::run(instance, Some(event), &command.search, (out, arguments.lang));
    }
    let (Some(plan), Some(happened)) = (&command.plan, &command.happened) else {
        return Err(Failure::system("--plan and --happened belong together"));
    };
    let before = planned(plan)?;
    let now = happened_file(happened, &before)?;
    let plan = interchange::searched(
        &command.search,
        |settings, budget| replan_day(&before.day, &now, settings, budget),
        happened,
    )?;
    let changes = diff(&now.announced, &plan.talks());
    let happened = Some(&now);
    let after = Planned {
        without_talk: Some(plan.without_talk(&before.day, happened, SEARCHES)),
        without_slot: Some(plan.without_slot(&before.day, happened, 0)),
        day: before.day,
        plan,
    };
    if let Some(path) = out {
        output::write_json(path, &after)?;
    }
    if command.json {
        return output::print_json(&after).map(|()| 0);
    }
    let knowledge = input::knowledge(arguments)?;
    output::print(&told_day::told_changes(&changes, knowledge.teller(arguments.lang)))?;
    Ok(0)
}

/// Reads a planned day.
pub(super) fn planned(path: &Path) -> Result<Planned, Failure> {
    let text = input::text_of(path)?;
    interview_day::planned(&path.to_string_lossy(), &text)
        .map_err(|issue| Failure::Input(vec![issue]))
}

/// Reads what happened; what was announced is the plan itself where the file says nothing.
pub(super) fn happened_file(path: &Path, before: &Planned) -> Result<Happened, Failure> {
    let (name, text, syntax) = input::written(path)?;
    let mut happened =
        interview_day::happened(Source::file(&name, &text, syntax)).map_err(Failure::Input)?;
    if happened.announced.is_empty() {
        happened.announced = before.plan.talks();
    }
    Ok(happened)
}
