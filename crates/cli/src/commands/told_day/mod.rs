//! A planned day, told to people: who meets whom, per site and time, and who meets nobody.

mod advice;
mod changes;
mod names;

pub(super) use changes::told_changes;

use std::fmt::Write as _;

use day_planner::{
    Goal,
    day::{Conflict, PlannedTalk, model::Fit},
};
use formats::{read::Checked, text::Teller};
use interview_day::DayAnswer;

use crate::table::Table;
use names::{talk, title, word};

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
            row.interpreter
                .as_deref()
                .map(|code| teller.tongue(code))
                .unwrap_or_default()
                .to_owned(),
            fit.to_string(),
        ]);
    }
    table
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
        let values = [("talk", talk(&row.talk)), ("why", texts.get(&key).to_owned())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let _written = writeln!(text, "{}", texts.fill("plan.conflict", &values));
    }
    text
}
