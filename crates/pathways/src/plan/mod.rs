//! Plans for one person: what can be used, which ways lead to a place, and what then holds.

mod alone;
mod compile;
mod courses;
mod outlook;
mod outreach;
mod pathway;
mod person;
mod replay;
mod usable;
mod ways;

pub use outlook::{GapOutlook, Outlook};
pub use outreach::Outreach;
pub use pathway::{Merit, Pathway, Step, Subject};
pub use person::Person;
pub use usable::Refusal;

use matching_core::{Engine, quantity::Permille};

use crate::Catalogue;

/// How far plans may go: scoring.md 3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days after the day asked within which a plan must be over.
    pub horizon_days: u16,
    /// Measures in a plan.
    pub most_measures: u8,
    /// Thousandths of a full week that measures may take together before a job.
    pub capacity: Permille,
    /// The same beside a job.
    pub beside_a_job: Permille,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            horizon_days: 720,
            most_measures: 6,
            capacity: Permille::FULL,
            beside_a_job: Permille::new(500),
        }
    }
}

/// Plans with the measures of a catalogue. Everything it finds depends on its arguments only.
#[derive(Clone, Copy, Debug)]
pub struct Planner<'a> {
    engine: &'a Engine,
    catalogue: &'a Catalogue,
    limits: Limits,
}

impl<'a> Planner<'a> {
    /// A planner with the usual limits.
    pub fn new(engine: &'a Engine, catalogue: &'a Catalogue) -> Self {
        Self { engine, catalogue, limits: Limits::default() }
    }

    /// The engine.
    pub const fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// Sets the limits.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}
