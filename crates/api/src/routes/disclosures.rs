//! What was passed on to employers: by stage, each with its legal basis. The only way in which an
//! employer sees a person.

use actix_web::{delete, get, post, web};
use matching_core::id::{ApplicantId, ProfileId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use super::{consents::agreed, requirement_profiles};
use crate::{
    access::{Role, draw},
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{
        Applicant, Basis, Contact, Disclosure, Kept, Recipient, RecipientKind, Record as _, Stage,
        random_id,
    },
    view::{Allowed, CONTACT, DisclosedView, NAME},
};

/// What is to be passed on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"applicant": "P-001", "profile": "C11", "stage": "pseudonymous", "basis": "pseudonymised", "purpose": "Auswahl für den Bewerbertag"}))]
pub(crate) struct NewDisclosure {
    /// The person.
    applicant: ApplicantId,
    /// The requirement profile; its employer is the recipient.
    profile: ProfileId,
    /// How much.
    stage: Stage,
    /// What law allows it.
    basis: Basis,
    /// Why.
    #[schema(min_length = 1, max_length = 500)]
    purpose: String,
}

body!(NewDisclosure);

/// Which disclosures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those about this person. Not for employers.
    #[param(max_length = 96)]
    applicant: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A disclosure as the office sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DisclosureView {
    /// Its identifier.
    id: String,
    /// When it was made or ended.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who made or ended it.
    by: String,
    /// The person.
    applicant: ApplicantId,
    /// The requirement profile.
    profile: ProfileId,
    /// The employer.
    employer: String,
    /// The code under which the employer knows the person.
    code: String,
    /// How much.
    stage: Stage,
    /// What law allows it.
    basis: Basis,
    /// Why.
    purpose: String,
    /// When the employer lost sight of the person.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
}

/// A disclosure as the reader may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum DisclosureAnswer {
    /// For the office: what was passed on.
    Office(DisclosureView),
    /// For the employer: the person, as far as disclosed.
    Employer(DisclosedItem),
}

/// A person as an employer sees them, with the identifier of the disclosure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DisclosedItem {
    /// The identifier of the disclosure.
    id: String,
    /// The person.
    person: DisclosedView,
}

impl DisclosureView {
    pub(super) fn of(kept: Kept<Disclosure>) -> Self {
        let Kept { id, at, by, body, .. } = kept;
        let Disclosure { applicant, profile, employer, code, stage, basis, purpose, ended_at } =
            body;
        Self { id, at, by, applicant, profile, employer, code, stage, basis, purpose, ended_at }
    }
}

/// What the reader may see of a disclosure; nothing where an employer is not its recipient.
fn answer(desk: &Desk, kept: Kept<Disclosure>) -> Result<Option<DisclosureAnswer>, Problem> {
    if desk.caller.role != Role::Employer {
        return Ok(Some(DisclosureAnswer::Office(DisclosureView::of(kept))));
    }
    let disclosure = &kept.body;
    let is_own = desk.caller.employer.as_deref() == Some(&*disclosure.employer);
    if !is_own || disclosure.ended_at.is_some() {
        return Ok(None);
    }
    let Some(applicant) = desk.find::<Applicant>(disclosure.applicant.as_str())? else {
        return Ok(None);
    };
    let allowed = allowed(desk, disclosure)?;
    let person = DisclosedView::of(&applicant.body.person, disclosure, allowed);
    Ok(Some(DisclosureAnswer::Employer(DisclosedItem { id: kept.id, person })))
}

/// What the law allows today beyond the code: a consent that was revoked allows nothing.
pub(super) fn allowed(desk: &Desk, disclosure: &Disclosure) -> Result<Allowed, Problem> {
    if disclosure.basis == Basis::Pseudonymised {
        return Ok(Allowed::default());
    }
    let Some(contact) = desk.find::<Contact>(disclosure.applicant.as_str())? else {
        return Ok(Allowed::default());
    };
    let fields = agreed(desk, disclosure.applicant.as_str(), &recipient(disclosure))?;
    let agrees = |field: &str| fields.iter().any(|agreed| agreed == field);
    let by_law = disclosure.basis == Basis::Sgb10Section69;
    let Contact { name, phone, email, .. } = contact.body;
    Ok(Allowed {
        name: Some(name).filter(|_| by_law || agrees(NAME)),
        phone: phone.filter(|_| agrees(CONTACT)),
        email: email.filter(|_| agrees(CONTACT)),
    })
}

fn recipient(disclosure: &Disclosure) -> Recipient {
    Recipient { kind: RecipientKind::Employer, id: disclosure.employer.clone() }
}

/// Lists disclosures: for the office all, for an employer the people disclosed to them.
#[utoipa::path(operation_id = "list_disclosures", tag = "data protection", params(Which), responses((status = 200, description = "A page of disclosures.", body = Listing<DisclosureAnswer>)))]
#[get("/disclosures")]
pub(crate) async fn list_disclosures(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let Which { applicant, cursor, limit } = which.into_inner();
        let query = desk.query::<Disclosure>();
        let query = match (&applicant, &desk.caller.employer) {
            (None, Some(employer)) => query.equal("employer", employer.as_str()),
            (Some(_), Some(_)) => {
                let detail = "employers know people by the code of the disclosure";
                return Err(Problem::new(ProblemCode::InvalidParameter, detail));
            }
            (Some(applicant), None) => query.equal("applicant", applicant.as_str()),
            (None, None) => query,
        };
        let found = desk.page::<Disclosure>(query, &PageParameters { cursor, limit })?;
        let people: Vec<String> =
            found.items.iter().map(|kept| kept.body.applicant.to_string()).collect();
        desk.saw(Entry::new("disclosures_listed").details(json!({ "people": people })))?;
        let mut items = Vec::new();
        for kept in found.items {
            items.extend(answer(desk, kept)?);
        }
        Reply::ok(&Listing { items, next: found.next })
    })
    .await
}

/// Gives one disclosure: for the office what was passed on, for its employer the person.
#[utoipa::path(operation_id = "get_disclosure", tag = "data protection", params(("id" = String, Path, description = "The identifier of the disclosure.")), responses((status = 200, description = "The disclosure.", body = DisclosureAnswer)))]
#[get("/disclosures/{id}")]
pub(crate) async fn get_disclosure(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = desk.get::<Disclosure>(&id)?;
        let (applicant, version) = (kept.body.applicant.to_string(), kept.version);
        let answer = answer(desk, kept)?.ok_or_else(|| Problem::missing(&id))?;
        let entry = Entry::new("disclosure_read").about(Applicant::KIND, applicant);
        desk.saw(entry.details(json!({ "disclosure": *id })))?;
        Ok(Reply::ok(&answer)?.version(version))
    })
    .await
}

/// Refuses what the law does not allow.
fn check(desk: &Desk, disclosure: &Disclosure) -> Result<(), Problem> {
    let refused = |detail: &str| Err(Problem::new(ProblemCode::WrongState, detail));
    let is_code_only = disclosure.stage == Stage::Pseudonymous;
    if is_code_only != (disclosure.basis == Basis::Pseudonymised) {
        return refused("a code alone is `pseudonymised`; more needs a consent or § 69 SGB X");
    }
    if is_code_only {
        return Ok(());
    }
    if disclosure.basis == Basis::Sgb10Section69 && disclosure.stage == Stage::Named {
        return Ok(());
    }
    let fields = agreed(desk, disclosure.applicant.as_str(), &recipient(disclosure))?;
    let needed: &[&str] =
        if disclosure.stage == Stage::Contact { &[NAME, CONTACT] } else { &[NAME] };
    if needed.iter().all(|field| fields.iter().any(|agreed| agreed == field)) {
        return Ok(());
    }
    refused("the person has not agreed that this employer sees that; record the consent first")
}

/// Passes a person on to the employer of a profile.
#[utoipa::path(operation_id = "create_disclosure", tag = "data protection", request_body = NewDisclosure, responses((status = 201, description = "Passed on.", body = DisclosureView)))]
#[post("/disclosures")]
pub(crate) async fn create_disclosure(desk: Desk, content: Content) -> Answer {
    let wanted: NewDisclosure = content.read()?;
    desk.run(move |desk| {
        desk.once(&content, || {
            let NewDisclosure { applicant, profile, stage, basis, purpose } = wanted;
            desk.get::<Applicant>(applicant.as_str())?;
            let employer =
                requirement_profiles::own(desk, profile.as_str())?.body.document.employer;
            let employer = employer.ok_or_else(|| {
                Problem::new(ProblemCode::WrongState, "the profile names no employer")
            })?;
            let code = code(desk, &applicant, &employer)?;
            let ended_at = None;
            let disclosure =
                Disclosure { applicant, profile, employer, code, stage, basis, purpose, ended_at };
            check(desk, &disclosure)?;
            let id = random_id()?;
            let details = json!({
                "disclosure": id,
                "employer": disclosure.employer,
                "stage": disclosure.stage,
                "basis": disclosure.basis,
            });
            let entry =
                Entry::new("disclosed").about(Applicant::KIND, disclosure.applicant.to_string());
            let batch = desk
                .batch()
                .create(Disclosure::KIND, &desk.key(&id), stored(&disclosure)?)
                .journal(entry.details(details));
            let place = format!("/v1/disclosures/{id}");
            let (at, by) = (desk.now, desk.caller.actor());
            let organisation = desk.caller.organisation.clone();
            let kept = Kept { id, version: 1, at, by, organisation, body: disclosure };
            Ok((batch, Reply::created(place, &DisclosureView::of(kept))?.version(1)))
        })
    })
    .await
}

/// The code under which an employer knows a person: always the same one, for each employer another.
fn code(desk: &Desk, applicant: &ApplicantId, employer: &str) -> Result<String, Problem> {
    let query = desk.query::<Disclosure>().equal("applicant", applicant.as_str());
    let known = desk.all::<Disclosure>(&query)?.into_iter().map(|kept| kept.body);
    if let Some(known) = known.into_iter().find(|known| known.employer == employer) {
        return Ok(known.code);
    }
    let drawn = draw(4).map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    Ok(format!("K-{}", drawn.to_uppercase()))
}

/// Ends a disclosure: the employer sees nothing more of the person. That it was there stays on record.
#[utoipa::path(operation_id = "end_disclosure", tag = "data protection", params(("id" = String, Path, description = "The identifier of the disclosure.")), responses((status = 204, description = "Ended.")))]
#[delete("/disclosures/{id}")]
pub(crate) async fn end_disclosure(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let mut kept = desk.get::<Disclosure>(&id)?;
        if kept.body.ended_at.is_some() {
            return Err(Problem::new(ProblemCode::WrongState, "it was ended before"));
        }
        kept.body.ended_at = Some(desk.now);
        let entry =
            Entry::new("disclosure_ended").about(Applicant::KIND, kept.body.applicant.to_string());
        let batch =
            desk.batch().replace(Disclosure::KIND, &desk.key(&id), expected, stored(&kept.body)?);
        desk.commit(&batch.journal(entry.details(json!({ "disclosure": *id }))))?;
        Ok(Reply::nothing())
    })
    .await
}
