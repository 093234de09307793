//! `passgenau check plan`: every rule of a plan, by a judge that shares no code with the planner.

use std::fmt::Write as _;

use day_planner::{
    Plan, Verdict, check,
    day::{check_day, check_left_out, validate_day},
    event::Event,
    instance::Instance,
    validate, validate_event,
};
use issue::{Issue, any_error};
use serde_json::{Value, json};

use super::{interchange, replan};
use crate::{
    arguments::{Arguments, CheckPlanArguments},
    output::{self, Failure},
};

pub(super) fn run(
    arguments: &Arguments,
    command: &CheckPlanArguments,
    as_json: bool,
) -> Result<u8, Failure> {
    let judged = match &command.instance {
        Some(instance) => {
            let task: Instance = interchange::read(instance)?;
            refuse(interchange::in_file(validate(&task), instance))?;
            let plan: Plan = interchange::read(&command.plan)?;
            let event: Option<Event> =
                command.event.as_deref().map(interchange::read).transpose()?;
            if let (Some(event), Some(file)) = (&event, &command.event) {
                refuse(interchange::in_file(validate_event(&task, event), file))?;
            }
            let verdict: Verdict = check(&task, &plan, event.as_ref());
            json!({
                "legal": verdict.is_legal(),
                "faults": verdict.faults,
                "values": verdict.values,
                "openings_covered": verdict.openings_covered,
            })
        }
        None => day(command)?,
    };
    let legal = judged.get("legal").and_then(Value::as_bool).unwrap_or(false);
    if as_json {
        output::print_json(&judged)?;
    } else {
        output::print(&told(&judged, legal, arguments.lang))?;
    }
    Ok(u8::from(!legal))
}

fn day(command: &CheckPlanArguments) -> Result<Value, Failure> {
    let planned = replan::planned(&command.plan)?;
    refuse(interchange::in_file(validate_day(&planned.day), &command.plan))?;
    let happened = (command.happened.as_deref())
        .map(|path| replan::happened_file(path, &planned))
        .transpose()?;
    let mut faults = check_day(&planned.day, happened.as_ref(), &planned.plan);
    if let (Some(people), Some(pairs)) = (&planned.without_talk, &planned.without_slot) {
        let lists = (people.as_slice(), pairs.as_slice());
        faults.extend(check_left_out(&planned.day, happened.as_ref(), &planned.plan, lists));
    }
    Ok(json!({ "legal": faults.is_empty(), "faults": faults, "values": planned.plan.reached }))
}

/// A plan for a broken task cannot be judged.
fn refuse(issues: Vec<Issue>) -> Result<(), Failure> {
    if any_error(&issues) { Err(Failure::Input(issues)) } else { Ok(()) }
}

fn told(judged: &Value, legal: bool, language: issue::Language) -> String {
    let mut text = String::new();
    let faults = judged.get("faults").and_then(Value::as_array).into_iter().flatten();
    for fault in faults {
        let field = |name| fault.get(name).and_then(Value::as_str).unwrap_or_default();
        let _written = writeln!(text, "{}: {}", field("code"), field("text"));
    }
    text += if legal {
        language.pick("Der Plan hält alle Regeln ein.\n", "The plan keeps every rule.\n")
    } else {
        language.pick("Der Plan verletzt Regeln.\n", "The plan breaks rules.\n")
    };
    text + &format!("{}\n", judged.get("values").unwrap_or(&Value::Null))
}
