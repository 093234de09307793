//! Making a plan of a large day as a job: progress for whoever watches, and nothing changed when it is
//! stopped.

use day_planner::{Budget, Limit, Progress as Found};
use serde_json::{Value, json};

use super::{
    kept::{TRIES, added, number, too_often},
    making::{PlanRequest, planned},
};
use crate::{
    http::{Answer, Content, Desk},
    jobs::{Progress, Work},
    problem::{Problem, ProblemCode},
    records::{InterviewDay, JobState, Kept, Plan},
    routes::jobs::{Ended, PLAN, begin},
};

/// Makes a plan beside the requests.
pub(super) async fn in_background(
    desk: Desk,
    content: Content,
    (day, wanted): (Kept<InterviewDay>, PlanRequest),
) -> Answer {
    let total = wanted.steps();
    begin(desk, content, (PLAN, total), move |desk, work| make(desk, work, (day, &wanted))).await
}

fn make(
    desk: &Desk,
    work: &Work,
    (day, wanted): (Kept<InterviewDay>, &PlanRequest),
) -> Result<Ended, Problem> {
    let total = wanted.steps();
    let stop = || work.is_stopped();
    let watch = |found: &Found| {
        let done = found.steps.min(total);
        work.tell(Progress { state: JobState::Running, done, total });
    };
    let budget = Budget { limit: Limit::Steps(total), stop: Some(&stop), watch: Some(&watch) };
    let answer = planned(desk, &day.body, wanted, &budget)?;
    if work.is_stopped() {
        return Ok(Ended::Cancelled(Value::Null));
    }
    let plan = Plan::new(&day, answer);
    let mut day = day;
    for _ in 0..TRIES {
        let (batch, kept) = added(desk, day.clone(), plan.clone(), "day_planned")?;
        match desk.commit(&batch) {
            Ok(_) => return Ok(Ended::Done(made(&kept))),
            // The plan says from which version of the day it was made; others may go on meanwhile.
            Err(problem) if problem.code == ProblemCode::VersionConflict.code() => {
                day = desk.get::<InterviewDay>(&day.id)?;
            }
            Err(problem) => return Err(problem),
        }
    }
    Err(too_often())
}

/// What stands in the job: where the plan is.
fn made(kept: &Kept<Plan>) -> Value {
    let number = number(kept);
    let place = format!("/v1/interview-days/{}/plans/{number}", kept.body.day);
    json!({ "plan": number, "location": place })
}
