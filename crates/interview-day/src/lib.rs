//! Application days as organisers think of them: who is a match comes from the engine, who meets
//! whom comes from the planner, and this crate carries one to the other.
//!
//! ```text
//! day file ─► document ─┐
//! profiles ─────────────┼─► gather ─► day_planner::day::Day ─► plan_day ─► answer
//! people ───────────────┘
//! ```
//!
//! No file, no clock: the caller gives texts, the date and the budget.

pub mod answer;
mod before;
pub mod document;
mod gather;
mod issue_code;
mod read;
mod schemas;
pub mod sheets;

pub use answer::{DayAnswer, answer, answer_with};
pub use before::{InvitationsAnswer, SizeAnswer};
pub use document::DayDocument;
pub use gather::{Gathered, Nearest, gather};
pub use issue_code::DayCode;
pub use read::{Planned, day, happened, planned};
pub use schemas::day_schemas;
