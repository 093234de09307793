//! People: what the score may see, and apart from it who they are.

use formats::document::PersonDocument;
use matching_core::calendar::Date;
use serde::{Deserialize, Serialize};
use store::Kind;
use utoipa::ToSchema;

use super::{Record, texts};

/// A person under their code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Applicant {
    /// What is recorded; no name.
    pub(crate) person: PersonDocument,
    /// When the case was closed; retention counts from then.
    pub(crate) closed_on: Option<Date>,
}

/// Who a person is and how they are reached: kept apart from the profile, never scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    /// The name.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) name: String,
    /// The telephone number.
    #[schema(max_length = 50)]
    pub(crate) phone: Option<String>,
    /// The e-mail address.
    #[schema(max_length = 200)]
    pub(crate) email: Option<String>,
    /// The postal address, with line breaks.
    #[schema(max_length = 500)]
    pub(crate) address: Option<String>,
    /// The language of letters, as an ISO 639 code.
    #[schema(pattern = "^[a-z]{2,3}$")]
    pub(crate) letters_in: Option<String>,
}

impl Record for Applicant {
    const KIND: &'static str = "applicant";
}
impl Record for Contact {
    const KIND: &'static str = "contact";
}

pub(super) const APPLICANT: Kind =
    Kind::new(Applicant::KIND).indexed(1, &["office", "closed"], |body| {
        texts(body, &[("office", "/person/office"), ("closed", "/closed_on")])
    });
pub(super) const CONTACT: Kind = Kind::new(Contact::KIND);
