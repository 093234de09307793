//! Plans a day of the product, or the rest of one after something happened.

use super::clock::Clock;
use super::draft::{Made, Source, make, settle};
use super::grid::Grid;
use super::model::{Day, Happened, Talk};
use super::offers::minutes;
use super::planned::{DayPlan, PlannedTalk, Reserved, Standing};
use super::positions::everybody;
use super::validate::{validate_day, validate_happened};
use crate::budget::{Budget, Progress};
use crate::goal::Goal;
use crate::plan::{Bounds, Values};
use crate::planner::{Reached, Settings, engine, fingerprint};
use crate::rejected::Rejected;
use crate::search::advise::{placed, talks};
use crate::search::problem::{COVERED, EVEN, FIT, PROMISED, Problem, SEEN, STABLE};
use crate::search::solve::{Found, How, solve};

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
