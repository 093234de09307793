//! Who may not work yet cannot begin before, whatever the measures allow.

use matching_core::{Engine, criteria::scale::Cefr};
use pathways::{Barrier, Measure, Mode, Outlook, Planner, Situation};

use crate::world::{catalogue, course, person, place, today};

fn outlook(own: Cefr, works_from: Option<i32>, course: Measure) -> Outlook {
    let engine = Engine::default();
    let catalogue = catalogue(&engine, vec![course]);
    let works_from = works_from.map(|days| today().plus_days(days));
    let situation = Situation { works_from, ..Situation::default() };
    let planner = Planner::new(&engine, &catalogue);
    let mut standing = planner.person(&person("P-1", own), &situation, today());
    standing.outlook(&place(&engine, "helper", Cefr::A2))
}

fn days(own: Cefr, works_from: Option<i32>) -> Vec<u32> {
    let found = outlook(own, works_from, course("a2", Cefr::A2, 30));
    found.pathways.iter().map(|way| way.days).collect()
}

#[test]
fn the_job_begins_when_both_the_course_and_the_permission_are_there() {
    assert_eq!(days(Cefr::A1, None), [30]);
    assert_eq!(days(Cefr::A1, Some(10)), [30], "the course takes longer");
    assert_eq!(days(Cefr::A1, Some(90)), [90], "the permission takes longer");
    assert_eq!(days(Cefr::A2, Some(90)), [90], "nothing is missing but the permission");
    assert_eq!(days(Cefr::A2, Some(-5)), [0], "allowed long ago");
}

#[test]
fn a_course_need_not_wait_and_training_must() {
    let starts = |measure: Measure| {
        let found = outlook(Cefr::A1, Some(90), measure);
        let steps = found.pathways.iter().flat_map(|way| &way.steps);
        steps.map(|step| today().days_until(step.from)).collect::<Vec<i32>>()
    };
    assert_eq!(starts(course("a2", Cefr::A2, 30)), [0]);
    let training = Measure { mode: Mode::Training, ..course("a2", Cefr::A2, 30) };
    assert_eq!(starts(training), [90]);
    let trial = Measure { at_employer: true, ..course("a2", Cefr::A2, 30) };
    assert_eq!(starts(trial), [90]);
}

#[test]
fn no_way_where_the_permission_comes_after_the_horizon() {
    let found = outlook(Cefr::A2, Some(800), course("a2", Cefr::A2, 30));
    assert_eq!(found.pathways, []);
    let training = Measure { mode: Mode::Training, ..course("a2", Cefr::A2, 30) };
    let found = outlook(Cefr::A1, Some(800), training);
    let refusals = found.gaps.iter().flat_map(|gap| &gap.refusals);
    assert!(refusals.clone().count() > 0);
    assert!(refusals.into_iter().all(|refusal| refusal.barrier == Barrier::NotYet));
}
