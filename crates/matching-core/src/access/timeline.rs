//! Steps forwards from a day, milestones backwards from the end of a paper.

use super::{
    paper::Paper,
    rule::{Milestone, Step, Who},
};
use crate::{Label, calendar::Date, id::StepId, quantity::Span};

/// A step towards a permission with its days, if the first one begins on the day of the assessment
/// (or when the waiting time ends).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedStep {
    /// The step.
    pub id: StepId,
    /// What is to be done.
    pub label: Label,
    /// Who does it.
    pub who: Who,
    /// When it begins, at the earliest and at the latest.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Date>))]
    pub begin: Span<Date>,
    /// When it is done, at the earliest and at the latest.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Date>))]
    pub done: Span<Date>,
    /// Whether it may fall away.
    pub may_fall_away: bool,
    /// Whether somebody qualified has confirmed the figures.
    pub verified: bool,
}

/// How a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = MilestoneState))]
pub enum Due {
    /// There is time to begin.
    Ahead,
    /// It should have begun.
    BeginNow,
    /// It should be done.
    Overdue,
}

impl Due {
    /// Its name in texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::BeginNow => "begin_now",
            Self::Overdue => "overdue",
        }
    }
}

/// A milestone with its days.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedMilestone {
    /// Its identifier within the rule.
    pub id: String,
    /// What is to be done.
    pub label: Label,
    /// The last day to begin.
    pub begin_by: Date,
    /// The last day to be done.
    pub due: Date,
    /// How it stands.
    pub state: Due,
    /// Whether somebody qualified has confirmed the figures.
    pub verified: bool,
}

/// Milestones of a window that ends on a day, sorted by when they must begin.
pub(super) fn milestones(list: &[Milestone], end: Date, as_of: Date) -> Vec<PlannedMilestone> {
    let mut planned: Vec<PlannedMilestone> = list
        .iter()
        .map(|milestone| {
            let due = end.plus_days(-days(milestone.days_before_end));
            let begin_by = due.plus_days(-days(milestone.takes_days));
            let state = match () {
                () if as_of <= begin_by => Due::Ahead,
                () if as_of <= due => Due::BeginNow,
                () => Due::Overdue,
            };
            PlannedMilestone {
                id: milestone.id.clone(),
                label: milestone.label.clone(),
                begin_by,
                due,
                state,
                verified: milestone.verified,
            }
        })
        .collect();
    planned.sort_by(|one, other| (one.begin_by, &one.id).cmp(&(other.begin_by, &other.id)));
    planned
}

/// Steps one after another from a day on.
pub(super) fn steps<'a>(
    list: impl Iterator<Item = &'a Step>,
    paper: &Paper,
    start: Date,
) -> Vec<PlannedStep> {
    let mut at = Span::exact(start);
    let mut planned = Vec::new();
    for step in list {
        let gone_from = step.not_after.as_ref().map(|wait| {
            let since = paper.since(wait.since);
            since.map(|since| since.plus_months(wait.months))
        });
        let may_fall_away = match gone_from {
            None => false,
            Some(None) => true,
            // It is gone before it would have to begin at the earliest.
            Some(Some(from)) if from <= at.low => continue,
            Some(Some(from)) => from <= at.high,
        };
        let [least, most] = step.days;
        let least = if may_fall_away { 0 } else { least.min(most) };
        let done = Span { low: at.low.plus_days(days(least)), high: at.high.plus_days(days(most)) };
        planned.push(PlannedStep {
            id: step.id.clone(),
            label: step.label.clone(),
            who: step.who,
            begin: at,
            done,
            may_fall_away,
            verified: step.verified,
        });
        at = done;
    }
    planned
}

fn days(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
