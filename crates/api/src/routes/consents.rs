//! What people agree to: per recipient and field, revocable, empty by default.

use actix_web::{delete, get, post, web};
use matching_core::{calendar::Date, criteria::KindName, id::ApplicantId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Entry, Timestamp};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Role,
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Applicant, Consent, Kept, Recipient, RecipientKind, Record as _, random_id},
    view::{Audience, CONTACT, NAME},
};

/// A consent of a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"applicant": "P-001", "recipient": {"kind": "employer", "id": "Haus Abendrot"}, "fields": ["name", "language"], "valid_to": "2027-03-31", "given": "Schriftlich am 20.11.2026, Formblatt 3."}))]
pub(crate) struct NewConsent {
    /// The person.
    applicant: ApplicantId,
    /// Who may see it.
    recipient: Recipient,
    /// What: names of kinds, `name`, `contact`.
    #[schema(min_items = 1, max_items = 30)]
    fields: Vec<String>,
    /// The last day on which it holds; until it is revoked without it.
    valid_to: Option<Date>,
    /// How the person was informed and agreed.
    #[schema(min_length = 1, max_length = 1000)]
    given: String,
}

body!(NewConsent);

/// Which consents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those of this person.
    #[param(max_length = 96)]
    applicant: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsentView {
    /// Its identifier.
    id: String,
    /// When it was recorded or revoked.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who recorded or revoked it.
    by: String,
    /// What the person agreed to.
    consent: Consent,
}

impl ConsentView {
    pub(super) fn of(kept: Kept<Consent>) -> Self {
        Self { id: kept.id, at: kept.at, by: kept.by, consent: kept.body }
    }
}

/// Whether the caller is concerned: a companion sees consents given to them.
fn concerns(desk: &Desk, consent: &Consent) -> bool {
    desk.caller.role != Role::Companion || {
        let Recipient { kind, id } = &consent.recipient;
        *kind == RecipientKind::Companion && *id == desk.caller.name
    }
}

/// What a person agrees that a recipient may see today.
pub(super) fn agreed(
    desk: &Desk,
    applicant: &str,
    recipient: &Recipient,
) -> Result<Vec<String>, Problem> {
    let today = desk.today();
    let query = desk.query::<Consent>().equal("applicant", applicant);
    let consents = desk.all::<Consent>(&query)?.into_iter().map(|kept| kept.body);
    let holding =
        consents.filter(|consent| consent.recipient == *recipient && consent.holds_on(today));
    Ok(holding.flat_map(|consent| consent.fields).collect())
}

/// What the caller may see of one person; nothing at all for a companion without a consent.
pub(super) fn near(desk: &Desk, applicant: &str) -> Result<Option<Audience>, Problem> {
    if desk.caller.role != Role::Companion {
        return Ok(Some(desk.audience()));
    }
    let id = desk.caller.name.clone();
    let companion = Recipient { kind: RecipientKind::Companion, id };
    let fields = agreed(desk, applicant, &companion)?;
    Ok(if fields.is_empty() { None } else { Some(Audience::Companion(fields)) })
}

/// Lists consents.
#[utoipa::path(operation_id = "list_consents", tag = "data protection", params(Which), responses((status = 200, description = "A page of consents.", body = Listing<ConsentView>)))]
#[get("/consents")]
pub(crate) async fn list_consents(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let Which { applicant, cursor, limit } = which.into_inner();
        let query = desk.query::<Consent>();
        let query = match (&applicant, desk.caller.role) {
            (Some(applicant), _) => query.equal("applicant", applicant.as_str()),
            (None, Role::Companion) => {
                let id = desk.caller.name.clone();
                let own = Recipient { kind: RecipientKind::Companion, id };
                query.equal("recipient", own.key())
            }
            (None, _) => query,
        };
        let found = desk.page::<Consent>(query, &PageParameters { cursor, limit })?;
        let items = found.items.into_iter().filter(|kept| concerns(desk, &kept.body));
        let items: Vec<ConsentView> = items.map(ConsentView::of).collect();
        let people: Vec<&str> = items.iter().map(|item| item.consent.applicant.as_str()).collect();
        desk.saw(Entry::new("consents_listed").details(json!({ "people": people })))?;
        Reply::ok(&Listing { items, next: found.next })
    })
    .await
}

/// Gives one consent.
#[utoipa::path(operation_id = "get_consent", tag = "data protection", params(("id" = String, Path, description = "The identifier of the consent.")), responses((status = 200, description = "The consent.", body = ConsentView)))]
#[get("/consents/{id}")]
pub(crate) async fn get_consent(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let kept = own(desk, &id)?;
        let applicant = kept.body.applicant.to_string();
        desk.saw(Entry::new("consent_read").about(Applicant::KIND, applicant))?;
        let version = kept.version;
        Ok(Reply::ok(&ConsentView::of(kept))?.version(version))
    })
    .await
}

fn own(desk: &Desk, id: &str) -> Result<Kept<Consent>, Problem> {
    let kept = desk.get::<Consent>(id)?;
    if concerns(desk, &kept.body) { Ok(kept) } else { Err(Problem::missing(id)) }
}

/// Records that a person agrees to a recipient seeing some of what is recorded.
#[utoipa::path(operation_id = "create_consent", tag = "data protection", request_body = NewConsent, responses((status = 201, description = "Recorded.", body = ConsentView)))]
#[post("/consents")]
pub(crate) async fn create_consent(desk: Desk, content: Content) -> Answer {
    let wanted: NewConsent = content.read()?;
    desk.run(move |desk| {
        let NewConsent { applicant, recipient, fields, valid_to, given } = wanted;
        let known = |field: &&String| {
            [NAME, CONTACT].contains(&field.as_str()) || KindName::of(field).is_some()
        };
        if let Some(field) = fields.iter().find(|field| !known(field)) {
            let detail = format!("{field:?} is no kind of criterion, nor `name` or `contact`");
            return Err(Problem::new(ProblemCode::InvalidDocument, detail));
        }
        desk.get::<Applicant>(applicant.as_str())?;
        desk.once(&content, || {
            let recipient_key = recipient.key();
            let revoked_at = None;
            let agreed = Consent {
                applicant,
                recipient,
                recipient_key,
                fields,
                valid_to,
                given,
                revoked_at,
            };
            let id = random_id()?;
            let entry =
                Entry::new("consent_given").about(Applicant::KIND, agreed.applicant.to_string());
            let batch = desk
                .batch()
                .create(Consent::KIND, &desk.key(&id), stored(&agreed)?)
                .journal(entry.details(json!({ "consent": id })));
            let place = format!("/v1/consents/{id}");
            let view = ConsentView { id, at: desk.now, by: desk.caller.actor(), consent: agreed };
            Ok((batch, Reply::created(place, &view)?.version(1)))
        })
    })
    .await
}

/// Revokes a consent: the recipient sees nothing more of it from the next request on. That there was
/// one stays on record.
#[utoipa::path(operation_id = "revoke_consent", tag = "data protection", params(("id" = String, Path, description = "The identifier of the consent.")), responses((status = 204, description = "Revoked.")))]
#[delete("/consents/{id}")]
pub(crate) async fn revoke_consent(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let expected = desk.expected()?;
        let mut kept = own(desk, &id)?;
        if kept.body.revoked_at.is_some() {
            return Err(Problem::new(ProblemCode::WrongState, "it was revoked before"));
        }
        kept.body.revoked_at = Some(desk.now);
        let entry =
            Entry::new("consent_revoked").about(Applicant::KIND, kept.body.applicant.to_string());
        let batch =
            desk.batch().replace(Consent::KIND, &desk.key(&id), expected, stored(&kept.body)?);
        desk.commit(&batch.journal(entry.details(json!({ "consent": *id }))))?;
        Ok(Reply::nothing())
    })
    .await
}
