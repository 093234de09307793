//! What to ask a person next, and recording the answer.

use actix_web::{get, post, web};
use formats::document::{EngineDocument, FactSchema, PersonDocument};
use matching_core::{calendar::Date, clarify::Question, id::ProfileId, quantity::Centipoints};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Content, Desk, Reply, segment, stored},
    live::Changed,
    problem::{Problem, ProblemCode},
    records::{Applicant, Record as _},
    view::PersonView,
};

/// For which places.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// The roles of this shipped pack instead of the organisation's own profiles.
    #[param(max_length = 96)]
    pack: Option<String>,
    /// Only this requirement profile.
    #[param(max_length = 96)]
    profile: Option<String>,
}

/// A question about a person, and what depends on its answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuestionView {
    /// The kind of criterion that it is about.
    kind: &'static str,
    /// The subject within the kind, such as `de/speaking`; empty where a kind has only one.
    subject: String,
    /// Places whose class crosses the line between "to clarify" and "suitable with conditions".
    pivot: usize,
    /// Places that could or could not be met on an application day.
    pivot_invitation: usize,
    /// Most overall points, at best, that depend on it.
    swing: Centipoints,
    /// The places whose class it decides.
    decides: Vec<ProfileId>,
}

/// What to ask a person next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Questions {
    /// The day as of which everything was read.
    as_of: Date,
    /// What computed it.
    engine: EngineDocument,
    /// The questions, the most decisive first.
    items: Vec<QuestionView>,
}

/// An answer: one more statement about the person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read by hand below, so that the statement is checked like any other")]
pub(crate) struct Clarification {
    /// The statement.
    #[schema(value_type = FactSchema)]
    fact: Value,
}

/// Lists what to ask a person next, the most decisive question first.
#[utoipa::path(operation_id = "list_clarifications", tag = "matches", params(("id" = String, Path, description = "The person's code."), Wanted), responses((status = 200, description = "Questions.", body = Questions)))]
#[get("/applicants/{id}/clarifications")]
pub(crate) async fn list_clarifications(
    desk: Desk,
    id: web::Path<String>,
    wanted: web::Query<Wanted>,
) -> Answer {
    desk.run(move |desk| {
        let office = desk.office(wanted.as_of)?;
        let (portrait, version) = desk.portrait(&office, &id)?;
        let places = office.places(&desk.state.knowledge, wanted.pack.as_deref())?;
        let mut profiles = places.bound().to_vec();
        if let Some(only) = &wanted.profile {
            profiles.retain(|profile| profile.document.id.as_str() == only);
        }
        let bound: Vec<_> = profiles.iter().map(|profile| &profile.bound).collect();
        let questions = desk.state.knowledge.engine().questions(&portrait, &bound);
        let view = |question: Question| QuestionView {
            kind: question.topic.kind.info().name,
            subject: question.topic.subject.to_string(),
            pivot: question.pivot,
            pivot_invitation: question.pivot_invitation,
            swing: question.swing,
            decides: question
                .decides
                .iter()
                .filter_map(|at| profiles.get(*at).map(|profile| profile.document.id.clone()))
                .collect(),
        };
        let items = questions.into_iter().map(view).collect();
        let entry = Entry::new("clarifications_read").about(Applicant::KIND, &*id);
        let details = json!({
            "applicant_version": version,
            "as_of": office.day(),
            "fingerprint": desk.state.fingerprint,
            "pack": wanted.pack,
            "profile": wanted.profile,
        });
        desk.saw(entry.details(details))?;
        Reply::ok(&Questions { as_of: office.day(), engine: desk.engine(), items })
    })
    .await
}

/// Records an answer: one more statement. What was recorded before stays.
#[utoipa::path(operation_id = "add_clarification", tag = "matches", params(("id" = String, Path, description = "The person's code.")), request_body = Clarification, responses((status = 201, description = "Recorded.", body = PersonView)))]
#[post("/applicants/{id}/clarifications")]
pub(crate) async fn add_clarification(
    desk: Desk,
    id: web::Path<String>,
    content: Content,
) -> Answer {
    desk.run(move |desk| {
        let answer = answer(desk, &id, &content)?;
        let reply = desk.once(&content, || {
            let mut kept = desk.get::<Applicant>(&id)?;
            kept.body.person.facts.extend(answer.facts);
            let entry = Entry::new("clarified").about(Applicant::KIND, &*id);
            let batch = desk
                .batch()
                .replace(Applicant::KIND, &desk.key(&id), kept.version, stored(&kept.body)?)
                .journal(entry);
            let view = PersonView::of(&kept.body.person, kept.body.closed_on, &desk.audience());
            let place = format!("/v1/applicants/{}", segment(&id));
            Ok((batch, Reply::created(place, &view)?.version(kept.version + 1)))
        })?;
        desk.changed(&Changed::person(&id))?;
        Ok(reply)
    })
    .await
}

/// The statement in a body, checked like one in a person's document.
fn answer(desk: &Desk, id: &str, content: &Content) -> Result<PersonDocument, Problem> {
    let wrong = |detail: &str| Problem::new(ProblemCode::InvalidDocument, detail);
    let value: Value = serde_json::from_str(content.json()?)
        .map_err(|error| Problem::new(ProblemCode::Malformed, error.to_string()))?;
    let fields = value.as_object().filter(|fields| fields.len() == 1);
    let fact = fields.and_then(|fields| fields.get("fact"));
    let fact = fact.ok_or_else(|| wrong("send an object with the one field `fact`"))?;
    let person = json!({ "id": id, "facts": [fact] }).to_string();
    super::person(desk, &content.with(person))
}
