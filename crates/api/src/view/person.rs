//! A person, as far as the audience may see.

use formats::document::PersonDocument;
use matching_core::{
    calendar::Date,
    criteria::Fact,
    id::{ApplicantId, ProfileId, SiteId},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Audience;
use crate::records::{Basis, Disclosure, Stage};

/// A person under their code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct PersonView {
    /// The code.
    pub(crate) id: ApplicantId,
    /// The office that invites the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) office: Option<SiteId>,
    /// The language for which the person needs an interpreter in talks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) interpreter: Option<String>,
    /// The statements that the audience may see.
    #[schema(value_type = Vec<formats::document::FactSchema>)]
    pub(crate) facts: Vec<Fact>,
    /// When the case was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) closed_on: Option<Date>,
}

impl PersonView {
    /// What an audience sees of a person.
    pub(crate) fn of(
        person: &PersonDocument,
        closed_on: Option<Date>,
        audience: &Audience,
    ) -> Self {
        let has_case = audience.sees_case();
        Self {
            id: person.id.clone(),
            office: person.office.clone().filter(|_| has_case),
            interpreter: person.interpreter.clone().filter(|_| audience.sees("language")),
            facts: seen(person, audience),
            closed_on: closed_on.filter(|_| has_case),
        }
    }
}

fn seen(person: &PersonDocument, audience: &Audience) -> Vec<Fact> {
    let facts = person.facts.iter();
    facts.filter(|fact| audience.sees(fact.kind().info().name)).cloned().collect()
}

/// A person as an employer sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct DisclosedView {
    /// The code under which the employer knows the person; another one for each employer.
    pub(crate) code: String,
    /// The requirement profile it is about.
    pub(crate) profile: ProfileId,
    /// How much the employer gets to see.
    pub(crate) stage: Stage,
    /// What law allows it.
    pub(crate) basis: Basis,
    /// The name, from the stage `named` on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The telephone number, at the stage `contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    /// The e-mail address, at the stage `contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    /// The language for which the person needs an interpreter in talks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) interpreter: Option<String>,
    /// The statements that an employer may see.
    #[schema(value_type = Vec<formats::document::FactSchema>)]
    pub(crate) facts: Vec<Fact>,
}

/// What can be said of a person beyond the code, because the law allows it today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// The name.
    pub(crate) name: Option<String>,
    /// The telephone number.
    pub(crate) phone: Option<String>,
    /// The e-mail address.
    pub(crate) email: Option<String>,
}

impl DisclosedView {
    /// What an employer sees of a person.
    pub(crate) fn of(person: &PersonDocument, disclosure: &Disclosure, allowed: Allowed) -> Self {
        let Disclosure { code, profile, stage, basis, .. } = disclosure;
        let Allowed { name, phone, email } = allowed;
        let is_named = Stage::Named <= *stage;
        let has_contact = Stage::Contact <= *stage;
        Self {
            code: code.clone(),
            profile: profile.clone(),
            stage: *stage,
            basis: *basis,
            name: name.filter(|_| is_named),
            phone: phone.filter(|_| has_contact),
            email: email.filter(|_| has_contact),
            interpreter: person.interpreter.clone(),
            facts: seen(person, &Audience::Employer),
        }
    }
}
