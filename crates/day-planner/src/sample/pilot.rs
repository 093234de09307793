//! A pilot day as the product writes it: two sites, childcare, interpreters, decisions.

use crate::day::model::{
    Break, Date, Day, Exclusion, Fit, Forced, Happened, Hours, Interpreter, Late, Named, Person,
    Places, Role, Site, Table, Talk, Travel,
};
use crate::day::{Clock, DayPlan};
use crate::search::random::Random;

const DATE: &str = "2026-03-10";

fn clock(hours: u32, minutes: u32) -> Clock {
    Clock::from_minutes(hours * 60 + minutes).unwrap_or_default()
}

fn hours(from: u32, to: u32) -> Hours {
    Hours { date: DATE.to_owned(), from: clock(from, 0), to: clock(to, 0) }
}

/// A day with so many people and tables at two sites; the same seed gives the same day.
pub fn day(people: u32, tables: u32, seed: u64) -> Day {
    let mut random = Random::new(seed);
    let mut day = Day {
        name: format!("pilot-{seed}"),
        grid_minutes: 5,
        buffer_minutes: 5,
        dates: vec![Date {
            id: DATE.to_owned(),
            from: clock(9, 0),
            to: clock(15, 0),
            breaks: vec![Break { from: clock(12, 0), to: clock(12, 30) }],
        }],
        sites: ["Kerpen", "Wesseling"].map(|id| site(id, &mut random)).to_vec(),
        travel: vec![Travel { from: "Kerpen".to_owned(), to: "Wesseling".to_owned(), minutes: 40 }],
        ..Day::default()
    };
    for language in ["uk", "ar", "fa"] {
        for place in ["Kerpen", "Wesseling"] {
            let from = 9 + random.below(2);
            day.interpreters.push(Interpreter {
                language: language.to_owned(),
                site: Some(place.to_owned()),
                hours: hours(from, from + 3 + random.below(3)),
                count: 1,
            });
        }
    }
    for at in 0..tables {
        table(&mut day, at, &mut random);
    }
    for at in 0..people {
        person(&mut day, &format!("P{:03}", at + 1), &mut random);
    }
    decide(&mut day);
    day
}

fn site(id: &str, random: &mut Random) -> Site {
    let places = 2 + random.below(4);
    Site { id: id.to_owned(), childcare: vec![Places { hours: hours(9, 13), places }] }
}

fn table(day: &mut Day, at: u32, random: &mut Random) {
    let employer = format!("E{:02}", at + 1);
    day.employers.push(Named { id: employer.clone() });
    let mut roles = Vec::new();
    for part in 0..=random.below(2) {
        let id = format!("R{:02}{part}", at + 1);
        day.roles.push(Role {
            id: id.clone(),
            employer: employer.clone(),
            openings: 1 + random.below(3),
            max_talks: None,
            minutes: 15 + 5 * random.below(2),
            interpreted_minutes: Some(25),
            minutes_by_language: [("ar".to_owned(), 30)].into(),
        });
        roles.push(id);
    }
    day.tables.push(Table {
        id: format!("T{:02}", at + 1),
        employer,
        site: if at.is_multiple_of(2) { "Kerpen" } else { "Wesseling" }.to_owned(),
        roles,
        open: vec![hours(9 + random.below(2), 14 + random.below(2))],
        starts_every: None,
        min_talks: 3,
        max_talks: Some(10 + random.below(6)),
        languages: if random.below(6) == 0 { vec!["uk".to_owned()] } else { Vec::new() },
        accessible: random.below(4) > 0,
        walk_in_reserve: 1,
    });
}

fn person(day: &mut Day, id: &str, random: &mut Random) {
    let language = match random.below(8) {
        0 => Some("uk"),
        1 => Some("ar"),
        2 => Some("fa"),
        _ => None,
    };
    let from = 9 + random.below(3);
    day.people.push(Person {
        id: id.to_owned(),
        available: vec![hours(from, from + 3 + random.below(4))],
        max_talks: 2 + random.below(2),
        min_talks: 1 + u32::from(random.below(4) == 0),
        language: language.map(ToOwned::to_owned),
        sites: if random.below(6) == 0 { vec!["Kerpen".to_owned()] } else { Vec::new() },
        needs_accessible: random.below(12) == 0,
        children: u32::from(random.below(6) == 0),
    });
    for role in &day.roles {
        if random.below(3) == 0 {
            let fit = 350 + random.below(600);
            day.fits.push(Fit { person: id.to_owned(), role: role.id.clone(), fit });
        }
    }
}

/// An exclusion and a forced talk, as organisers have them.
fn decide(day: &mut Day) {
    let pair = |at: usize| day.fits.get(at).map(|fit| (fit.person.clone(), fit.role.clone()));
    let employer = |role: &str| {
        let row = day.roles.iter().find(|row| row.id == role);
        row.map(|row| row.employer.clone()).unwrap_or_default()
    };
    if let (Some((person, role)), Some((other, wished))) = (pair(0), pair(3)) {
        let employer = employer(&role);
        let reason = "Bewerbung läuft bereits".to_owned();
        day.exclusions.push(Exclusion { person, employer, role: None, reason });
        let reason = "Hospitation vereinbart".to_owned();
        day.forced.push(Forced { person: other, role: wished, reason });
    }
}

/// What may happen on the day of a plan, at 10:30.
pub fn happened(day: &Day, plan: &DayPlan, seed: u64) -> Happened {
    let mut random = Random::new(seed ^ 0xDA7);
    let mut now = Happened {
        date: DATE.to_owned(),
        now: clock(10, 30),
        announced: plan.talks(),
        release_reserve: true,
        ..Happened::default()
    };
    for person in &day.people {
        match random.below(40) {
            0 => now.no_shows.push(person.id.clone()),
            1 => now.late.push(Late {
                person: person.id.clone(),
                date: DATE.to_owned(),
                from: clock(11, 0),
            }),
            _ => {}
        }
    }
    let mut walk_in = Day { roles: day.roles.clone(), ..Day::default() };
    person(&mut walk_in, "W001", &mut random);
    now.walk_ins = walk_in.people;
    now.walk_in_fits = walk_in.fits;
    if let Some(table) = day.tables.first() {
        now.closed.push(crate::day::model::Closed {
            table: table.id.clone(),
            date: DATE.to_owned(),
            from: clock(13, 0),
        });
    }
    now.missing.push(Interpreter {
        language: "uk".to_owned(),
        site: Some("Kerpen".to_owned()),
        hours: Hours { from: clock(10, 30), ..hours(10, 15) },
        count: 1,
    });
    now
}

/// Some talks of a plan, as if people had confirmed them.
pub fn confirmations(plan: &DayPlan, seed: u64) -> Vec<Talk> {
    let mut random = Random::new(seed ^ 0xC0F);
    plan.talks().into_iter().filter(|_| random.below(2) == 0).collect()
}
