//! How long things are kept, what ends soon, and ending it.

use actix_web::{get, post, put};
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::ToSchema;

use super::applicants::erase;
use crate::{
    http::{Answer, Content, Desk, Reply, body},
    problem::{Problem, ProblemCode},
    records::{Applicant, Consent, Disclosure, Record as _},
    state::day_of,
};

/// What ends within so many days is shown before it ends.
const SHOWN_AHEAD: i32 = 30;

/// For how many days things are kept after they have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"applicants": 183, "consents": 1096, "disclosures": 1096}))]
pub(crate) struct Periods {
    /// People, after their case was closed.
    #[schema(minimum = 1, maximum = 3660)]
    applicants: u16,
    /// Consents, after they were revoked or ran out.
    #[schema(minimum = 1, maximum = 3660)]
    consents: u16,
    /// Disclosures, after they were ended.
    #[schema(minimum = 1, maximum = 3660)]
    disclosures: u16,
}

body!(Periods);

impl Default for Periods {
    /// domain.md 6.2: six months for people, three years for consents and the proof of disclosures.
    fn default() -> Self {
        Self { applicants: 183, consents: 1_096, disclosures: 1_096 }
    }
}

/// What ends soon.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetentionView {
    /// For how many days things are kept.
    periods: Periods,
    /// What ends within 30 days, or should have ended, the earliest first.
    due: Vec<DueErasure>,
}

/// Something that ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub(crate) struct DueErasure {
    /// The first day on which it is not kept any more.
    on: Date,
    /// What it is: `applicant`, `consent`, `disclosure`.
    kind: &'static str,
    /// Which one.
    id: String,
}

/// What was ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetentionRun {
    /// What is not there any more.
    ended: Vec<DueErasure>,
}

fn setting(desk: &Desk) -> String {
    format!("retention.{}", desk.caller.organisation)
}

fn periods(desk: &Desk) -> Result<Periods, Problem> {
    let kept = desk.state.store.setting(&setting(desk))?;
    let kept = kept.and_then(|kept| serde_json::from_value(kept).ok());
    Ok(kept.unwrap_or_default())
}

/// What ends until a day, the earliest first.
fn due(desk: &Desk, periods: Periods, until: Date) -> Result<Vec<DueErasure>, Problem> {
    let mut due = Vec::new();
    let mut ends = |kind, id: &str, ended: Option<Date>, days: u16| {
        let on = ended.map(|ended| ended.plus_days(i32::from(days)));
        due.extend(on.filter(|on| *on <= until).map(|on| DueErasure {
            on,
            kind,
            id: id.to_owned(),
        }));
    };
    for kept in desk.all::<Applicant>(&desk.query::<Applicant>().by("closed"))? {
        ends(Applicant::KIND, &kept.id, kept.body.closed_on, periods.applicants);
    }
    for kept in desk.all::<Consent>(&desk.query::<Consent>())? {
        let revoked = kept.body.revoked_at.map(day_of);
        ends(Consent::KIND, &kept.id, revoked.or(kept.body.valid_to), periods.consents);
    }
    for kept in desk.all::<Disclosure>(&desk.query::<Disclosure>())? {
        let ended = kept.body.ended_at.map(day_of);
        ends(Disclosure::KIND, &kept.id, ended, periods.disclosures);
    }
    due.sort();
    Ok(due)
}

/// Shows for how long things are kept, and what ends soon.
#[utoipa::path(operation_id = "get_retention", tag = "data protection", responses((status = 200, description = "Periods and what is due.", body = RetentionView)))]
#[get("/retention")]
pub(crate) async fn get_retention(desk: Desk) -> Answer {
    desk.run(|desk| {
        let periods = periods(desk)?;
        let due = due(desk, periods, desk.today().plus_days(SHOWN_AHEAD))?;
        desk.saw(Entry::new("retention_read"))?;
        Reply::ok(&RetentionView { periods, due })
    })
    .await
}

/// Sets for how long things are kept.
#[utoipa::path(operation_id = "put_retention_periods", tag = "data protection", request_body = Periods, responses((status = 200, description = "Set.", body = Periods)))]
#[put("/retention/periods")]
pub(crate) async fn put_periods(desk: Desk, content: Content) -> Answer {
    let wanted: Periods = content.read()?;
    desk.run(move |desk| {
        let value = serde_json::to_value(wanted)
            .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
        let entry = Entry::new("retention_changed").details(json!(wanted));
        desk.commit(&desk.batch().set(&setting(desk), value).journal(entry))?;
        Reply::ok(&wanted)
    })
    .await
}

/// Ends what is due today. The service does the same by itself once a day.
#[utoipa::path(operation_id = "run_retention", tag = "data protection", responses((status = 200, description = "What was ended.", body = RetentionRun)))]
#[post("/retention/runs")]
pub(crate) async fn run_retention(desk: Desk) -> Answer {
    desk.run(|desk| Reply::ok(&RetentionRun { ended: end_due(desk)? })).await
}

/// Ends what is due today.
pub(crate) fn end_due(desk: &Desk) -> Result<Vec<DueErasure>, Problem> {
    let due = due(desk, periods(desk)?, desk.today())?;
    for one in &due {
        match one.kind {
            Applicant::KIND => erase(desk, &one.id)?,
            kind => {
                let entry = Entry::new("retention_ended").about(kind, &one.id);
                let batch = desk.batch().purge(kind, &desk.key(&one.id));
                desk.commit(&batch.journal(entry))?;
            }
        }
    }
    Ok(due)
}
