//! Reading one residence paper as of a day. It is read, answered and forgotten.

use actix_web::post;
use formats::IssueCode;
use issue::Issue;
use knowledge::Knowledge;
use matching_core::{
    access::{Assessment, Paper, Purpose},
    calendar::Date,
    id::StatusId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::Problem,
};

/// A residence paper, and what the person would do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "as_of": "2026-11-22",
    "purpose": "employment",
    "paper": { "status": "A26", "note": "permitted", "issued": "2025-08-04" },
}))]
pub(crate) struct AccessRequest {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// What the person would do.
    purpose: Purpose,
    /// What the paper says, and what else is known. What is left out is unknown, never "no".
    paper: Paper,
}

body!(AccessRequest);

/// What a paper means for work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessAnswer {
    /// The assessment: access, grounds, questions, steps, window of stay.
    assessment: Assessment,
    /// The same in sentences, in the language that was asked for.
    told: Vec<String>,
    /// That a qualified person must check it.
    notice: String,
}

/// Reads a residence paper: may work, needs permission, not yet, or to clarify, with grounds, steps
/// and the window of stay.
///
/// Nothing of the paper is kept or logged. No result is a decision; a qualified person must check it.
#[utoipa::path(operation_id = "assess_access", tag = "knowledge", request_body = AccessRequest, responses((status = 200, description = "What the paper means.", body = AccessAnswer)))]
#[post("/access-assessments")]
pub(crate) async fn assess_access(desk: Desk, content: Content) -> Answer {
    let AccessRequest { as_of, purpose, paper } = content.read()?;
    desk.run(move |desk| {
        let knowledge = &desk.state.knowledge;
        let issues = unknown(knowledge, &paper);
        if !issues.is_empty() {
            return Err(Problem::invalid(&issues, desk.language));
        }
        let as_of = as_of.unwrap_or_else(|| desk.today());
        let assessment = knowledge.access().assess(&paper, purpose, as_of);
        let teller = knowledge.teller(desk.language);
        let told = teller.access(knowledge.access(), &assessment);
        let notice = teller.texts().get("access.told.notice").to_owned();
        Reply::ok(&AccessAnswer { assessment, told, notice })
    })
    .await
}

/// What the rules do not know: a case of no day, or a question.
fn unknown(knowledge: &Knowledge, paper: &Paper) -> Vec<Issue> {
    let rules = knowledge.access();
    let mut issues = Vec::new();
    let known = |status: &StatusId| rules.rules().iter().any(|rule| rule.id == *status);
    if let Some(status) = paper.status.as_ref().filter(|status| !known(status)) {
        let issue = Issue::new(IssueCode::NotAllowed, "/paper/status").with("found", status);
        issues.push(issue.with_both(
            "suggestion",
            "Die Fälle stehen unter /v1/access-rules.",
            "the cases are listed at /v1/access-rules",
        ));
    }
    for question in paper.answers.keys().filter(|question| rules.question(question).is_none()) {
        let field = format!("/paper/answers/{question}");
        let issue = Issue::new(IssueCode::NotAllowed, field).with("found", question);
        issues.push(issue.with_both(
            "suggestion",
            "Die Fragen eines Falls stehen unter /v1/access-rules/{id}.",
            "the questions of a case are listed at /v1/access-rules/{id}",
        ));
    }
    issues
}
