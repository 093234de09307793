//! How far a person came: the ladder from the invitation to being still there after a year, what both
//! sides think, and why it ended where it did.

use matching_core::{calendar::Date, id::ApplicantId};
use serde::{Deserialize, Serialize};
use store::Kind;
use utoipa::ToSchema;

use super::{Record, of_day, texts};

/// How far a person came from one application day: with a role, or before any talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Course {
    /// The day.
    pub(crate) day: String,
    /// The person.
    pub(crate) applicant: ApplicantId,
    /// The role on the day; none for what comes before any talk.
    pub(crate) role: Option<String>,
    /// What happened.
    pub(crate) said: CourseDocument,
}

/// How far a person came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "steps": [{"step": "talked", "on": "2026-11-20"}, {"step": "hospitation_agreed", "on": "2026-11-20"}],
    "person": {"wish": "yes"},
    "employer": {"wish": "maybe", "reason": "Deutsch wird noch geprüft."},
}))]
pub(crate) struct CourseDocument {
    /// The steps that were reached, in the order of the ladder; some are skipped by most people.
    #[schema(max_items = 14)]
    pub(crate) steps: Vec<Reached>,
    /// What the person thinks after the talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<Side>,
    /// What the employer thinks after the talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) employer: Option<Side>,
    /// Why it does not go on, where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stop: Option<Stop>,
}

/// A step of the ladder that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeReached)]
pub(crate) struct Reached {
    /// Which step.
    pub(crate) step: Step,
    /// On which day.
    pub(crate) on: Date,
    /// What was offered or begun; for `internship`, `conditional_offer`, `offer` and `started` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) what: Option<What>,
}

/// THE LADDER, from below (`product.md` section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OutcomeStep)]
pub(crate) enum Step {
    /// The invitation was sent.
    Invited,
    /// The person replied.
    Replied,
    /// The person came.
    Shown,
    /// There was a talk.
    Talked,
    /// There was a second talk.
    SecondTalk,
    /// Watching the work was agreed: the success of the day itself.
    HospitationAgreed,
    /// The person watched the work.
    HospitationDone,
    /// An internship or a measure with an employer (MAG, § 45 SGB III).
    Internship,
    /// An offer that hangs on a document, a course or a permit.
    ConditionalOffer,
    /// An offer.
    Offer,
    /// The work, training or course has begun.
    Started,
    /// Still there after three months.
    After3Months,
    /// Still there after six months.
    After6Months,
    /// Still there after twelve months.
    After12Months,
}

impl Step {
    /// The ladder from below.
    pub(crate) const LADDER: [Self; 14] = [
        Self::Invited,
        Self::Replied,
        Self::Shown,
        Self::Talked,
        Self::SecondTalk,
        Self::HospitationAgreed,
        Self::HospitationDone,
        Self::Internship,
        Self::ConditionalOffer,
        Self::Offer,
        Self::Started,
        Self::After3Months,
        Self::After6Months,
        Self::After12Months,
    ];

    /// Whether it comes before any talk: it is about the person, not about a role.
    pub(crate) fn is_before_talks(self) -> bool {
        self < Self::Talked
    }

    /// Whether it says what was offered or begun.
    pub(crate) const fn has_what(self) -> bool {
        matches!(self, Self::Internship | Self::ConditionalOffer | Self::Offer | Self::Started)
    }

    /// After how many months since the start it can be said.
    pub(crate) const fn months(self) -> Option<u32> {
        match self {
            Self::After3Months => Some(3),
            Self::After6Months => Some(6),
            Self::After12Months => Some(12),
            Self::Invited
            | Self::Replied
            | Self::Shown
            | Self::Talked
            | Self::SecondTalk
            | Self::HospitationAgreed
            | Self::HospitationDone
            | Self::Internship
            | Self::ConditionalOffer
            | Self::Offer
            | Self::Started => None,
        }
    }
}

/// What was offered or begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OutcomeWhat)]
pub(crate) enum What {
    /// Work.
    Job,
    /// Vocational training.
    Training,
    /// A course.
    Course,
}

/// What one side thinks after a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeSide)]
pub(crate) struct Side {
    /// Whether they want to go on.
    pub(crate) wish: Wish,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub(crate) reason: Option<String>,
}

/// Whether somebody wants to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OutcomeWish)]
pub(crate) enum Wish {
    /// Yes.
    Yes,
    /// It is open.
    Maybe,
    /// No.
    No,
}

/// Why it does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeStop)]
pub(crate) struct Stop {
    /// On which day that was known.
    pub(crate) on: Date,
    /// Whose decision it was.
    pub(crate) by: StoppedBy,
    /// Why.
    pub(crate) reason: StopReason,
    /// In words; `other` needs some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub(crate) note: Option<String>,
}

/// Whose decision it was that it does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OutcomeStoppedBy)]
pub(crate) enum StoppedBy {
    /// The person's.
    Person,
    /// The employer's.
    Employer,
    /// The office's.
    Office,
    /// Nobody's.
    Circumstances,
}

/// Why it does not go on. Nothing here tells of health, origin or family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OutcomeStopReason)]
pub(crate) enum StopReason {
    /// Nobody could be reached.
    NotReached,
    /// The person could not come.
    CouldNotCome,
    /// The person found something else.
    FoundOther,
    /// The work is not what the person wants.
    NotWanted,
    /// Language is missing.
    Language,
    /// A qualification or its recognition is missing.
    Qualification,
    /// A document or a permit is missing.
    Document,
    /// Experience or a competence is missing.
    Competence,
    /// Hours or shifts do not fit.
    Hours,
    /// The way is too far.
    Commute,
    /// Nobody looks after the children in that time.
    Childcare,
    /// Pay or contract do not fit.
    Pay,
    /// The place was given to somebody else, or is gone.
    PlaceGone,
    /// The work was ended.
    Ended,
    /// Something else; said in words.
    Other,
}

impl Course {
    /// The identifier in the store of a person, with a role or before any talk.
    pub(crate) fn id(day: &str, applicant: &str, role: Option<&str>) -> String {
        match role {
            None => of_day(day, &[applicant]),
            Some(role) => of_day(day, &[applicant, role]),
        }
    }
}

impl Record for Course {
    const KIND: &'static str = "outcome";
}

pub(super) const COURSE: Kind = Kind::new(Course::KIND).indexed(1, &["day", "applicant"], |body| {
    texts(body, &[("day", "/day"), ("applicant", "/applicant")])
});
