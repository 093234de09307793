//! What roles, talks and reasons of a day are called.

use day_planner::day::Talk;
use formats::{read::Checked, text::Teller};

/// What a role is called.
pub(super) fn title(role: &str, profiles: &[Checked], teller: Teller<'_>) -> String {
    let found = profiles.iter().find(|profile| profile.document.id.as_str() == role);
    found.map_or_else(
        || role.to_owned(),
        |profile| format!("{role} {}", teller.label(&profile.document.title)),
    )
}

/// Who meets whom, where and when.
pub(super) fn talk(talk: &Talk) -> String {
    format!("{} · {} · {} · {} {}", talk.person, talk.role, talk.table, talk.date, talk.from)
}

/// The stable word of a value that is written as one.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    written.as_str().unwrap_or_default().to_owned()
}
