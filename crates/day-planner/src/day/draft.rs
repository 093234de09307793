//! From the day's document to a draft of the search, with what had to be left out and why.

use serde::{Deserialize, Serialize};

use super::grid::Grid;
use super::model::{Day, Happened, Table, Talk};
use super::positions::{Positions, everybody};
use super::resources::Resources;
use crate::advice::Remedy;
use crate::goal::Goal;
use crate::search::draft::{Draft, DraftTable, DraftTalk, Span};
use crate::search::problem::{COVERED, Comfort, EVEN, FIT, LEVELS, PROMISED, SEEN, STABLE};
use crate::search::settle::Obstacle;

/// A place kept free for people without an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub table: u32,
    pub span: Span,
}

/// A draft with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub draft: Draft,
    pub kept: Vec<Kept>,
    /// Talks that must stay: document position in `wanted`, in order of strength.
    pub wanted: Vec<Wanted>,
    /// What one more of each shared resource is.
    pub resources: Vec<Remedy>,
}

/// Where a talk that must stay comes from.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub talk: DraftTalk,
    pub said: Talk,
    pub source: Source,
}

/// Why a talk must stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ConflictSource))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// It has begun, or is over.
    Past,
    /// The person confirmed it.
    Confirmed,
    /// An organiser pinned it.
    Pinned,
}

/// A talk that had to stay and could not; it is left out of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = DayConflict))]
pub struct Conflict {
    /// The talk.
    pub talk: Talk,
    /// Why it had to stay.
    pub source: Source,
    /// What stands in its way.
    pub obstacle: Obstacle,
}

/// The draft of a validated day.
pub(super) fn make(day: &Day, happened: Option<&Happened>) -> Made {
    let at = Positions::of(day, happened);
    let grid = Grid { day, minutes: day.grid_minutes.max(1) };
    let resources = Resources::of(day, happened, &at, &grid);
    let mut made = Made {
        draft: Draft {
            days: day.dates.iter().map(|date| grid.slots(date)).collect(),
            hours: vec![60_u32.div_ceil(grid.minutes); day.dates.len()],
            breaks: (0..)
                .zip(&day.dates)
                .flat_map(|(at, _)| grid.breaks(at).into_iter().map(move |(a, b)| (at, a, b)))
                .collect(),
            gaps: gaps(day, &at, &grid),
            sites: day.sites.len().max(1),
            resources: resources.places.clone(),
            role_caps: day.roles.iter().map(|role| role.max_talks.unwrap_or(u32::MAX)).collect(),
            comfort: Comfort {
                wait: i64::from(day.goals.wait),
                gap: i64::from(day.goals.idle),
                day: i64::from(day.goals.extra_date),
            },
            worst_off: true,
            order: order(day, happened),
            ..Draft::default()
        },
        kept: Vec::new(),
        wanted: Vec::new(),
        resources: resources.remedies.clone(),
    };
    let cells = tables(&mut made, day, happened, (&at, &grid));
    let people = everybody(day, happened);
    made.draft.people = people.iter().map(|row| grid.person(row, happened, &at)).collect();
    if day.goals.order.contains(&Goal::Even) {
        made.draft.even = people.iter().map(|row| i64::from(row.max_talks)).max().unwrap_or(0);
    }
    let suitable = day.goals.talks_per_opening;
    made.draft.wishes =
        day.roles.iter().map(|role| suitable.saturating_mul(role.openings)).collect();
    made.draft.wishes.extend(day.tables.iter().map(|table| table.min_talks));
    super::offers::offers(&mut made.draft, day, happened, (&at, &resources, &cells, &grid));
    if let Some(now) = happened {
        let date = at.dates.get(now.date.as_str()).copied().unwrap_or(0);
        made.draft.now = (date, grid.up(date, now.now));
    }
    made.draft.forced = (day.forced.iter())
        .filter_map(|row| {
            Some((*at.people.get(row.person.as_str())?, *at.roles.get(row.role.as_str())?))
        })
        .collect();
    wanted(&mut made, day, happened, (&at, &grid));
    made
}

/// Adds the tables, less what is kept for walk-ins; returns the minutes of the cells of each.
fn tables(
    made: &mut Made,
    day: &Day,
    happened: Option<&Happened>,
    (at, grid): (&Positions<'_>, &Grid<'_>),
) -> Vec<u32> {
    let release = happened.is_some_and(|now| now.release_reserve);
    let mut cells = Vec::new();
    for (position, table) in (0..).zip(&day.tables) {
        let minutes = grid.cell_minutes(day, table);
        cells.push(minutes);
        let mut row = grid.table(table, minutes, at, happened);
        if !release {
            let kept = reserve(&mut row, table, position, Grid::shortest(day, table, minutes));
            row.kept = kept.iter().map(|kept| kept.span).collect();
            made.kept.extend(kept);
        }
        made.draft.tables.push(row);
    }
    cells
}

/// The levels of the search in the order of the goals. Forced talks come before everything, kept
/// announcements after the people seen.
fn order(day: &Day, happened: Option<&Happened>) -> [usize; LEVELS] {
    let mut list: Vec<usize> = Vec::new();
    for goal in &day.goals.order {
        match goal {
            Goal::Seen => list.push(SEEN),
            Goal::Promised => list.push(PROMISED),
            Goal::Even => list.push(EVEN),
            Goal::Covered => list.push(COVERED),
            Goal::Score => list.push(FIT),
            Goal::Stability | Goal::WorstOff | Goal::Comfort => {}
        }
    }
    let stable = if !day.forced.is_empty() || happened.is_none() {
        0
    } else {
        list.iter().position(|level| *level == SEEN).map_or(0, |at| at + 1)
    };
    list.insert(stable.min(list.len()), STABLE);
    for level in [SEEN, PROMISED, EVEN, COVERED, FIT] {
        if !list.contains(&level) {
            list.push(level);
        }
    }
    let mut order = [SEEN; LEVELS];
    for (slot, level) in order.iter_mut().zip(list) {
        *slot = level;
    }
    order
}

fn gaps(day: &Day, at: &Positions<'_>, grid: &Grid<'_>) -> Vec<u32> {
    let sites = day.sites.len().max(1);
    let buffer = day.buffer_minutes.div_ceil(grid.minutes);
    // nobody gets from one site to another on the same date unless a way is given
    let never = day.dates.iter().map(|date| grid.slots(date)).max().unwrap_or(0) + 1;
    let mut gaps = vec![never.max(buffer); sites * sites];
    for site in 0..sites {
        if let Some(gap) = gaps.get_mut(site * sites + site) {
            *gap = buffer;
        }
    }
    for way in &day.travel {
        let site = |id: &str| usize::try_from(*at.sites.get(id)?).ok();
        if let (Some(a), Some(b)) = (site(&way.from), site(&way.to)) {
            for spot in [a * sites + b, b * sites + a] {
                if let Some(gap) = gaps.get_mut(spot) {
                    *gap = way.minutes.div_ceil(grid.minutes).max(buffer);
                }
            }
        }
    }
    gaps
}

/// Takes the places kept for walk-ins out of a table, spread over each date and staggered from
/// table to table, so that somewhere a place is always near.
fn reserve(row: &mut DraftTable, table: &Table, position: u32, span: u32) -> Vec<Kept> {
    let mut kept = Vec::new();
    let mut dates: Vec<u32> = row.cells.iter().map(|cell| cell.0).collect();
    dates.dedup();
    for date in dates {
        for place in 0..table.walk_in_reserve {
            let free: Vec<Span> = row.cells.iter().copied().filter(|cell| cell.0 == date).collect();
            let span = usize::try_from(span).unwrap_or(1);
            let count = free.len().saturating_sub(span - 1);
            if count == 0 {
                break;
            }
            let share = u64::from(2 * place + 1 + position % 2) * u64::try_from(count).unwrap_or(0)
                / u64::from(2 * table.walk_in_reserve + 1);
            let first = usize::try_from(share).unwrap_or(0).min(count - 1);
            let run: Vec<Span> = free.into_iter().skip(first).take(span).collect();
            if let (Some(head), Some(tail)) = (run.first(), run.last()) {
                kept.push(Kept { table: position, span: (date, head.1, tail.2) });
            }
            row.cells.retain(|cell| !run.contains(cell));
        }
    }
    kept
}

fn wanted(
    made: &mut Made,
    day: &Day,
    happened: Option<&Happened>,
    (at, grid): (&Positions<'_>, &Grid<'_>),
) {
    let talk = |said: &Talk| {
        let date = *at.dates.get(said.date.as_str())?;
        Some(DraftTalk {
            person: *at.people.get(said.person.as_str())?,
            role: *at.roles.get(said.role.as_str())?,
            table: *at.tables.get(said.table.as_str())?,
            day: date,
            slot: grid.down(date, said.from),
        })
    };
    let now = made.draft.now;
    let mut want = |said: &Talk, source: Source| {
        if let Some(talk) = talk(said) {
            made.wanted.push(Wanted { talk, said: said.clone(), source });
        }
    };
    let announced = happened.map_or(&[][..], |now| &now.announced);
    let is_past = |said: &Talk| {
        happened.is_some() && talk(said).is_some_and(|talk| (talk.day, talk.slot) < now)
    };
    for said in announced.iter().filter(|said| is_past(said)) {
        want(said, Source::Past);
    }
    for said in day.confirmed.iter().filter(|said| !is_past(said)) {
        want(said, Source::Confirmed);
    }
    for pin in day.pins.iter().filter(|pin| !is_past(&pin.talk)) {
        want(&pin.talk, Source::Pinned);
    }
    let absent = |said: &Talk| happened.is_some_and(|now| now.no_shows.contains(&said.person));
    made.draft.homes = (announced.iter())
        .filter(|said| !is_past(said) && !absent(said))
        .filter_map(talk)
        .collect();
    // all of them at first, so that their pairs are kept; `settle` drops what cannot be
    made.draft.fixed = made.wanted.iter().map(|row| row.talk).collect();
}

/// Keeps of the wanted talks what is possible, the strongest first; the rest become conflicts.
pub(super) fn settle(made: &mut Made) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let possible = crate::search::settle::possible(&made.draft, |talk| {
        made.wanted.iter().any(|row| row.talk == *talk && row.source == Source::Past)
    });
    let mut kept = Vec::new();
    for (row, verdict) in made.wanted.iter().zip(possible) {
        match verdict {
            Ok(()) => kept.push(row.clone()),
            Err(obstacle) => {
                let talk = row.said.clone();
                conflicts.push(Conflict { talk, source: row.source, obstacle });
            }
        }
    }
    made.draft.fixed = kept.iter().map(|row| row.talk).collect();
    made.wanted = kept;
    conflicts
}
