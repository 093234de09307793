//! A role and an employer's changes make a requirement profile. Nothing is stored.

use actix_web::{post, web};
use formats::{
    IssueCode,
    adapt::{Difference, adapt, differences},
    document::{AdaptationDocument, ProfileDocument},
    read::Checked,
};
use issue::{Issue, any_error};
use knowledge::{Knowledge, Pack};
use matching_core::calendar::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::requirement_profiles::ProfileCheck;
use crate::{
    access::Role,
    http::{Answer, AsOf, Content, Desk, Reply, body},
    problem::{Problem, ProblemCode, ProblemIssue},
};

body!(AdaptationDocument);

/// The profile that comes of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Adapted {
    /// The profile, ready to be added to the requirement profiles.
    profile: ProfileDocument,
    /// What differs from the role, field by field.
    differences: Vec<Difference>,
    /// What the posting guard says about it.
    check: ProfileCheck,
    /// What else should be looked at.
    warnings: Vec<ProblemIssue>,
}

/// Makes a requirement profile from a role, changes and a reason, with what the posting guard says.
#[utoipa::path(operation_id = "adapt_role", tag = "requirement-profiles", params(AsOf), request_body = AdaptationDocument, responses((status = 200, description = "The profile.", body = Adapted)))]
#[post("/adaptations")]
pub(crate) async fn adapt_role(desk: Desk, when: web::Query<AsOf>, content: Content) -> Answer {
    let edits: AdaptationDocument = content.read()?;
    desk.run(move |desk| {
        let own = desk.caller.employer.as_deref();
        if desk.caller.role == Role::Employer && own != Some(edits.employer.as_str()) {
            let detail = "employers adapt roles for themselves";
            return Err(Problem::new(ProblemCode::Forbidden, detail));
        }
        let (knowledge, as_of) = (&desk.state.knowledge, when.day(desk));
        let refused = |issues: &[Issue]| Problem::invalid(issues, desk.language);
        let (pack, role) = role(knowledge, &edits, as_of).map_err(|issue| refused(&[issue]))?;
        let role = &role.document;
        let (made, issues) = adapt(role, &edits, &pack.papers, knowledge.reference());
        let made = made.filter(|_| !any_error(&issues)).ok_or_else(|| refused(&issues))?;
        let differences = differences(role, &made.document)
            .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        let check = ProfileCheck::of(desk, &made, as_of);
        let warnings = issues.iter().map(|issue| ProblemIssue::new(issue, desk.language)).collect();
        Reply::ok(&Adapted { profile: made.document, differences, check, warnings })
    })
    .await
}

/// The role that is adapted: the version named, or the newest one that holds.
fn role<'k>(
    knowledge: &'k Knowledge,
    edits: &AdaptationDocument,
    as_of: Date,
) -> Result<(&'k Pack, &'k Checked), Issue> {
    let packs = knowledge.packs().iter();
    let all = packs.flat_map(|pack| pack.roles.iter().map(move |role| (pack, role)));
    let fits = |(_, role): &(&Pack, &Checked)| {
        let document = &role.document;
        let wanted = edits
            .role_version
            .map_or_else(|| document.holds_on(as_of), |version| version == document.version);
        document.id == edits.role && wanted
    };
    let found = all.filter(fits).max_by_key(|(_, role)| role.document.version);
    found.ok_or_else(|| {
        let issue = Issue::new(IssueCode::NotAllowed, "/role").with("found", &edits.role);
        issue.with_both(
            "suggestion",
            "Die Rollen stehen unter /v1/packs.",
            "the roles are listed at /v1/packs",
        )
    })
}
