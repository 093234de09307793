//! Laws that hold for every plan, and comparisons with slower ways to the same answer.

mod advice;
mod bad_input;
mod checker;
mod day_advice;
mod days;
mod exhaustive;
mod laws;
mod replans;

use crate::event::Event;
use crate::instance::Instance;
use crate::sample::{Shape, instance};
use crate::{Budget, Outcome, Settings, check, plan, replan};

/// A generated task small enough to try everything.
fn tiny(seed: u64) -> Instance {
    let shape = Shape {
        people: 3 + u32::try_from(seed % 3).unwrap(),
        tables: 2 + u32::try_from(seed % 2).unwrap(),
        slots: 4,
        fields: 1,
        eligible: 600,
        interpreted: 400,
        interpreters: 1,
        tight: 300,
        buffer: u32::try_from(seed % 5 / 4).unwrap(),
        lengths: if seed.is_multiple_of(3) { vec![1, 2] } else { vec![1] },
        ..Shape::default()
    };
    instance("tiny", &shape, seed)
}

/// A plan made with a step budget, judged by the checker.
fn planned(instance: &Instance, steps: u64) -> Outcome {
    let outcome = plan(instance, &Settings::default(), &Budget::steps(steps)).unwrap();
    let verdict = check(instance, &outcome.plan, None);
    assert!(verdict.is_legal(), "{:?}", verdict.faults);
    assert_eq!(Some(verdict.values), outcome.plan.claims);
    outcome
}

/// A re-plan made with a step budget, judged by the checker.
fn replanned(instance: &Instance, event: &Event, steps: u64) -> Outcome {
    let outcome = replan(instance, event, &Settings::default(), &Budget::steps(steps)).unwrap();
    let verdict = check(instance, &outcome.plan, Some(event));
    assert!(verdict.is_legal(), "{:?}", verdict.faults);
    assert_eq!(Some(verdict.values), outcome.plan.claims);
    outcome
}
