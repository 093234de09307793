//! Reasons are given for everybody without a talk and every pair without a slot, and remedies hold
//! when the document itself is changed and judged or planned again.

use std::collections::BTreeSet;

use crate::instance::{Appointment, Instance, Presence, Table, Window};
use crate::sample::{self, Shape};
use crate::{
    Budget, Plan, Reason, Remedy, Settings, chances, check, plan, without_slot, without_talk,
};

use super::planned;

fn crowded(seed: u64) -> Instance {
    let shape = Shape { people: 30, tables: 3, slots: 8, fields: 2, ..Shape::default() };
    sample::instance("crowded", &shape, seed)
}

/// The instance with a remedy carried out.
fn carried_out(instance: &Instance, remedy: &Remedy) -> Instance {
    let mut other = instance.clone();
    let person = |other: &mut Instance, id: &str| {
        other.candidates.iter().position(|row| row.id == id).unwrap()
    };
    let table = |other: &Instance, id: &str| other.tables.iter().position(|t| t.id == id).unwrap();
    let slots = other.days[0].slots;
    match remedy {
        Remedy::OneMoreTalkForPerson { person: id } => {
            let at = person(&mut other, id);
            other.candidates[at].max_iv += 1;
        }
        Remedy::OneMoreTalk { role } => {
            other.roles.iter_mut().find(|row| row.id == *role).unwrap().max_iv += 1;
        }
        Remedy::ComeAnyTime { person: id } => {
            let at = person(&mut other, id);
            other.candidates[at].avail = vec![Window { day: 0, from: 0, to: slots }];
        }
        Remedy::OneMoreInterpreter { language, .. } => {
            let rows = other.interpreters.entry(language.clone()).or_default();
            rows.push(Presence { window: Window { day: 0, from: 0, to: slots }, count: 1 });
        }
        Remedy::OneMoreTable { table: id } => {
            let twin = other.tables[table(&other, id)].clone();
            other.tables.push(Table { id: "twin".to_owned(), ..twin });
        }
        Remedy::OneMorePlace { table: id } => {
            let at = table(&other, id);
            let row = &mut other.tables[at];
            row.max_iv += 1;
            let last = row.open.len() - 1;
            row.open[0].from -= row.open[0].from.min(row.len);
            row.open[last].to = slots.min(row.open[last].to + row.len);
        }
        Remedy::OneMoreHour { .. } => {
            let hour = 60_u32.div_ceil(other.days[0].slot_min);
            other.days[0].slots += hour;
            let tables = other.tables.iter_mut().map(|row| (row.len, &mut row.open));
            let people = other.candidates.iter_mut().map(|row| (1, &mut row.avail));
            for (len, windows) in tables.chain(people) {
                windows.iter_mut().filter(|w| w.to + len > slots).for_each(|w| w.to = slots + hour);
            }
            for row in other.interpreters.values_mut().flatten() {
                row.window.to += if row.window.to >= slots { hour } else { 0 };
            }
        }
        Remedy::OneMoreChildcarePlace { .. }
        | Remedy::ComeToSite { .. }
        | Remedy::MakeAccessible { .. } => unreachable!("instances know no {remedy:?}"),
    }
    other
}

/// The word under which a remedy is written.
pub(super) fn word(remedy: &Remedy) -> String {
    serde_json::to_value(remedy).unwrap()["change"].as_str().unwrap().to_owned()
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
            assert!(eligible || row.remedy.is_none());
            assert!(row.also.is_none() || row.remedy.is_some());
        }
    }
}

#[test]
fn a_remedy_serves_one_more_when_it_is_carried_out() {
    let mut tried = 0;
    for seed in 0..6 {
        let instance = crowded(seed);
        let plan = planned(&instance, 100_000).plan;
        for row in without_talk(&instance, None, &plan.plan, 40) {
            let Some(remedy) = &row.remedy else { continue };
            let mut other = carried_out(&instance, remedy);
            if let Some(also) = &row.also {
                other = carried_out(&other, also);
            }
            let before = plan.claims.unwrap().seen;
            assert!(planned(&other, 100_000).plan.claims.unwrap().seen > before, "{row:?}");
            tried += 1;
        }
    }
    assert!(tried > 10, "{tried} remedies were tried");
}

#[test]
fn every_pair_has_a_slot_or_a_reason() {
    let instance = crowded(1);
    let plan = planned(&instance, 100_000).plan.plan;
    let pairs = without_slot(&instance, None, &plan, 0);
    assert_eq!(pairs.len() + plan.len(), instance.scores.len());
}

/// Every place that the judge accepts for a pair beside all the talks that there are.
fn has_place(instance: &Instance, plan: &[Appointment], (person, role): (&str, &str)) -> bool {
    instance.tables.iter().any(|table| {
        (0..instance.days[0].slots).any(|slot| {
            let talk = Appointment {
                candidate: person.to_owned(),
                role: role.to_owned(),
                table: table.id.clone(),
                day: 0,
                slot,
            };
            let plan = Plan { plan: [plan, &[talk]].concat(), ..Plan::default() };
            check(instance, &plan, None).faults.is_empty()
        })
    })
}

#[test]
fn a_pairs_remedy_makes_room_for_it_beside_everybody_else() {
    let roomy = Shape { people: 20, tables: 6, slots: 10, fields: 2, ..Shape::default() };
    let roomy = Shape { tight: 900, interpreted: 400, interpreters: 1, ..roomy };
    let days = (0..6).map(|seed| match seed {
        0 | 1 => crowded(seed),
        _ => sample::instance("roomy", &roomy, seed),
    });
    let mut kinds = BTreeSet::new();
    for instance in days {
        let plan = planned(&instance, 100_000).plan.plan;
        for row in without_slot(&instance, None, &plan, 0) {
            let pair = (row.person.as_str(), row.role.as_str());
            assert!(!has_place(&instance, &plan, pair), "nothing is needed: {row:?}");
            let Some(remedy) = &row.remedy else { continue };
            assert!(has_place(&carried_out(&instance, remedy), &plan, pair), "{row:?}");
            kinds.insert(word(remedy));
        }
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[test]
fn moving_others_finds_remedies_that_are_no_dearer() {
    let price = |row: &crate::NoSlot| {
        let order = ["one_more_talk", "one_more_place", "come_any_time", "one_more_interpreter"];
        let known = |remedy: &Remedy| order.iter().position(|word_of| *word_of == word(remedy));
        row.remedy.as_ref().map_or(9, |remedy| known(remedy).unwrap_or(5))
    };
    let (mut cheaper, instance) = (0, crowded(3));
    let plan = planned(&instance, 100_000).plan.plan;
    let direct = without_slot(&instance, None, &plan, 0);
    let searched = without_slot(&instance, None, &plan, 300);
    for (one, other) in direct.iter().zip(&searched) {
        assert_eq!(
            (&one.person, &one.role, one.reason),
            (&other.person, &other.role, other.reason)
        );
        let free = |row| matches!(row, Some(Remedy::OneMoreTalkForPerson { .. }));
        if !free(one.remedy.clone()) && !free(other.remedy.clone()) {
            assert!(price(other) <= price(one), "{one:?} {other:?}");
            if price(other) < price(one) && cheaper < 5 {
                let changed = carried_out(&instance, other.remedy.as_ref().unwrap());
                assert!(meets_at_no_cost(&changed, &plan, (&other.person, &other.role)));
                cheaper += 1;
            }
        }
    }
    assert!(cheaper > 0);
}

/// Whether some plan holds a pair and has more talks, and no goal above the fit suffers.
fn meets_at_no_cost(
    changed: &Instance,
    before: &[Appointment],
    (candidate, role): (&str, &str),
) -> bool {
    let judged = |plan: &[Appointment]| {
        let values = check(changed, &Plan { plan: plan.to_vec(), ..Plan::default() }, None).values;
        (values.seen, values.promised, values.covered)
    };
    changed.tables.iter().any(|table| {
        (0..changed.days[0].slots).any(|slot| {
            let (candidate, role) = (candidate.to_owned(), role.to_owned());
            let talk = Appointment { candidate, role, table: table.id.clone(), day: 0, slot };
            let pinned = Instance { pinned: vec![talk], ..changed.clone() };
            let after = plan(&pinned, &Settings::default(), &Budget::steps(30_000));
            after.is_ok_and(|after| {
                let (now, then) = (judged(&after.plan.plan), judged(before));
                let kept = now.0 >= then.0 && now.1 >= then.1 && now.2 >= then.2;
                kept && after.plan.plan.len() > before.len()
            })
        })
    })
}

#[test]
fn who_gets_a_talk_for_no_single_change_is_given_two() {
    let mut instance = crowded(0);
    instance.candidates.truncate(2);
    instance.tables.truncate(1);
    let (first, second) = (instance.candidates[0].id.clone(), instance.candidates[1].id.clone());
    let role = instance.tables[0].roles[0].clone();
    instance.scores = vec![(first, role.clone(), 800), (second.clone(), role.clone(), 700)];
    instance.roles.retain(|row| row.id == role);
    instance.roles[0].max_iv = 1;
    instance.tables[0].roles = vec![role.clone()];
    instance.interpreters.clear();
    instance.pinned.clear();
    for person in &mut instance.candidates {
        person.avail = vec![Window { day: 0, from: 0, to: 8 }];
        person.interpreter = None;
    }
    instance.candidates[1].interpreter = Some("uk".to_owned());
    instance.tables[0].languages.clear();
    let plan = planned(&instance, 10_000).plan.plan;
    let left = without_talk(&instance, None, &plan, 100);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].person, second);
    assert_eq!(left[0].remedy, Some(Remedy::OneMoreTalk { role }));
    let language = "uk".to_owned();
    assert_eq!(left[0].also, Some(Remedy::OneMoreInterpreter { language, site: None }));
}

#[test]
fn chances_never_cost_anybody_the_talk_and_are_kept_when_carried_out() {
    let instance = crowded(2);
    let base = planned(&instance, 100_000).plan;
    let settings = (&Settings::default(), &Budget::steps(20_000));
    let found = chances(&instance, &base.plan, 8, settings);
    assert!(found.iter().all(|chance| chance.seen >= 0));
    assert!(found.iter().any(|chance| chance.seen > 0), "{found:?}");
    let kinds: BTreeSet<String> = found.iter().map(|chance| word(&chance.change)).collect();
    for kind in ["one_more_table", "one_more_place", "one_more_hour", "one_more_interpreter"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
    for chance in &found {
        let other = carried_out(&instance, &chance.change);
        let after = plan(&other, &Settings::default(), &Budget::steps(100_000)).unwrap();
        let gain = after.plan.claims.unwrap().seen - base.claims.unwrap().seen;
        assert!(gain >= chance.seen, "{chance:?}");
    }
}
