//! What is printed for a day: agendas, table lists, the list for the door; and calendars.

use std::collections::BTreeMap;

use actix_web::{get, web};
use day_planner::day::PlannedTalk;
use interview_day::sheets::{
    Agenda, DoorLine, TableList, agenda_page, agendas, calendar, door_list, door_page, table_lists,
    table_page,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use super::plans::{content, plan};
use crate::{
    http::{Answer, Desk, Reply},
    live::Office,
    problem::{Problem, ProblemCode},
    records::{Contact, Disclosure, InterviewDay, Kept, Plan, Record as _},
    routes::disclosures::allowed,
};

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DocumentName {
    /// The plan of each person (Laufzettel).
    Agendas,
    /// Who comes to each table, as far as the employer may know.
    Tables,
    /// Who comes through the door.
    Door,
}

/// In which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// Data.
    #[default]
    Json,
    /// Ready for printing.
    Html,
    /// For spreadsheets; no cell is a formula.
    Csv,
    /// As iCalendar; agendas only.
    Ics,
}

/// Which part of it, in which form.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// In which form; data without it.
    #[serde(default)]
    #[param(inline, default = "json")]
    form: Form,
    /// Only what concerns this person.
    #[param(max_length = 96)]
    applicant: Option<String>,
}

/// A document as data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DayDocuments {
    /// Agendas.
    Agendas(Vec<Agenda>),
    /// Table lists.
    Tables(Vec<TableList>),
    /// The list for the door.
    Door(Vec<DoorLine>),
}

/// Gives a document of a plan: as data, for printing, for spreadsheets, or as a calendar. The language is
/// that of `Accept-Language`. Agendas and the door list hold names for the office; table lists hold the
/// codes and names that were disclosed to the employer, and nothing else.
#[utoipa::path(
    operation_id = "get_document",
    tag = "interview days",
    params(
        ("id" = String, Path, description = "The identifier of the day."),
        ("number" = u32, Path, description = "Which plan, from 1."),
        ("document" = inline(DocumentName), Path, description = "Which document."),
        How,
    ),
    responses((status = 200, description = "The document.", content(
        (DayDocuments = "application/json"),
        (String = "text/html"),
        (String = "text/csv"),
        (String = "text/calendar"),
    ))),
)]
#[get("/interview-days/{id}/plans/{number}/documents/{document}")]
pub(crate) async fn get_document(
    desk: Desk,
    path: web::Path<(String, u32, DocumentName)>,
    how: web::Query<How>,
) -> Answer {
    desk.run(move |desk| {
        let (id, number, document) = path.into_inner();
        let kept = plan(desk, &id, number)?;
        let entry = Entry::new("document_read").about(InterviewDay::KIND, &id);
        let details = json!({ "plan": number, "document": document, "applicant": how.applicant });
        desk.saw(entry.details(details))?;
        made(desk, &kept, (document, &how))
    })
    .await
}

fn made(desk: &Desk, kept: &Kept<Plan>, (document, how): (DocumentName, &How)) -> Answer {
    let (day, plan) = content(&kept.body)?;
    let mut talks = plan.talks;
    if let Some(applicant) = &how.applicant {
        talks.retain(|talk| talk.talk.person == *applicant);
        if talks.is_empty() {
            return Err(Problem::missing(applicant));
        }
    }
    let office = desk.office(None)?;
    let profiles = roles(desk, &kept.body.day)?;
    let role = |id: &str| label(desk, &office, profiles.get(id).map_or(id, String::as_str));
    let names = names(desk, &talks)?;
    let name = |person: &str| names.get(person).cloned();
    let teller = desk.state.knowledge.teller(desk.language);
    let (made, page) = match document {
        DocumentName::Agendas => {
            let agendas = agendas(&talks, name, role);
            if how.form == Form::Ics {
                return as_calendar(kept, &agendas);
            }
            let page = agenda_page(&agendas, &day.name, teller);
            (DayDocuments::Agendas(agendas), page)
        }
        DocumentName::Tables => {
            let guests = guests(desk, &talks)?;
            let guest = |talk: &PlannedTalk| {
                guests.get(&(talk.talk.person.clone(), talk.employer.clone())).cloned()
            };
            let lists = table_lists(&talks, guest, role);
            let page = table_page(&lists, &day.name, teller);
            (DayDocuments::Tables(lists), page)
        }
        DocumentName::Door => {
            let lines = door_list(&talks, name);
            let page = door_page(&lines, &day.name, teller);
            (DayDocuments::Door(lines), page)
        }
    };
    match how.form {
        Form::Json => Reply::ok(&made),
        Form::Html => {
            let language = desk.language.pick("de", "en");
            Ok(Reply::text("text/html; charset=utf-8", page.html(language)))
        }
        Form::Csv => {
            Ok(Reply::text("text/csv; charset=utf-8", page.csv()).file(file(document, "csv")))
        }
        Form::Ics => {
            let detail = "only agendas are calendars";
            Err(Problem::new(ProblemCode::InvalidParameter, detail))
        }
    }
}

fn as_calendar(kept: &Kept<Plan>, agendas: &[Agenda]) -> Answer {
    let stamp: String =
        kept.at.to_string().chars().take_while(|sign| *sign != '.' && *sign != 'Z').collect();
    let stamp = stamp.replace(['-', ':'], "") + "Z";
    let text = calendar(agendas, &kept.id, &stamp)
        .map_err(|error| Problem::new(ProblemCode::WrongState, error.to_string()))?;
    let name = file(DocumentName::Agendas, "ics");
    Ok(Reply::text("text/calendar; charset=utf-8", text).file(name))
}

/// What a document is called as a file.
fn file(document: DocumentName, ending: &str) -> String {
    let name = match document {
        DocumentName::Agendas => "agendas",
        DocumentName::Tables => "tables",
        DocumentName::Door => "door",
    };
    format!("{name}.{ending}")
}

/// The requirement profile of each role of a day.
fn roles(desk: &Desk, day: &str) -> Result<BTreeMap<String, String>, Problem> {
    let document = desk.get::<InterviewDay>(day)?.body.document;
    let roles = document.roles.iter();
    Ok(roles.map(|role| (role.id().to_owned(), role.profile.to_string())).collect())
}

/// What people call a profile.
fn label(desk: &Desk, office: &Office, profile: &str) -> String {
    let teller = desk.state.knowledge.teller(desk.language);
    let label = office.profile(profile).map(|bound| bound.bound.profile().title().clone());
    label.map_or_else(|| profile.to_owned(), |label| teller.label(&label).to_owned())
}

/// The names of everybody with a talk, as far as they are recorded.
fn names(desk: &Desk, talks: &[PlannedTalk]) -> Result<BTreeMap<String, String>, Problem> {
    let mut names = BTreeMap::new();
    for talk in talks {
        let person = &talk.talk.person;
        if names.contains_key(person) {
            continue;
        }
        if let Some(contact) = desk.find::<Contact>(person)? {
            names.insert(person.clone(), contact.body.name);
        }
    }
    Ok(names)
}

/// How each employer may call each person who comes to them: the name or the code that was disclosed.
fn guests(
    desk: &Desk,
    talks: &[PlannedTalk],
) -> Result<BTreeMap<(String, String), String>, Problem> {
    let mut guests = BTreeMap::new();
    for talk in talks {
        let (person, employer) = (&talk.talk.person, &talk.employer);
        let query = desk.query::<Disclosure>().equal("applicant", person.as_str());
        for kept in desk.all::<Disclosure>(&query)? {
            let disclosure = kept.body;
            if disclosure.employer != *employer || disclosure.ended_at.is_some() {
                continue;
            }
            let key = (person.clone(), employer.clone());
            if let Some(name) = allowed(desk, &disclosure)?.name {
                guests.insert(key, name);
            } else {
                guests.entry(key).or_insert(disclosure.code);
            }
        }
    }
    Ok(guests)
}
