//! Times of a day on its grid, always rounded to the safe side.

use super::clock::Clock;
use super::model::{Date, Day, Happened, Hours, Person, Table};
use super::positions::Positions;
use crate::search::draft::{DraftPerson, DraftTable, Span};

/// The grid of a day.
pub(super) struct Grid<'a> {
    pub day: &'a Day,
    pub minutes: u32,
}

impl Grid<'_> {
    /// Steps of a date.
    pub(super) fn slots(&self, date: &Date) -> u32 {
        date.to.minutes().saturating_sub(date.from.minutes()) / self.minutes
    }

    pub(super) fn date(&self, date: u32) -> Option<&Date> {
        self.day.dates.get(usize::try_from(date).ok()?)
    }

    /// The first step that begins at or after a time.
    pub(super) fn up(&self, date: u32, clock: Clock) -> u32 {
        self.date(date).map_or(0, |row| {
            clock.minutes().saturating_sub(row.from.minutes()).div_ceil(self.minutes)
        })
    }

    /// The last step that begins at or before a time.
    pub(super) fn down(&self, date: u32, clock: Clock) -> u32 {
        self.date(date)
            .map_or(0, |row| clock.minutes().saturating_sub(row.from.minutes()) / self.minutes)
    }

    /// The time at which a step begins.
    pub(super) fn clock(&self, date: u32, slot: u32) -> Clock {
        let minutes = self.date(date).map_or(0, |row| row.from.minutes() + slot * self.minutes);
        Clock::from_minutes(minutes).unwrap_or_default()
    }

    /// Hours as steps, rounded inwards.
    pub(super) fn span(&self, hours: &Hours, at: &Positions<'_>) -> Option<Span> {
        let date = *at.dates.get(hours.date.as_str())?;
        let slots = self.slots(self.date(date)?);
        let (from, to) = (self.up(date, hours.from), self.down(date, hours.to).min(slots));
        (from < to).then_some((date, from, to))
    }

    /// Minutes of a table's cells: all its talks are whole numbers of them.
    pub(super) fn cell_minutes(&self, day: &Day, table: &Table) -> u32 {
        let round = |minutes: u32| minutes.div_ceil(self.minutes).max(1) * self.minutes;
        if let Some(every) = table.starts_every {
            return round(every);
        }
        let mut lengths: Vec<u32> = Vec::new();
        for role in day.roles.iter().filter(|role| table.roles.contains(&role.id)) {
            lengths.push(role.minutes);
            lengths.extend(role.interpreted_minutes);
            lengths.extend(role.minutes_by_language.values());
        }
        let shortest = lengths.iter().map(|minutes| round(*minutes)).min().unwrap_or(self.minutes);
        if lengths.iter().all(|minutes| round(*minutes) % shortest == 0) {
            shortest
        } else {
            self.minutes
        }
    }

    /// Cells of the shortest talk at a table.
    pub(super) fn shortest(day: &Day, table: &Table, cell: u32) -> u32 {
        (day.roles.iter())
            .filter(|role| table.roles.contains(&role.id))
            .map(|role| role.minutes.div_ceil(cell.max(1)))
            .min()
            .unwrap_or(1)
            .max(1)
    }

    pub(super) fn table(
        &self,
        table: &Table,
        cell: u32,
        at: &Positions<'_>,
        happened: Option<&Happened>,
    ) -> DraftTable {
        let step = (cell / self.minutes).max(1);
        let mut cells = Vec::new();
        let mut open: Vec<Span> =
            table.open.iter().filter_map(|hours| self.span(hours, at)).collect();
        open.sort_unstable();
        for (date, from, to) in open {
            let mut start = from;
            for (pause, resume) in self.breaks(date) {
                Self::cut(&mut cells, (date, start, pause.min(to)), step);
                start = start.max(resume);
            }
            Self::cut(&mut cells, (date, start, to), step);
        }
        let closed = happened.map_or(&[][..], |now| &now.closed);
        DraftTable {
            employer: at.employers.get(table.employer.as_str()).copied().unwrap_or(0),
            site: at.sites.get(table.site.as_str()).copied().unwrap_or(0),
            cap: table.max_talks.unwrap_or(u32::MAX),
            cells,
            kept: Vec::new(),
            closes: (closed.iter())
                .filter(|row| row.table == table.id)
                .filter_map(|row| {
                    let date = *at.dates.get(row.date.as_str())?;
                    Some((date, self.down(date, row.from)))
                })
                .collect(),
        }
    }

    /// Breaks of a date in steps, rounded outwards, in order.
    pub(super) fn breaks(&self, date: u32) -> Vec<(u32, u32)> {
        let mut list: Vec<(u32, u32)> = (self.date(date).into_iter())
            .flat_map(|row| &row.breaks)
            .map(|pause| (self.down(date, pause.from), self.up(date, pause.to)))
            .collect();
        list.sort_unstable();
        list
    }

    pub(super) fn cut(cells: &mut Vec<Span>, (date, from, to): Span, step: u32) {
        let mut from = from;
        while from + step <= to {
            cells.push((date, from, from + step));
            from += step;
        }
    }

    pub(super) fn person(
        &self,
        row: &Person,
        happened: Option<&Happened>,
        at: &Positions<'_>,
    ) -> DraftPerson {
        let mut times: Vec<Span> =
            row.available.iter().filter_map(|hours| self.span(hours, at)).collect();
        if let Some(now) = happened {
            for late in now.late.iter().filter(|late| late.person == row.id) {
                let Some(date) = at.dates.get(late.date.as_str()) else { continue };
                for time in times.iter_mut().filter(|time| time.0 == *date) {
                    time.1 = time.1.max(self.up(*date, late.from));
                }
            }
            if now.no_shows.contains(&row.id) {
                times.clear();
            }
        }
        times.retain(|time| time.1 < time.2);
        let absent = happened.is_some_and(|now| now.no_shows.contains(&row.id));
        DraftPerson { times, max: row.max_talks, min: row.min_talks, absent }
    }
}
