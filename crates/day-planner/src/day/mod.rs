//! The product's door: application days as organisers think of them.

pub mod model;
mod clock;
mod validate;
mod draft;
mod judge;
mod planned;
mod reasons;

pub use clock::{Clock, NoClock};
pub use judge::check_day;
pub use model::{Day, Happened, Talk};
pub use planned::{DayPlan, PlannedTalk, Reserved, Standing, plan_day, replan_day};
pub use validate::{validate_day, validate_happened};
