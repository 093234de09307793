//! Computing an old result again, from the versions and the rules that the journal names.

use actix_web::{get, web};
use matching_core::explain::Explanation;
use pathways::Outreach;
use serde::Serialize;
use serde_json::json;
use store::{Entry, JournalEntry, JournalQuery};
use utoipa::ToSchema;

use crate::{
    evaluate::fingerprint,
    http::{Answer, Desk, Reply},
    live::Bound,
    problem::{Problem, ProblemCode},
    records::{Applicant, Evaluation, Kept, Published, Record as _},
};

/// An old result, computed again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reproduction {
    /// What the journal says.
    then: Evaluation,
    /// Whether the program is still the same version.
    same_program: bool,
    /// Whether the rules and the vocabulary are still the same.
    same_rules: bool,
    /// Whether the same result came out, to the byte.
    same_result: bool,
    /// The class that came out now.
    eligibility: matching_core::eligibility::Eligibility,
}

/// Computes the result of an explanation or decision again.
#[utoipa::path(operation_id = "reproduce_result", tag = "data protection", params(("number" = u64, Path, description = "The number of an entry `explanation_read` or `decided`.")), responses((status = 200, description = "The result, computed again.", body = Reproduction)))]
#[get("/journal/{number}/reproduction")]
pub(crate) async fn reproduce(desk: Desk, number: web::Path<u64>) -> Answer {
    desk.run(move |desk| {
        let entry = entry(desk, *number)?;
        let (then, explanation) = computed(desk, &entry)?;
        let applicant = entry.subject.map(|subject| subject.id).unwrap_or_default();
        let saw = Entry::new("result_reproduced").about(Applicant::KIND, applicant);
        desk.saw(saw.details(json!({ "entry": *number })))?;
        Reply::ok(&Reproduction {
            same_program: then.program == desk.engine().version,
            same_rules: then.fingerprint == desk.state.fingerprint,
            same_result: then.result == fingerprint(&explanation),
            eligibility: explanation.score.eligibility,
            then,
        })
    })
    .await
}

/// An entry of the organisation.
fn entry(desk: &Desk, number: u64) -> Result<JournalEntry, Problem> {
    let missing = || Problem::missing(&number.to_string());
    let before = number.checked_sub(1).ok_or_else(missing)?;
    let found = desk.state.store.journal(&JournalQuery::all().after(before).limit(1))?;
    let found = found.into_iter().next();
    found
        .filter(|entry| entry.seq == number && entry.organisation == desk.caller.organisation)
        .ok_or_else(missing)
}

fn computed(desk: &Desk, entry: &JournalEntry) -> Result<(Evaluation, Explanation), Problem> {
    let state = |detail: &str| Problem::new(ProblemCode::WrongState, detail);
    let then = entry.details.get("evaluation").cloned();
    let then: Option<Evaluation> = then.and_then(|then| serde_json::from_value(then).ok());
    let then = then.ok_or_else(|| state("this entry tells of no single result"))?;
    let profile = entry.details.get("profile").and_then(|id| id.as_str()).unwrap_or_default();
    let applicant = entry.subject.as_ref().map(|subject| subject.id.as_str()).unwrap_or_default();

    let key = desk.key(applicant);
    let version = desk.state.store.version(Applicant::KIND, &key, then.applicant_version)?;
    let document = version.and_then(|version| version.into_document(Applicant::KIND, &key));
    let person = document.map(Kept::<Applicant>::read).transpose()?;
    let person = person.ok_or_else(|| state("the person's document was erased"))?;
    let published = desk.find::<Published>(&Published::id(profile, then.profile_version))?;
    let published = published.ok_or_else(|| state("the profile is not there any more"))?;

    let bound = Bound::of(&desk.state.knowledge, published.body.document)?;
    let planner = desk.state.knowledge.planner();
    let mut person = person.body.person;
    person.locate(&desk.state.knowledge.reference().places);
    let portrait = planner.engine().portrait(&person.model(), then.as_of);
    let mut outreach = Outreach::new(planner, then.as_of, [&bound.bound]);
    let portrait = outreach.portrait(planner, portrait);
    let explanation = planner.engine().explain(&portrait, &bound.bound);
    Ok((then, explanation))
}
