//! Who and what a planned day leaves out, why, and what would help, told to people.

use std::{collections::BTreeMap, fmt::Write as _};

use day_planner::{NoSlot, Reason, Remedy};
use formats::{read::Checked, text::Teller};
use interview_day::{DayAnswer, answer::WithoutTalk};

use super::names::{title, word};
use crate::table::Table;

/// Pairs without a slot that are told; the JSON has all of them.
const TOLD_PAIRS: usize = 15;

/// Everybody without a talk, the best pairs without a slot, and what more would bring.
pub(super) fn told(answer: &DayAnswer, profiles: &[Checked], teller: Teller<'_>) -> String {
    people(answer, profiles, teller)
        + &pairs(answer, profiles, teller)
        + &chances(answer, profiles, teller)
}

fn people(answer: &DayAnswer, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    if answer.without_talk.is_empty() {
        return format!("\n{}\n", texts.get("plan.everybody"));
    }
    let n = answer.without_talk.len().to_string();
    let mut text = format!("\n{}\n", texts.fill("plan.without", &[("n", &n)]));
    let mut table =
        Table::new(&[texts.get("table.person"), texts.get("plan.why"), texts.get("plan.helps")]);
    for row in &answer.without_talk {
        table.row([row.person.clone(), why(row.reason, teller), helps(row, profiles, teller)]);
    }
    text += &table.to_string();
    text
}

fn why(reason: Reason, teller: Teller<'_>) -> String {
    teller.texts().get(&format!("no_talk.{}", word(&reason))).to_owned()
}

fn helps(row: &WithoutTalk, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    if let Some(near) = &row.nearest {
        let role = title(&near.role, profiles, teller);
        let values = [
            ("role", role.as_str()),
            ("class", teller.class(near.eligibility)),
            ("points", &teller.points(near.overall)),
        ];
        return texts.fill("plan.nearest", &values);
    }
    let told = |change: &Remedy| remedy(change, profiles, teller);
    match (&row.remedy, &row.also) {
        (None, _) => texts.get("remedy.none_of_two").to_owned(),
        (Some(one), None) => told(one),
        (Some(one), Some(other)) => {
            let values = [("one", told(one)), ("other", told(other))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            texts.fill("remedy.both", &values)
        }
    }
}

/// A change in words.
fn remedy(change: &Remedy, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let what = match change {
        Remedy::OneMoreTalk { role } => title(role, profiles, teller),
        Remedy::OneMorePlace { table }
        | Remedy::MakeAccessible { table }
        | Remedy::OneMoreTable { table } => table.clone(),
        Remedy::OneMoreTalkForPerson { person } | Remedy::ComeAnyTime { person } => person.clone(),
        Remedy::ComeToSite { person, site } => {
            return texts.fill("remedy.come_to_site", &[("person", person), ("site", site)]);
        }
        Remedy::OneMoreInterpreter { language, site } => {
            let place = site.as_deref().unwrap_or_else(|| texts.get("plan.everywhere"));
            format!("{} ({place})", teller.tongue(language))
        }
        Remedy::OneMoreChildcarePlace { site } => site.clone(),
        Remedy::OneMoreHour { date } => teller.day(date),
    };
    let written = serde_json::to_value(change).unwrap_or_default();
    let kind = written.get("change").and_then(|kind| kind.as_str()).unwrap_or_default();
    texts.fill(&format!("remedy.{kind}"), &[("what", &what)])
}

fn pairs(answer: &DayAnswer, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let fits: BTreeMap<(&str, &str), u32> = (answer.day.fits.iter())
        .map(|row| ((row.person.as_str(), row.role.as_str()), row.fit))
        .collect();
    let fit = |row: &NoSlot| fits.get(&(row.person.as_str(), row.role.as_str())).copied();
    // who meets the employer for another role lacks no talk with them
    let wanting = answer.without_slot.iter().filter(|row| row.reason != Reason::MeetsEmployer);
    let mut rows: Vec<&NoSlot> = wanting.collect();
    if rows.is_empty() {
        return String::new();
    }
    rows.sort_by_key(|row| std::cmp::Reverse(fit(row)));
    let (n, shown) = (rows.len().to_string(), TOLD_PAIRS.to_string());
    let heading = if rows.len() > TOLD_PAIRS { "plan.pairs_best" } else { "plan.pairs" };
    let mut table = Table::new(&[
        texts.get("table.person"),
        texts.get("plan.role"),
        texts.get("plan.fit"),
        texts.get("plan.why"),
        texts.get("plan.helps"),
    ]);
    for row in rows.into_iter().take(TOLD_PAIRS) {
        let help = row.remedy.as_ref().map(|change| remedy(change, profiles, teller));
        table.row([
            row.person.clone(),
            title(&row.role, profiles, teller),
            fit(row).unwrap_or_default().to_string(),
            why(row.reason, teller),
            help.unwrap_or_else(|| texts.get("remedy.none").to_owned()),
        ]);
    }
    format!("\n{}\n{table}", texts.fill(heading, &[("n", &n), ("shown", &shown)]))
}

/// What one more place, hour, helper or table would bring; what brings nothing is left out.
fn chances(answer: &DayAnswer, profiles: &[Checked], teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let useful = answer.chances.iter().filter(|row| row.seen > 0 || row.talks > 0);
    let mut table = Table::new(&[
        texts.get("plan.change"),
        texts.get("plan.more_seen"),
        texts.get("plan.more_talks"),
        texts.get("plan.more_covered"),
    ]);
    let mut text = String::new();
    for row in useful {
        let more = [row.seen, row.talks, row.covered].map(|more| format!("{more:+}"));
        let [seen, talks, covered] = more;
        table.row([remedy(&row.change, profiles, teller), seen, talks, covered]);
        if text.is_empty() {
            let _written = writeln!(text, "\n{}", texts.get("plan.chances"));
        }
    }
    if text.is_empty() { text } else { text + &table.to_string() }
}
