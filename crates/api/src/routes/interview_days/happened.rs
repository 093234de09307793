//! What happened on a day until now, put together from what the desk noted and the plan before.

use std::collections::BTreeSet;

use day_planner::day::{
    Clock, Day, DayPlan, Happened,
    model::{Closed, Hours, Interpreter, Late, Person},
};
use interview_day::document::PersonOnDay;

use crate::records::{Attendance, Guest, Status};

/// Minutes of the end of a day: who is there from then on is not there.
const NEVER: u32 = 24 * 60;

/// The plan in force, and what had happened when it was made.
#[derive(Debug)]
pub(super) struct Before {
    /// The day as it was planned.
    pub(super) day: Day,
    /// Its plan.
    pub(super) plan: DayPlan,
    /// What had happened, for the plan of a rest.
    pub(super) happened: Option<Happened>,
}

/// What the desk says beside attendance.
#[derive(Debug)]
pub(super) struct Said {
    /// The date it is.
    pub(super) date: String,
    /// The time it is.
    pub(super) now: Clock,
    /// Tables that close early; as before where nothing is said.
    pub(super) closed: Option<Vec<Closed>>,
    /// Interpreters who are missing; as before where nothing is said.
    pub(super) missing: Option<Vec<Interpreter>>,
    /// Whether places kept for walk-ins may be used now; as before where nothing is said.
    pub(super) release_reserve: Option<bool>,
}

impl Before {
    /// Whether the planner knew the person then.
    pub(super) fn knows(&self, person: &str) -> bool {
        self.day.people.iter().chain(self.guests()).any(|known| known.id == person)
    }

    /// People who had come without an invitation.
    fn guests(&self) -> impl Iterator<Item = &Person> {
        self.happened.iter().flat_map(|happened| &happened.walk_ins)
    }

    /// What happened until now. `new` holds everybody who came without an invitation since, with
    /// their fits; `gone` is who is no longer anybody's client.
    pub(super) fn happened(
        &self,
        said: Said,
        noted: &[Attendance],
        new: Day,
        gone: impl Fn(&str) -> bool,
    ) -> Happened {
        let then = self.happened.clone().unwrap_or_default();
        let mut now = Happened {
            date: said.date,
            now: said.now,
            announced: self.plan.talks(),
            closed: said.closed.unwrap_or(then.closed),
            missing: said.missing.unwrap_or(then.missing),
            release_reserve: said.release_reserve.unwrap_or(then.release_reserve),
            walk_ins: then.walk_ins,
            walk_in_fits: then.walk_in_fits,
            ..Happened::default()
        };
        now.walk_ins.extend(new.people);
        now.walk_in_fits.extend(new.fits);
        for guest in &mut now.walk_ins {
            let record = noted.iter().find(|record| record.applicant.as_str() == guest.id);
            if let Some(hours) = record.and_then(|record| hours(record, &self.day)) {
                guest.available = hours;
            }
        }
        let people = self.day.people.iter().chain(&now.walk_ins);
        let known: BTreeSet<String> = people.map(|person| person.id.clone()).collect();
        now.no_shows.extend(known.iter().filter(|id| gone(id)).cloned());
        for record in noted.iter().filter(|record| known.contains(record.applicant.as_str())) {
            absent(record, &self.day, &mut now);
        }
        now
    }
}

/// When somebody who came without an invitation is there.
fn hours(record: &Attendance, day: &Day) -> Option<Vec<Hours>> {
    let guest = record.guest.as_ref()?;
    let dates = day.dates.iter().filter_map(|date| {
        let presence = record.dates.get(&date.id)?;
        let from = presence.from.unwrap_or(date.from).max(date.from);
        let to = guest.until.unwrap_or(date.to).min(date.to);
        (from < to).then(|| Hours { date: date.id.clone(), from, to })
    });
    Some(dates.collect())
}

/// On which dates a person is not there, or only later.
fn absent(record: &Attendance, day: &Day, now: &mut Happened) {
    let person = record.applicant.to_string();
    for (date, presence) in &record.dates {
        let late = |from| Late { person: person.clone(), date: date.clone(), from };
        match presence.status {
            Status::Late => now.late.extend(presence.from.map(late)),
            Status::NoShow if day.dates.len() == 1 => now.no_shows.push(person.clone()),
            Status::NoShow | Status::Left => now.late.extend(Clock::from_minutes(NEVER).map(late)),
            Status::Expected if record.guest.is_some() => {
                now.late.extend(Clock::from_minutes(NEVER).map(late));
            }
            Status::Expected | Status::CheckedIn | Status::WalkIn => {}
        }
    }
}

/// What a day file says of somebody who came without an invitation.
pub(super) fn on_day(record: &Attendance, guest: &Guest) -> PersonOnDay {
    PersonOnDay {
        id: record.applicant.clone(),
        available: None,
        max_talks: guest.max_talks,
        min_talks: 1,
        sites: guest.site.clone().map(|site| vec![site]),
        needs_accessible: guest.needs_accessible,
        children: guest.children,
    }
}
