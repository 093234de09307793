//! What people decided, agreed to and passed on.

use matching_core::{
    calendar::Date,
    eligibility::Eligibility,
    id::{ApplicantId, ProfileId},
    quantity::{Centipoints, Span},
};
use serde::{Deserialize, Serialize};
use store::{Kind, Timestamp};
use utoipa::ToSchema;

use super::{Record, texts};

/// What the engine said when somebody decided: enough to compute it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Evaluation {
    /// The day as of which everything was read.
    pub(crate) as_of: Date,
    /// The version of the program; empty where it was not written down yet.
    #[serde(default)]
    pub(crate) program: String,
    /// SHA-256 of the rule set and the vocabulary.
    pub(crate) fingerprint: String,
    /// The version of the person's document.
    pub(crate) applicant_version: u64,
    /// The published version of the requirement profile.
    pub(crate) profile_version: u32,
    /// The class.
    pub(crate) eligibility: Eligibility,
    /// Both sides together, lowest and highest possible centipoints.
    #[schema(value_type = [Centipoints; 2])]
    pub(crate) overall: Span<Centipoints>,
    /// SHA-256 of the whole explanation.
    pub(crate) result: String,
}

/// What somebody does with a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Act {
    /// Follows it.
    Confirm,
    /// Decides otherwise; needs a reason.
    Override,
}

/// What somebody decided about a person and a place, beside what the engine said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Decision {
    /// The person.
    pub(crate) applicant: ApplicantId,
    /// The requirement profile.
    pub(crate) profile: ProfileId,
    /// Whether the suggestion was followed.
    pub(crate) act: Act,
    /// What follows from it.
    pub(crate) outcome: Outcome,
    /// Why.
    pub(crate) reason: Option<String>,
    /// What the engine said.
    pub(crate) evaluation: Evaluation,
    /// When the person contested it, and why.
    pub(crate) contests: Vec<Contest>,
}

/// What follows from a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// The person is addressed.
    Address,
    /// Something has to be clarified first.
    Clarify,
    /// The person is prepared by measures first.
    Prepare,
    /// The place does not fit; another is looked for.
    LookElsewhere,
}

/// That somebody does not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Contest {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// Why.
    pub(crate) reason: String,
}

/// To whom something may be passed on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipient {
    /// What they are.
    pub(crate) kind: RecipientKind,
    /// Which: the employer as requirement profiles name it, or the companion's name to sign in.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) id: String,
}

/// What a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecipientKind {
    /// An employer.
    Employer,
    /// A companion.
    Companion,
}

impl Recipient {
    /// How they stand in an index.
    pub(crate) fn key(&self) -> String {
        let kind = match self.kind {
            RecipientKind::Employer => "employer",
            RecipientKind::Companion => "companion",
        };
        format!("{kind}:{}", self.id)
    }
}

/// That a person agrees to a recipient seeing some of what is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Consent {
    /// The person.
    pub(crate) applicant: ApplicantId,
    /// Who may see it.
    pub(crate) recipient: Recipient,
    /// The recipient in the form of an index.
    #[serde(default)]
    pub(crate) recipient_key: String,
    /// What: kinds of criteria, `name`, `contact`.
    pub(crate) fields: Vec<String>,
    /// The last day on which it holds.
    pub(crate) valid_to: Option<Date>,
    /// How the person was informed and agreed.
    pub(crate) given: String,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) revoked_at: Option<Timestamp>,
}

impl Consent {
    /// Whether it holds on a day.
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        self.revoked_at.is_none() && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// How much an employer gets to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// A code and what the place asks about.
    Pseudonymous,
    /// The name as well: for the application day.
    Named,
    /// How the person is reached as well: after both have said yes.
    Contact,
}

/// What law allows a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Basis {
    /// No personal reference: a code only.
    Pseudonymised,
    /// The consent of the person.
    Consent,
    /// § 69 SGB X: transmission for placement.
    Sgb10Section69,
}

/// That something about a person was passed on to an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Disclosure {
    /// The person.
    pub(crate) applicant: ApplicantId,
    /// The requirement profile it was about.
    pub(crate) profile: ProfileId,
    /// The employer, as requirement profiles name it.
    pub(crate) employer: String,
    /// The code under which the employer knows the person.
    pub(crate) code: String,
    /// How much.
    pub(crate) stage: Stage,
    /// What law allows it.
    pub(crate) basis: Basis,
    /// Why.
    pub(crate) purpose: String,
    /// When the employer lost sight of the person.
    pub(crate) ended_at: Option<Timestamp>,
}

impl Record for Decision {
    const KIND: &'static str = "decision";
}
impl Record for Consent {
    const KIND: &'static str = "consent";
}
impl Record for Disclosure {
    const KIND: &'static str = "disclosure";
}

pub(super) const DECISION: Kind =
    Kind::new(Decision::KIND).indexed(1, &["applicant", "profile"], |body| {
        texts(body, &[("applicant", "/applicant"), ("profile", "/profile")])
    });
pub(super) const CONSENT: Kind =
    Kind::new(Consent::KIND).indexed(1, &["applicant", "recipient"], |body| {
        texts(body, &[("applicant", "/applicant"), ("recipient", "/recipient_key")])
    });
pub(super) const DISCLOSURE: Kind =
    Kind::new(Disclosure::KIND).indexed(1, &["applicant", "employer", "profile"], |body| {
        texts(
            body,
            &[("applicant", "/applicant"), ("employer", "/employer"), ("profile", "/profile")],
        )
    });
