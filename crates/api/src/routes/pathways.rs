//! Ways from "not yet" to "suitable", stateless: documents in, ways out, nothing stored.

use actix_web::post;
use formats::{
    IssueCode,
    answer::{Wanted, pathways, situation},
    document::{PersonDocument, ProfileDocument, SituationDocument, pathway::PathwaysDocument},
    read::Checked,
};
use issue::{Issue, any_error};
use matching_core::{
    calendar::Date,
    id::{ApplicantId, ProfileId},
    score::BoundProfile,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::profiles;
use crate::{
    State,
    http::{Answer, Content, Desk, Reply, body},
    problem::{Problem, ProblemCode},
};

/// Most places of one request: each is searched, not only scored.
const MOST_PLACES: usize = 200;

/// A person, and the places that they could reach.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "as_of": "2026-11-22",
    "person": {
        "id": "P-001",
        "facts": [{
            "kind": "language", "language": "de", "skill": "speaking", "level": "B1",
            "evidence": "certificate",
        }],
    },
    "situation": { "applicant": "P-001", "regime": "sgb2", "status": "A26", "issued": "2025-08-04" },
    "roles": ["C03", "C11", "C14"],
    "profile": "C14",
}))]
pub(crate) struct PathwayRequest {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// The person.
    person: PersonDocument,
    /// What decides about measures and never about a score; what is left out is unknown.
    situation: Option<SituationDocument>,
    /// Requirement profiles.
    #[serde(default)]
    profiles: Vec<ProfileDocument>,
    /// Roles of the shipped packs by identifier, such as `C11`, beside or instead of `profiles`.
    #[serde(default)]
    roles: Vec<String>,
    /// The place wanted: only ways to it, with ladders over the other places.
    profile: Option<ProfileId>,
}

body!(PathwayRequest);

/// Looks for ways of a person to places: measures with dates, what then holds, and ladders.
///
/// Nothing is stored. What depends on somebody's decision is said to; no result is a decision.
#[utoipa::path(operation_id = "find_pathways", tag = "matches", request_body = PathwayRequest, responses((status = 200, description = "The ways.", body = PathwaysDocument)))]
#[post("/pathways")]
pub(crate) async fn find_pathways(desk: Desk, content: Content) -> Answer {
    let wanted: PathwayRequest = content.read()?;
    desk.run(move |desk| {
        let state = &desk.state;
        let as_of = wanted.as_of.unwrap_or_else(|| desk.today());
        let (checked, mut issues) = profiles(state, &wanted.profiles, &wanted.roles, as_of);
        issues.extend(about_another(wanted.situation.as_ref(), &wanted.person.id));
        if any_error(&issues) {
            return Err(Problem::invalid(&issues, desk.language));
        }
        let engine = state.knowledge.engine();
        let bound: Vec<(Checked, BoundProfile)> = checked
            .into_iter()
            .map(|checked| (checked.clone(), engine.bind(checked.model)))
            .collect();
        let places: Vec<Place<'_>> =
            bound.iter().map(|(checked, bound)| (&checked.document, bound)).collect();
        let mut person = wanted.person;
        person.locate(&state.knowledge.reference().places);
        let found = Search {
            as_of,
            person: &person,
            situation: wanted.situation.as_ref(),
            places: &places,
            target: wanted.profile.as_ref(),
        };
        Reply::ok(&found.run(state)?)
    })
    .await
}

/// A place, as it is written and as it is scored.
pub(super) type Place<'a> = (&'a ProfileDocument, &'a BoundProfile);

/// A search for ways.
pub(super) struct Search<'a> {
    /// The day as of which everything is read.
    pub(super) as_of: Date,
    /// The person.
    pub(super) person: &'a PersonDocument,
    /// What decides about measures.
    pub(super) situation: Option<&'a SituationDocument>,
    /// The places.
    pub(super) places: &'a [Place<'a>],
    /// The place wanted.
    pub(super) target: Option<&'a ProfileId>,
}

impl Search<'_> {
    /// Looks for the ways.
    ///
    /// # Errors
    /// 422 for more places than are searched at once, or a target that is none of them.
    pub(super) fn run(&self, state: &State) -> Result<PathwaysDocument, Problem> {
        let Self { as_of, person, places, target, .. } = *self;
        if places.len() > MOST_PLACES {
            let detail = format!("{} places, at most {MOST_PLACES} are allowed", places.len());
            return Err(Problem::new(ProblemCode::TooMuch, detail));
        }
        if let Some(target) = target
            && !places.iter().any(|(document, _)| document.id == *target)
        {
            let detail = format!("`profile` names {target:?}, which is none of the places asked");
            return Err(Problem::new(ProblemCode::InvalidDocument, detail));
        }
        let knowledge = &state.knowledge;
        let situation = &situation(self.situation, knowledge.access(), as_of);
        let wanted = Wanted { as_of, person, situation, places, target };
        let catalogue = knowledge.measures().catalogue();
        Ok(pathways(knowledge.engine(), catalogue, &state.fingerprint, wanted))
    }
}

/// A situation that is about somebody else.
pub(super) fn about_another(
    situation: Option<&SituationDocument>,
    person: &ApplicantId,
) -> Option<Issue> {
    let other = situation.filter(|situation| situation.applicant != *person)?;
    let issue = Issue::new(IssueCode::NotAllowed, "/situation/applicant");
    Some(issue.with("found", &other.applicant).with_both(
        "suggestion",
        format!("Erwartet wird {person}."),
        format!("expected is {person}"),
    ))
}
