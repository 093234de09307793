//! Everything that is kept about one person, for that person (DSGVO Art. 15 and 20).

use actix_web::{get, web};
use formats::document::PersonDocument;
use serde::Serialize;
use store::{Entry, JournalQuery, Timestamp};
use utoipa::ToSchema;

use crate::{
    audit::Groups,
    http::{Answer, Desk, Reply},
    problem::Problem,
    records::{
        Applicant, Attendance, Consent, Contact, Course, Decision, Disclosure, Kept, Record as _,
    },
    routes::{
        consents::ConsentView,
        decisions::DecisionView,
        disclosures::DisclosureView,
        interview_days::{AttendanceView, OutcomeView},
        journal::EntryView,
    },
};

/// Entries of the journal are read in pieces of this size.
const PIECE: usize = 500;

/// Everything that is kept about a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonExport {
    /// What is recorded now.
    person: PersonDocument,
    /// Name and contact.
    contact: Option<Contact>,
    /// What was recorded, the newest version first.
    versions: Vec<FormerVersion>,
    /// What was decided.
    decisions: Vec<DecisionView>,
    /// What the person agreed to.
    consents: Vec<ConsentView>,
    /// What was passed on, and to whom.
    disclosures: Vec<DisclosureView>,
    /// Which application days the person came to.
    attendance: Vec<AttendanceView>,
    /// What came of them.
    outcomes: Vec<OutcomeView>,
    /// To which groups the person belongs in audits, by attribute; null where nothing was noted. It stands
    /// apart from all the rest and is shown here alone.
    #[schema(value_type = Option<std::collections::BTreeMap<String, String>>)]
    audit_groups: Option<Groups>,
    /// Who did what with it, the newest first.
    journal: Vec<EntryView>,
}

/// A version of what was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormerVersion {
    /// Which version it is.
    version: u64,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who wrote it.
    by: String,
    /// What it said.
    person: PersonDocument,
}

/// Gives everything that is kept about a person.
#[utoipa::path(operation_id = "export_applicant", tag = "data protection", params(("id" = String, Path, description = "The person's code.")), responses((status = 200, description = "Everything.", body = PersonExport)))]
#[get("/applicants/{id}/export")]
pub(crate) async fn export_applicant(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = desk.get::<Applicant>(&id)?;
        desk.saw(Entry::new("applicant_exported").about(Applicant::KIND, &*id))?;
        let decisions =
            desk.all::<Decision>(&desk.query::<Decision>().equal("applicant", &**id))?;
        let consents = desk.all::<Consent>(&desk.query::<Consent>().equal("applicant", &**id))?;
        let disclosures =
            desk.all::<Disclosure>(&desk.query::<Disclosure>().equal("applicant", &**id))?;
        let attendance =
            desk.all::<Attendance>(&desk.query::<Attendance>().equal("applicant", &**id))?;
        let outcomes = desk.all::<Course>(&desk.query::<Course>().equal("applicant", &**id))?;
        Reply::ok(&PersonExport {
            versions: versions(desk, &id)?,
            contact: desk.find::<Contact>(&id)?.map(|contact| contact.body),
            decisions: decisions.into_iter().map(DecisionView::of).collect(),
            consents: consents.into_iter().map(ConsentView::of).collect(),
            disclosures: disclosures.into_iter().map(DisclosureView::of).collect(),
            attendance: attendance.into_iter().map(AttendanceView::of).collect(),
            outcomes: outcomes.into_iter().map(OutcomeView::of).collect(),
            audit_groups: desk.state.audit.of_person(&desk.caller.organisation, &id)?,
            journal: journal(desk, &id)?,
            person: kept.body.person,
        })
    })
    .await
}

fn versions(desk: &Desk, id: &str) -> Result<Vec<FormerVersion>, Problem> {
    let key = desk.key(id);
    let mut versions = Vec::new();
    let mut before = None;
    loop {
        let found = desk.state.store.history(Applicant::KIND, &key, before, PIECE)?;
        let Some(last) = found.last().map(|version| version.number) else { return Ok(versions) };
        for version in found {
            let Some(document) = version.into_document(Applicant::KIND, &key) else { continue };
            let Kept { version, at, by, body, .. } = Kept::<Applicant>::read(document)?;
            versions.push(FormerVersion { version, at, by, person: body.person });
        }
        before = Some(last);
    }
}

fn journal(desk: &Desk, id: &str) -> Result<Vec<EntryView>, Problem> {
    let mut entries = Vec::new();
    let mut query = JournalQuery::about(Applicant::KIND, id).descending().limit(PIECE);
    loop {
        let found = desk.state.store.journal(&query)?;
        let Some(last) = found.last().map(|entry| entry.seq) else { return Ok(entries) };
        let own = found.into_iter().filter(|entry| entry.organisation == desk.caller.organisation);
        entries.extend(own.map(EntryView::of));
        query = query.after(last);
    }
}
