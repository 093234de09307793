//! Reports: how far people came, why it ended, what is missing where, and what the numbers rest on. They
//! count and name nobody; small groups are not shown.

mod count;
mod needs;
mod sources;

use actix_web::{get, web};
use formats::document::EngineDocument;
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Entry;
use utoipa::{IntoParams, ToSchema};

pub(super) use self::{
    count::{Count, Least},
    sources::Sources,
};

use self::needs::{Demand, Need, Needs, needs};
use crate::{
    http::{Answer, Desk, Listing, Reply},
    problem::Problem,
    records::{InterviewDay, Kept, Record as _, Step, StopReason},
};

/// How a report is made.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// Whether it is published: then a number needs ten people behind it, not five.
    #[serde(default)]
    #[param(default = false)]
    published: bool,
    /// The day as of which people, profiles and measures are read; today without it.
    as_of: Option<Date>,
}

/// What came of one or several application days, in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportView {
    /// How many days it is about.
    days: usize,
    /// As of which day.
    as_of: Date,
    /// What computed it.
    engine: EngineDocument,
    /// Numbers of fewer people than this are not shown: null, or no row.
    least: u32,
    /// What the numbers rest on.
    coverage: Coverage,
    /// How far people came, from everybody in question to still being there after a year. Each counts
    /// people once, on the highest step of any of their roles.
    funnel: Vec<FunnelStep>,
    /// Why it ended, the most frequent first.
    stops: Vec<StopCount>,
    /// What stands between people and the role that is nearest to them, the most frequent first.
    needs: Vec<Need>,
    /// Measures on the soonest ways to those roles, the most wanted first: what a course or an
    /// appointment for several people would be worth.
    demands: Vec<Demand>,
    /// People whom no way leads to the nearest role.
    without_way: Count,
    /// People who came and for whom nothing goes on; who they are is for the office alone.
    without_next_step: Count,
}

/// What the numbers rest on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Coverage {
    /// Everybody in question: in the pool of a day, or come without an invitation.
    people: Count,
    /// Those of whom it was noted whether they came.
    attendance_noted: Count,
    /// Those of whom it was noted how far they came.
    outcomes_noted: Count,
}

/// A step of the funnel.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FunnelStep {
    /// The step; null for everybody in question.
    step: Option<Step>,
    /// How many people reached it.
    people: Count,
}

/// How often something ended for a reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StopCount {
    /// The reason.
    reason: StopReason,
    /// How many people.
    people: u32,
}

/// Somebody for whom nothing goes on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WithoutNextStep {
    /// The person.
    applicant: String,
    /// The highest step that was reached.
    reached: Option<Step>,
}

/// Reports on one application day.
#[utoipa::path(operation_id = "report_day", tag = "reports", params(("id" = String, Path, description = "The identifier of the day."), How), responses((status = 200, description = "The report.", body = ReportView)))]
#[get("/interview-days/{id}/report")]
pub(crate) async fn report_day(desk: Desk, id: web::Path<String>, how: web::Query<How>) -> Answer {
    desk.run(move |desk| Reply::ok(&report_on(desk, Some(&**id), (how.published, how.as_of))?))
        .await
}

/// Reports on all application days of the organisation.
#[utoipa::path(operation_id = "report_all", tag = "reports", params(How), responses((status = 200, description = "The report.", body = ReportView)))]
#[get("/reports")]
pub(crate) async fn report_all(desk: Desk, how: web::Query<How>) -> Answer {
    desk.run(move |desk| Reply::ok(&report_on(desk, None, (how.published, how.as_of))?)).await
}

/// A report on one day, or on all of them; the journal says that it was read.
pub(crate) fn report_on(
    desk: &Desk,
    day: Option<&str>,
    (published, as_of): (bool, Option<Date>),
) -> Result<ReportView, Problem> {
    let how = How { published, as_of };
    let Some(id) = day else {
        let days = desk.all::<InterviewDay>(&desk.query::<InterviewDay>())?;
        desk.saw(Entry::new("report_read").details(json!({ "days": days.len() })))?;
        return report(desk, &days, &how);
    };
    let day = desk.get::<InterviewDay>(id)?;
    desk.saw(Entry::new("report_read").about(InterviewDay::KIND, id))?;
    report(desk, &[day], &how)
}

/// Lists who came to a day and has no next step: nothing agreed after the talk, or it ended.
#[utoipa::path(operation_id = "list_without_next_step", tag = "reports", params(("id" = String, Path, description = "The identifier of the day.")), responses((status = 200, description = "Everybody without a next step.", body = Listing<WithoutNextStep>)))]
#[get("/interview-days/{id}/without-next-step")]
pub(crate) async fn list_without_next_step(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let day = desk.get::<InterviewDay>(&id)?;
        let sources = Sources::of(desk, &[day])?;
        let items: Vec<WithoutNextStep> = sources
            .without_next_step()
            .map(|(applicant, reached)| WithoutNextStep {
                applicant: applicant.to_owned(),
                reached,
            })
            .collect();
        let people: Vec<&str> = items.iter().map(|item| item.applicant.as_str()).collect();
        let entry = Entry::new("without_next_step_read").about(InterviewDay::KIND, &*id);
        desk.saw(entry.details(json!({ "people": people })))?;
        Reply::ok(&Listing { items, next: None })
    })
    .await
}

fn report(desk: &Desk, days: &[Kept<InterviewDay>], how: &How) -> Result<ReportView, Problem> {
    let least = Least::of(how.published);
    let office = desk.office(how.as_of)?;
    let Needs { missing, demands, without_way } = needs(desk, (days, &office), least);
    let sources = Sources::of(desk, days)?;
    let steps: Vec<Option<Step>> =
        std::iter::once(None).chain(Step::LADDER.into_iter().map(Some)).collect();
    let people = least.nested(steps.iter().map(|step| sources.reached(*step)));
    let funnel = steps.into_iter().zip(people).map(|(step, people)| FunnelStep { step, people });
    let ended = sources
        .stops()
        .into_iter()
        .filter_map(|(reason, people)| Some(StopCount { reason, people: least.large(people)? }));
    Ok(ReportView {
        days: days.len(),
        as_of: office.day(),
        engine: desk.engine(),
        least: least.get(),
        coverage: Coverage {
            people: least.count(sources.reached(None)),
            attendance_noted: least.count(sources.attendance_noted()),
            outcomes_noted: least.count(sources.outcomes_noted()),
        },
        funnel: funnel.collect(),
        stops: ended.collect(),
        needs: missing,
        demands,
        without_way,
        without_next_step: least.count(sources.without_next_step().count()),
    })
}
