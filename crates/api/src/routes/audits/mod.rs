//! Audits: groups compared at every step, from the musts of a profile to still being there after a year.
//! They compare facts without names, and no number stands for few people.

mod facts;
mod groups;
mod tables;
mod view;

pub(crate) use groups::{delete_groups, list_attributes, note_groups, put_groups};

use actix_web::{get, web};
use formats::{IssueCode, document::AttributeDocument};
use issue::Issue;
use matching_core::calendar::Date;
use serde::Deserialize;
use serde_json::json;
use store::Entry;
use utoipa::IntoParams;

use self::{facts::Places, tables::Tables, view::AuditView};
use super::reports::{Least, Sources};
use crate::{
    http::{Answer, Desk, Reply},
    problem::Problem,
    records::{InterviewDay, Kept, Record as _},
};

/// How an audit is made.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The attribute by which people are compared: see `/v1/audit-attributes`.
    #[param(min_length = 1, max_length = 64, example = "sex")]
    by: String,
    /// Only this requirement profile; every one of the days without it.
    #[param(max_length = 96)]
    profile: Option<String>,
    /// The day as of which people are compared; today without it.
    as_of: Option<Date>,
    /// Whether it is published: then a number needs ten people behind it, not five, and numbers of
    /// people are rounded to five.
    #[serde(default)]
    #[param(default = false)]
    published: bool,
}

/// Compares groups of the people of one application day.
#[utoipa::path(operation_id = "audit_day", tag = "audits", params(("id" = String, Path, description = "The identifier of the day."), How), responses((status = 200, description = "The audit.", body = AuditView)))]
#[get("/interview-days/{id}/audit")]
pub(crate) async fn audit_day(desk: Desk, id: web::Path<String>, how: web::Query<How>) -> Answer {
    desk.run(move |desk| {
        let day = desk.get::<InterviewDay>(&id)?;
        let attribute = attribute(desk, &how.by)?;
        let entry = Entry::new("audit_read").about(InterviewDay::KIND, &*id);
        desk.saw(entry.details(json!({ "by": how.by, "published": how.published })))?;
        Reply::ok(&audit(desk, &[day], attribute, &how)?)
    })
    .await
}

/// Compares groups of the people of all application days of the organisation.
#[utoipa::path(operation_id = "audit_all", tag = "audits", params(How), responses((status = 200, description = "The audit.", body = AuditView)))]
#[get("/audits")]
pub(crate) async fn audit_all(desk: Desk, how: web::Query<How>) -> Answer {
    desk.run(move |desk| {
        let attribute = attribute(desk, &how.by)?;
        let days = desk.all::<InterviewDay>(&desk.query::<InterviewDay>())?;
        let details = json!({ "by": how.by, "published": how.published, "days": days.len() });
        desk.saw(Entry::new("audit_read").details(details))?;
        Reply::ok(&audit(desk, &days, attribute, &how)?)
    })
    .await
}

/// The attribute of that identifier that holds today.
fn attribute<'d>(desk: &'d Desk, id: &str) -> Result<&'d AttributeDocument, Problem> {
    let today = desk.today();
    let mut known = desk.state.knowledge.attributes().iter();
    let found = known.find(|attribute| attribute.id == id && attribute.holds_on(today));
    found.ok_or_else(|| {
        let issue = Issue::new(IssueCode::NotAllowed, "by").with("found", id);
        Problem::issue(unknown(issue), desk.language)
    })
}

/// Where attributes and groups are listed.
fn unknown(issue: Issue) -> Issue {
    issue.with_both(
        "suggestion",
        "Merkmale und Gruppen stehen unter /v1/audit-attributes.",
        "attributes and groups are listed at /v1/audit-attributes",
    )
}

fn audit(
    desk: &Desk,
    days: &[Kept<InterviewDay>],
    attribute: &AttributeDocument,
    how: &How,
) -> Result<AuditView, Problem> {
    let sources = Sources::of(desk, days)?;
    let places = Places::of(desk, days, (how.profile.as_deref(), how.as_of))?;
    let facts = facts::of(desk, days, &sources, &places)?;
    let groups = desk.state.audit.split(&desk.caller.organisation, &attribute.id, facts)?;
    let tables = Tables::new(attribute, groups, Least::of(how.published), how.published);
    Ok(tables.audit(days.len(), desk.engine(), &places))
}
