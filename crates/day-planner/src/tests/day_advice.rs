//! Remedies of the product's day hold when the day file is changed and planned again.

use std::collections::BTreeMap;

use crate::day::model::{Day, Forced, Hours, Interpreter, Places};
use crate::day::{Clock, DayPlan, check_day, check_left_out, plan_day};
use crate::sample::pilot;
use crate::{Budget, NoSlot, Reason, Remedy, Settings};

use super::advice::word;

fn planned(day: &Day, steps: u64) -> DayPlan {
    let plan = plan_day(day, &Settings::default(), &Budget::steps(steps)).unwrap();
    assert_eq!(check_day(day, None, &plan), [], "{}", day.name);
    plan
}

fn doors(day: &Day) -> Hours {
    let date = &day.dates[0];
    Hours { date: date.id.clone(), from: date.from, to: date.to }
}

/// Days on which a table is open longer, at its end or at its beginning.
fn longer(day: &Day, table: usize) -> Vec<Day> {
    let all = doors(day);
    let minutes = |clock: Clock, by: i32| {
        let at = i32::try_from(clock.minutes()).unwrap() + by;
        Clock::from_minutes(u32::try_from(at).unwrap_or(0)).unwrap().clamp(all.from, all.to)
    };
    let day_with = |by: i32| {
        let mut other = day.clone();
        let open = &mut other.tables[table].open;
        let hours = if by < 0 { open.first_mut() } else { open.last_mut() }.unwrap();
        if by < 0 {
            hours.from = minutes(hours.from, by);
        } else {
            hours.to = minutes(hours.to, by);
        }
        other
    };
    // the cells before the first must end where it begins
    [60].into_iter().chain((1..=12).map(|steps| -5 * steps)).map(day_with).collect()
}

/// The day with a remedy carried out, in every way that the words allow.
fn carried_out(day: &Day, remedy: &Remedy) -> Vec<Day> {
    let mut other = day.clone();
    let all = doors(day);
    let table = |id: &str| day.tables.iter().position(|row| row.id == id).unwrap();
    let person = |id: &str| day.people.iter().position(|row| row.id == id).unwrap();
    match remedy {
        Remedy::OneMoreTalkForPerson { person: id } => other.people[person(id)].max_talks += 1,
        Remedy::OneMoreTalk { role } => {
            let row = other.roles.iter_mut().find(|row| row.id == *role).unwrap();
            row.max_talks = row.max_talks.map(|most| most + 1);
        }
        Remedy::OneMorePlace { table: id } => {
            let row = &mut other.tables[table(id)];
            row.max_talks = row.max_talks.map(|most| most + 1);
            return longer(&other, table(id));
        }
        Remedy::ComeAnyTime { person: id } => other.people[person(id)].available = vec![all],
        Remedy::ComeToSite { person: id, site } => {
            other.people[person(id)].sites.push(site.clone());
        }
        Remedy::OneMoreInterpreter { language, site } => {
            let (language, site) = (language.clone(), site.clone());
            other.interpreters.push(Interpreter { language, site, hours: all, count: 1 });
        }
        Remedy::OneMoreChildcarePlace { site } => {
            let row = other.sites.iter_mut().find(|row| row.id == *site).unwrap();
            row.childcare.push(Places { hours: all, places: 1 });
        }
        Remedy::MakeAccessible { table: id } => other.tables[table(id)].accessible = true,
        Remedy::OneMoreTable { table: id } => {
            let mut twin = other.tables[table(id)].clone();
            twin.id = "twin".to_owned();
            other.tables.push(twin);
        }
        Remedy::OneMoreHour { .. } => unreachable!("no remedy for one person"),
    }
    vec![other]
}

/// A day in which nothing is decided beforehand.
fn undecided(seed: u64) -> Day {
    let mut day = pilot::day(40, 8, seed);
    day.forced.clear();
    day.pins.clear();
    day.confirmed.clear();
    // places kept for walk-ins move when a table is open longer
    day.tables.iter_mut().for_each(|table| table.walk_in_reserve = 0);
    day
}

fn forced(day: &Day, row: &NoSlot) -> Vec<Day> {
    let mut days = carried_out(day, row.remedy.as_ref().unwrap());
    for other in &mut days {
        let NoSlot { person, role, .. } = row.clone();
        other.forced.push(Forced { person, role, reason: "wished".to_owned() });
    }
    days
}

#[test]
fn a_pairs_remedy_lets_it_meet_while_every_talk_stays() {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..6 {
        let day = undecided(seed);
        let plan = planned(&day, 120_000);
        for row in plan.without_slot(&day, None, 0) {
            let Some(remedy) = &row.remedy else { continue };
            let count = tried.entry(word(remedy)).or_default();
            if *count < 3 {
                *count += 1;
                let meets = |other: &mut Day| {
                    other.confirmed = plan.talks();
                    let after = planned(other, 60_000);
                    after.unmet.is_empty() && after.conflicts.is_empty()
                };
                assert!(forced(&day, &row).iter_mut().any(meets), "{row:?}");
            }
        }
    }
    assert!(tried.len() >= 6, "{tried:?}");
}

#[test]
fn the_judge_finds_who_is_missing_from_the_lists() {
    let day = undecided(1);
    let plan = planned(&day, 120_000);
    let people = plan.without_talk(&day, None, 0);
    let pairs = plan.without_slot(&day, None, 0);
    assert_eq!(check_left_out(&day, None, &plan, (&people, &pairs)), []);
    let codes = |people: &[crate::NoTalk], pairs: &[NoSlot]| -> Vec<&'static str> {
        let faults = check_left_out(&day, None, &plan, (people, pairs));
        faults.iter().map(|fault| fault.code).collect()
    };
    assert_eq!(codes(&people, &pairs[1..]), ["left_out_untold"]);
    assert_eq!(codes(&people, &[&pairs[..], &pairs[..1]].concat()), ["left_out_wrongly"]);
    let mut other = people.clone();
    other.push(crate::NoTalk {
        person: plan.talks[0].talk.person.clone(),
        reason: Reason::TablesFull,
        remedy: None,
        also: None,
    });
    assert_eq!(codes(&other, &pairs), ["left_out_wrongly"]);
    let mut lost = pairs;
    lost[0].remedy = Some(Remedy::OneMoreTable { table: "nowhere".to_owned() });
    assert_eq!(codes(&people, &lost), ["unknown_id"]);
}
