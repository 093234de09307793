//! Reasons are given for everybody without a talk, and remedies hold when the day is changed.

use crate::instance::{Instance, Presence, Table, Window};
use crate::sample::{self, Shape};
use crate::{Budget, Reason, Remedy, Settings, chances, without_slot, without_talk};

use super::planned;

fn crowded(seed: u64) -> Instance {
    let shape = Shape { people: 30, tables: 3, slots: 8, fields: 2, ..Shape::default() };
    sample::instance("crowded", &shape, seed)
}

#[test]
fn everybody_without_a_talk_has_a_reason() {
    for seed in 0..4 {
        let instance = crowded(seed);
        let plan = planned(&instance, 100_000).plan;
        let seen = plan.claims.unwrap().seen;
        let left = without_talk(&instance, None, &plan.plan, 3);
        let seen = usize::try_from(seen).unwrap();
        assert_eq!(left.len() + seen, instance.candidates.len());
        for row in &left {
            let eligible = instance.scores.iter().any(|(person, ..)| *person == row.person);
            assert_eq!(row.reason == Reason::NoEligiblePair, !eligible);
        }
    }
}

#[test]
fn a_remedy_serves_one_more_when_it_is_carried_out() {
    let mut tried = 0;
    for seed in 0..6 {
        let instance = crowded(seed);
        let plan = planned(&instance, 100_000).plan;
        for row in without_talk(&instance, None, &plan.plan, 4) {
            let mut other = instance.clone();
            match row.remedy {
                Some(Remedy::OneMoreTalk { role }) => {
                    other.roles.iter_mut().find(|row| row.id == role).unwrap().max_iv += 1;
                }
                Some(Remedy::ComeAnyTime { person }) => {
                    let row = other.candidates.iter_mut().find(|row| row.id == person).unwrap();
                    row.avail[0].from = 0;
                    row.avail[0].to = other.days[0].slots;
                    row.avail.truncate(1);
                }
                Some(Remedy::OneMoreInterpreter { language, .. }) => {
                    let rows = other.interpreters.entry(language).or_default();
                    let window = Window { day: 0, from: 0, to: other.days[0].slots };
                    rows.push(Presence { window, count: 1 });
                }
                Some(Remedy::OneMoreTable { table }) => {
                    let twin = other.tables.iter().find(|row| row.id == table).unwrap().clone();
                    other.tables.push(Table { id: "twin".to_owned(), ..twin });
                }
                Some(Remedy::OneMorePlace { table }) => {
                    let row = other.tables.iter_mut().find(|row| row.id == table).unwrap();
                    row.max_iv += 1;
                    row.open[0].from -= row.open[0].from.min(row.len);
                }
                Some(Remedy::OneMoreChildcarePlace { .. }) | None => continue,
            }
            let before = plan.claims.unwrap().seen;
            assert!(planned(&other, 100_000).plan.claims.unwrap().seen > before);
            tried += 1;
        }
    }
    assert!(tried > 0, "no remedy was tried");
}

#[test]
fn every_pair_has_a_slot_or_a_reason() {
    let instance = crowded(1);
    let plan = planned(&instance, 100_000).plan.plan;
    let pairs = without_slot(&instance, None, &plan);
    assert_eq!(pairs.len() + plan.len(), instance.scores.len());
}

#[test]
fn chances_never_cost_anybody_the_talk() {
    let instance = crowded(2);
    let plan = planned(&instance, 100_000).plan.plan;
    let found = chances(&instance, &plan, 6, (&Settings::default(), &Budget::steps(20_000)));
    assert!(!found.is_empty());
    assert!(found.iter().all(|chance| chance.seen >= 0));
    assert!(found.iter().any(|chance| chance.seen > 0), "{found:?}");
}
