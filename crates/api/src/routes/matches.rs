//! Stateless matching: documents in, results out, nothing stored.

use issue::{Issue, Language, any_error};

use actix_web::{HttpRequest, post, web};
use formats::{
    IssueCode,
    answer::{Listing, matches},
    document::{MatchesDocument, PersonDocument, ProfileDocument},
};
use matching_core::{calendar::Date, model::RequirementProfile, score::Order};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::profiles;
use crate::{
    State,
    http::{Content, body, language},
    problem::{Problem, ProblemCode},
};

/// What to match.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatchRequest {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// In which order people are listed.
    #[serde(default)]
    order: Order,
    /// Most people listed per profile; everybody without it, as far as the limits allow.
    #[schema(minimum = 1)]
    top: Option<usize>,
    /// Requirement profiles.
    #[serde(default)]
    profiles: Vec<ProfileDocument>,
    /// Roles of the shipped packs by identifier, such as `C11`, beside or instead of `profiles`.
    #[serde(default)]
    roles: Vec<String>,
    /// Competence profiles.
    people: Vec<PersonDocument>,
}

body!(MatchRequest);

/// Scores people against requirement profiles. Nothing is stored.
///
/// The result is an order for reading with reasons, never a decision about a person.
#[utoipa::path(
    tag = "matches",
    request_body = MatchRequest,
    responses(
        (status = 200, description = "Every pair with its class, spans and parts.", body = MatchesDocument),
    )
)]
#[post("/matches")]
pub(crate) async fn create_matches(
    state: web::Data<State>,
    request: HttpRequest,
    content: Content,
) -> Result<web::Json<MatchesDocument>, Problem> {
    let asked_in = language(&request);
    let wanted: MatchRequest = content.read()?;
    let computed = web::block(move || compute(&state, wanted, asked_in)).await;
    let failed = |error: actix_web::error::BlockingError| {
        Problem::new(ProblemCode::Internal, error.to_string())
    };
    computed.map_err(failed)?.map(web::Json)
}

fn compute(
    state: &State,
    wanted: MatchRequest,
    language: Language,
) -> Result<MatchesDocument, Problem> {
    let profiles = checked(state, &wanted).map_err(|issues| Problem::invalid(&issues, language))?;
    let config = &state.config;
    let listed = wanted.top.unwrap_or(usize::MAX).min(wanted.people.len());
    for (found, limit, what) in [
        (wanted.people.len(), config.people, "people"),
        (profiles.len(), config.profiles, "profiles"),
        (profiles.len().saturating_mul(listed), config.pairs, "listed pairs; use `top`"),
    ] {
        if found > limit {
            let detail = format!("{found} {what}, at most {limit} are allowed");
            return Err(Problem::new(ProblemCode::TooMuch, detail));
        }
    }
    let mut people = wanted.people;
    for person in &mut people {
        person.locate(&state.knowledge.reference().places);
    }
    let as_of = wanted.as_of.unwrap_or_else(|| state.today());
    let listing = Listing { as_of, order: wanted.order, top: wanted.top };
    Ok(matches(state.knowledge.planner(), &state.fingerprint, profiles, &people, listing))
}

/// The profiles of a request, checked; every problem of the whole request at once.
fn checked(state: &State, wanted: &MatchRequest) -> Result<Vec<RequirementProfile>, Vec<Issue>> {
    let as_of = wanted.as_of.unwrap_or_else(|| state.today());
    let (profiles, mut issues) = profiles(state, &wanted.profiles, &wanted.roles, as_of);
    issues.extend(duplicate_people(&wanted.people));
    if any_error(&issues) {
        return Err(issues);
    }
    Ok(profiles.into_iter().map(|checked| checked.model).collect())
}

fn duplicate_people(people: &[PersonDocument]) -> Vec<Issue> {
    let mut seen = std::collections::BTreeMap::new();
    let mut issues = Vec::new();
    for (at, person) in people.iter().enumerate() {
        if let Some(before) = seen.insert(person.id.as_str(), at) {
            let issue = Issue::new(IssueCode::Duplicate, format!("/people/{at}/id"));
            issues.push(issue.with("id", &person.id).with("where", format!("/people/{before}")));
        }
    }
    issues
}
