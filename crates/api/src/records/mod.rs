//! What is kept: one kind of document each, and how it is read.

mod account;
mod applicant;
mod attendance;
mod course;
mod day;
mod job;
mod kinds;
mod office;
mod profile;

pub(crate) use account::{ApiKey, Invitation, Organisation, Session, User};
pub(crate) use applicant::{Applicant, Contact};
pub(crate) use attendance::{Attendance, Guest, Presence, Status};
pub(crate) use course::{Course, CourseDocument, Reached, Step, StopReason};
#[cfg(test)]
pub(crate) use course::{Side, Stop, StoppedBy, Wish};
pub(crate) use day::{InterviewDay, Plan, Rest};
pub(crate) use job::{Job, JobState};
pub use kinds::kinds;
pub(crate) use office::{
    Act, Basis, Consent, Contest, Decision, Disclosure, Evaluation, Outcome, Recipient,
    RecipientKind, Stage,
};
pub(crate) use profile::{Profile, Published};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::{IndexValue, Timestamp};

use crate::{
    problem::{Problem, ProblemCode},
    secret::draw,
};

/// A document of the service as it is kept.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// The kind in the store.
    const KIND: &'static str;
}

/// A document with its identifier and version.
#[derive(Clone, Debug)]
pub(crate) struct Kept<T> {
    /// Its identifier within its organisation.
    pub(crate) id: String,
    /// Its version, from 1.
    pub(crate) version: u64,
    /// When this version was written.
    pub(crate) at: Timestamp,
    /// Who wrote it.
    pub(crate) by: String,
    /// The organisation it belongs to.
    pub(crate) organisation: String,
    /// The content.
    pub(crate) body: T,
}

impl<T: Record> Kept<T> {
    /// Reads a document of the store.
    ///
    /// # Errors
    /// A fault: nothing else writes documents of this kind.
    pub(crate) fn read(document: store::Document) -> Result<Self, Problem> {
        let store::Document { id, version, at, by, organisation, body, .. } = document;
        let body = serde_json::from_value(body).map_err(|error| {
            tracing::error!(kind = T::KIND, %error, "a stored document cannot be read");
            Problem::new(ProblemCode::Internal, "a stored document cannot be read")
        })?;
        let id = id.strip_prefix(&format!("{organisation}/")).map_or(id.clone(), str::to_owned);
        Ok(Self { id, version, at, by, organisation, body })
    }
}

/// An identifier that nobody has used.
pub(crate) fn random_id() -> Result<String, Problem> {
    draw(10).map_err(|error| Problem::new(ProblemCode::Internal, error.to_string()))
}

/// The identifier of something that a day has once for each of these: short enough for the store,
/// whatever they are called.
fn of_day(day: &str, parts: &[&str]) -> String {
    let hash: String = formats::fingerprint(&parts).chars().take(32).collect();
    format!("{day}@{hash}")
}

/// The text at a place of a body, for an index.
fn text(body: &Value, pointer: &str) -> Option<IndexValue> {
    body.pointer(pointer).and_then(Value::as_str).map(IndexValue::from)
}

/// Index entries for the texts at these places, as far as they are there.
fn texts(body: &Value, fields: &[(&'static str, &str)]) -> Vec<(&'static str, IndexValue)> {
    fields
        .iter()
        .filter_map(|(field, pointer)| text(body, pointer).map(|value| (*field, value)))
        .collect()
}
