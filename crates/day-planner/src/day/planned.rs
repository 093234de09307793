//! Plans a day of the product: talks with times, kept places, conflicts, reasons and values.

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::draft::{Conflict, Made, Source, make, settle};
use super::grid::Grid;
use super::model::{Day, Happened, Talk};
use super::offers::minutes;
use super::positions::{Positions, everybody};
use super::validate::{validate_day, validate_happened};
use crate::advice::{Chance, Names, NoSlot, NoTalk, nobody, pairs, worth};
use crate::budget::{Budget, Progress};
use crate::goal::Goal;
use crate::plan::{Bounds, Values};
use crate::planner::{Reached, Settings, engine, fingerprint};
use crate::rejected::Rejected;
use crate::search::advise::{placed, talks};
use crate::search::draft::DraftTalk;
use crate::search::problem::{COVERED, EVEN, FIT, PROMISED, Problem, SEEN, STABLE};
use crate::search::solve::{Found, How, solve};

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

/// Plans a day. Confirmations and pins that are impossible are reported and left out; everything
/// else is planned as well as it goes.
///
/// # Errors
///
/// Every problem of the document at once, when one of them prevents planning.
pub fn plan_day(day: &Day, settings: &Settings, budget: &Budget<'_>) -> Result<DayPlan, Rejected> {
    let _warnings = Rejected::unless_plannable(validate_day(day))?;
    Ok(run(day, None, (settings, budget)))
}

/// Plans the rest of a day after something happened: the past stays, announced talks move as
/// little as the goals allow, confirmed ones not at all.
///
/// # Errors
///
/// Every problem of the documents at once, when one of them prevents planning.
pub fn replan_day(
    day: &Day,
    happened: &Happened,
    settings: &Settings,
    budget: &Budget<'_>,
) -> Result<DayPlan, Rejected> {
    let mut issues = validate_day(day);
    issues.extend(validate_happened(day, happened));
    let _warnings = Rejected::unless_plannable(issues)?;
    Ok(run(day, Some(happened), (settings, budget)))
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

fn run(
    day: &Day,
    happened: Option<&Happened>,
    (settings, budget): (&Settings, &Budget<'_>),
) -> DayPlan {
    let mut made = make(day, happened);
    let conflicts = settle(&mut made);
    let problem = made.draft.build();
    let start = placed(&problem, &made.draft.homes)
        .into_iter()
        .filter(|(offer, cell)| {
            usize::try_from(*offer)
                .is_ok_and(|offer| problem.starts(offer).any(|range| range.contains(cell)))
        })
        .collect();
    let how = How { seed: settings.seed, threads: settings.threads.max(1), comfort: true };
    let watch = |found: &Found| {
        if let Some(watch) = budget.watch {
            let (values, bounds) = report(found);
            watch(&Progress { steps: found.steps, values, bounds });
        }
    };
    let found = solve(&problem, Some(&start), how, budget, Some(&watch));
    let rows = rows(day, happened, &made, (&problem, &found));
    let met = |person: &str, role: &str| {
        rows.iter().any(|row| row.talk.person == person && row.talk.role == role)
    };
    DayPlan {
        name: day.name.clone(),
        unmet: (day.forced.iter())
            .filter(|row| !met(&row.person, &row.role))
            .map(|row| (row.person.clone(), row.role.clone()))
            .collect(),
        talks: rows,
        reserved: reserved(day, &made),
        conflicts,
        reached: reached(&problem, &found),
        proven: found.is_proven(),
        steps: found.steps,
        reproducible: budget.is_reproducible(),
        settings: *settings,
        engine: engine(),
        input: fingerprint(&(day, happened)),
    }
}

fn rows(
    day: &Day,
    happened: Option<&Happened>,
    made: &Made,
    (problem, found): (&Problem, &Found),
) -> Vec<PlannedTalk> {
    let people = everybody(day, happened);
    let grid = Grid { day, minutes: day.grid_minutes.max(1) };
    let announced = happened.map_or(&[][..], |now| &now.announced);
    let mut list = talks(problem, &found.placed);
    list.sort_by_key(|talk| (talk.person, talk.day, talk.slot));
    list.iter()
        .filter_map(|talk| {
            let at = |id: u32| usize::try_from(id).ok();
            let person = people.get(at(talk.person)?)?;
            let role = day.roles.get(at(talk.role)?)?;
            let table = day.tables.get(at(talk.table)?)?;
            let from = grid.clock(talk.day, talk.slot);
            let said = Talk {
                person: person.id.clone(),
                role: role.id.clone(),
                table: table.id.clone(),
                date: day.dates.get(at(talk.day)?)?.id.clone(),
                from,
            };
            let source = made.wanted.iter().find(|row| row.talk == *talk).map(|row| row.source);
            let standing = match source {
                Some(Source::Past) => Standing::Past,
                Some(Source::Confirmed) => Standing::Confirmed,
                Some(Source::Pinned) => Standing::Pinned,
                None if announced.contains(&said) => Standing::Announced,
                None => Standing::New,
            };
            let to = from.minutes() + minutes(role, person, table);
            let speaks = |language: &&String| table.languages.contains(language);
            Some(PlannedTalk {
                talk: said,
                to: Clock::from_minutes(to).unwrap_or_default(),
                employer: table.employer.clone(),
                site: table.site.clone(),
                interpreter: person.language.as_ref().filter(|l| !speaks(l)).cloned(),
                children: person.children,
                standing,
            })
        })
        .collect()
}

fn reserved(day: &Day, made: &Made) -> Vec<Reserved> {
    let grid = Grid { day, minutes: day.grid_minutes.max(1) };
    (made.kept.iter())
        .filter_map(|kept| {
            let (date, from, to) = kept.span;
            Some(Reserved {
                table: day.tables.get(usize::try_from(kept.table).ok()?)?.id.clone(),
                date: day.dates.get(usize::try_from(date).ok()?)?.id.clone(),
                from: grid.clock(date, from),
                to: grid.clock(date, to),
            })
        })
        .collect()
}

fn level(found: &Found, at: usize) -> (i64, i64) {
    let value = found.levels.get(at).copied().unwrap_or(0);
    (value, found.bounds.get(at).copied().unwrap_or(i64::MAX))
}

/// Goals in the order of the problem; those that cannot count are left out.
fn reached(problem: &Problem, found: &Found) -> Vec<Reached> {
    let name = |at: usize| match at {
        SEEN => Goal::Seen,
        STABLE => Goal::Stability,
        PROMISED => Goal::Promised,
        EVEN => Goal::Even,
        COVERED => Goal::Covered,
        _ => Goal::Score,
    };
    let row = |goal: Goal, (value, bound): (i64, i64)| Reached {
        goal,
        value,
        bound,
        gap: (bound - value).abs(),
    };
    (problem.order.iter())
        .map(|at| row(name(*at), level(found, *at)))
        .filter(|row| {
            !matches!(row.goal, Goal::Stability | Goal::Even) || (row.value, row.bound) != (0, 0)
        })
        .chain([row(Goal::WorstOff, (found.worst, found.worst_bound))])
        .chain([row(Goal::Comfort, (found.comfort, found.comfort_bound))])
        .collect()
}

fn report(found: &Found) -> (Values, Bounds) {
    let value = |at: usize| level(found, at).0;
    let bound = |at: usize| Some(level(found, at).1);
    let values = Values {
        seen: value(SEEN),
        stability: Some(value(STABLE)),
        promised: value(PROMISED),
        covered: value(COVERED),
        score: value(FIT),
        comfort: found.comfort,
    };
    let bounds = Bounds {
        seen: bound(SEEN),
        stability: bound(STABLE),
        promised: bound(PROMISED),
        covered: bound(COVERED),
        score: bound(FIT),
        comfort: Some(found.comfort_bound),
    };
    (values, bounds)
}
