//! Whom to address for a place: everybody for the office, and for the employer those who were
//! disclosed to them, under codes.

use std::sync::Arc;

use actix_web::{get, web};
use formats::document::EngineDocument;
use matching_core::{calendar::Date, eligibility::Eligibility, score::Order};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

use super::own;
use crate::{
    access::Role,
    http::{Answer, Desk, PageParameters, Reply},
    live::{Bound, Office},
    problem::{Problem, ProblemCode},
    records::{Disclosure, Profile, Record as _},
    view::MatchView,
};

/// Which candidates, in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// In which order people are listed; by identifier without it, so that nobody stands first.
    order: Option<Order>,
    /// Only people of this class or a better one.
    at_least: Option<Eligibility>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most people of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// Candidates for a place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Candidates {
    /// The day as of which everything was read.
    as_of: Date,
    /// The version of the profile.
    version: u32,
    /// What computed it.
    engine: EngineDocument,
    /// How many people there are in all.
    total: usize,
    /// The people, in order.
    items: Vec<MatchView>,
    /// What to give as `cursor` for the next page; null on the last one.
    next: Option<String>,
}

/// Lists people for a place. An order for reading, never a decision.
#[utoipa::path(operation_id = "list_candidates", tag = "matches", params(("id" = String, Path, description = "The identifier of the profile."), Wanted), responses((status = 200, description = "A page of people.", body = Candidates)))]
#[get("/requirement-profiles/{id}/candidates")]
pub(crate) async fn list_candidates(
    desk: Desk,
    id: web::Path<String>,
    wanted: web::Query<Wanted>,
) -> Answer {
    desk.run(move |desk| {
        own(desk, &id)?;
        let office = desk.office(wanted.as_of)?;
        let profile = office.profile(&id).cloned().ok_or_else(|| {
            let detail = "no version of this profile is published for that day";
            Problem::new(ProblemCode::WrongState, detail)
        })?;
        let found = if desk.caller.role == Role::Employer {
            disclosed(desk, &office, &profile)?
        } else {
            everybody(desk, &office, &profile, &wanted)?
        };
        let people: Vec<&str> = found.items.iter().map(|item| item.applicant.as_str()).collect();
        let details = json!({
            "profile_version": found.version,
            "as_of": found.as_of,
            "order": wanted.order.unwrap_or(Order::Neutral),
            "fingerprint": found.engine.fingerprint,
            "result": formats::fingerprint(&found.items),
            "people": people,
        });
        desk.saw(Entry::new("candidates_read").about(Profile::KIND, &*id).details(details))?;
        Reply::ok(&found)
    })
    .await
}

/// A page of everybody.
fn everybody(
    desk: &Desk,
    office: &Office,
    profile: &Arc<Bound>,
    wanted: &Wanted,
) -> Result<Candidates, Problem> {
    let page = PageParameters { cursor: None, limit: wanted.limit };
    let limit = page.limit()?;
    let ranking =
        office.ranking(&desk.state.knowledge, profile, wanted.order.unwrap_or(Order::Neutral));
    let mut places = ranking
        .places()
        .filter(|(_, place)| wanted.at_least.is_none_or(|least| least <= place.score.eligibility))
        .peekable();
    if let Some(last) = &wanted.cursor {
        let mut before = places.by_ref().skip_while(|(_, place)| place.id.as_str() != last);
        if before.next().is_none() {
            let detail = "the person that the page before ended with is not in the list any more";
            return Err(Problem::new(ProblemCode::InvalidCursor, detail));
        }
    }
    let id = &profile.document.id;
    let items: Vec<MatchView> = places
        .by_ref()
        .take(limit)
        .map(|(rank, place)| {
            MatchView::of(place.id.as_str(), id, &place.score).at(rank, place.possible)
        })
        .collect();
    let more = places.next().is_some();
    let next = items.last().map(|last| last.applicant.clone()).filter(|_| more);
    Ok(Candidates {
        as_of: office.day(),
        version: profile.document.version,
        engine: desk.engine(),
        total: ranking.len(),
        items,
        next,
    })
}

/// Those who were disclosed to the employer for this place, by code: nobody stands first.
fn disclosed(desk: &Desk, office: &Office, profile: &Arc<Bound>) -> Result<Candidates, Problem> {
    let id = &profile.document.id;
    let query = desk.query::<Disclosure>().equal("profile", id.as_str());
    let engine = desk.state.knowledge.engine();
    let mut items = Vec::new();
    for kept in desk.all::<Disclosure>(&query)? {
        let Disclosure { applicant, employer, code, ended_at, .. } = kept.body;
        let is_own = desk.caller.employer.as_deref() == Some(&*employer);
        let person = office.person(applicant.as_str()).filter(|_| is_own && ended_at.is_none());
        if let Some(person) = person {
            let score = engine.score(&person.portrait, &profile.bound);
            items.push(MatchView::of(&code, id, &score));
        }
    }
    items.sort_by(|one, other| one.applicant.cmp(&other.applicant));
    Ok(Candidates {
        as_of: office.day(),
        version: profile.document.version,
        engine: desk.engine(),
        total: items.len(),
        items,
        next: None,
    })
}
