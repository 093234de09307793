//! People under their codes.

mod case;
mod clarifications;
mod contact;
mod export;
mod opportunities;
mod pathways;
mod versions;

pub(super) use case::put_case;
pub(super) use clarifications::{add_clarification, list_clarifications};
pub(super) use contact::{get_contact, put_contact};
pub(super) use export::export_applicant;
pub(super) use opportunities::list_opportunities;
pub(super) use pathways::find_applicant_pathways;
pub(super) use versions::{get_version, list_versions};

use actix_web::{delete, get, post, put, web};
use formats::{
    document::PersonDocument,
    read,
    source::{Source, Syntax},
};
use issue::any_error;
use serde::Deserialize;
use serde_json::json;
use store::Entry;
use utoipa::IntoParams;

use super::consents::near;
use crate::{
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, segment, stored},
    live::Changed,
    problem::{Problem, ProblemCode},
    records::{Applicant, Attendance, Contact, Course, Decision, Kept, Record as _},
    view::PersonView,
};

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those of this office.
    #[param(max_length = 96)]
    office: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// The one person in a body.
pub(super) fn person(desk: &Desk, content: &Content) -> Result<PersonDocument, Problem> {
    let source = Source::text(content.json()?, Syntax::Json);
    let (people, issues) = read::people(source, &desk.state.knowledge.reference().places);
    if any_error(&issues) {
        return Err(Problem::unreadable(&issues, desk.language));
    }
    let mut people = people.into_iter();
    match (people.next(), people.next()) {
        (Some(entry), None) => Ok(entry.document),
        _ => Err(Problem::new(ProblemCode::InvalidDocument, "send exactly one person")),
    }
}

/// Lists people.
#[utoipa::path(operation_id = "list_applicants", tag = "applicants", params(Which), responses((status = 200, description = "A page of people.", body = Listing<PersonView>)))]
#[get("/applicants")]
pub(crate) async fn list_applicants(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let Which { office, cursor, limit } = which.into_inner();
        let page = PageParameters { cursor, limit };
        let query = desk.query::<Applicant>();
        let query = match &office {
            Some(office) => query.equal("office", office.as_str()),
            None => query,
        };
        let found = desk.page::<Applicant>(query, &page)?;
        let mut items = Vec::new();
        for kept in found.items {
            // A companion's list holds only those who agreed.
            if let Some(audience) = near(desk, &kept.id)? {
                items.push(PersonView::of(&kept.body.person, kept.body.closed_on, &audience));
            }
        }
        let people: Vec<&str> = items.iter().map(|person| person.id.as_str()).collect();
        desk.saw(Entry::new("applicants_listed").details(json!({ "people": people })))?;
        Reply::ok(&Listing { items, next: found.next })
    })
    .await
}

/// Gives one person.
#[utoipa::path(operation_id = "get_applicant", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), responses((status = 200, description = "The person, as far as the role may see.", body = PersonView), (status = 304, description = "Unchanged since the version in `If-None-Match`.")))]
#[get("/applicants/{id}")]
pub(crate) async fn get_applicant(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = desk.get::<Applicant>(&id)?;
        let audience = near(desk, &id)?.ok_or_else(|| Problem::missing(&id))?;
        desk.saw(Entry::new("applicant_read").about(Applicant::KIND, &*id))?;
        let view = PersonView::of(&kept.body.person, kept.body.closed_on, &audience);
        Ok(Reply::ok(&view)?.version(kept.version))
    })
    .await
}

/// Adds a person under a code.
#[utoipa::path(operation_id = "create_applicant", tag = "applicants", request_body = PersonDocument, responses((status = 201, description = "Added.", body = PersonView)))]
#[post("/applicants")]
pub(crate) async fn create_applicant(desk: Desk, content: Content) -> Answer {
    desk.run(move |desk| {
        let person = person(desk, &content)?;
        let id = person.id.to_string();
        let reply = desk.once(&content, || {
            let applicant = Applicant { person, closed_on: None };
            let audience = desk.audience();
            let view = PersonView::of(&applicant.person, None, &audience);
            let version = desk.next_version::<Applicant>(&id)?;
            let batch = desk
                .batch()
                .create(Applicant::KIND, &desk.key(&id), stored(&applicant)?)
                .journal(Entry::new("applicant_added").about(Applicant::KIND, &id));
            let reply = Reply::created(format!("/v1/applicants/{}", segment(&id)), &view)?;
            Ok((batch, reply.version(version)))
        })?;
        desk.changed(&Changed::person(&id))?;
        Ok(reply)
    })
    .await
}

/// Replaces what is recorded about a person.
#[utoipa::path(operation_id = "put_applicant", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), request_body = PersonDocument, responses((status = 200, description = "Replaced.", body = PersonView)))]
#[put("/applicants/{id}")]
pub(crate) async fn put_applicant(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let person = person(desk, &content)?;
        if person.id.as_str() != *id {
            let detail = format!("the address says {id:?}, the document {:?}", person.id);
            return Err(Problem::new(ProblemCode::InvalidDocument, detail));
        }
        let mut kept = desk.get::<Applicant>(&id)?;
        kept.body.person = person;
        replace(desk, &kept, expected, "applicant_changed")
    })
    .await
}

/// Puts a changed person in the place of the expected version.
fn replace(desk: &Desk, kept: &Kept<Applicant>, expected: u64, action: &str) -> Answer {
    let batch = desk
        .batch()
        .replace(Applicant::KIND, &desk.key(&kept.id), expected, stored(&kept.body)?)
        .journal(Entry::new(action).about(Applicant::KIND, &kept.id));
    desk.commit(&batch)?;
    desk.changed(&Changed::person(&kept.id))?;
    let view = PersonView::of(&kept.body.person, kept.body.closed_on, &desk.audience());
    Ok(Reply::ok(&view)?.version(expected + 1))
}

/// Erases a person: profile with all versions, name and contact, decisions, attendance,
/// outcomes, groups of the audit. The journal keeps that it
/// happened; consents and disclosures stay, under the code alone, as long as the law wants proof.
#[utoipa::path(operation_id = "delete_applicant", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), responses((status = 204, description = "Erased.")))]
#[delete("/applicants/{id}")]
pub(crate) async fn delete_applicant(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let kept = desk.get::<Applicant>(&id)?;
        if kept.version != expected {
            let detail = format!("it is at version {}; read it again", kept.version);
            return Err(Problem::new(ProblemCode::VersionConflict, detail));
        }
        erase(desk, &id)?;
        Ok(Reply::nothing())
    })
    .await
}

/// Removes everything that is kept about a person, but for the proof of what was passed on. The audit
/// store comes first: as long as the person is there, erasing can be repeated.
pub(in crate::routes) fn erase(desk: &Desk, id: &str) -> Result<(), Problem> {
    desk.state.audit.forget(desk.now, &desk.caller.organisation, id)?;
    let key = desk.key(id);
    let mut batch = desk.batch().purge(Applicant::KIND, &key).purge(Contact::KIND, &key);
    let decisions = desk.query::<Decision>().equal("applicant", id);
    for decision in desk.all::<Decision>(&decisions)? {
        batch = batch.purge(Decision::KIND, &desk.key(&decision.id));
    }
    let attendance = desk.query::<Attendance>().equal("applicant", id);
    for record in desk.all::<Attendance>(&attendance)? {
        batch = batch.purge(Attendance::KIND, &desk.key(&record.id));
    }
    for record in desk.all::<Course>(&desk.query::<Course>().equal("applicant", id))? {
        batch = batch.purge(Course::KIND, &desk.key(&record.id));
    }
    desk.commit(&batch.journal(Entry::new("applicant_erased").about(Applicant::KIND, id)))?;
    desk.changed(&Changed::person(id))
}
