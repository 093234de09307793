//! Scores competence profiles against requirement profiles.

pub mod access;
pub mod adequacy;
pub mod calendar;
pub mod clarify;
pub mod compare;
pub mod compiled;
pub mod contrast;
pub mod criteria;
pub mod eligibility;
mod engine;
pub mod evidence;
pub mod explain;
pub mod id;
mod label;
mod logarithm;
pub mod model;
pub mod need;
pub mod place;
pub mod quantity;
mod reason;
pub mod resolve;
pub mod roles;
pub mod rules;
pub mod score;
pub mod taxonomy;

pub use engine::Engine;
pub use label::Label;
pub use reason::ReasonCode;
