//! `passgenau plan`: an application day from a day file, profiles and people; or an instance.

use std::path::Path;

use day_planner::day::{Happened, plan_day, validate_day};
use formats::{answer::engine_document, read::Checked, source::Source};
use interview_day::{DayAnswer, DayDocument, Gathered, answer, gather};
use issue::Issue;
use knowledge::Knowledge;
use matching_core::{calendar::Date, model::RequirementProfile};

use super::{interchange, told_day};
use crate::{
    arguments::{Arguments, PlanArguments, Search, Sides},
    clock::today,
    input,
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &PlanArguments) -> Result<u8, Failure> {
    let out = command.out.as_deref();
    if let Some(instance) = &command.instance {
        return interchange::run(instance, None, &command.search, (out, arguments.lang));
    }
    let (Some(day), Some(profiles), Some(applicants)) =
        (&command.day, &command.profiles, &command.applicants)
    else {
        return Err(Failure::system("--day, --profiles and --applicants belong together"));
    };
    let knowledge = input::knowledge(arguments)?;
    let sides =
        Sides { profiles: profiles.clone(), applicants: applicants.clone(), as_of: command.as_of };
    let as_of = command.as_of.unwrap_or_else(today);
    let (profiles, people) = input::sides(&sides, &knowledge)?;
    let document = day_file(day)?;
    let whole = planned(
        (&document, day),
        (&profiles.entries, &people.entries),
        (&knowledge, as_of),
        &command.search,
    )?;
    let warnings = [profiles.warnings, people.warnings, whole.warnings].concat();
    output::warn(&warnings, arguments.lang)?;
    if let Some(path) = out {
        output::write_json(path, &whole.answer)?;
    }
    if command.json {
        return output::print_json(&whole.answer).map(|()| 0);
    }
    let teller = knowledge.teller(arguments.lang);
    output::print(&told_day::told(&whole.answer, &profiles.entries, teller))?;
    Ok(0)
}

/// A planned day with what somebody should look at.
pub(super) struct Whole {
    pub(super) answer: DayAnswer,
    pub(super) warnings: Vec<Issue>,
}

/// Reads a day file.
pub(super) fn day_file(path: &Path) -> Result<DayDocument, Failure> {
    let (name, text, syntax) = input::written(path)?;
    interview_day::day(Source::file(&name, &text, syntax)).map_err(Failure::Input)
}

/// Gathers and plans a day.
pub(super) fn planned(
    (document, file): (&DayDocument, &Path),
    (profiles, people): (&[Checked], &[formats::document::PersonDocument]),
    (knowledge, as_of): (&Knowledge, Date),
    search: &Search,
) -> Result<Whole, Failure> {
    let engine = knowledge.engine();
    let models: Vec<RequirementProfile> =
        profiles.iter().map(|profile| profile.model.clone()).collect();
    let mut gathered: Gathered = gather(document, &models, people, (knowledge.planner(), as_of))
        .map_err(|issues| Failure::Input(interchange::in_file(issues, file)))?;
    let mut warnings = std::mem::take(&mut gathered.warnings);
    warnings.extend(validate_day(&gathered.day));
    let plan = interchange::searched(
        search,
        |settings, budget| plan_day(&gathered.day, settings, budget),
        file,
    )?;
    let stamp = (engine_document(engine, &knowledge.fingerprint()), as_of);
    let nothing: Option<&Happened> = None;
    let answer = answer(gathered, nothing, plan, stamp);
    Ok(Whole { answer, warnings: interchange::in_file(warnings, file) })
}
