//! Bad input is named with its remedy, all at once, and never panics.

use crate::instance::{Appointment, Instance, Window};
use crate::sample;
use crate::{Budget, PlanCode, Settings, plan, validate};
use issue::{Language, Severity};

use super::tiny;

fn codes(change: impl Fn(&mut Instance)) -> Vec<(String, Severity)> {
    let mut instance = sample::instance("bad", &sample::shape("small").unwrap(), 3);
    change(&mut instance);
    let issues = validate(&instance);
    for issue in &issues {
        assert!(issue.place.field.starts_with('/'));
        for language in [Language::German, Language::English] {
            let told = issue.cause(language) + &issue.remedy(language);
            assert!(!told.contains(['{', '}']), "{told}");
        }
    }
    // whatever the input, planning answers
    let outcome = plan(&instance, &Settings::default(), &Budget::steps(2_000));
    let fatal = issues.iter().any(|issue| issue.severity == Severity::Error);
    assert_eq!(outcome.is_err(), fatal);
    issues.into_iter().map(|issue| (issue.code.name().to_owned(), issue.severity)).collect()
}

type Change = fn(&mut Instance);

#[test]
fn every_problem_has_its_code() {
    use Severity::{Error, Warning};
    let table: [(&str, Severity, Change); 24] = [
        ("wrong_format", Error, |i| i.format.clear()),
        ("no_date", Error, |i| i.days.clear()),
        ("no_slots", Error, |i| i.days[0].slots = 0),
        ("too_many", Error, |i| i.days[0].slots = 1_000_000),
        ("bad_grid", Error, |i| i.days[0].slot_min = 0),
        ("break_outside", Warning, |i| i.days[0].closed.push(99)),
        ("breaks_overlap", Warning, |i| i.days[0].closed = vec![6, 6]),
        ("duplicate_id", Error, |i| i.candidates[1].id = i.candidates[0].id.clone()),
        ("unknown_day", Error, |i| i.tables[0].open[0].day = 4),
        ("empty_hours", Warning, |i| i.candidates[0].avail[0].to = 0),
        ("hours_outside", Error, |i| i.candidates[0].avail[0].to = 99),
        ("unknown_id", Error, |i| "?".clone_into(&mut i.tables[0].employer)),
        ("unknown_id", Error, |i| "?".clone_into(&mut i.tables[0].roles[0])),
        ("bad_length", Error, |i| i.tables[0].len = 0),
        ("useless_table", Warning, |i| i.tables[0].max_iv = 0),
        ("hours_overlap", Error, |i| {
            i.tables[0].open =
                vec![Window { day: 0, from: 0, to: 4 }, Window { day: 0, from: 3, to: 5 }];
        }),
        ("role_without_table", Warning, |i| i.tables.iter_mut().for_each(|t| t.roles.clear())),
        ("never_available", Warning, |i| i.candidates[0].avail.clear()),
        ("too_many", Error, |i| i.candidates[0].max_iv = 1_000_000),
        ("promise_over_cap", Warning, |i| i.candidates[0].min_iv = 9),
        ("language_without_interpreter", Warning, |i| {
            i.candidates[0].interpreter = Some("eo".to_owned());
        }),
        ("unknown_id", Error, |i| "?".clone_into(&mut i.scores[0].0)),
        ("bad_fit", Error, |i| i.scores[0].2 = 1001),
        ("duplicate_pair", Error, |i| i.scores.push(i.scores[0].clone())),
    ];
    for (code, severity, change) in table {
        let found = codes(change);
        assert!(found.contains(&(code.to_owned(), severity)), "{code} not among {found:?}");
    }
}

#[test]
fn all_problems_come_at_once() {
    let found = codes(|i| {
        i.format.clear();
        i.scores[0].2 = 0;
        i.tables[0].len = 0;
        "?".clone_into(&mut i.roles[0].employer);
    });
    for code in ["wrong_format", "bad_fit", "bad_length", "unknown_id"] {
        assert!(found.iter().any(|(found, _)| found == code), "{code}");
    }
}

#[test]
fn contradicting_pins_are_an_error() {
    let mut instance = tiny(1);
    let (person, role, _) = instance.scores[0].clone();
    let table = instance.tables.iter().find(|t| t.roles.contains(&role)).unwrap();
    let pin = |slot| Appointment {
        candidate: person.clone(),
        role: role.clone(),
        table: table.id.clone(),
        day: 0,
        slot,
    };
    instance.pinned = vec![pin(0), pin(1)];
    let issues = validate(&instance);
    assert!(issues.iter().any(|issue| issue.code == PlanCode::ContradictingPins), "{issues:?}");
}

#[test]
fn empty_tasks_have_empty_plans() {
    let mut instance = tiny(1);
    instance.candidates.clear();
    instance.scores.clear();
    let outcome = plan(&instance, &Settings::default(), &Budget::steps(100)).unwrap();
    assert!(outcome.plan.plan.is_empty());
    assert_eq!(outcome.plan.proven, Some(true));
    instance.tables.clear();
    instance.roles.clear();
    instance.employers.clear();
    assert!(plan(&instance, &Settings::default(), &Budget::steps(100)).is_ok());
}
