//! What comes out of an assessment.

use super::{
    paper::{Note, Purpose, Regime, Since},
    timeline::{PlannedMilestone, PlannedStep},
};
use crate::{
    Label,
    calendar::Date,
    criteria::scale::Access,
    id::{QuestionId, StatusId},
    quantity::Span,
};

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// May work now.
    MayWork,
    /// May work once the authority has permitted the concrete job.
    PermissionNeeded,
    /// Not at present; there is always a next step.
    NotYet,
    /// It depends on something that is not known.
    ToClarify,
}

impl Verdict {
    /// The word for what is known.
    pub fn of(access: Span<Access>) -> Self {
        if !access.is_exact() {
            return Self::ToClarify;
        }
        match access.low {
            Access::Free => Self::MayWork,
            Access::PermissionNeeded => Self::PermissionNeeded,
            Access::NotPermitted => Self::NotYet,
        }
    }

    /// Its name in texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MayWork => "may_work",
            Self::PermissionNeeded => "permission_needed",
            Self::NotYet => "not_yet",
            Self::ToClarify => "to_clarify",
        }
    }
}

/// Why the answer is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Ground {
    /// The note on the paper says it; it overrides the rule.
    Note {
        /// The note.
        note: Note,
    },
    /// The rule alone would say something else.
    NoteDiffers {
        /// What the rule alone says.
        #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
        rule: Span<Access>,
    },
    /// The rule for the status says it.
    Rule,
    /// The purpose says it: it is no employment.
    Purpose,
    /// A waiting time runs.
    Waiting {
        /// The first day after it.
        until: Date,
    },
    /// A waiting time may run: it is not known since when.
    WaitUnknown {
        /// From when it is counted.
        since: Since,
    },
    /// An answer decides.
    Answered {
        /// The question.
        question: QuestionId,
        /// The access that the answer gives.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        access: Access,
    },
    /// An answer is missing.
    Open {
        /// The question.
        question: QuestionId,
    },
    /// Only the note on the paper can tell, and it is not known.
    OnlyNote,
    /// The paper has run out.
    Expired {
        /// Its last day.
        on: Date,
    },
    /// The paper has run out, but what it gave goes on.
    Continues,
    /// The status is not known.
    NoStatus,
    /// There is no rule for the status on that day.
    NoRule,
}

/// Until when stay and work are assured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "state", rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Window {
    /// The status has no end.
    Unlimited,
    /// It is not known.
    Unknown,
    /// Until that day, included.
    Until {
        /// The last day.
        date: Date,
        /// Days from the day of the assessment to it.
        days_left: i32,
        /// Whether it is time to act.
        alert: bool,
    },
    /// The paper has run out.
    Ended {
        /// Its last day.
        date: Date,
    },
}

impl Window {
    /// The last day on which stay and work are assured, where there is one.
    pub const fn until(self) -> Option<Date> {
        match self {
            Self::Until { date, days_left: _, alert: _ } => Some(date),
            Self::Unlimited | Self::Unknown | Self::Ended { .. } => None,
        }
    }
}

/// Something else that the person could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// What the person would do.
    pub purpose: Purpose,
    /// Whether it is permitted, at worst and at best.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub access: Span<Access>,
}

/// On which rule an assessment rests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Origin {
    /// The case.
    pub status: StatusId,
    /// What the status is called.
    pub label: Label,
    /// The paragraphs.
    pub law: String,
    /// First day on which the version holds.
    pub valid_from: Date,
    /// Last day on which the version holds.
    pub valid_to: Option<Date>,
    /// The day on which somebody last checked it.
    pub checked_on: Date,
    /// Who checked it.
    pub reviewer: Option<String>,
    /// Whether everything in it has been confirmed.
    pub verified: bool,
    /// Whether it was last checked too long ago.
    pub unchecked: bool,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// What must be known about it.
    pub about: Vec<Label>,
}

/// What holds for the purpose itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PurposeNote {
    /// What must be known about it.
    pub about: Label,
    /// Whether everything in it has been confirmed.
    pub verified: bool,
}

/// What a paper means for work on a day. A suggestion: a qualified person must check it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// The day as of which everything was read.
    pub as_of: Date,
    /// What the person would do.
    pub purpose: Purpose,
    /// The answer in one word.
    pub verdict: Verdict,
    /// The access, at worst and at best.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub access: Span<Access>,
    /// Always true: nothing here is a decision.
    pub must_be_checked: bool,
    /// Why.
    pub grounds: Vec<Ground>,
    /// Questions that would settle what is open.
    pub questions: Vec<QuestionId>,
    /// The first day on which a waiting time no longer stands in the way.
    pub from: Option<Date>,
    /// The steps to a permission.
    pub steps: Vec<PlannedStep>,
    /// The first working day, at the earliest and at the latest, where that can be said.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<Date>>))]
    pub ready: Option<Span<Date>>,
    /// Until when stay and work are assured.
    pub window: Window,
    /// What must be done before the window closes, planned backwards.
    pub milestones: Vec<PlannedMilestone>,
    /// What else the person could do, where that is easier than what was asked.
    pub alternatives: Vec<Alternative>,
    /// What would change the answer.
    pub changes: Vec<Label>,
    /// The usual benefit systems; only for the eligibility for measures, never for fit.
    pub regimes: Vec<Regime>,
    /// What holds for the purpose itself.
    pub purpose_note: Option<PurposeNote>,
    /// On which rule it rests.
    pub origin: Option<Origin>,
}

impl Assessment {
    /// The last day on which stay and work are assured, where there is one.
    pub const fn window_until(&self) -> Option<Date> {
        self.window.until()
    }

    /// Whether what it rests on is unverified, was checked too long ago, or is missing.
    pub fn is_shaky(&self) -> bool {
        self.origin.as_ref().is_none_or(|origin| !origin.verified || origin.unchecked)
            || self.purpose_note.as_ref().is_some_and(|note| !note.verified)
    }
}
