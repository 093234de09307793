//! Musts: when they are due, and the class of a pair that follows from them.

use std::collections::BTreeMap;

use crate::{
    criteria::{Goal, Key, Truth},
    quantity::Span,
};

/// Whether two can come together, from worst to best.
///
/// It is also the value of a single must: the class of a pair is the lowest value of its musts, an
/// alternative has the best value of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Eligibility {
    /// Not at present: a must is not met and no measure closes it. Never an automatic rejection.
    NotPossible,
    /// A must is not met and a measure closes it.
    WithMeasures,
    /// A must is open.
    ToClarify,
    /// Everything is there except what can be brought by the first day or made up in service.
    SuitableWithConditions,
    /// Every must is met.
    Suitable,
}

impl Eligibility {
    /// All classes from worst to best.
    pub const ALL: [Self; 5] = [
        Self::NotPossible,
        Self::WithMeasures,
        Self::ToClarify,
        Self::SuitableWithConditions,
        Self::Suitable,
    ];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotPossible => "not_possible",
            Self::WithMeasures => "with_measures",
            Self::ToClarify => "to_clarify",
            Self::SuitableWithConditions => "suitable_with_conditions",
            Self::Suitable => "suitable",
        }
    }
}

/// When a must has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Due {
    /// When the person applies.
    AtApplication,
    /// By the first day of work: papers that everybody can fetch.
    ByFirstDay,
    /// Within so many days of service, if a measure beside the job closes it in time.
    WithinDays(u16),
}

/// What measures can do for one person on one day, goal by goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    steps: BTreeMap<Key, Vec<Step>>,
}

/// A goal that measures reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The goal.
    pub goal: Goal,
    /// Days until it is reached.
    pub days: u32,
    /// Days until it is reached beside a job, if that is possible.
    pub in_service: Option<u32>,
}

impl Reach {
    /// Records that measures reach a goal.
    pub fn record(&mut self, key: Key, step: Step) {
        self.steps.entry(key).or_default().push(step);
    }

    /// All steps by key.
    pub(crate) fn into_steps(self) -> impl Iterator<Item = (Key, Vec<Step>)> {
        self.steps.into_iter()
    }

    /// The steps recorded for a key.
    pub fn steps(&self, key: &Key) -> &[Step] {
        self.steps.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Whether measures close a gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closure {
    /// Days until it is closed, if it can be.
    pub days: Option<u32>,
    /// Days until it is closed beside a job, if it can be.
    pub in_service: Option<u32>,
}

pub(crate) fn closes(steps: &[Step], goal: Goal) -> Closure {
    let serves =
        |step: &&Step| step.goal.level >= goal.level && (step.goal.documented || !goal.documented);
    Closure {
        days: steps.iter().filter(serves).map(|step| step.days).min(),
        in_service: steps.iter().filter(serves).filter_map(|step| step.in_service).min(),
    }
}

/// The value of a must: as things stand, and if every open answer turns out worst or best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    /// As things stand.
    pub now: Eligibility,
    /// At worst and at best.
    pub span: Span<Eligibility>,
}

impl Verdict {
    /// No must stands in the way.
    pub const CLEAR: Self =
        Self { now: Eligibility::Suitable, span: Span::exact(Eligibility::Suitable) };

    /// The value of a must from whether its threshold is reached.
    pub fn of(truth: Truth, due: Due, closure: Closure) -> Self {
        let [low, high] = truth.ends().map(|truth| value(truth, due, closure));
        let now = if low == high {
            low
        } else if low >= Eligibility::SuitableWithConditions {
            // Even the worst answer can be made up in service: nothing has to be settled before.
            Eligibility::SuitableWithConditions
        } else {
            Eligibility::ToClarify
        };
        Self { now, span: Span { low, high } }
    }

    /// Both must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { now: self.now.min(other.now), span: self.span.worst(other.span) }
    }

    /// One must hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { now: self.now.max(other.now), span: self.span.best(other.span) }
    }
}

/// The value of a must of which it is known whether its threshold is reached.
fn value(truth: Truth, due: Due, closure: Closure) -> Eligibility {
    let in_time = |days: u16| closure.in_service.is_some_and(|needed| needed <= days.into());
    match (truth, due) {
        (Truth::Met, _) => Eligibility::Suitable,
        (Truth::Obtainable | Truth::ObtainableOrMet, _) | (_, Due::ByFirstDay) => {
            Eligibility::SuitableWithConditions
        }
        (_, Due::WithinDays(days)) if in_time(days) => Eligibility::SuitableWithConditions,
        (_, Due::AtApplication | Due::WithinDays(_)) if closure.days.is_some() => {
            Eligibility::WithMeasures
        }
        (_, Due::AtApplication | Due::WithinDays(_)) => Eligibility::NotPossible,
    }
}
