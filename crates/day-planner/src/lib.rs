//! Plans application days: who meets whom, at which table, when, near the provable optimum.
//!
//! A pure library: no files, no clock, no globals. The caller gives the budget.
//!
//! ```
//! use day_planner::{Budget, Settings, check, instance::Instance, plan};
//!
//! let instance: Instance = serde_json::from_str(
//!     r#"{"format":"passgenau-instance-1","name":"one",
//!     "rules":{"buffer":0,"cover_r":2,"suitable_min":500,"w_wait":3,"w_gap":1,"w_day":24},
//!     "days":[{"id":"D1","start":"09:00","slot_min":20,"slots":4,"closed":[]}],
//!     "employers":[{"id":"E1"}],
//!     "tables":[{"id":"T1","employer":"E1","roles":["R1"],"len":1,"open":[[0,0,4]],"max_iv":4}],
//!     "roles":[{"id":"R1","employer":"E1","field":"Pflege","openings":1,"max_iv":4}],
//!     "candidates":[{"id":"C1","avail":[[0,1,4]],"max_iv":1,"min_iv":1,"interpreter":null}],
//!     "scores":[["C1","R1",733]]}"#,
//! )?;
//! let outcome = plan(&instance, &Settings::default(), &Budget::steps(10_000))?;
//! assert_eq!(outcome.plan.proven, Some(true));
//! assert!(check(&instance, &outcome.plan, None).is_legal());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod advice;
mod budget;
mod check;
pub mod day;
mod diff;
pub mod event;
mod goal;
pub mod instance;
mod invite;
mod issue_code;
mod overbooking;
mod plan;
mod planner;
mod rejected;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
mod search;
mod sizing;
#[cfg(test)]
mod tests;
mod validate;

pub use advice::{Chance, NoSlot, NoTalk, Remedy, chances, without_slot, without_talk};
pub use budget::{Budget, Limit, Progress};
pub use check::{Fault, Verdict, check};
pub use diff::{Change, Diff, Meeting, diff};
pub use goal::Goal;
pub use invite::{Invitations, Listed, invite, invite_to_day};
pub use issue_code::PlanCode;
pub use overbooking::{NoAnswer, Overbooking, ShowRate, overbook};
pub use plan::{Bounds, Plan, Values};
pub use planner::{Outcome, Reached, Settings, plan, replan};
pub use rejected::Rejected;
pub use search::advise::Reason;
pub use sizing::{NoSize, Size, Wish, size};
pub use validate::{validate, validate_event};
