//! What is matched: a requirement profile on one side, the competence profile of a person on the other.

mod applicant;
mod budgets;
mod criterion;
mod needs;
mod portrait;
mod profile;

pub use applicant::CompetenceProfile;
pub use budgets::Budgets;
pub use criterion::{Criterion, Node};
pub use needs::Offer;
pub(crate) use portrait::Knowing;
pub use portrait::Portrait;
pub use profile::{MOST_CRITERIA, ProfileBuilder, ProfileProblem, RequirementProfile, Rung};
