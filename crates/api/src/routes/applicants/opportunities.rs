//! Places for a person: every published profile that holds, and on request the shipped roles.

use actix_web::{get, web};
use matching_core::{Label, calendar::Date, id::ApplicantId, score::RankKey};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{cmp::Reverse, sync::Arc};
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Reply},
    live::{Bound, Office},
    problem::{Problem, ProblemCode},
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
    /// How they fit.
    pair: MatchView,
}

/// Places for a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opportunities {
    /// The day as of which everything was read.
    as_of: Date,
    /// SHA-256 of rules and vocabulary.
    fingerprint: String,
    /// The places, by class and overall points.
    items: Vec<Opportunity>,
}

/// The profiles that are asked: the organisation's own, or those of a pack.
pub(super) fn profiles(
    desk: &Desk,
    office: &Office,
    pack: Option<&str>,
) -> Result<Vec<Arc<Bound>>, Problem> {
    let Some(pack) = pack else { return Ok(office.profiles().cloned().collect()) };
    let packs = desk.state.knowledge.packs();
    let pack = packs.iter().find(|known| known.document.id == pack);
    let pack = pack.ok_or_else(|| {
        Problem::new(ProblemCode::InvalidParameter, "there is no such pack; see /v1/packs")
    })?;
    pack.roles_on(office.day())
        .map(|role| Bound::of(&desk.state, role.document.clone()).map(Arc::new))
        .collect()
}

/// Lists places for a person, by class and overall points. An order for reading, never a decision.
#[utoipa::path(operation_id = "list_opportunities", tag = "matches", params(("id" = String, Path, description = "The person's code."), Wanted), responses((status = 200, description = "Places.", body = Opportunities)))]
#[get("/applicants/{id}/opportunities")]
pub(crate) async fn list_opportunities(
    desk: Desk,
    id: web::Path<String>,
    wanted: web::Query<Wanted>,
) -> Answer {
    desk.run(move |desk| {
        let limit = crate::http::PageParameters { cursor: None, limit: wanted.limit }.limit()?;
        let office = desk.office(wanted.as_of)?;
        let (portrait, version) = desk.portrait(&office, &id)?;
        let engine = desk.state.knowledge.engine();
        let person = ApplicantId::new(&id).map_err(|_unusable| Problem::missing(&id))?;
        let profiles = profiles(desk, &office, wanted.pack.as_deref())?;
        let mut scored: Vec<_> = profiles
            .iter()
            .map(|profile| (engine.score(&portrait, &profile.bound), profile))
            .collect();
        scored.sort_by_cached_key(|(score, profile)| {
            (Reverse(RankKey::overall(score, &person)), profile.document.id.clone())
        });
        let items: Vec<Opportunity> = scored
            .into_iter()
            .take(limit)
            .map(|(score, profile)| Opportunity {
                title: profile.document.title.clone(),
                employer: profile.document.employer.clone(),
                version: profile.document.version,
                pair: MatchView::of(&id, &profile.document.id, &score),
            })
            .collect();
        let fingerprint = desk.state.fingerprint.clone();
        let details = json!({
            "applicant_version": version,
            "as_of": office.day(),
            "fingerprint": fingerprint,
            "places": items.len(),
        });
        let entry = Entry::new("opportunities_read").about(Applicant::KIND, &*id);
        desk.saw(entry.details(details))?;
        Reply::ok(&Opportunities { as_of: office.day(), fingerprint, items })
    })
    .await
}
