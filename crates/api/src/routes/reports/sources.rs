//! What reports are counted from: everybody in question, whether they came, how far they came.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    http::Desk,
    problem::Problem,
    records::{Attendance, Course, InterviewDay, Kept, Status, Step, StopReason},
};

/// Everybody in question, with what is known.
#[derive(Debug, Default)]
pub(in crate::routes) struct Sources(BTreeMap<String, Known>);

/// What is known of a person.
#[derive(Debug, Default)]
struct Known {
    attendance: bool,
    outcome: bool,
    reached: Option<Step>,
    goes_on: bool,
    stops: BTreeSet<StopReason>,
}

impl Sources {
    /// Reads what is known of the people of some days.
    pub(in crate::routes) fn of(desk: &Desk, days: &[Kept<InterviewDay>]) -> Result<Self, Problem> {
        let mut sources = Self::default();
        for day in days {
            for person in &day.body.pool {
                sources.0.entry(person.to_string()).or_default();
            }
            let query = desk.query::<Attendance>().equal("day", day.id.as_str());
            for kept in desk.all::<Attendance>(&query)? {
                sources.0.entry(kept.body.applicant.to_string()).or_default().attend(&kept.body);
            }
            let query = desk.query::<Course>().equal("day", day.id.as_str());
            for kept in desk.all::<Course>(&query)? {
                sources.0.entry(kept.body.applicant.to_string()).or_default().go(&kept.body);
            }
        }
        Ok(sources)
    }

    /// Everybody in question, with the highest step they reached.
    pub(in crate::routes) fn people(&self) -> impl Iterator<Item = (&str, Option<Step>)> {
        self.0.iter().map(|(id, known)| (id.as_str(), known.reached))
    }

    /// How many people reached a step or a higher one; everybody in question without a step.
    pub(super) fn reached(&self, step: Option<Step>) -> usize {
        self.0.values().filter(|known| step.is_none_or(|step| known.reached >= Some(step))).count()
    }

    /// Of how many it was noted whether they came.
    pub(super) fn attendance_noted(&self) -> usize {
        self.0.values().filter(|known| known.attendance).count()
    }

    /// Of how many it was noted how far they came.
    pub(super) fn outcomes_noted(&self) -> usize {
        self.0.values().filter(|known| known.outcome).count()
    }

    /// Reasons of stops, each with how many people, the most frequent first.
    pub(super) fn stops(&self) -> Vec<(StopReason, usize)> {
        let mut counts: BTreeMap<StopReason, usize> = BTreeMap::new();
        for reason in self.0.values().flat_map(|known| &known.stops) {
            *counts.entry(*reason).or_default() += 1;
        }
        let mut counts: Vec<(StopReason, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counts
    }

    /// Who came and has no next step, with the highest step.
    pub(super) fn without_next_step(&self) -> impl Iterator<Item = (&str, Option<Step>)> {
        let left =
            self.0.iter().filter(|(_, known)| known.reached >= Some(Step::Shown) && !known.goes_on);
        left.map(|(id, known)| (id.as_str(), known.reached))
    }
}

impl Known {
    fn attend(&mut self, record: &Attendance) {
        let statuses = || record.dates.values().map(|presence| presence.status);
        self.attendance |= statuses().any(Status::is_known);
        if statuses().any(Status::came) {
            self.reached = self.reached.max(Some(Step::Shown));
        }
    }

    fn go(&mut self, course: &Course) {
        self.outcome = true;
        let highest = course.said.steps.last().map(|reached| reached.step);
        self.reached = self.reached.max(highest);
        // A talk alone is no next step: something was agreed in it, and did not end.
        self.goes_on |= highest > Some(Step::Talked) && course.said.stop.is_none();
        self.stops.extend(course.said.stop.iter().map(|stop| stop.reason));
    }
}
