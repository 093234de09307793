//! `passgenau report`: what came of application days, from the data of a service that does not run.

use actix_web::web;
use api::{Config, ReportRequest, State};
use formats::text::{Teller, Texts};
use serde::Deserialize;

use crate::{
    arguments::{Arguments, ReportArguments},
    clock::now,
    input,
    output::{self, Failure},
    table::Table,
};

/// Lines of a list that are told; the JSON has all of them.
const LINES: usize = 20;

pub(super) fn run(arguments: &Arguments, command: &ReportArguments) -> Result<u8, Failure> {
    if !command.data.data.join("store").is_dir() {
        let folder = command.data.data.display();
        return Err(Failure::system(match arguments.lang {
            issue::Language::German => format!("{folder}: hier liegen keine Daten eines Dienstes"),
            issue::Language::English => format!("{folder}: holds no data of a service"),
        }));
    }
    let knowledge = input::knowledge(arguments)?;
    let config = Config { data: Some(command.data.data.clone()), ..Config::default() };
    let state = State::open(knowledge, config, now).map_err(Failure::system)?;
    let state = web::Data::new(state);
    let asked = ReportRequest {
        organisation: command.organisation.clone(),
        day: command.day.clone(),
        published: command.published,
        as_of: command.as_of,
        language: arguments.lang,
    };
    let report = api::report(&state, &asked).map_err(Failure::system)?;
    if command.data.json {
        return output::print_json(&report).map(|()| 0);
    }
    let report = Report::deserialize(report).map_err(Failure::system)?;
    output::print(&told(&report, state.knowledge.teller(arguments.lang)))?;
    Ok(0)
}

/// What of a report is told.
#[derive(Debug, Deserialize)]
struct Report {
    days: usize,
    as_of: String,
    least: u32,
    coverage: Coverage,
    funnel: Vec<Step>,
    stops: Vec<Stop>,
    needs: Vec<Need>,
    demands: Vec<Demand>,
    without_way: Option<u32>,
    without_next_step: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Coverage {
    people: Option<u32>,
    attendance_noted: Option<u32>,
    outcomes_noted: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Step {
    step: Option<String>,
    people: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Stop {
    reason: String,
    people: u32,
}

#[derive(Debug, Deserialize)]
struct Need {
    gap: String,
    office: Option<String>,
    people: u32,
    to_clarify: Option<u32>,
    without_measure: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Demand {
    title: String,
    office: Option<String>,
    people: u32,
    least_group: Option<u16>,
}

fn told(report: &Report, teller: Teller<'_>) -> String {
    let texts = teller.texts();
    let count = |people: Option<u32>| shown(people, report.least, texts);
    let values = [
        ("days", report.days.to_string()),
        ("as_of", teller.day(&report.as_of)),
        ("people", count(report.coverage.people)),
        ("attendance", count(report.coverage.attendance_noted)),
        ("outcomes", count(report.coverage.outcomes_noted)),
        ("least", report.least.to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut text = format!("\n{}\n", texts.fill("report.head", &values));
    let mut funnel = Table::new(&[texts.get("report.step"), texts.get("report.people")]);
    for row in &report.funnel {
        let step = row.step.as_deref().unwrap_or("everybody");
        funnel.row([word(texts, "report.steps", step), count(row.people)]);
    }
    text += &list(texts, "report.funnel", &funnel, report.funnel.len());
    let mut stops = Table::new(&[texts.get("report.reason"), texts.get("report.people")]);
    for row in &report.stops {
        stops.row([word(texts, "report.reasons", &row.reason), row.people.to_string()]);
    }
    text += &list(texts, "report.stops", &stops, report.stops.len());
    text += &needs(report, texts);
    text += &demands(report, texts);
    let last = [
        ("without_way", count(report.without_way)),
        ("without_next_step", count(report.without_next_step)),
    ];
    let last = last.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{text}\n{}\n", texts.fill("report.left", &last))
}

fn needs(report: &Report, texts: &Texts) -> String {
    let headings = ["gap", "office", "people", "to_clarify", "without_measure"];
    let headings = headings.map(|name| format!("report.{name}"));
    let mut table = Table::new(&headings.each_ref().map(|name| texts.get(name)));
    for row in report.needs.iter().take(LINES) {
        let count = |people: Option<u32>| shown(people, report.least, texts);
        table.row([
            row.gap.clone(),
            row.office.clone().unwrap_or_default(),
            row.people.to_string(),
            count(row.to_clarify),
            count(row.without_measure),
        ]);
    }
    list(texts, "report.needs", &table, report.needs.len())
}

fn demands(report: &Report, texts: &Texts) -> String {
    let headings = ["measure", "office", "people", "least_group"];
    let headings = headings.map(|name| format!("report.{name}"));
    let mut table = Table::new(&headings.each_ref().map(|name| texts.get(name)));
    for row in report.demands.iter().take(LINES) {
        table.row([
            row.title.clone(),
            row.office.clone().unwrap_or_default(),
            row.people.to_string(),
            row.least_group.map(|group| group.to_string()).unwrap_or_default(),
        ]);
    }
    list(texts, "report.demands", &table, report.demands.len())
}

/// A list under its heading, with how many lines are left out; a sentence where it is empty.
fn list(texts: &Texts, heading: &str, table: &Table, lines: usize) -> String {
    let heading = texts.get(heading);
    if lines == 0 {
        return format!("\n{heading}: {}\n", texts.get("report.nothing"));
    }
    let mut text = format!("\n{heading}\n{table}");
    if lines > LINES {
        let more = (lines - LINES).to_string();
        text += &texts.fill("report.more", &[("n", &more)]);
        text.push('\n');
    }
    text
}

/// A number, or that it is hidden.
fn shown(people: Option<u32>, least: u32, texts: &Texts) -> String {
    people.map_or_else(
        || texts.fill("report.hidden", &[("least", &least.to_string())]),
        |people| people.to_string(),
    )
}

fn word(texts: &Texts, table: &str, name: &str) -> String {
    match texts.known(&format!("{table}.{name}")) {
        "" => name.to_owned(),
        known => known.to_owned(),
    }
}
