//! `passgenau adapt`: a role and an employer's changes make a requirement profile.

use formats::{adapt::adapt, guard::guard, write::to_toml};
use issue::{Issue, any_error};

use crate::{
    arguments::{AdaptArguments, Arguments},
    clock::today,
    input,
    output::{self, Failure},
};

/// Prints the profile; what is wrong with it and what the posting guard says goes to standard error.
pub(super) fn run(arguments: &Arguments, command: &AdaptArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let as_of = command.as_of.unwrap_or_else(today);
    let (edits, mut issues) = input::adaptation(&command.path)?;
    let (pack, role) = input::role(edits.role.as_str(), edits.role_version, &knowledge, as_of)?;
    let (profile, found) = adapt(&role.document, &edits, &pack.papers, knowledge.reference());
    issues.extend(found.into_iter().map(|issue| named(issue, edits.id.as_str())));
    let Some(profile) = profile.filter(|_| !any_error(&issues)) else {
        return Err(Failure::Input(issues));
    };
    let template = knowledge.template(&profile.document, as_of);
    let notes = guard(knowledge.guard(), &profile, template.as_ref(), as_of);
    issues.extend(notes.iter().map(|note| named(note.issue(), edits.id.as_str())));
    output::warn(&issues, arguments.lang)?;
    if command.json {
        output::print_json(&profile.document)?;
    } else {
        output::print(&to_toml(&profile.document).map_err(Failure::system)?)?;
    }
    Ok(if any_error(&issues) { 2 } else { 0 })
}

/// Issues of a profile that stands in no file yet carry its name.
fn named(mut issue: Issue, id: &str) -> Issue {
    issue.place.file.get_or_insert_with(|| id.to_owned());
    issue
}
