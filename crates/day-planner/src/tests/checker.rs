//! The checker catches each rule broken once.

use crate::instance::Instance;
use crate::plan::{Bounds, Plan};
use crate::{check, sample};

use super::planned;

fn made() -> (Instance, Plan) {
    let shape = sample::Shape { buffer: 1, interpreted: 500, ..sample::shape("small").unwrap() };
    let instance = sample::instance("mutants", &shape, 7);
    let plan = planned(&instance, 20_000).plan;
    (instance, plan)
}

/// Codes of the faults after a change.
fn codes(change: impl Fn(&mut Instance, &mut Plan)) -> Vec<&'static str> {
    let (mut instance, mut plan) = made();
    change(&mut instance, &mut plan);
    check(&instance, &plan, None).faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn an_untouched_plan_has_no_faults() {
    assert_eq!(codes(|_, _| {}), Vec::<&str>::new());
}

type Change = fn(&mut Instance, &mut Plan);

#[test]
fn every_rule_is_checked() {
    let table: [(&str, Change); 17] = [
        ("unknown_id", |_, plan| "nobody".clone_into(&mut plan.plan[0].candidate)),
        ("duplicate", |_, plan| plan.plan.push(plan.plan[0].clone())),
        ("role_not_served", |instance, plan| {
            let at = &plan.plan[0];
            let table = instance.tables.iter_mut().find(|table| table.id == at.table).unwrap();
            table.roles.retain(|role| *role != at.role);
        }),
        ("not_eligible", |instance, plan| {
            let at = &plan.plan[0];
            instance.scores.retain(|(c, r, _)| (c, r) != (&at.candidate, &at.role));
        }),
        ("not_a_cell", |instance, plan| {
            let at = &plan.plan[0];
            let table = instance.tables.iter_mut().find(|table| table.id == at.table).unwrap();
            table.open.clear();
        }),
        ("no_such_day", |_, plan| plan.plan[0].day = 9),
        ("in_a_break", |instance, plan| instance.days[0].closed.push(plan.plan[0].slot)),
        ("person_away", |instance, plan| {
            let at = plan.plan[0].candidate.clone();
            instance.candidates.iter_mut().find(|c| c.id == at).unwrap().avail.clear();
        }),
        ("table_twice", |_, plan| {
            let (day, slot, table) =
                (plan.plan[0].day, plan.plan[0].slot, plan.plan[0].table.clone());
            plan.plan[1] =
                crate::instance::Appointment { table, day, slot, ..plan.plan[1].clone() };
        }),
        ("person_twice", |instance, _| instance.rules.buffer = 30),
        ("over_cap", |instance, plan| {
            let at = plan.plan[0].role.clone();
            instance.roles.iter_mut().find(|role| role.id == at).unwrap().max_iv = 0;
        }),
        ("employer_twice", |instance, _| {
            for table in &mut instance.tables {
                "E001".clone_into(&mut table.employer);
            }
        }),
        ("no_interpreter", |instance, _| instance.interpreters.clear()),
        ("pin_missing", |instance, plan| instance.pinned.push(plan.plan.remove(0))),
        ("false_claim", |_, plan| plan.claims.as_mut().unwrap().score += 1),
        ("bound_beaten", |_, plan| {
            plan.bounds = Some(Bounds { score: Some(1), ..Bounds::default() });
        }),
        ("bound_beaten", |_, plan| {
            plan.claims = None;
            plan.bounds = Some(Bounds { comfort: Some(1_000_000), ..Bounds::default() });
        }),
    ];
    for (code, change) in table {
        let found = codes(change);
        assert!(found.contains(&code), "{code} not among {found:?}");
    }
}

#[test]
fn values_are_computed_as_the_format_says() {
    let instance: Instance = serde_json::from_str(
        r#"{"format":"passgenau-instance-1","name":"hand",
        "rules":{"buffer":0,"cover_r":2,"suitable_min":500,"w_wait":3,"w_gap":1,"w_day":24},
        "days":[{"id":"D1","start":"09:00","slot_min":20,"slots":8,"closed":[3]},
                {"id":"D2","start":"09:00","slot_min":20,"slots":8,"closed":[]}],
        "employers":[{"id":"E1"},{"id":"E2"},{"id":"E3"}],
        "tables":[
         {"id":"T1","employer":"E1","roles":["R1"],"len":1,"open":[[0,0,3],[0,4,8]],"max_iv":9},
         {"id":"T2","employer":"E2","roles":["R2"],"len":2,"open":[[0,0,3],[0,4,8]],"max_iv":9},
         {"id":"T3","employer":"E3","roles":["R3"],"len":1,"open":[[1,0,8]],"max_iv":9}],
        "roles":[{"id":"R1","employer":"E1","field":"","openings":1,"max_iv":9},
         {"id":"R2","employer":"E2","field":"","openings":1,"max_iv":9},
         {"id":"R3","employer":"E3","field":"","openings":2,"max_iv":9}],
        "candidates":[{"id":"A","avail":[[0,0,8],[1,0,8]],"max_iv":3,"min_iv":2},
         {"id":"B","avail":[[0,0,8]],"max_iv":3,"min_iv":1}],
        "scores":[["A","R1",700],["A","R2",499],["A","R3",500],["B","R1",600]]}"#,
    )
    .unwrap();
    let plan: Plan = serde_json::from_str(
        r#"{"plan":[{"candidate":"A","role":"R1","table":"T1","day":0,"slot":0},
        {"candidate":"A","role":"R2","table":"T2","day":0,"slot":4},
        {"candidate":"A","role":"R3","table":"T3","day":1,"slot":5},
        {"candidate":"B","role":"R1","table":"T1","day":0,"slot":4}]}"#,
    )
    .unwrap();
    let verdict = check(&instance, &plan, None);
    assert!(verdict.is_legal(), "{:?}", verdict.faults);
    let values = verdict.values;
    assert_eq!((values.seen, values.promised), (2, 3));
    // R1 has two suitable talks of two wished, R2 none, R3 one of four
    assert_eq!((values.covered, values.score), (3, 2299));
    // A waits slots 1 to 3; T1 is idle in cells 1 and 2; A comes on a second day
    assert_eq!(values.comfort, 3 * 3 + 2 + 24);
    assert_eq!(verdict.openings_covered, 1);
}
