//! Adequacy: how much of what a person can a role really uses; the direction person to roles.
//!
//! Fulfilment answers the employer's question and puts a helper's role first for everybody.
//! Adequacy answers the person's: every ability held has a share of 100 points by how telling it
//! is, and a role gets of each share as much as it asks for, near the level held. Coverage is the
//! other half: how much of what the role asks, told the same way, the person brings. Roles are
//! listed by two parts adequacy and three parts coverage. `docs/quality.md` has the formula, its
//! reasons and what it reaches.
//!
//! It depends on the catalogue of roles and on this person, on nobody else, and nothing that ranks
//! people reads it. Integers throughout: the same input gives the same bytes on every machine.

mod abilities;
mod build;
mod catalogue;
mod compiled;
mod error;
mod formula;
#[cfg(test)]
mod laws;
mod measure;
mod role;
mod tables;

pub use abilities::Abilities;
pub use build::CatalogueBuilder;
pub use catalogue::{Near, RoleCatalogue};
pub use error::AdequacyError;
pub use formula::{ADEQUACY_SHARE, COVERAGE_SHARE, LITTLE_USED};
pub use measure::{Part, RoleFit, Use};
pub use role::Role;
