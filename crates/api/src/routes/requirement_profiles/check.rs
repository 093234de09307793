//! The posting guard: what stands in a profile unlawfully, without a reason, or beyond the role.
//!
//! It never changes a profile, and a person decides; but what blocks is not published.

use actix_web::{get, post, web};
use formats::{
    document::{GuardSeverity, ProfileDocument, profile::BasedOn},
    guard::{GuardNote, blocks, guard},
    read::{self, Checked},
    source::{Source, Syntax},
};
use issue::any_error;
use matching_core::calendar::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::own;
use crate::{
    http::{Answer, AsOf, Content, Desk, Reply},
    problem::{Problem, ProblemCode, ProblemIssue},
};

/// What the posting guard says about a profile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileCheck {
    /// The day as of which the rules were read.
    as_of: Date,
    /// Whether anything stands in the way of publishing.
    blocks: bool,
    /// The role that it was compared with; nothing where it names none.
    compared_with: Option<BasedOn>,
    /// The notes, the heaviest first.
    notes: Vec<GuardNote>,
    /// What else should be looked at in the document.
    warnings: Vec<ProblemIssue>,
}

impl ProfileCheck {
    /// What the guard says about a profile that was read.
    pub(in crate::routes) fn of(desk: &Desk, checked: &Checked, as_of: Date) -> Self {
        let notes = notes(desk, checked, as_of);
        let compared_with = checked.document.based_on.clone();
        let blocks = blocks(&notes);
        Self { as_of, blocks, compared_with, notes, warnings: Vec::new() }
    }
}

fn notes(desk: &Desk, checked: &Checked, as_of: Date) -> Vec<GuardNote> {
    let knowledge = &desk.state.knowledge;
    let template = knowledge.template(&checked.document, as_of);
    guard(knowledge.guard(), checked, template.as_ref(), as_of)
}

/// A stored profile as it is scored.
fn checked(desk: &Desk, document: &ProfileDocument) -> Result<Checked, Problem> {
    let (model, issues) = read::model(document, &desk.state.knowledge.reference().names);
    let model = model.ok_or_else(|| Problem::invalid(&issues, desk.language))?;
    Ok(Checked { document: document.clone(), model })
}

/// Refuses a profile in which something stands in the way of publishing.
///
/// # Errors
/// 422 with a note for each place that blocks.
pub(super) fn refuse_what_blocks(desk: &Desk, document: &ProfileDocument) -> Result<(), Problem> {
    let notes = notes(desk, &checked(desk, document)?, desk.today());
    if !blocks(&notes) {
        return Ok(());
    }
    let blocking = notes.iter().filter(|note| note.severity == GuardSeverity::Block);
    let issues: Vec<_> = blocking.map(GuardNote::issue).collect();
    Err(Problem::invalid(&issues, desk.language))
}

/// Reads the working copy of a profile with the eyes of the posting guard.
#[utoipa::path(operation_id = "check_profile", tag = "requirement-profiles", params(("id" = String, Path, description = "The identifier of the profile."), AsOf), responses((status = 200, description = "What the guard says.", body = ProfileCheck)))]
#[get("/requirement-profiles/{id}/check")]
pub(crate) async fn check_profile(
    desk: Desk,
    id: web::Path<String>,
    when: web::Query<AsOf>,
) -> Answer {
    desk.run(move |desk| {
        let document = own(desk, &id)?.body.document;
        Reply::ok(&ProfileCheck::of(desk, &checked(desk, &document)?, when.day(desk)))
    })
    .await
}

/// Reads a profile with the eyes of the posting guard. Nothing is stored.
#[utoipa::path(operation_id = "check_document", tag = "requirement-profiles", params(AsOf), request_body = ProfileDocument, responses((status = 200, description = "What the guard says.", body = ProfileCheck)))]
#[post("/profile-checks")]
pub(crate) async fn check_document(desk: Desk, when: web::Query<AsOf>, content: Content) -> Answer {
    desk.run(move |desk| {
        let source = Source::text(content.json()?, Syntax::Json);
        let (read, issues) = read::profiles(source, desk.state.knowledge.reference());
        if any_error(&issues) {
            return Err(Problem::unreadable(&issues, desk.language));
        }
        let [checked] = read.as_slice() else {
            return Err(Problem::new(ProblemCode::InvalidDocument, "send exactly one profile"));
        };
        let warnings = issues.iter().map(|issue| ProblemIssue::new(issue, desk.language)).collect();
        Reply::ok(&ProfileCheck { warnings, ..ProfileCheck::of(desk, checked, when.day(desk)) })
    })
    .await
}
