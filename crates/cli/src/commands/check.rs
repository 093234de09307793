//! `passgenau check`: what is wrong with files, or with the knowledge.

use formats::{guard::guard, read::Checked};
use issue::{Issue, any_error};
use knowledge::{Knowledge, Shelf};

use crate::{
    arguments::{Arguments, CheckArguments, Checkable},
    clock::today,
    input::{self, Read},
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &CheckArguments) -> Result<u8, Failure> {
    let mut issues = Vec::new();
    let mut keep = |result: Result<Vec<_>, Failure>| match result {
        Ok(found) | Err(Failure::Input(found)) => {
            issues.extend(found);
            Ok(())
        }
        Err(failure) => Err(failure),
    };
    match &command.what {
        Checkable::Plan(plan) => return super::check_plan::run(arguments, plan, command.json),
        Checkable::Knowledge => {
            let shelf = arguments.knowledge.clone().map_or(Shelf::Shipped, Shelf::Folder);
            let (knowledge, found) = Knowledge::load(&shelf).map_err(Failure::system)?;
            keep(Ok(found))?;
            keep(Ok(knowledge.map(|knowledge| knowledge.outdated(today())).unwrap_or_default()))?;
        }
        Checkable::Profiles { paths } => {
            let knowledge = input::knowledge(arguments)?;
            for path in paths {
                let read = input::profiles(&path.to_string_lossy(), &knowledge, today());
                keep(read.map(|read| with_guard(read, &knowledge)))?;
            }
        }
        Checkable::Applicants { paths } => {
            let knowledge = input::knowledge(arguments)?;
            for path in paths {
                keep(input::people(path, &knowledge).map(|read| read.warnings))?;
            }
        }
    }
    if command.json {
        output::print_json(&output::as_json(&issues, arguments.lang))?;
    } else {
        output::tell(&issues, arguments.lang)?;
    }
    Ok(if any_error(&issues) { 2 } else { 0 })
}

/// What somebody should look at, with what the posting guard says about each profile.
fn with_guard(read: Read<Checked>, knowledge: &Knowledge) -> Vec<Issue> {
    let mut issues = read.warnings;
    for profile in &read.entries {
        let template = knowledge.template(&profile.document, today());
        let notes = guard(knowledge.guard(), profile, template.as_ref(), today());
        issues.extend(notes.iter().map(|note| {
            let mut issue = note.issue();
            issue.place.file = Some(profile.document.id.to_string());
            issue
        }));
    }
    issues
}
