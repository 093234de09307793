//! Noting to which groups people belong: written, never read back.

use std::collections::BTreeMap;

use actix_web::{delete, get, post, put, web};
use formats::{IssueCode, document::AttributeDocument};
use issue::{Issue, any_error};
use matching_core::id::ApplicantId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::ToSchema;

use super::unknown;
use crate::{
    audit::Groups,
    http::{Answer, Content, Desk, Listing, Reply, body},
    problem::Problem,
    records::Applicant,
};

/// To which groups a person belongs.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"groups": {"sex": "female", "age": "25_to_34"}}))]
pub(crate) struct PersonGroups {
    /// The group of each attribute; an attribute is left out where nothing was stated.
    groups: BTreeMap<String, String>,
}

/// To which groups people belong.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"people": [{"applicant": "P-001", "groups": {"sex": "female"}}]}))]
pub(crate) struct AllGroups {
    /// The people, each once; so many are noted together or not at all.
    #[schema(min_items = 1, max_items = 500)]
    people: Vec<OneGroups>,
}

/// To which groups one of several people belongs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneGroups {
    /// The person.
    applicant: ApplicantId,
    /// The group of each attribute; an attribute is left out where nothing was stated.
    groups: BTreeMap<String, String>,
}

/// What was noted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupsNoted {
    /// Of how many people.
    people: usize,
}

body!(PersonGroups, AllGroups);

/// Lists by what people are compared in an audit, and why. None of it is ever scored.
#[utoipa::path(operation_id = "list_audit_attributes", tag = "audits", responses((status = 200, description = "Every attribute with its groups.", body = Listing<AttributeDocument>)))]
#[get("/audit-attributes")]
pub(crate) async fn list_attributes(desk: Desk) -> Answer {
    let items = known(&desk).cloned().collect::<Vec<_>>();
    Reply::ok(&Listing { items, next: None })
}

/// Notes to which groups a person belongs, in the place of what was noted before. Kept under a
/// pseudonym, apart from the profile; no route gives it back, but for the person's own export.
#[utoipa::path(operation_id = "put_audit_groups", tag = "audits", params(("id" = String, Path, description = "The person's code.")), request_body = PersonGroups, responses((status = 204, description = "Noted.")))]
#[put("/applicants/{id}/audit-groups")]
pub(crate) async fn put_groups(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: PersonGroups = content.read()?;
    desk.run(move |desk| {
        desk.get::<Applicant>(&id)?;
        let issues = wrong(desk, &wanted.groups, "/groups");
        if any_error(&issues) {
            return Err(Problem::invalid(&issues, desk.language));
        }
        note(desk, vec![(&id, wanted.groups)])?;
        Ok(Reply::nothing())
    })
    .await
}

/// Forgets to which groups a person belongs.
#[utoipa::path(operation_id = "delete_audit_groups", tag = "audits", params(("id" = String, Path, description = "The person's code.")), responses((status = 204, description = "Forgotten, if there was anything.")))]
#[delete("/applicants/{id}/audit-groups")]
pub(crate) async fn delete_groups(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        desk.get::<Applicant>(&id)?;
        desk.saw(Entry::new("audit_groups_forgotten").details(json!({ "people": 1 })))?;
        desk.state.audit.forget(desk.now, &desk.caller.organisation, &id)?;
        Ok(Reply::nothing())
    })
    .await
}

/// Notes to which groups several people belong: all of them or, where anything is wrong, none.
#[utoipa::path(operation_id = "note_audit_groups", tag = "audits", request_body = AllGroups, responses((status = 200, description = "Noted.", body = GroupsNoted)))]
#[post("/audit-groups")]
pub(crate) async fn note_groups(desk: Desk, content: Content) -> Answer {
    let wanted: AllGroups = content.read()?;
    desk.run(move |desk| {
        let mut issues = Vec::new();
        let mut people: BTreeMap<&str, Groups> = BTreeMap::new();
        for (at, one) in wanted.people.iter().enumerate() {
            let id = one.applicant.as_str();
            let field = format!("/people/{at}/applicant");
            if desk.find::<Applicant>(id)?.is_none() {
                let issue = Issue::new(IssueCode::NotAllowed, &*field).with("found", id);
                let (de, en) = ("Zu diesem Code gibt es niemanden.", "nobody has this code");
                issues.push(issue.with_both("suggestion", de, en));
            }
            issues.extend(wrong(desk, &one.groups, &format!("/people/{at}/groups")));
            if people.insert(id, one.groups.clone()).is_some() {
                let issue = Issue::new(IssueCode::Duplicate, field).with("id", id);
                issues.push(issue.with("where", "/people"));
            }
        }
        if any_error(&issues) {
            return Err(Problem::invalid(&issues, desk.language));
        }
        let noted = GroupsNoted { people: people.len() };
        note(desk, people.into_iter().collect())?;
        Reply::ok(&noted)
    })
    .await
}

/// The attributes that hold today.
fn known(desk: &Desk) -> impl Iterator<Item = &AttributeDocument> {
    let today = desk.today();
    desk.state.knowledge.attributes().iter().filter(move |attribute| attribute.holds_on(today))
}

/// Attributes and groups that do not exist.
fn wrong(desk: &Desk, groups: &Groups, field: &str) -> Vec<Issue> {
    let is_known = |(attribute, group): &(&String, &String)| {
        known(desk).any(|one| one.id == **attribute && one.position(group).is_some())
    };
    let issue = |(attribute, group): (&String, &String)| {
        let found = format!("{attribute} = {group}");
        unknown(
            Issue::new(IssueCode::NotAllowed, format!("{field}/{attribute}")).with("found", found),
        )
    };
    groups.iter().filter(|entry| !is_known(entry)).map(issue).collect()
}

/// Writes down who notes groups of how many people, and then notes them. Not of whom: the order of the
/// journal beside that of the audit store would tell who stands under which pseudonym.
fn note(desk: &Desk, people: Vec<(&str, Groups)>) -> Result<(), Problem> {
    desk.saw(Entry::new("audit_groups_noted").details(json!({ "people": people.len() })))?;
    desk.state.audit.note(desk.now, &desk.caller.organisation, people)
}
