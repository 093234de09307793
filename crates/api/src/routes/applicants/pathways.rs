//! Ways of a person to places, with what decides about measures given for this one question.
//!
//! Benefit regime and residence status come with the request and are not kept: the journal holds
//! their fingerprint, with which an answer can be found to be the same again.

use actix_web::{post, web};
use formats::{
    document::{SituationDocument, pathway::PathwaysDocument},
    fingerprint,
};
use matching_core::{calendar::Date, id::ProfileId};
use serde::Deserialize;
use serde_json::json;
use store::Entry;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::Problem,
    records::{Applicant, Record as _},
    routes::pathways::{Place, Search, about_another},
};

/// Which ways.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "as_of": "2026-11-22",
    "pack": "care",
    "profile": "C11",
    "situation": { "applicant": "P-001", "regime": "sgb2", "status": "A26", "issued": "2025-08-04" },
}))]
pub(crate) struct ApplicantPathways {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// The roles of this shipped pack instead of the organisation's own profiles.
    #[schema(max_length = 96)]
    pack: Option<String>,
    /// The place wanted: only ways to it, with ladders over the other places.
    profile: Option<ProfileId>,
    /// What decides about measures and never about a score; what is left out is unknown. Not kept.
    situation: Option<SituationDocument>,
}

body!(ApplicantPathways);

/// Looks for ways of a person to places: measures with dates, what then holds, and ladders.
#[utoipa::path(operation_id = "find_applicant_pathways", tag = "matches", params(("id" = String, Path, description = "The person's code.")), request_body = ApplicantPathways, responses((status = 200, description = "The ways.", body = PathwaysDocument)))]
#[post("/applicants/{id}/pathways")]
pub(crate) async fn find_applicant_pathways(
    desk: Desk,
    id: web::Path<String>,
    content: Content,
) -> Answer {
    let wanted: ApplicantPathways = content.read()?;
    desk.run(move |desk| {
        let office = desk.office(wanted.as_of)?;
        let kept = desk.get::<Applicant>(&id)?;
        let mut person = kept.body.person;
        person.locate(&desk.state.knowledge.reference().places);
        if let Some(issue) = about_another(wanted.situation.as_ref(), &person.id) {
            return Err(Problem::issue(issue, desk.language));
        }
        let places = office.places(&desk.state.knowledge, wanted.pack.as_deref())?;
        let places: Vec<Place<'_>> =
            places.bound().iter().map(|place| (&place.document, &place.bound)).collect();
        let search = Search {
            as_of: office.day(),
            person: &person,
            situation: wanted.situation.as_ref(),
            places: &places,
            target: wanted.profile.as_ref(),
        };
        let found = search.run(&desk.state)?;
        let details = json!({
            "applicant_version": kept.version,
            "as_of": office.day(),
            "fingerprint": desk.state.fingerprint,
            "pack": wanted.pack,
            "profile": wanted.profile,
            "situation": wanted.situation.as_ref().map(fingerprint),
            "result": fingerprint(&found),
        });
        let entry = Entry::new("pathways_read").about(Applicant::KIND, &*id);
        desk.saw(entry.details(details))?;
        Reply::ok(&found)
    })
    .await
}
