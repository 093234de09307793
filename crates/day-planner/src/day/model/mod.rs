//! The product's own document of an application day; unknown fields are refused.

mod decisions;
mod frame;
mod happened;
mod sides;

use serde::{Deserialize, Serialize};

pub use decisions::{Exclusion, Forced, Goals, Pin, Talk};
pub use frame::{Break, Date, Hours, Places, Site, Travel};
pub use happened::{Closed, Happened, Late};
pub use sides::{Fit, Interpreter, Named, Person, Role, Table};

/// An application day, of one or several dates and sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = InterviewDay))]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Free name.
    #[serde(default)]
    pub name: String,
    /// Minutes of the common grid; all times are rounded to it, always to the safe side.
    #[serde(default = "five")]
    pub grid_minutes: u32,
    /// Free minutes a person needs between two talks.
    #[serde(default)]
    pub buffer_minutes: u32,
    /// Dates in calendar order.
    pub dates: Vec<Date>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Minutes between sites; a pair holds both ways, a missing pair cannot be travelled.
    #[serde(default)]
    pub travel: Vec<Travel>,
    /// Employers.
    pub employers: Vec<Named>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Tables.
    pub tables: Vec<Table>,
    /// People.
    pub people: Vec<Person>,
    /// Interpreters.
    #[serde(default)]
    pub interpreters: Vec<Interpreter>,
    /// Eligible pairs and their fit.
    pub fits: Vec<Fit>,
    /// Pairs that must not meet.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// Pairs that shall meet before anything else counts.
    #[serde(default)]
    pub forced: Vec<Forced>,
    /// Talks that people have confirmed; they stay as they are.
    #[serde(default)]
    pub confirmed: Vec<Talk>,
    /// Talks that an organiser holds fast, with a reason.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// What counts, in which order.
    #[serde(default)]
    pub goals: Goals,
}

fn five() -> u32 {
    5
}
