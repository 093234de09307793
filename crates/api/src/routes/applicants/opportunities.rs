//! Places for a person: every published profile that holds, and on request the shipped roles.

use actix_web::{get, web};
use formats::document::{EngineDocument, ProfileDocument};
use matching_core::{
    Label,
    adequacy::RoleFit,
    calendar::Date,
    explain::Hint,
    quantity::Centipoints,
    roles::{Distance, RankedRole, RoleList},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, PageParameters, Reply},
    live::Bound,
    records::{Applicant, Record as _},
    view::MatchView,
};

/// Which places.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// The roles of this shipped pack instead of the organisation's own profiles.
    #[param(max_length = 96)]
    pack: Option<String>,
    /// Most places, 1 to 500; the best ones first.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A place for a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opportunity {
    /// What the work is called.
    title: Label,
    /// Who asks.
    employer: Option<String>,
    /// The version of the profile.
    version: u32,
    /// How far away the place is.
    distance: Distance,
    /// How near the place is to what the person can.
    fit: RoleFit,
    /// What the list is ordered by inside a distance: closeness and wishes, in centipoints.
    suits: Centipoints,
    /// That recognition or a higher role should be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Hint>,
    /// How they fit.
    pair: MatchView,
}

impl Opportunity {
    fn of(applicant: &str, place: &Bound, ranked: &RankedRole) -> Self {
        let ProfileDocument { id, title, employer, version, .. } = &place.document;
        Self {
            title: title.clone(),
            employer: employer.clone(),
            version: *version,
            distance: ranked.distance,
            fit: ranked.fit,
            suits: ranked.suits,
            hint: ranked.hint,
            pair: MatchView::of(applicant, id, &ranked.score),
        }
    }
}

/// Places for a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opportunities {
    /// The day as of which everything was read.
    as_of: Date,
    /// What computed it.
    engine: EngineDocument,
    /// That every place within reach asks for less than the person can: recognition or a higher role
    /// should be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Hint>,
    /// The places in order.
    items: Vec<Opportunity>,
}

/// Lists places for a person: what is within reach first, then by how near the place is to what the
/// person can and wants. An order for reading, never a decision.
#[utoipa::path(operation_id = "list_opportunities", tag = "matches", params(("id" = String, Path, description = "The person's code."), Wanted), responses((status = 200, description = "Places.", body = Opportunities)))]
#[get("/applicants/{id}/opportunities")]
pub(crate) async fn list_opportunities(
    desk: Desk,
    id: web::Path<String>,
    wanted: web::Query<Wanted>,
) -> Answer {
    desk.run(move |desk| {
        let limit = PageParameters { cursor: None, limit: wanted.limit }.limit()?;
        let office = desk.office(wanted.as_of)?;
        let (portrait, version) = desk.portrait(&office, &id)?;
        let engine = desk.state.knowledge.engine();
        let places = office.places(&desk.state.knowledge, wanted.pack.as_deref())?;
        let RoleList { roles, hint } = engine.roles_for(&portrait, places.roles());
        let listed = roles.iter().take(limit);
        let items: Vec<Opportunity> = listed
            .filter_map(|ranked| {
                Some(Opportunity::of(&id, places.bound().get(ranked.role)?, ranked))
            })
            .collect();
        let details = json!({
            "applicant_version": version,
            "as_of": office.day(),
            "fingerprint": desk.state.fingerprint,
            "places": items.len(),
        });
        let entry = Entry::new("opportunities_read").about(Applicant::KIND, &*id);
        desk.saw(entry.details(details))?;
        Reply::ok(&Opportunities { as_of: office.day(), engine: desk.engine(), hint, items })
    })
    .await
}
