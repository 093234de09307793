//! One rule of law as data: for which status, from when to when, what it gives, on what it rests.

use std::collections::BTreeMap;

use super::paper::{Purpose, Regime, Since, words};
use crate::{
    Label,
    calendar::Date,
    criteria::scale::Access,
    id::{QuestionId, StatusId, StepId},
};

/// Declares payloads that files hold.
macro_rules! payloads {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty,)* }
    )*};
}

words! {
    /// Who does a step.
    Who {
        /// The person.
        Person = "person",
        /// The employer.
        Employer = "employer",
        /// The case worker.
        CaseWorker = "case_worker",
        /// An authority.
        Authority = "authority",
    }
}

payloads! {
    /// A time that must have passed.
    pub struct Wait {
        /// How many months.
        months: u32,
        /// Counted from when.
        since: Since,
    }

    /// Another access where a question is answered with yes.
    pub struct Unless {
        /// The question.
        question: QuestionId,
        /// The access that then holds.
        access: Access,
    }

    /// What a status gives for one purpose.
    pub struct Grant {
        /// The access; left out where only the paper's own note can tell.
        access: Option<Access>,
        /// The waiting time before which nothing is given.
        wait: Option<Wait>,
        /// Better access where a question is answered with yes.
        #[cfg_attr(feature = "serde", serde(default))]
        better_if: Vec<Unless>,
        /// Worse access where a question is answered with yes; it wins over better access.
        #[cfg_attr(feature = "serde", serde(default))]
        worse_if: Vec<Unless>,
        /// The steps to a permission, in the order in which they are taken.
        #[cfg_attr(feature = "serde", serde(default))]
        steps: Vec<StepId>,
        /// What must be known about it.
        about: Option<Label>,
    }

    /// When the paper ends, and what then.
    pub struct PaperEnd {
        /// Months from issue after which it ends, where the paper does not say it.
        months: Option<u32>,
        /// By law the paper holds at least until this day, whatever is printed on it.
        extended_to: Option<Date>,
        /// The question whose "yes" lets the access go on after the end.
        continues_if: QuestionId,
        /// So many days before the end it is time to act.
        alert_days: u32,
    }

    /// Something that must be done so long before the paper ends.
    pub struct Milestone {
        /// Its identifier within the rule.
        id: String,
        /// What is to be done.
        label: Label,
        /// So many days before the end it must be done.
        days_before_end: u32,
        /// So many days it takes.
        takes_days: u32,
        /// Whether somebody qualified has confirmed the figures.
        verified: bool,
    }

    /// One dated version of what a status gives.
    pub struct Rule {
        /// The case: versions of the same case never overlap.
        id: StatusId,
        /// What the status is called.
        label: Label,
        /// What the paper itself may say, for finding the case.
        #[cfg_attr(feature = "serde", serde(default))]
        papers: Vec<String>,
        /// The paragraphs.
        law: String,
        /// First day on which the version holds.
        valid_from: Date,
        /// Last day on which the version holds.
        valid_to: Option<Date>,
        /// The day on which somebody last checked it.
        checked_on: Date,
        /// Who checked it; nobody qualified yet where it is left out.
        reviewer: Option<String>,
        /// Whether everything in it has been confirmed; otherwise it is shown as unverified.
        verified: bool,
        /// Where it comes from.
        #[cfg_attr(feature = "schema", schema(min_items = 1))]
        sources: Vec<String>,
        /// What is given, by purpose; what is not named follows the general rule of the purpose.
        #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<String, Grant>))]
        work: BTreeMap<Purpose, Grant>,
        /// The usual benefit systems in need; only for the eligibility for measures.
        #[cfg_attr(feature = "serde", serde(default))]
        regimes: Vec<Regime>,
        /// When the paper ends; left out where it has no end.
        end: Option<PaperEnd>,
        /// What must be done before the end, planned backwards.
        #[cfg_attr(feature = "serde", serde(default))]
        milestones: Vec<Milestone>,
        /// What would change a "not yet" or a "with permission".
        #[cfg_attr(feature = "serde", serde(default))]
        changes: Vec<Label>,
        /// What must be known about it.
        about: Option<Label>,
    }

    /// A question whose answer decides about access.
    pub struct Question {
        /// Its identifier.
        id: QuestionId,
        /// The question.
        label: Label,
        /// Where the answer stands, and what it means.
        about: Option<Label>,
        /// Where the question comes from.
        sources: Vec<String>,
    }

    /// A step towards a permission.
    pub struct Step {
        /// Its identifier.
        id: StepId,
        /// What is to be done.
        label: Label,
        /// Who does it.
        who: Who,
        /// It takes at least and at most so many days.
        days: [u32; 2],
        /// It falls away after this time.
        not_after: Option<Wait>,
        /// Whether somebody qualified has confirmed the figures.
        verified: bool,
        /// Where it comes from.
        sources: Vec<String>,
    }

    /// What holds for a purpose, whatever the status.
    pub struct PurposeRule {
        /// The purpose.
        purpose: Purpose,
        /// The access that it always has: it is no employment.
        access: Option<Access>,
        /// The purpose whose grant it has where a rule names none of its own.
        follows: Option<Purpose>,
        /// What must be known about it.
        about: Label,
        /// Whether everything in it has been confirmed.
        verified: bool,
        /// Where it comes from.
        sources: Vec<String>,
    }
}

impl Rule {
    /// Whether the version holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether the version was last checked too long before a day.
    pub fn is_unchecked(&self, review_months: u32, day: Date) -> bool {
        self.checked_on.plus_months(review_months) < day
    }
}
