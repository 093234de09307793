//! On tiny tasks the plan equals the best of all plans, and its bounds hold for all of them.

use crate::event::Event;
use crate::instance::{Appointment, Instance};
use crate::plan::{Plan, Values};
use crate::{check, sample};

use super::{planned, replanned, tiny};

/// The values above comfort, in order.
fn key(values: &Values) -> [i64; 5] {
    let stability = values.stability.unwrap_or(0);
    [values.seen, stability, values.promised, values.covered, values.score]
}

/// Every appointment that the documents could mean.
fn possible(instance: &Instance, event: Option<&Event>) -> Vec<Appointment> {
    let walk_ins = event.map_or(&[][..], |event| &event.walk_in_scores);
    let mut all = Vec::new();
    for (candidate, role, _) in instance.scores.iter().chain(walk_ins) {
        for table in instance.tables.iter().filter(|table| table.roles.contains(role)) {
            for (day, grid) in (0..).zip(&instance.days) {
                for slot in 0..grid.slots {
                    all.push(Appointment {
                        candidate: candidate.clone(),
                        role: role.clone(),
                        table: table.id.clone(),
                        day,
                        slot,
                    });
                }
            }
        }
    }
    all
}

/// The best values of any legal plan, and the best comfort among those.
struct Everything<'a> {
    instance: &'a Instance,
    event: Option<&'a Event>,
    possible: Vec<Appointment>,
    best: ([i64; 5], i64),
}

impl Everything<'_> {
    fn legal(&self, plan: &[Appointment]) -> Option<Values> {
        let plan = Plan { plan: plan.to_vec(), ..Plan::default() };
        let verdict = check(self.instance, &plan, self.event);
        verdict.is_legal().then_some(verdict.values)
    }

    fn from(&mut self, at: usize, plan: &mut Vec<Appointment>) {
        for next in at..self.possible.len() {
            plan.push(self.possible[next].clone());
            if let Some(values) = self.legal(plan) {
                let found = (key(&values), -values.comfort);
                self.best = self.best.max(found);
                self.from(next + 1, plan);
            }
            plan.pop();
        }
    }
}

fn compare(instance: &Instance, event: Option<&Event>, outcome: &crate::Outcome) {
    let past: Vec<Appointment> = event.map_or_else(Vec::new, |event| {
        let past = |said: &&Appointment| (said.day, said.slot) < event.now;
        event.base_plan.iter().filter(past).cloned().collect()
    });
    let mut all =
        Everything { instance, event, possible: Vec::new(), best: ([i64::MIN; 5], i64::MIN) };
    all.possible = possible(instance, event);
    let mut plan = past.clone();
    // keep only what is legal on top of the past
    all.possible.retain(|said| {
        let mut one = past.clone();
        one.push(said.clone());
        let plan = Plan { plan: one, ..Plan::default() };
        check(instance, &plan, event).is_legal()
    });
    if all.possible.len() > 22 {
        return; // too many to try all
    }
    let start = all.legal(&plan).unwrap();
    all.best = (key(&start), -start.comfort);
    all.from(0, &mut plan);
    let claims = outcome.plan.claims.unwrap();
    assert_eq!(key(&claims), all.best.0, "{}", instance.name);
    assert!(claims.comfort >= -all.best.1);
    let bounds = outcome.plan.bounds.unwrap();
    assert!(bounds.comfort.unwrap() <= -all.best.1, "comfort bound of {}", instance.name);
    assert_eq!(outcome.plan.proven, Some(true), "{}", instance.name);
}

#[test]
fn the_plan_is_the_best_of_all_plans() {
    for seed in 0..60 {
        let instance = tiny(seed);
        compare(&instance, None, &planned(&instance, 200_000));
    }
}

#[test]
fn the_re_plan_is_the_best_of_all_re_plans() {
    for seed in 0..60 {
        let instance = tiny(seed);
        let base = planned(&instance, 50_000);
        let shape =
            sample::Shape { slots: 4, people: 4, tables: 2, fields: 1, ..Default::default() };
        let event = sample::event(&instance, &base.plan, &shape, seed);
        compare(&instance, Some(&event), &replanned(&instance, &event, 200_000));
    }
}
