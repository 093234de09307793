//! `passgenau access`: what a residence paper means for work.

use formats::IssueCode;
use issue::Issue;
use knowledge::Knowledge;
use matching_core::{
    access::{Assessment, Paper, Rule},
    calendar::Date,
    id::StatusId,
};
use serde::Serialize;

use crate::{
    arguments::{AccessArguments, Arguments},
    clock::today,
    input,
    output::{self, Failure},
    table::Table,
};

/// The answer for machines: values, the same in words, and that a person must check it.
#[derive(Serialize)]
struct Answer<'a> {
    assessment: &'a Assessment,
    told: Vec<String>,
    notice: &'a str,
}

pub(super) fn run(arguments: &Arguments, command: &AccessArguments) -> Result<u8, Failure> {
    let knowledge = input::knowledge(arguments)?;
    let as_of = command.as_of.unwrap_or_else(today);
    let teller = knowledge.teller(arguments.lang);
    if command.list {
        return list(arguments, command, &knowledge, as_of);
    }
    let paper = paper(command, &knowledge, as_of)?;
    let found = knowledge.access().assess(&paper, command.purpose, as_of);
    let told = teller.access(knowledge.access(), &found);
    if command.json {
        let notice = teller.texts().get("access.told.notice");
        return output::print_json(&Answer { assessment: &found, told, notice }).map(|()| 0);
    }
    output::print(&(told.join("\n") + "\n"))?;
    Ok(0)
}

fn paper(command: &AccessArguments, knowledge: &Knowledge, as_of: Date) -> Result<Paper, Failure> {
    let status =
        command.status.as_deref().map(|text| status(text, knowledge, as_of)).transpose()?;
    for (question, _) in &command.answers {
        if knowledge.access().question(question).is_none() {
            let known: Vec<&str> =
                knowledge.access().questions().map(|known| known.id.as_str()).collect();
            return Err(refused("--answer", question.as_str(), &known.join(", ")));
        }
    }
    Ok(Paper {
        status,
        note: command.note,
        issued: command.issued,
        valid_to: command.valid_to,
        stay: command.stay,
        application: command.application,
        toleration: command.toleration,
        answers: command.answers.iter().cloned().collect(),
    })
}

/// The one case that a text names.
fn status(text: &str, knowledge: &Knowledge, as_of: Date) -> Result<StatusId, Failure> {
    let cases = knowledge.statuses(text, as_of);
    let named = |cases: &[&Rule]| -> String {
        let each = cases.iter().map(|rule| format!("{} ({})", rule.id, rule.label.de));
        each.collect::<Vec<_>>().join(", ")
    };
    match cases.as_slice() {
        [rule] => Ok(rule.id.clone()),
        [] => {
            let all: Vec<&Rule> =
                knowledge.access().rules().iter().filter(|rule| rule.holds_on(as_of)).collect();
            let ids: Vec<&str> = all.iter().map(|rule| rule.id.as_str()).collect();
            Err(refused("--status", text, &ids.join(", ")))
        }
        several => Err(refused("--status", text, &named(several))),
    }
}

fn refused(field: &str, found: &str, allowed: &str) -> Failure {
    let issue = Issue::new(IssueCode::NotAllowed, field).with("found", found);
    Failure::Input(vec![issue.with_both(
        "suggestion",
        format!("Möglich sind: {allowed}."),
        format!("possible are: {allowed}"),
    )])
}

fn list(
    arguments: &Arguments,
    command: &AccessArguments,
    knowledge: &Knowledge,
    as_of: Date,
) -> Result<u8, Failure> {
    let cases: Vec<&Rule> =
        knowledge.access().rules().iter().filter(|rule| rule.holds_on(as_of)).collect();
    if command.json {
        return output::print_json(&cases).map(|()| 0);
    }
    let teller = knowledge.teller(arguments.lang);
    let texts = teller.texts();
    let mut table = Table::new(&[
        texts.get("table.case"),
        texts.get("table.status"),
        texts.get("table.law"),
        texts.get("table.checked_on"),
        texts.get("table.confirmed"),
    ]);
    for rule in cases {
        let confirmed = if rule.verified { "scale.yes_no.1" } else { "scale.yes_no.0" };
        table.row([
            rule.id.to_string(),
            teller.label(&rule.label).to_owned(),
            rule.law.clone(),
            teller.day(&rule.checked_on.to_string()),
            texts.get(confirmed).to_owned(),
        ]);
    }
    let notice = texts.get("access.told.notice");
    output::print(&format!("{table}{notice}\n"))?;
    Ok(0)
}
