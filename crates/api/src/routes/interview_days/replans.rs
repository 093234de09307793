//! A new plan of the rest of a day, from what the desk noted: the past stays, and as few as possible
//! have to be told something new.

use std::collections::BTreeMap;

use actix_web::{post, web};
use day_planner::{
    Budget, Settings,
    day::{
        Clock,
        model::{Closed, Interpreter},
        replan_day,
    },
};
use formats::answer::engine_document;
use interview_day::{DayDocument, Gathered, answer_with};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    happened::{Before, Said, on_day},
    plans::{
        PlanComparison, PlanView, added, content, gathered, in_force, number, plan, unhurried, view,
    },
};
use crate::{
    http::{Answer, Content, Desk, Reply, body},
    live::Office,
    problem::{Problem, ProblemCode},
    records::{Attendance, InterviewDay, Kept, Plan, Record as _, Rest},
};

/// Search steps of a new plan, unless the request says otherwise: well below a second for a day of a
/// few hundred people.
const STEPS: u64 = 20_000;
/// Most search steps of one request.
const MOST_STEPS: u64 = 500_000;

/// What the desk says beside attendance.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"date": "2026-12-03", "now": "10:00", "closed": [{"table": "T1", "date": "2026-12-03", "from": "11:00"}]}))]
pub(crate) struct ReplanRequest {
    /// The date it is.
    #[schema(max_length = 96)]
    date: String,
    /// The time it is, where the day takes place: what begins before stays as it was.
    now: Clock,
    /// The plan in force; without it the newest published one, else the newest.
    #[schema(minimum = 1)]
    base: Option<u32>,
    /// Tables that close early; as in the plan before without it.
    closed: Option<Vec<Closed>>,
    /// Interpreters who are missing; as in the plan before without it.
    missing: Option<Vec<Interpreter>>,
    /// Whether places kept for walk-ins may be used now; as in the plan before without it.
    release_reserve: Option<bool>,
    /// Whether the new plan is published at once: from then on it is the plan in force.
    #[serde(default)]
    #[schema(default = false)]
    publish: bool,
    /// Where chance begins. 1 without it.
    seed: Option<u64>,
    /// Search steps; 20 000 without it.
    #[schema(minimum = 1, maximum = 500_000)]
    steps: Option<u64>,
}

body!(ReplanRequest);

/// A plan of the rest of a day, and who must be told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplanView {
    /// The new plan.
    plan: PlanView,
    /// What is different from the plan before: everybody here must be told.
    changes: PlanComparison,
}

/// Plans the rest of a day anew. Who is absent, late, gone or has come without an invitation is read
/// from attendance.
#[utoipa::path(operation_id = "create_replan", tag = "interview days", params(("id" = String, Path, description = "The identifier of the day.")), request_body = ReplanRequest, responses((status = 201, description = "The new plan, and who must be told.", body = ReplanView)))]
#[post("/interview-days/{id}/replans")]
pub(crate) async fn make_replan(desk: Desk, id: web::Path<String>, content: Content) -> Answer {
    let wanted: ReplanRequest = content.read()?;
    desk.run(move |desk| {
        let make = || {
            let day = desk.get::<InterviewDay>(&id)?;
            let base = match wanted.base {
                Some(number) => plan(desk, &id, number)?,
                None => in_force(desk, &day)?,
            };
            let (plan, changes) = replanned(desk, &base, wanted.clone())?;
            let (batch, kept) = added(desk, day, plan, "day_replanned")?;
            let plan = view(desk, kept)?;
            let place = format!("/v1/interview-days/{id}/plans/{}", plan.number);
            Ok((batch, Reply::created(place, &ReplanView { plan, changes })?))
        };
        unhurried(|| desk.once(&content, make))
    })
    .await
}

fn replanned(
    desk: &Desk,
    base: &Kept<Plan>,
    wanted: ReplanRequest,
) -> Result<(Plan, PlanComparison), Problem> {
    let steps = wanted.steps.unwrap_or(STEPS).clamp(1, MOST_STEPS);
    let settings = Settings { seed: wanted.seed.unwrap_or(1), threads: 1 };
    let publish = wanted.publish;
    let (day, plan) = content(&base.body)?;
    let happened = base.body.rest.as_ref().map(|rest| rest.happened.clone());
    let before = Before { day, plan, happened };
    let office = desk.office(None)?;
    let query = desk.query::<Attendance>().equal("day", base.body.day.as_str());
    let noted: Vec<Attendance> =
        desk.all::<Attendance>(&query)?.into_iter().map(|kept| kept.body).collect();
    let Gathered { day: new, mut nearest, .. } = guests(desk, base, (&before, &noted, &office))?;
    let ReplanRequest { date, now, closed, missing, release_reserve, .. } = wanted;
    let said = Said { date, now, closed, missing, release_reserve };
    let happened = before.happened(said, &noted, new, |id| office.person(id).is_none());
    let plan = replan_day(&before.day, &happened, &settings, &Budget::steps(steps))
        .map_err(|rejected| Problem::invalid(&rejected.issues, desk.language))?;
    let changes = PlanComparison::of(&happened.announced, &plan.talks());
    let engine = desk.state.knowledge.engine();
    let stamp = (engine_document(engine, &desk.state.fingerprint), office.day());
    nearest.retain(|id, _| !before.knows(id));
    let gathered = Gathered { day: before.day, nearest, warnings: Vec::new() };
    // Remedies are searched for one by one: too slow for a desk with a queue in front of it.
    let answer = answer_with(gathered, Some(&happened), plan, stamp, 0);
    let mut answer = serde_json::to_value(answer)
        .map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))?;
    keep_nearest(&base.body.answer, &mut answer);
    let plan = Plan {
        day: base.body.day.clone(),
        day_version: base.body.day_version,
        answer,
        published_at: publish.then_some(desk.now),
        rest: Some(Rest { base: number(base), happened }),
    };
    Ok((plan, changes))
}

/// Everybody who came without an invitation since the plan before, with their fits for its roles.
fn guests(
    desk: &Desk,
    base: &Kept<Plan>,
    (before, noted, office): (&Before, &[Attendance], &Office),
) -> Result<Gathered, Problem> {
    let new = || {
        let guests = noted.iter().filter(|record| !before.knows(record.applicant.as_str()));
        guests.filter_map(|record| Some((record, record.guest.as_ref()?)))
    };
    let mut document = document(desk, base)?;
    document.people = new().map(|(record, guest)| on_day(record, guest)).collect();
    let people: Vec<_> = new()
        .filter_map(|(record, _)| office.person(record.applicant.as_str()))
        .map(|person| person.document.clone())
        .collect();
    gathered(desk, &document, &people, office)
}

/// The frame of the day from which a plan was made.
fn document(desk: &Desk, plan: &Kept<Plan>) -> Result<DayDocument, Problem> {
    let key = desk.key(&plan.body.day);
    let version = desk.state.store.version(InterviewDay::KIND, &key, plan.body.day_version)?;
    let document = version.and_then(|version| version.into_document(InterviewDay::KIND, &key));
    let document = document.ok_or_else(|| Problem::missing(&plan.body.day))?;
    Ok(Kept::<InterviewDay>::read(document)?.body.document)
}

/// Takes over what was known of the nearest role of people who come into question for none.
fn keep_nearest(before: &Value, after: &mut Value) {
    let rows = |answer: &Value| {
        let rows = answer.get("without_talk").and_then(Value::as_array).cloned();
        rows.unwrap_or_default()
    };
    let nearest: BTreeMap<String, Value> = rows(before)
        .into_iter()
        .filter_map(|row| {
            let person = row.get("person")?.as_str()?.to_owned();
            Some((person, row.get("nearest")?.clone()))
        })
        .collect();
    let rows = after.get_mut("without_talk").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
        let known = row.get("person").and_then(Value::as_str).and_then(|id| nearest.get(id));
        if let Some(known) = known.cloned()
            && row.get("nearest").is_none_or(Value::is_null)
        {
            row.insert("nearest".to_owned(), known);
        }
    }
}
