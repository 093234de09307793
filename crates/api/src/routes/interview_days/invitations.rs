//! Whom to invite when there are fewer places than people in the pool, and who stands by.

use actix_web::{post, web};
use day_planner::{Budget, Listed, Settings, invite_to_day, overbook};
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::ToSchema;

use super::{
    plans::{gathered, pool},
    showing::{Showing, impossible},
    sizing::Invite,
};
use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::Problem,
    records::{InterviewDay, Record as _},
};

/// Search steps for each layer of people, unless the request says otherwise.
const STEPS: u64 = 20_000;
/// Most search steps of one layer.
const MOST_STEPS: u64 = 500_000;

/// How many to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"showing": {"rate": 700}, "risk": 100}))]
pub(crate) struct InvitationRequest {
    /// So many people; without it as many as keep the risk that more come than have a talk in the best
    /// plan.
    #[schema(maximum = 100_000)]
    invite: Option<u32>,
    /// How many of the invited come; what the office has seen on its own days without it.
    showing: Option<Showing>,
    /// Accepted chance that more come than there are places, in thousandths.
    #[serde(default = "hundred")]
    #[schema(minimum = 1, maximum = 999, default = 100)]
    risk: u32,
    /// The day as of which people and profiles are read; today without it.
    as_of: Option<Date>,
    /// Where chance begins. 1 without it.
    seed: Option<u64>,
    /// Search steps for each layer of people; 20 000 without it.
    #[schema(minimum = 1, maximum = 500_000)]
    steps: Option<u64>,
}

const fn hundred() -> u32 {
    100
}

body!(InvitationRequest);

/// Whom to invite, and who stands by.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvitationView {
    /// How many people have a talk in the best plan.
    places: u32,
    /// How many to invite, and how sure that is.
    invitations: Invite,
    /// Who is invited, in order.
    invited: Vec<ListedView>,
    /// Who stands by, in the order in which they are asked.
    reserve: Vec<ListedView>,
    /// Who has nothing to come for here: they need another day, or a measure.
    elsewhere: Vec<String>,
}

/// Somebody on one of the lists.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedView {
    /// The person.
    person: String,
    /// 1: has talks in the best plan; 2: would have some if the first layer stayed away; and so on;
    /// 0: comes into question, but is in none of the layers that were planned.
    layer: u32,
}

impl ListedView {
    fn all(listed: Vec<Listed>) -> Vec<Self> {
        let views = listed.into_iter();
        views.map(|Listed { person, layer, fit: _ }| Self { person, layer }).collect()
    }
}

/// Says whom of the pool to invite, and who stands by. Nobody is invited by it: the office decides.
#[utoipa::path(operation_id = "choose_invitations", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = InvitationRequest, responses((status = 200, description = "The lists.", body = InvitationView)))]
#[post("/interview-days/{id}/invitations")]
pub(crate) async fn choose_invitations(
    desk: Desk,
    id: web::Path<String>,
    content: Content,
) -> Answer {
    let wanted: InvitationRequest = content.read()?;
    desk.run(move |desk| {
        let day = desk.get::<InterviewDay>(&id)?.body;
        let showing = Showing::said_or_seen(wanted.showing, desk)?;
        let view = chosen(desk, &day, (&wanted, showing))?;
        let details = json!({ "invited": view.invited.len(), "reserve": view.reserve.len() });
        let entry = Entry::new("invitations_chosen").about(InterviewDay::KIND, &*id);
        desk.saw(entry.details(details))?;
        Reply::ok(&view)
    })
    .await
}

fn chosen(
    desk: &Desk,
    day: &InterviewDay,
    (wanted, showing): (&InvitationRequest, Showing),
) -> Result<InvitationView, Problem> {
    // A rate or a risk that cannot be is refused before anything is searched.
    overbook(1, showing.rate(), wanted.risk).map_err(|why| impossible(&why.into()))?;
    let office = desk.office(wanted.as_of)?;
    let refused = |issues: Vec<issue::Issue>| Problem::invalid(&issues, desk.language);
    let gathered = gathered(desk, &day.document, &pool(desk, day)?, &office)?;
    let settings = Settings { seed: wanted.seed.unwrap_or(1), threads: 1 };
    let budget = Budget::steps(wanted.steps.unwrap_or(STEPS).clamp(1, MOST_STEPS));
    let everybody = invite_to_day(&gathered.day, usize::MAX, &settings, &budget)
        .map_err(|rejected| refused(rejected.issues))?;
    let places = u32::try_from(everybody.served()).unwrap_or(u32::MAX);
    let found = overbook(places, showing.rate(), wanted.risk);
    let found = found.map_err(|why| impossible(&why.into()))?;
    let number = wanted.invite.unwrap_or(found.invite);
    let lists = everybody.asking(usize::try_from(number).unwrap_or(usize::MAX));
    Ok(InvitationView {
        places,
        invitations: Invite {
            most: found.invite,
            risk: found.risk,
            next_risk: found.next_risk,
            expected: found.expected,
            showing,
        },
        invited: ListedView::all(lists.invited),
        reserve: ListedView::all(lists.reserve),
        elsewhere: lists.elsewhere,
    })
}
