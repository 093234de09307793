//! Organisations of an installation. Nothing is shared between two of them.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use store::{Entry, Query};
use utoipa::ToSchema;

use super::users::{NewUser, check_login};
use crate::{
    access::{Role, invitation},
    http::{Answer, Content, Desk, Listing, PageParameters, Reply, body, stored},
    problem::{Problem, ProblemCode},
    records::{Invitation, Kept, Organisation, Record as _, User},
};

/// A new organisation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrganisation {
    /// Its identifier: 2 to 24 small letters, digits and hyphens.
    #[schema(pattern = "^[a-z][a-z0-9-]{1,23}$")]
    pub(super) id: String,
    /// What it is called.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: String,
}

/// A new organisation with its first administrator.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationRequest {
    /// The organisation.
    organisation: NewOrganisation,
    /// The name its first administrator signs in with.
    #[schema(pattern = "^[a-z0-9][a-z0-9._@-]{2,63}$")]
    login: String,
    /// What the first administrator is called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
}

body!(OrganisationRequest);

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationView {
    /// Its identifier.
    id: String,
    /// What it is called.
    name: String,
    /// Whether its administrators run the installation.
    operator: bool,
}

/// An organisation whose first administrator is invited.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitedOrganisation {
    /// Its identifier.
    id: String,
    /// The secret of the first administrator's link; shown once.
    invitation: String,
}

impl NewOrganisation {
    /// Refuses identifiers that would not fit into a path or a key of the store.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let first = self.id.chars().next().is_some_and(|sign| sign.is_ascii_lowercase());
        let rest = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        if first && (2..=24).contains(&self.id.len()) && self.id.chars().all(rest) {
            return Ok(());
        }
        let detail = "an organisation's identifier has 2 to 24 small letters, digits and hyphens";
        Err(Problem::new(ProblemCode::InvalidDocument, detail))
    }
}

/// Only those who run the installation see beyond their own organisation.
fn as_operator(desk: &Desk) -> Result<(), Problem> {
    let own = desk.state.store.get(Organisation::KIND, &desk.caller.organisation)?;
    let own: Option<Kept<Organisation>> = own.map(Kept::read).transpose()?;
    if own.is_some_and(|own| own.body.operator) {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::Forbidden, "only the operator of the installation may do this"))
}

/// Lists the organisations of the installation. For the organisation that runs it.
#[utoipa::path(operation_id = "list_organisations", tag = "accounts", params(PageParameters), responses((status = 200, description = "A page of organisations.", body = Listing<OrganisationView>)))]
#[get("/organisations")]
pub(crate) async fn list_organisations(desk: Desk, page: web::Query<PageParameters>) -> Answer {
    desk.run(move |desk| {
        as_operator(desk)?;
        let found = desk.page::<Organisation>(Query::all(Organisation::KIND), &page)?;
        let items = found.items.into_iter().map(|kept| OrganisationView {
            id: kept.id,
            name: kept.body.name,
            operator: kept.body.operator,
        });
        Reply::ok(&Listing { items: items.collect(), next: found.next })
    })
    .await
}

/// Adds an organisation and invites its first administrator. For the organisation that runs the
/// installation.
#[utoipa::path(operation_id = "create_organisation", tag = "accounts", request_body = OrganisationRequest, responses((status = 201, description = "Added.", body = InvitedOrganisation)))]
#[post("/organisations")]
pub(crate) async fn create_organisation(desk: Desk, content: Content) -> Answer {
    let wanted: OrganisationRequest = content.read()?;
    desk.run(move |desk| {
        as_operator(desk)?;
        desk.once(&content, || {
            let OrganisationRequest { organisation, login, name } = wanted;
            organisation.check()?;
            check_login(&login)?;
            let NewOrganisation { id, name: called } = organisation;
            let (key, invitation, secret) = invitation::new(&desk.state, Some(&login), desk.now)?;
            let user =
                NewUser { login, name, role: Role::Administrator, employer: None, email: None };
            let body = Organisation { name: called, operator: false };
            let batch = desk
                .batch()
                .journal(Entry::new("organisation_added").about(Organisation::KIND, &id))
                .of(&id)
                .create(Organisation::KIND, &id, stored(&body)?)
                .create(User::KIND, &user.login, stored(&user.account())?)
                .create(Invitation::KIND, &key, stored(&invitation)?);
            let place = format!("/v1/organisations?id={id}");
            let reply = Reply::created(place, &InvitedOrganisation { id, invitation: secret })?;
            Ok((batch, reply.shown_once()))
        })
    })
    .await
}
