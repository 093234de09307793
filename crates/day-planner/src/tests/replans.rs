//! Re-plans keep the past and disturb few.

use crate::sample;

use super::{planned, replanned};

#[test]
fn without_an_event_nothing_moves() {
    let shape = sample::shape("small").unwrap();
    for seed in 0..5 {
        let instance = sample::instance("calm", &shape, seed);
        let base = planned(&instance, 100_000);
        let event = crate::event::Event {
            now: (0, 3),
            base_plan: base.plan.plan.clone(),
            ..Default::default()
        };
        let again = replanned(&instance, &event, 100_000);
        assert_eq!(again.plan.plan, base.plan.plan);
    }
}

#[test]
fn few_are_disturbed() {
    let shape = sample::shape("small").unwrap();
    for seed in 0..8 {
        let instance = sample::instance("busy", &shape, seed);
        let base = planned(&instance, 100_000);
        let event = sample::event(&instance, &base.plan, &shape, seed);
        let outcome = replanned(&instance, &event, 150_000);
        let stability = outcome.reached[1];
        assert_eq!(stability.value, stability.bound, "seed {seed}");
    }
}
