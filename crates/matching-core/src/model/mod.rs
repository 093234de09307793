//! What is matched: a requirement profile on one side, the competence profile of a person on the other.

mod applicant;
mod budgets;
mod criterion;
mod needs;
mod portrait;
mod problem;
mod profile;
mod rung;

pub use applicant::CompetenceProfile;
pub use budgets::Budgets;
pub use criterion::{Criterion, Node};
pub use needs::Offer;
pub(crate) use portrait::Knowing;
pub use portrait::Portrait;
pub use problem::{MOST_CRITERIA, ProfileProblem};
pub use profile::{ProfileBuilder, RequirementProfile};
pub use rung::Rung;
