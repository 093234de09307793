//! The product's day: every plan is legal by the day's own checker, decisions are kept.

use crate::day::model::{Day, Exclusion, Pin};
use crate::day::{DayPlan, Happened, Standing, check_day, plan_day, replan_day};
use crate::sample::pilot;
use crate::{Budget, Goal, Reason, Settings, diff};

fn planned(day: &Day) -> DayPlan {
    let plan = plan_day(day, &Settings::default(), &Budget::steps(120_000)).unwrap();
    assert_eq!(check_day(day, None, &plan), [], "{}", day.name);
    plan
}

fn replanned(day: &Day, now: &Happened) -> DayPlan {
    let plan = replan_day(day, now, &Settings::default(), &Budget::steps(120_000)).unwrap();
    assert_eq!(check_day(day, Some(now), &plan), [], "{}", day.name);
    plan
}

fn value(plan: &DayPlan, goal: Goal) -> i64 {
    plan.reached.iter().find(|row| row.goal == goal).unwrap().value
}

#[test]
fn every_plan_is_legal_and_keeps_decisions() {
    for seed in 0..12 {
        let day = pilot::day(40, 8, seed);
        let plan = planned(&day);
        assert!(plan.conflicts.is_empty());
        assert_eq!(plan.reserved.len(), day.tables.len());
        for row in &day.exclusions {
            let met = |talk: &&crate::day::PlannedTalk| {
                talk.talk.person == row.person && talk.employer == row.employer
            };
            assert_eq!(plan.talks.iter().find(met), None);
        }
    }
}

#[test]
fn places_for_walk_ins_stay_free() {
    let day = pilot::day(40, 8, 1);
    let plan = planned(&day);
    for kept in &plan.reserved {
        let clash = plan.talks.iter().any(|row| {
            row.talk.table == kept.table && row.talk.from < kept.to && kept.from < row.to
        });
        assert!(!clash, "{kept:?}");
    }
}

#[test]
fn a_forced_talk_comes_before_everything() {
    let mut day = pilot::day(40, 8, 2);
    // the least fitting pair of the day
    let worst = day.fits.iter().min_by_key(|fit| fit.fit).unwrap().clone();
    day.exclusions.clear();
    let person = day.people.iter_mut().find(|row| row.id == worst.person).unwrap();
    (person.needs_accessible, person.children, person.language) = (false, 0, None);
    person.sites.clear();
    day.forced[0].person.clone_from(&worst.person);
    day.forced[0].role.clone_from(&worst.role);
    let plan = planned(&day);
    assert_eq!(plan.unmet, []);
}

#[test]
fn talk_counts_differ_by_one_where_pairs_allow() {
    let mut day = pilot::day(12, 12, 3);
    day.exclusions.clear();
    day.forced.clear();
    for person in &mut day.people {
        person.available[0].from = day.dates[0].from;
        person.available[0].to = day.dates[0].to;
        (person.max_talks, person.min_talks) = (3, 1);
        (person.language, person.children, person.needs_accessible) = (None, 0, false);
    }
    day.fits.clear();
    for person in &day.people {
        for role in &day.roles {
            let (person, role) = (person.id.clone(), role.id.clone());
            day.fits.push(crate::day::model::Fit { person, role, fit: 600 });
        }
    }
    for table in &mut day.tables {
        (table.max_talks, table.site) = (Some(2), "Kerpen".to_owned());
    }
    let plan = planned(&day);
    let count = |id: &str| plan.talks.iter().filter(|row| row.talk.person == id).count();
    let counts: Vec<usize> = day.people.iter().map(|row| count(&row.id)).collect();
    assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{counts:?}");
}

#[test]
fn topping_up_does_not_move_the_confirmed() {
    for seed in 0..6 {
        let day = pilot::day(40, 8, seed);
        let first = planned(&day);
        let mut confirmed = day.clone();
        confirmed.confirmed = pilot::confirmations(&first, seed);
        // some declined: they are out, their places are free
        let declined: Vec<String> = day.people.iter().take(5).map(|row| row.id.clone()).collect();
        confirmed.confirmed.retain(|talk| !declined.contains(&talk.person));
        for person in &mut confirmed.people {
            if declined.contains(&person.id) {
                person.available.clear();
            }
        }
        let second = planned(&confirmed);
        assert_eq!(second.conflicts, []);
        for talk in &confirmed.confirmed {
            let row = second.talks.iter().find(|row| row.talk == *talk).unwrap();
            assert_eq!(row.standing, Standing::Confirmed);
        }
    }
}

#[test]
fn the_day_goes_on_when_something_happens() {
    for seed in 0..8 {
        let day = pilot::day(40, 8, seed);
        let first = planned(&day);
        let now = pilot::happened(&day, &first, seed);
        let second = replanned(&day, &now);
        let changes = diff(&first.talks(), &second.talks());
        let hit = now.no_shows.len() + now.late.len();
        assert!(changes.unchanged * 2 > first.talks.len(), "seed {seed}");
        assert!(hit == 0 || !changes.is_empty());
    }
}

#[test]
fn impossible_pins_are_reported_and_left_out() {
    let mut day = pilot::day(20, 6, 4);
    let plan = planned(&day);
    let good = plan.talks[0].talk.clone();
    let mut night = good.clone();
    night.from = day.dates[0].to;
    for talk in [good.clone(), night] {
        day.pins.push(Pin { talk, reason: "Wunsch des Arbeitgebers".to_owned() });
    }
    let plan = planned(&day);
    assert_eq!(plan.conflicts.len(), 1);
    assert_eq!(plan.conflicts[0].source, crate::day::Source::Pinned);
    assert!(plan.talks.iter().any(|row| row.talk == good && row.standing == Standing::Pinned));
}

#[test]
fn reasons_name_what_bars_a_person() {
    let mut day = pilot::day(20, 6, 5);
    let person = day.people[0].id.clone();
    for employer in &day.employers {
        day.exclusions.push(Exclusion {
            person: person.clone(),
            employer: employer.id.clone(),
            role: None,
            reason: "gesperrt".to_owned(),
        });
    }
    day.people[1].children = 99;
    day.people[2].available.clear();
    for at in 0..3 {
        let (person, role) = (day.people[at].id.clone(), day.roles[0].id.clone());
        day.fits.retain(|fit| fit.person != person);
        day.fits.push(crate::day::model::Fit { person, role, fit: 700 });
    }
    day.forced.clear();
    let plan = planned(&day);
    let left = plan.without_talk(&day, None, 0);
    let reason =
        |at: usize| left.iter().find(|row| row.person == day.people[at].id).unwrap().reason;
    assert_eq!(reason(0), Reason::Excluded);
    assert!(matches!(
        reason(1),
        Reason::NoChildcare | Reason::NoInterpreter | Reason::NotAccessible
    ));
    assert_eq!(reason(2), Reason::NeverAvailableWhenOpen);
    assert!(!plan.without_slot(&day, None, 0).is_empty());
    let chances = plan.chances(&day, 3, (&Settings::default(), &Budget::steps(5_000)));
    assert!(chances.iter().all(|chance| chance.seen >= 0));
}

#[test]
fn a_changed_plan_is_caught() {
    let day = pilot::day(20, 6, 6);
    let plan = planned(&day);
    let broken = |change: fn(&mut DayPlan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        !check_day(&day, None, &plan).is_empty()
    };
    assert!(broken(|plan| plan.talks[0].to = plan.talks[0].talk.from));
    assert!(broken(|plan| plan.talks.truncate(1)));
    assert!(broken(|plan| plan.talks.push(plan.talks[0].clone())));
    assert!(broken(|plan| "R999".clone_into(&mut plan.talks[0].talk.role)));
    assert!(broken(|plan| plan.reached[1].bound = -1));
}

#[test]
fn the_document_survives_a_round_trip_and_refuses_unknown_fields() {
    let day = pilot::day(10, 4, 7);
    let text = serde_json::to_string(&day).unwrap();
    assert_eq!(serde_json::from_str::<Day>(&text).unwrap(), day);
    let plan = planned(&day);
    let stored = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<DayPlan>(&stored).unwrap(), plan);
    let typo = text.replacen("\"fits\"", "\"fitz\"", 1);
    assert!(serde_json::from_str::<Day>(&typo).is_err());
}

#[test]
fn problems_of_a_day_come_all_at_once() {
    let mut day = pilot::day(10, 4, 8);
    let (from, to) = (day.dates[0].breaks[0].from, day.dates[0].to);
    day.dates[0].breaks.push(crate::day::model::Break { from, to });
    "?".clone_into(&mut day.tables[0].site);
    day.people[0].available.clear();
    day.roles[0].minutes = 0;
    day.goals.order = vec![Goal::Score];
    day.exclusions[0].reason.clear();
    let issues = crate::day::validate_day(&day);
    let codes: Vec<&str> = issues.iter().map(|issue| issue.code.name()).collect();
    for code in [
        "breaks_overlap",
        "unknown_id",
        "never_available",
        "bad_length",
        "bad_goals",
        "reason_missing",
    ] {
        assert!(codes.contains(&code), "{code} not among {codes:?}");
    }
}

#[test]
fn the_order_of_goals_is_a_setting() {
    let mut day = pilot::day(60, 6, 9);
    day.forced.clear();
    let first = planned(&day);
    day.goals.order = vec![Goal::Score, Goal::Seen, Goal::Promised, Goal::Covered];
    let second = planned(&day);
    assert!(value(&second, Goal::Score) >= value(&first, Goal::Score));
    assert!(value(&second, Goal::Seen) <= value(&first, Goal::Seen));
}

#[test]
fn among_equal_plans_the_worst_off_is_better_off() {
    let mut day = pilot::day(2, 2, 10);
    (day.exclusions, day.forced) = (Vec::new(), Vec::new());
    for person in &mut day.people {
        person.available[0].from = day.dates[0].from;
        person.available[0].to = day.dates[0].to;
        (person.max_talks, person.min_talks) = (1, 1);
        (person.language, person.children, person.needs_accessible) = (None, 0, false);
    }
    day.tables.iter_mut().for_each(|table| table.max_talks = Some(1));
    let roles = [day.tables[0].roles[0].clone(), day.tables[1].roles[0].clone()];
    day.fits.clear();
    for (person, fits) in day.people.iter().zip([[700, 600], [600, 500]]) {
        for (role, fit) in roles.iter().zip(fits) {
            let (person, role) = (person.id.clone(), role.clone());
            day.fits.push(crate::day::model::Fit { person, role, fit });
        }
    }
    let plan = planned(&day);
    let worst = plan.reached.iter().find(|row| row.goal == Goal::WorstOff).unwrap();
    assert_eq!((worst.value, worst.bound), (600, 600));
}
