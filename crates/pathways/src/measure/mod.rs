//! What closes a gap: measures as they are planned with, without the texts that people read.

mod catalogue;
mod route;

pub use catalogue::{Bound, Catalogue, CatalogueProblem};
pub use route::{Barrier, Funding, Opening, Route};

use matching_core::{
    calendar::Date, criteria::Fact, id::MeasureId, model::Node, quantity::Permille,
};

use crate::Field;

/// When a measure can run, seen from a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Mode {
    /// Before a job only.
    Before,
    /// Before a job or beside one.
    Either,
    /// Beside a job only: it is for people who are employed.
    InService,
    /// It is itself the job: training, introductory qualification, voluntary year.
    Training,
}

/// From so much to so much; plans count with the larger end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayRange))]
pub struct Days {
    /// At best.
    #[cfg_attr(feature = "schema", schema(maximum = 2000))]
    pub from: u16,
    /// To be on the safe side.
    #[cfg_attr(feature = "schema", schema(maximum = 2000))]
    pub to: u16,
}

/// A dated beginning with what is known about places.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = MeasureStart))]
pub struct Start {
    /// The first day.
    pub on: Date,
    /// Last day on which one can register.
    pub register_by: Option<Date>,
    /// Places that are left; unknown where nothing is said.
    pub places: Option<u16>,
}

impl Start {
    /// Whether somebody who asks on a day can still get in.
    pub fn open_on(&self, asked: Date) -> bool {
        self.places != Some(0) && self.register_by.is_none_or(|last| asked <= last)
    }
}

/// A measure as it is planned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its identifier.
    pub id: MeasureId,
    /// What it works on.
    pub field: Field,
    /// What a person can show afterwards. Nothing, where it supports without giving a level.
    pub gives: Vec<Fact>,
    /// What it helps with on the way, without giving a level.
    pub supports: Vec<Node>,
    /// What has to hold before it begins.
    pub needs: Node,
    /// Days from its beginning to its end; at least 1.
    pub days: Days,
    /// Days from "everything needed is there" to the beginning, where no dated beginnings are known.
    pub wait: Days,
    /// Thousandths of a full week that it takes.
    pub load: Permille,
    /// When it can run, seen from a job.
    pub mode: Mode,
    /// Dated beginnings; where there are none it begins whenever there is a place.
    pub starts: Vec<Start>,
    /// People needed before a course begins.
    pub min_group: Option<u16>,
    /// What it costs in cents, whoever pays; `None` where nobody knows.
    pub cents: Option<u64>,
    /// Whether it runs at an employer: of equal ways the one nearer to work comes first.
    pub at_employer: bool,
    /// On which grounds somebody gets it. Nobody gets a measure without a route.
    pub routes: Vec<Route>,
    /// First day on which it can begin.
    pub valid_from: Option<Date>,
    /// Last day on which it can begin.
    pub valid_to: Option<Date>,
}

impl Measure {
    /// Whether the measure can begin on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether it has ended for good by a day. It stays readable, so that old plans do.
    pub fn expired_on(&self, day: Date) -> bool {
        self.valid_to.is_some_and(|to| to < day)
    }

    /// Whether it can run beside a job.
    pub const fn beside_a_job(&self) -> bool {
        matches!(self.mode, Mode::Either | Mode::InService)
    }
}
