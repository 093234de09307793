//! L56, dated beginnings: a full course and a passed deadline are no beginning.

use matching_core::{Engine, criteria::scale::Cefr};
use pathways::{Barrier, Measure, Outlook, Planner, Situation, Start};

use crate::world::{catalogue, course, person, place, today};

fn outlook(starts: Vec<Start>) -> Outlook {
    let engine = Engine::default();
    let dated = Measure { starts, ..course("a2_dated", Cefr::A2, 30) };
    let catalogue = catalogue(&engine, vec![dated]);
    let planner = Planner::new(&engine, &catalogue);
    let mut standing = planner.person(&person("P-1", Cefr::A1), &Situation::default(), today());
    standing.outlook(&place(&engine, "helper", Cefr::A2))
}

fn start(on: i32, register_by: Option<i32>, places: Option<u16>) -> Start {
    let register_by = register_by.map(|days| today().plus_days(days));
    Start { on: today().plus_days(on), register_by, places }
}

fn begins(starts: Vec<Start>) -> Vec<i32> {
    let ways = outlook(starts).pathways;
    ways.iter().flat_map(|way| &way.steps).map(|step| today().days_until(step.from)).collect()
}

#[test]
fn a_full_course_is_passed_over_for_the_next() {
    assert_eq!(begins(vec![start(10, None, Some(1)), start(40, None, None)]), [10]);
    assert_eq!(begins(vec![start(10, None, Some(0)), start(40, None, None)]), [40]);
}

#[test]
fn the_last_day_of_registration_counts_and_the_day_after_does_not() {
    assert_eq!(begins(vec![start(10, Some(0), None), start(40, None, None)]), [10]);
    assert_eq!(begins(vec![start(10, Some(-1), None), start(40, None, None)]), [40]);
}

#[test]
fn without_an_open_beginning_the_refusal_says_full() {
    for starts in [
        vec![start(10, None, Some(0))],
        vec![start(10, Some(-1), None)],
        vec![start(-1, None, None)],
        vec![start(10, None, Some(0)), start(20, Some(-5), Some(8))],
    ] {
        let outlook = outlook(starts.clone());
        assert_eq!(outlook.pathways, [], "{starts:?}");
        assert!(!outlook.gaps.is_empty());
        for gap in &outlook.gaps {
            let barriers: Vec<Barrier> = gap.refusals.iter().map(|it| it.barrier).collect();
            assert_eq!(
                (gap.funding_gap, &barriers[..]),
                (true, &[Barrier::Full][..]),
                "{starts:?}"
            );
        }
    }
}
