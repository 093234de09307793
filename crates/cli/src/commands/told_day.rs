//! A planned day, told to people: who meets whom, per site and time, and who meets nobody.

use std::fmt::Write as _;

use day_planner::{
    Change, Diff, Goal,
    day::{Conflict, PlannedTalk, Talk, model::Fit},
};
use formats::{read::Checked, text::Teller};
use interview_day::DayAnswer;

use super::advice;
use crate::table::Table;

/// The whole day as text.
pub(super) fn told(answer: &DayAnswer, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let mut text = format!("\n{}\n", answer.plan.name);
    for site in &answer.day.sites {
        for date in &answer.day.dates {
            let here = |row: &&PlannedTalk| row.site == site.id && row.talk.date == date.id;
            let mut talks: Vec<&PlannedTalk> = answer.plan.talks.iter().filter(here).collect();
            talks.sort_by_key(|row| (row.talk.from, &row.talk.table));
            let n = talks.len().to_string();
            let day = teller.day(&date.id);
            let values = [("site", site.id.as_str()), ("date", &day), ("n", &n)];
            let _written = write!(text, "\n{}\n", texts.fill("plan.site", &values));
            text += &board(&talks, profiles, answer, teller).to_string();
        }
    }
    text += &reached(answer, teller);
    text += &conflicts(&answer.plan.conflicts, teller);
    text += &advice::told(answer, profiles, teller);
    text + "\n" + texts.get("plan.no_decision") + "\n"
}

fn board(
    talks: &[&PlannedTalk],
    profiles: &[Checked],
    answer: &DayAnswer,
    teller: Teller<'_>,
) -> Table {
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("plan.time"),
        texts.get("plan.table"),
        texts.get("table.person"),
        texts.get("plan.role"),
        texts.get("plan.interpreter"),
        texts.get("plan.fit"),
    ]);
    for row in talks {
        let pair = |fit: &&Fit| (&fit.person, &fit.role) == (&row.talk.person, &row.talk.role);
        let fit = answer.day.fits.iter().find(pair).map_or(0, |fit| fit.fit);
        table.row([
            format!("{}–{}", row.talk.from, row.to),
            row.talk.table.clone(),
            row.talk.person.clone(),
            title(&row.talk.role, profiles, teller),
            row.interpreter.clone().unwrap_or_default(),
            fit.to_string(),
        ]);
    }
    table
}

/// What a role is called.
pub(super) fn title(role: &str, profiles: &[Checked], teller: Teller<'_>) -> String {
    let found = profiles.iter().find(|profile| profile.document.id.as_str() == role);
    found.map_or_else(
        || role.to_owned(),
        |profile| format!("{role} {}", teller.label(&profile.document.title)),
    )
}

/// What the plan reaches of what no plan can beat.
fn reached(answer: &DayAnswer, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let mut text = format!("\n{}\n", texts.get("plan.reached"));
    for row in &answer.plan.reached {
        let key = match row.goal {
            Goal::Seen => "goal.seen",
            Goal::Stability => "goal.stability",
            Goal::Promised => "goal.promised",
            Goal::Even => "goal.even",
            Goal::Covered => "goal.covered",
            Goal::Score => "goal.score",
            Goal::WorstOff => "goal.worst_off",
            Goal::Comfort => "goal.comfort",
        };
        let (value, bound) = (row.value.to_string(), row.bound.to_string());
        let sentence = match (row.gap, row.goal) {
            (0, Goal::Comfort) => "plan.least",
            (0, _) => "plan.most",
            (_, Goal::Comfort) => "plan.at_least",
            (..) => "plan.at_most",
        };
        let values = [("goal", texts.get(key)), ("value", &value), ("bound", &bound)];
        let _written = writeln!(text, "  {}", texts.fill(sentence, &values));
    }
    text
}

fn conflicts(conflicts: &[Conflict], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let mut text = String::new();
    for row in conflicts {
        let key = format!("obstacle.{}", word(&row.obstacle));
        let values = [("talk", told_talk(&row.talk)), ("why", texts.get(&key).to_owned())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let _written = writeln!(text, "{}", texts.fill("plan.conflict", &values));
    }
    text
}

fn told_talk(talk: &Talk) -> String {
    format!("{} · {} · {} · {} {}", talk.person, talk.role, talk.table, talk.date, talk.from)
}

/// What changed between two plans: who must be told.
pub(super) fn told_changes(changes: &Diff<Talk>, teller: Teller<'_>) -> String {
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
        let told = |talk: Option<&Talk>| talk.map(told_talk).unwrap_or_default();
        let (was, now) = (told(was), told(now));
        let _written = writeln!(text, "{}", texts.fill(key, &[("was", &was), ("now", &now)]));
    }
    let n = changes.unchanged.to_string();
    text + &texts.fill("change.unchanged", &[("n", &n)]) + "\n"
}

/// The stable word of a value that is written as one.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    written.as_str().unwrap_or_default().to_owned()
}
