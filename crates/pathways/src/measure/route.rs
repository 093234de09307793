//! On which grounds somebody gets a measure, by regime, status, age, work and day.
//!
//! Regime and status decide about measures only; they are never part of a score.

use matching_core::{access::Regime, calendar::Date, id::StatusId};

use crate::Situation;

/// How certain it is that somebody pays or allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Funding {
    /// Something about the person or the case must be found out first.
    ToCheck,
    /// At somebody's discretion.
    Discretion,
    /// As of right, or open to everybody.
    Entitled,
}

/// One ground on which somebody gets a measure. What is left empty does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Benefit regimes.
    pub regimes: Vec<Regime>,
    /// Residence statuses, such as `A30`.
    pub statuses: Vec<StatusId>,
    /// Youngest age in years.
    pub age_from: Option<u8>,
    /// Oldest age in years.
    pub age_to: Option<u8>,
    /// Whether the person must, or must not, be employed.
    pub employed: Option<bool>,
    /// Months of unemployment needed.
    pub unemployed_months: Option<u16>,
    /// How certain it is.
    pub funding: Funding,
    /// First day on which a measure can begin on this ground.
    pub valid_from: Option<Date>,
    /// Last day on which a measure can begin on this ground.
    pub valid_to: Option<Date>,
}

/// Days on which a measure can begin on one ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which of the routes.
    pub route: usize,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How certain it is.
    pub funding: Funding,
}

/// Why somebody does not get a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Barrier {
    /// The way by which the person could have got it is closed since a day.
    RouteClosed,
    /// The measure or the way to it opens only later than can be planned.
    NotYet,
    /// The measure has ended.
    Expired,
    /// No place is left, or no beginning is open.
    Full,
    /// It needs a job, or must come before one.
    Employment,
    /// The person is too young or too old for it.
    Age,
    /// Not long enough without work.
    Unemployment,
    /// The residence status does not open it.
    Status,
    /// The benefit regime does not open it.
    Regime,
    /// What it needs cannot be reached either.
    Preconditions,
    /// It takes longer than the horizon or the residence window.
    Time,
}

impl Route {
    /// What stands against a person on this ground, and whether something is unknown.
    ///
    /// Age is taken as of the day asked; a measure that begins later meets an older person, so a
    /// limit that may be crossed by then is unknown.
    fn against(&self, person: &Situation, years: u8) -> Result<Funding, Barrier> {
        let mut open = false;
        let mut check = |holds: Option<bool>, barrier| match holds {
            Some(true) => Ok(()),
            Some(false) => Err(barrier),
            None => {
                open = true;
                Ok(())
            }
        };
        if let Some(wanted) = self.employed {
            check(person.employed.map(|employed| employed == wanted), Barrier::Employment)?;
        }
        check(self.age(person.age, years), Barrier::Age)?;
        if let Some(needed) = self.unemployed_months {
            let long = person.unemployed_months.map(|months| months >= needed);
            check(long, Barrier::Unemployment)?;
        }
        if !self.statuses.is_empty() {
            let own = person.status.as_ref().map(|status| self.statuses.contains(status));
            check(own, Barrier::Status)?;
        }
        if !self.regimes.is_empty() {
            let own = person.regime.map(|regime| self.regimes.contains(&regime));
            check(own, Barrier::Regime)?;
        }
        Ok(if open { Funding::ToCheck } else { self.funding })
    }

    /// Whether the age fits from now until it is `years` older.
    fn age(&self, age: Option<u8>, years: u8) -> Option<bool> {
        if self.age_from.is_none() && self.age_to.is_none() {
            return Some(true);
        }
        let age = age?;
        let fits = |age: u8| {
            self.age_from.is_none_or(|from| from <= age) && self.age_to.is_none_or(|to| age <= to)
        };
        let all: Vec<bool> = (0..=years).map(|more| fits(age.saturating_add(more))).collect();
        match (all.iter().all(|fits| *fits), all.iter().any(|fits| *fits)) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        }
    }

    /// The days within a period on which a measure can begin for a person on this ground.
    ///
    /// # Errors
    /// Tells what stands against it.
    pub fn opens(
        &self,
        route: usize,
        person: &Situation,
        (first, last): (Date, Date),
    ) -> Result<Opening, Barrier> {
        let years = u8::try_from(first.months_until(last).div_ceil(12)).unwrap_or(u8::MAX);
        let funding = self.against(person, years)?;
        if self.valid_to.is_some_and(|to| to < first) {
            return Err(Barrier::RouteClosed);
        }
        if self.valid_from.is_some_and(|from| last < from) {
            return Err(Barrier::NotYet);
        }
        let from = self.valid_from.map_or(first, |from| from.max(first));
        let to = self.valid_to.map_or(last, |to| to.min(last));
        if to < from {
            return Err(Barrier::NotYet);
        }
        Ok(Opening { route, from, to, funding })
    }
}
