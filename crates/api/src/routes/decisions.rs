//! What people decided beside what the engine said, and what the persons concerned think of it.

use actix_web::{get, post, web};
use matching_core::{
    calendar::Date,
    id::{ApplicantId, ProfileId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use super::consents::near;
use crate::{
    evaluate::Evaluated,
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Act, Applicant, Contest, Decision, Kept, Outcome, Record as _, random_id},
};

/// A decision about a person and a place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"applicant": "P-001", "profile": "C11", "act": "override", "outcome": "address", "reason": "Die Sprachprüfung ist nächste Woche."}))]
pub(crate) struct NewDecision {
    /// The person.
    applicant: ApplicantId,
    /// The requirement profile.
    profile: ProfileId,
    /// Whether the suggestion is followed.
    act: Act,
    /// What follows from it.
    outcome: Outcome,
    /// Why; an override needs one.
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
    /// The day as of which the pair is evaluated; today without it.
    as_of: Option<Date>,
}

/// That a person does not agree with a decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Ich habe das Zertifikat nachgereicht."}))]
pub(crate) struct NewContest {
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

body!(NewDecision, NewContest);

/// Which decisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those about this person.
    #[param(max_length = 96)]
    applicant: Option<String>,
    /// Only those about this profile; not together with `applicant`.
    #[param(max_length = 96)]
    profile: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionView {
    /// Its identifier.
    id: String,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who decided, or contested.
    by: String,
    /// What was decided.
    decision: Decision,
}

impl DecisionView {
    pub(super) fn of(kept: Kept<Decision>) -> Self {
        Self { id: kept.id, at: kept.at, by: kept.by, decision: kept.body }
    }
}

/// Lists decisions.
#[utoipa::path(operation_id = "list_decisions", tag = "decisions", params(Which), responses((status = 200, description = "A page of decisions.", body = Listing<DecisionView>)))]
#[get("/decisions")]
pub(crate) async fn list_decisions(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let Which { applicant, profile, cursor, limit } = which.into_inner();
        let query = desk.query::<Decision>();
        let query = match (&applicant, &profile) {
            (Some(applicant), None) => query.equal("applicant", applicant.as_str()),
            (None, Some(profile)) => query.equal("profile", profile.as_str()),
            (None, None) => query,
            (Some(_), Some(_)) => {
                let detail = "ask by applicant or by profile, not by both";
                return Err(Problem::new(ProblemCode::InvalidParameter, detail));
            }
        };
        let found = desk.page::<Decision>(query, &PageParameters { cursor, limit })?;
        let people: Vec<&str> =
            found.items.iter().map(|kept| kept.body.applicant.as_str()).collect();
        desk.saw(Entry::new("decisions_listed").details(json!({ "people": people })))?;
        Reply::ok(&found.map(DecisionView::of))
    })
    .await
}

/// Gives one decision.
#[utoipa::path(operation_id = "get_decision", tag = "decisions", params(("id" = String, Path, description = "The identifier of the decision.")), responses((status = 200, description = "The decision.", body = DecisionView)))]
#[get("/decisions/{id}")]
pub(crate) async fn get_decision(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = desk.get::<Decision>(&id)?;
        let applicant = kept.body.applicant.to_string();
        desk.saw(Entry::new("decision_read").about(Applicant::KIND, applicant))?;
        let version = kept.version;
        Ok(Reply::ok(&DecisionView::of(kept))?.version(version))
    })
    .await
}

/// Records what somebody decided, beside what the engine says at this moment.
#[utoipa::path(operation_id = "create_decision", tag = "decisions", request_body = NewDecision, responses((status = 201, description = "Recorded.", body = DecisionView)))]
#[post("/decisions")]
pub(crate) async fn create_decision(desk: Desk, content: Content) -> Answer {
    let wanted: NewDecision = content.read()?;
    desk.run(move |desk| {
        desk.once(&content, || {
            let NewDecision { applicant, profile, act, outcome, reason, as_of } = wanted;
            if act == Act::Override && reason.as_deref().is_none_or(|text| text.trim().is_empty()) {
                let detail = "who decides otherwise says why: `reason`";
                return Err(Problem::new(ProblemCode::InvalidDocument, detail));
            }
            let office = desk.office(as_of)?;
            desk.get::<Applicant>(applicant.as_str())?;
            let (evaluated, _) =
                Evaluated::of(desk, &office, applicant.as_str(), profile.as_str())?;
            let details = evaluated.details(profile.as_str());
            let evaluation = evaluated.evaluation;
            let contests = Vec::new();
            let decision =
                Decision { applicant, profile, act, outcome, reason, evaluation, contests };
            let id = random_id()?;
            let entry =
                Entry::new("decided").about(Applicant::KIND, decision.applicant.to_string());
            let batch = desk
                .batch()
                .create(Decision::KIND, &desk.key(&id), stored(&decision)?)
                .journal(entry.details(details));
            let place = format!("/v1/decisions/{id}");
            let view = DecisionView { id, at: desk.now, by: desk.caller.actor(), decision };
            Ok((batch, Reply::created(place, &view)?.version(1)))
        })
    })
    .await
}

/// Records that the person does not agree. The decision stays visible as contested.
#[utoipa::path(operation_id = "contest_decision", tag = "decisions", params(("id" = String, Path, description = "The identifier of the decision.")), request_body = NewContest, responses((status = 201, description = "Recorded.", body = DecisionView)))]
#[post("/decisions/{id}/contests")]
pub(crate) async fn contest_decision(
    desk: Desk,
    id: web::Path<String>,
    content: Content,
) -> Answer {
    let wanted: NewContest = content.read()?;
    desk.run(move |desk| {
        let kept = desk.get::<Decision>(&id)?;
        near(desk, kept.body.applicant.as_str())?.ok_or_else(|| Problem::missing(&id))?;
        desk.once(&content, || {
            let mut kept = kept;
            kept.body.contests.push(Contest { at: desk.now, reason: wanted.reason });
            let entry =
                Entry::new("contested").about(Applicant::KIND, kept.body.applicant.to_string());
            let key = desk.key(&id);
            let batch =
                desk.batch().replace(Decision::KIND, &key, kept.version, stored(&kept.body)?);
            let (at, by) = (desk.now, desk.caller.actor());
            let version = kept.version + 1;
            let view = DecisionView { id: kept.id, at, by, decision: kept.body };
            let reply = Reply::created(format!("/v1/decisions/{id}"), &view)?.version(version);
            Ok((batch.journal(entry), reply))
        })
    })
    .await
}
