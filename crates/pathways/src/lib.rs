//! From "not yet" to "suitable": which measures, in which order, from when, and what then holds.
//!
//! A [`Catalogue`] holds measures: what each gives, what it needs, for whom and when. A [`Planner`]
//! reads a person and looks for ways to a place: sets of measures in which each is needed, scheduled
//! exactly, of which only those are kept that no other beats in time, number and cost. Every way is
//! replayed with the engine that scores before anybody sees it.
//!
//! Nothing here reads a clock or a file: day, residence window and catalogue are arguments. Benefit
//! regime and residence status decide about measures only; the engine that scores never sees them.

pub mod career;
mod field;
pub mod ladder;
mod measure;
mod plan;
pub mod pool;
mod search;
mod situation;

pub use field::Field;
pub use measure::{
    Barrier, Bound, Catalogue, CatalogueProblem, Days, Funding, Measure, Mode, Opening, Route,
    Start,
};
pub use plan::{
    GapOutlook, Limits, Merit, Outlook, Outreach, Pathway, Person, Planner, Refusal, Step, Subject,
};
pub use situation::Situation;
