//! What decides about measures and never about a score: regime, residence status, age, work.

use matching_core::{access::Regime, calendar::Date, id::StatusId};

use crate::career::Done;

/// What decides which measures a person can get. What is not said is unknown, never "no".
///
/// The engine that scores never sees any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// The benefit regime.
    pub regime: Option<Regime>,
    /// The residence status by its identifier, such as `A30`.
    pub status: Option<StatusId>,
    /// Full years of age on the day asked; only for measures that the law opens by age.
    pub age: Option<u8>,
    /// Whether the person is employed.
    pub employed: Option<bool>,
    /// Months without work.
    pub unemployed_months: Option<u16>,
    /// Last day of the residence title; plans end by then.
    pub stays_until: Option<Date>,
    /// First day on which the person may work or train at an employer, counted to be on the safe
    /// side; where nothing is said, nothing stands in the way of planning.
    pub works_from: Option<Date>,
    /// Measures the person has already been in, for the case worker only.
    pub history: Vec<Done>,
}
