//! Requirement profiles that a request brings along or names.

use formats::{IssueCode, document::ProfileDocument, read, read::Checked};
use issue::Issue;
use matching_core::calendar::Date;

use crate::State;

/// The profiles of a request, checked, with every problem of every one: documents under
/// `/profiles`, roles of the shipped packs by identifier under `/roles`.
pub(super) fn profiles(
    state: &State,
    documents: &[ProfileDocument],
    roles: &[String],
    as_of: Date,
) -> (Vec<Checked>, Vec<Issue>) {
    let reference = state.knowledge.reference();
    let mut issues = Vec::new();
    let mut profiles = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let mut document = document.clone();
        document.locate(&reference.places);
        let (model, mut found) = read::model(&document, &reference.names);
        for issue in &mut found {
            issue.place.field.insert_str(0, &format!("/profiles/{at}"));
        }
        issues.extend(found);
        profiles.extend(model.map(|model| Checked { document, model }));
    }
    for (at, id) in roles.iter().enumerate() {
        if let Some(role) = state.knowledge.role(id, as_of) {
            profiles.push(role.clone());
        } else {
            let issue = Issue::new(IssueCode::NotAllowed, format!("/roles/{at}")).with("found", id);
            issues.push(issue.with_both(
                "suggestion",
                "Die Rollen stehen unter /v1/packs.",
                "the roles are listed at /v1/packs",
            ));
        }
    }
    if profiles.is_empty() && issues.is_empty() {
        issues.push(Issue::new(IssueCode::Empty, "/profiles").with("detail", "profiles, roles"));
    }
    (profiles, issues)
}
