//! What changed between two plans.

use std::fmt::Write as _;

use day_planner::{Change, Diff, day::Talk};
use formats::text::Teller;

use super::names::talk;

/// What changed between two plans: who must be told.
pub(crate) fn told_changes(changes: &Diff<Talk>, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    if changes.is_empty() {
        return format!("{}\n", texts.get("change.none"));
    }
    let mut text = String::new();
    for change in changes.people.values().flatten() {
        let (key, was, now) = match change {
            Change::Added { now } => ("change.added", None, Some(now)),
            Change::Moved { was, now } => ("change.moved", Some(was), Some(now)),
            Change::OtherTable { was, now } => ("change.other_table", Some(was), Some(now)),
            Change::Cancelled { was } => ("change.cancelled", Some(was), None),
        };
        let told = |said: Option<&Talk>| said.map(talk).unwrap_or_default();
        let (was, now) = (told(was), told(now));
        let _written = writeln!(text, "{}", texts.fill(key, &[("was", &was), ("now", &now)]));
    }
    let n = changes.unchanged.to_string();
    text + &texts.fill("change.unchanged", &[("n", &n)]) + "\n"
}
