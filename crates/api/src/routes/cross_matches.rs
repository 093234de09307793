//! Everybody with every published profile, as a job: for each place the people to look at first. The
//! result is held in memory for a while and never stored.

use actix_web::{post, web};
use formats::document::EngineDocument;
use matching_core::{calendar::Date, eligibility::Eligibility, id::ProfileId, score::Order};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Entry;
use utoipa::ToSchema;

use super::jobs::{Ended, JobView, MATCHES, begin};
use crate::{
    http::{Answer, Content, Desk, body},
    jobs::{Progress, Work},
    live::Office,
    problem::{Problem, ProblemCode},
    records::{JobState, Profile, Record as _},
    view::MatchView,
};

/// Most people listed per profile.
const MOST: u32 = 200;

/// What to match.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"top": 20, "at_least": "to_clarify"}))]
pub(crate) struct CrossRequest {
    /// The profiles; all that are published without it.
    #[schema(max_items = 1000)]
    profiles: Option<Vec<ProfileId>>,
    /// The day as of which everything is read; today without it.
    as_of: Option<Date>,
    /// By which points people are chosen and listed; by the overall ones without it.
    order: Option<Order>,
    /// Only people of this class or a better one.
    at_least: Option<Eligibility>,
    /// Most people per profile.
    #[serde(default = "twenty")]
    #[schema(minimum = 1, maximum = 200, default = 20)]
    top: u32,
}

const fn twenty() -> u32 {
    20
}

body!(CrossRequest);

/// What came of a cross match; stands in `result` of the job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CrossMatches {
    /// The day as of which everything was read.
    as_of: Date,
    /// What computed it.
    engine: EngineDocument,
    /// How many people were looked at.
    people: usize,
    /// The profiles, each with the people to look at first.
    profiles: Vec<CrossProfile>,
}

/// A profile with the people to look at first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CrossProfile {
    /// The profile.
    profile: ProfileId,
    /// The version of the profile.
    version: u32,
    /// How many people are of the asked class.
    total: usize,
    /// The first of them. An order for reading, never a decision.
    items: Vec<MatchView>,
}

/// Matches everybody with every published profile, as a job. The result is a `CrossMatches` in the job;
/// it is held in memory for a while and never stored.
#[utoipa::path(operation_id = "create_cross_matches", tag = "matches", request_body = CrossRequest, responses((status = 202, description = "It goes on; look under `Location`, or watch its events.", body = JobView)))]
#[post("/cross-matches")]
pub(crate) async fn create_cross_matches(desk: Desk, content: Content) -> Answer {
    let wanted: CrossRequest = content.read()?;
    if !(1..=MOST).contains(&wanted.top) {
        let detail = format!("top is {}, 1 to {MOST} are allowed", wanted.top);
        return Err(Problem::new(ProblemCode::InvalidDocument, detail));
    }
    let shared = desk.clone();
    let as_of = wanted.as_of;
    let office = web::block(move || shared.office(as_of)).await;
    let office =
        office.map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))??;
    let chosen = chosen(&office, wanted.profiles.as_deref())?;
    let total = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    begin(desk, content, (MATCHES, total), move |desk, work| {
        matched(desk, work, (&office, &chosen, &wanted))
    })
    .await
}

/// The profiles that are asked for.
fn chosen(office: &Office, wanted: Option<&[ProfileId]>) -> Result<Vec<ProfileId>, Problem> {
    let Some(wanted) = wanted else {
        return Ok(office.profiles().map(|bound| bound.document.id.clone()).collect());
    };
    match wanted.iter().find(|id| office.profile(id.as_str()).is_none()) {
        None => Ok(wanted.to_vec()),
        Some(missing) => {
            let detail = format!("there is no profile {missing:?} that is published for that day");
            Err(Problem::new(ProblemCode::NotFound, detail))
        }
    }
}

fn matched(
    desk: &Desk,
    work: &Work,
    (office, chosen, wanted): (&Office, &[ProfileId], &CrossRequest),
) -> Result<Ended, Problem> {
    let mut found = CrossMatches {
        as_of: office.day(),
        engine: desk.engine(),
        people: office.len(),
        profiles: Vec::new(),
    };
    let total = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    for (done, id) in (1..).zip(chosen) {
        if work.is_stopped() {
            return Ok(Ended::Cancelled(Value::Null));
        }
        found.profiles.extend(one(desk, office, (id, wanted)));
        work.tell(Progress { state: JobState::Running, done, total });
    }
    let details = json!({
        "as_of": found.as_of,
        "profiles": found.profiles.len(),
        "fingerprint": found.engine.fingerprint,
        "result": formats::fingerprint(&found),
    });
    desk.saw(Entry::new("cross_matched").about(Profile::KIND, "*").details(details))?;
    let found = serde_json::to_value(found)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    Ok(Ended::Held(found))
}

fn one(
    desk: &Desk,
    office: &Office,
    (id, wanted): (&ProfileId, &CrossRequest),
) -> Option<CrossProfile> {
    let profile = office.profile(id.as_str())?;
    let order = wanted.order.unwrap_or(Order::Overall);
    let ranking = office.ranking(&desk.state.knowledge, profile, order);
    let of_class = || {
        let least = wanted.at_least;
        let places = ranking.places();
        places.filter(move |(_, place)| least.is_none_or(|least| least <= place.score.eligibility))
    };
    let top = usize::try_from(wanted.top).unwrap_or(usize::MAX);
    let items = of_class().take(top).map(|(rank, place)| {
        MatchView::of(place.id.as_str(), id, &place.score).at(rank, place.possible)
    });
    let items = items.collect();
    let version = profile.document.version;
    Some(CrossProfile { profile: id.clone(), version, total: of_class().count(), items })
}
