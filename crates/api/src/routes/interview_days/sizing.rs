//! How many tables, slots and invitations a wished number of talks takes.

use actix_web::{post, web};
use day_planner::{Wish, size};
use interview_day::DayDocument;
use serde::{Deserialize, Serialize};
use store::Entry;
use utoipa::ToSchema;

use super::showing::{Showing, impossible};
use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::Problem,
    records::{InterviewDay, Record as _},
};

/// What is wished for. What is left out is read from the day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"talks": 60, "talks_per_person": 2, "showing": {"came": 40, "away": 15}}))]
pub(crate) struct SizingRequest {
    /// Talks that shall take place; as many as the goals of the day ask for all openings without it.
    #[schema(minimum = 1, maximum = 1_000_000)]
    talks: Option<u32>,
    /// Talks each person shall have.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 50, default = 1)]
    talks_per_person: u32,
    /// Minutes of a talk with its change-over; of the longest talk of the day without it.
    #[schema(minimum = 1, maximum = 600)]
    talk_minutes: Option<u32>,
    /// Spare places, in thousandths; organisers advise 100 to 200.
    #[serde(default = "hundred")]
    #[schema(maximum = 1_000_000, default = 100)]
    spare: u32,
    /// How many of the invited come; what the office has seen on its own days without it.
    showing: Option<Showing>,
    /// Accepted chance that more come than there are places, in thousandths.
    #[serde(default = "hundred")]
    #[schema(minimum = 1, maximum = 999, default = 100)]
    risk: u32,
}

const fn one() -> u32 {
    1
}

const fn hundred() -> u32 {
    100
}

body!(SizingRequest);

/// The size of a day that fulfils a wish.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SizingView {
    /// Talks that are wished for.
    talks: u32,
    /// Talks one table can hold.
    slots: u32,
    /// Tables that are needed, spare places included.
    tables: u32,
    /// Tables that the day has.
    tables_there: usize,
    /// Talks that the needed tables can hold.
    capacity: u32,
    /// People who can be served.
    people: u32,
    /// How many to invite, and how sure that is.
    invitations: Invite,
}

/// How many to invite, and how sure that is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invite {
    /// The most invitations that keep the risk.
    pub(super) most: u32,
    /// The chance that more come than there are places.
    pub(super) risk: f64,
    /// The same chance with one more invitation.
    pub(super) next_risk: f64,
    /// How many people are expected to come.
    pub(super) expected: f64,
    /// From which rate it was computed.
    pub(super) showing: Showing,
}

/// Says how many tables, slots and invitations a wished number of talks takes.
#[utoipa::path(operation_id = "size_day", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = SizingRequest, responses((status = 200, description = "The size.", body = SizingView)))]
#[post("/interview-days/{id}/sizing")]
pub(crate) async fn size_day(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: SizingRequest = content.read()?;
    desk.run(move |desk| {
        let document = desk.get::<InterviewDay>(&id)?.body.document;
        let showing = Showing::said_or_seen(wanted.showing, desk)?;
        desk.saw(Entry::new("day_sized").about(InterviewDay::KIND, &*id))?;
        Reply::ok(&sized(&document, &wanted, showing)?)
    })
    .await
}

fn sized(
    document: &DayDocument,
    wanted: &SizingRequest,
    showing: Showing,
) -> Result<SizingView, Problem> {
    let per_opening = document.goals.talks_per_opening;
    let asked = document.roles.iter().map(|role| role.openings.saturating_mul(per_opening));
    let talks = wanted.talks.unwrap_or_else(|| asked.fold(0, u32::saturating_add));
    let longest = || document.roles.iter().map(|role| role.minutes).max().unwrap_or(0);
    let wish = Wish {
        talks,
        talks_per_person: wanted.talks_per_person,
        talk_minutes: wanted.talk_minutes.unwrap_or_else(longest),
        open_minutes: open_minutes(document),
        buffer_minutes: document.buffer_minutes,
        spare: wanted.spare,
        rate: showing.rate(),
        risk: wanted.risk,
    };
    let size = size(&wish).map_err(|why| impossible(&why))?;
    let found = size.invitations;
    Ok(SizingView {
        talks,
        slots: size.slots,
        tables: size.tables,
        tables_there: document.tables.len(),
        capacity: size.capacity,
        people: size.people,
        invitations: Invite {
            most: found.invite,
            risk: found.risk,
            next_risk: found.next_risk,
            expected: found.expected,
            showing,
        },
    })
}

/// Minutes between opening and closing on all dates, without the breaks.
fn open_minutes(document: &DayDocument) -> u32 {
    let dates = document.dates.iter().map(|date| {
        let breaks = date.breaks.iter().map(|pause| {
            let from = pause.from.max(date.from).minutes();
            pause.to.min(date.to).minutes().saturating_sub(from)
        });
        let open = date.to.minutes().saturating_sub(date.from.minutes());
        open.saturating_sub(breaks.fold(0, u32::saturating_add))
    });
    dates.fold(0, u32::saturating_add)
}
