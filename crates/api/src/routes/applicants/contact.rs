//! Who a person is and how they are reached: apart from the profile, with its own rights.

use actix_web::{get, put, web};
use store::Entry;

use crate::{
    http::{Answer, Content, Desk, Reply, body, stored},
    problem::Problem,
    records::{Applicant, Contact, Record as _},
    routes::consents::near,
    view::{Audience, CONTACT},
};

body!(Contact);

/// Gives name and contact of a person.
#[utoipa::path(operation_id = "get_contact", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), responses((status = 200, description = "Name and contact.", body = Contact)))]
#[get("/applicants/{id}/contact")]
pub(crate) async fn get_contact(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let audience = near(desk, &id)?.ok_or_else(|| Problem::missing(&id))?;
        if matches!(audience, Audience::Companion(_)) && !audience.sees(CONTACT) {
            return Err(Problem::missing(&id));
        }
        let kept = desk.get::<Contact>(&id)?;
        desk.saw(Entry::new("contact_read").about(Applicant::KIND, &*id))?;
        Ok(Reply::ok(&kept.body)?.version(kept.version))
    })
    .await
}

/// Records or replaces name and contact of a person.
#[utoipa::path(operation_id = "put_contact", tag = "applicants", params(("id" = String, Path, description = "The person's code.")), request_body = Contact, responses((status = 200, description = "Recorded.", body = Contact)))]
#[put("/applicants/{id}/contact")]
pub(crate) async fn put_contact(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: Contact = content.read()?;
    desk.run(move |desk| {
        let applicant = desk.get::<Applicant>(&id)?;
        let key = desk.key(&id);
        let batch = desk.batch().require(Applicant::KIND, &key, Some(applicant.version));
        let batch = match desk.find::<Contact>(&id)? {
            Some(_) => batch.replace(Contact::KIND, &key, desk.expected()?, stored(&wanted)?),
            None => batch.create(Contact::KIND, &key, stored(&wanted)?),
        };
        let entry = Entry::new("contact_changed").about(Applicant::KIND, &*id);
        let receipt = desk.commit(&batch.journal(entry))?;
        let version = receipt.versions.last().copied().unwrap_or(1);
        Ok(Reply::ok(&wanted)?.version(version))
    })
    .await
}
