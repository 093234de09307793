//! The product's door: application days as organisers think of them.

mod clock;
mod draft;
mod found;
mod grid;
mod judge;
mod left_out;
pub mod model;
mod offers;
mod planned;
mod planning;
mod positions;
mod reasons;
mod resources;
mod validate;

pub use crate::search::settle::Obstacle;
pub use clock::{Clock, NoClock};
pub use draft::{Conflict, Source};
pub use judge::check_day;
pub use left_out::check_left_out;
pub use model::{Day, Happened, Talk};
pub use planned::{DayPlan, PlannedTalk, Reserved, Standing};
pub use planning::{plan_day, replan_day};
pub use validate::{validate_day, validate_happened};
