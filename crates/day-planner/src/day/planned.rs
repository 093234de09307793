//! A planned day: talks with times, kept places, conflicts, values; and who is left out, and why.

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::draft::{Conflict, Made, make, settle};
use super::grid::Grid;
use super::model::{Day, Happened, Talk};
use super::positions::{Positions, everybody};
use crate::advice::{Chance, Names, NoSlot, NoTalk, nobody, pairs, worth};
use crate::budget::Budget;
use crate::planner::{Reached, Settings};
use crate::search::draft::DraftTalk;

/// How a talk came into the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = TalkStanding))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has begun, or is over.
    Past,
    /// The person confirmed it.
    Confirmed,
    /// An organiser pinned it.
    Pinned,
    /// It stays as announced.
    Announced,
    /// It was not announced like this.
    New,
}

/// A talk with everything that the agenda, the table list and the letter need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedTalk {
    /// Who, for which role, at which table, when it begins.
    #[serde(flatten)]
    pub talk: Talk,
    /// End.
    pub to: Clock,
    /// Employer.
    pub employer: String,
    /// Site.
    pub site: String,
    /// Language of the interpreter, when one is needed.
    pub interpreter: Option<String>,
    /// Childcare places taken.
    pub children: u32,
    /// How it came into the plan.
    pub standing: Standing,
}

/// A place kept free for people without an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ReservedPlace))]
pub struct Reserved {
    /// At which table.
    pub table: String,
    /// On which date.
    pub date: String,
    /// Begin.
    pub from: Clock,
    /// End.
    pub to: Clock,
}

/// A plan of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayPlan {
    /// Name of the day.
    pub name: String,
    /// Talks in order of person, date and time.
    pub talks: Vec<PlannedTalk>,
    /// Places kept free for walk-ins.
    pub reserved: Vec<Reserved>,
    /// Confirmations and pins that could not be kept, and why.
    pub conflicts: Vec<Conflict>,
    /// Forced talks that the plan does not hold: person and role.
    pub unmet: Vec<(String, String)>,
    /// Goals in the order in which they count.
    pub reached: Vec<Reached>,
    /// Whether every goal above comfort meets its bound.
    pub proven: bool,
    /// Search steps spent.
    pub steps: u64,
    /// Whether the same budget gives the same plan again.
    pub reproducible: bool,
    /// Settings used.
    pub settings: Settings,
    /// Name and version of the engine.
    pub engine: String,
    /// Fingerprint of the input (FNV-1a, 64 bit, of its compact JSON).
    pub input: String,
}

impl DayPlan {
    /// The talks without their trimmings, for announcing, confirming and comparing.
    pub fn talks(&self) -> Vec<Talk> {
        self.talks.iter().map(|row| row.talk.clone()).collect()
    }

    /// Everybody without a talk, with the reason and the cheapest remedy that a new plan confirms:
    /// one that needs nobody to move, or a cheaper one found by moving others, which is tried
    /// `searches` times at most, for those first who fit best.
    pub fn without_talk(
        &self,
        day: &Day,
        happened: Option<&Happened>,
        searches: usize,
    ) -> Vec<NoTalk> {
        let (made, rows) = self.read(day, happened);
        let mut list = nobody(&made.draft, &names(day, happened, &made), &rows, searches);
        for row in &mut list {
            row.reason = super::reasons::refine(day, happened, row.reason, (&row.person, None));
        }
        list
    }

    /// Every eligible pair without a slot, with the reason and the cheapest remedy that a new plan
    /// confirms, found as for people without a talk.
    pub fn without_slot(
        &self,
        day: &Day,
        happened: Option<&Happened>,
        searches: usize,
    ) -> Vec<NoSlot> {
        let (made, rows) = self.read(day, happened);
        let at = Positions::of(day, happened);
        let barred = super::reasons::barred(day, happened, &at);
        let names = names(day, happened, &made);
        let mut list = pairs(&made.draft, &names, &rows, (searches, &barred));
        for row in &mut list {
            let about = (row.person.as_str(), Some(row.role.as_str()));
            row.reason = super::reasons::refine(day, happened, row.reason, about);
        }
        list
    }

    /// What one more place, hour, helper or table would bring: of each kind in turn the one that
    /// people without a talk ask for most, `most` in all, each confirmed by a new search with its
    /// own share of the budget, best first.
    pub fn chances(
        &self,
        day: &Day,
        most: usize,
        (settings, budget): (&Settings, &Budget<'_>),
    ) -> Vec<Chance> {
        let (made, rows) = self.read(day, None);
        worth(&made.draft, &names(day, None, &made), &rows, (most, settings, budget))
    }

    fn read(&self, day: &Day, happened: Option<&Happened>) -> (Made, Vec<DraftTalk>) {
        let mut made = make(day, happened);
        let _conflicts = settle(&mut made);
        let at = Positions::of(day, happened);
        let grid = Grid { day, minutes: day.grid_minutes.max(1) };
        let rows = (self.talks.iter())
            .filter_map(|row| {
                let date = *at.dates.get(row.talk.date.as_str())?;
                Some(DraftTalk {
                    person: *at.people.get(row.talk.person.as_str())?,
                    role: *at.roles.get(row.talk.role.as_str())?,
                    table: *at.tables.get(row.talk.table.as_str())?,
                    day: date,
                    slot: grid.down(date, row.talk.from),
                })
            })
            .collect();
        (made, rows)
    }
}

fn names<'a>(day: &'a Day, happened: Option<&'a Happened>, made: &Made) -> Names<'a> {
    Names {
        people: everybody(day, happened).iter().map(|row| row.id.as_str()).collect(),
        roles: day.roles.iter().map(|row| row.id.as_str()).collect(),
        tables: day.tables.iter().map(|row| row.id.as_str()).collect(),
        sites: day.sites.iter().map(|row| row.id.as_str()).collect(),
        dates: day.dates.iter().map(|row| row.id.as_str()).collect(),
        resources: made.resources.clone(),
    }
}
