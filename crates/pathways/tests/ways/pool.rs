//! Pools: from how many people a course can start, and what nobody closes.

use matching_core::{Engine, criteria::scale::Cefr, score::BoundProfile};
use pathways::{
    Catalogue, Measure, Planner, Situation,
    pool::{Cluster, DayPart, Member, PoolReport, Survey},
};

use crate::world::{catalogue, course, person, place, today};

/// Where and when somebody could attend.
type Wish = (Option<&'static str>, Option<DayPart>);

const KERPEN: Wish = (Some("Kerpen"), Some(DayPart::Morning));
const BONN: Wish = (Some("Bonn"), Some(DayPart::Morning));
const ANYWHERE: Wish = (None, Some(DayPart::Morning));

/// A course to A2 that begins with three people.
fn group(engine: &Engine) -> Catalogue {
    let course = course("a2_group", Cefr::A2, 60);
    catalogue(engine, vec![Measure { min_group: Some(3), ..course }])
}

fn surveyed<'p>(places: &'p [BoundProfile], engine: &Engine, wishes: &[(u8, Wish)]) -> Survey<'p> {
    let catalogue = group(engine);
    let planner = Planner::new(engine, &catalogue);
    let mut survey = Survey::new(places);
    for (number, (place, attends)) in wishes {
        let profile = person(&format!("P-{number}"), Cefr::A1);
        let person = planner.person(&profile, &Situation::default(), today());
        survey.add(Member { person, place: place.map(Into::into), attends: *attends });
    }
    survey
}

fn report(level: Cefr, wishes: &[(u8, Wish)]) -> PoolReport {
    let engine = Engine::default();
    let places = [place(&engine, "helper", level)];
    surveyed(&places, &engine, wishes).report()
}

fn at<'r>(report: &'r PoolReport, place: &str) -> &'r Cluster {
    let mut clusters = report.clusters.iter();
    clusters.find(|cluster| cluster.place.as_deref() == Some(place)).unwrap()
}

#[test]
fn a_course_can_start_from_the_size_of_its_group_on() {
    let three = report(Cefr::A2, &[(1, KERPEN), (2, KERPEN), (3, KERPEN), (4, BONN)]);
    let kerpen = at(&three, "Kerpen");
    assert_eq!((kerpen.members.len(), kerpen.needed), (3, 3));
    assert!(kerpen.can_start() && !at(&three, "Bonn").can_start());
    assert_eq!(three.clusters[0], *kerpen, "what can start is told first");
    let two = report(Cefr::A2, &[(1, KERPEN), (2, KERPEN), (4, BONN)]);
    assert!(!at(&two, "Kerpen").can_start() && !at(&two, "Kerpen").could_start());
}

#[test]
fn who_was_not_asked_for_the_place_may_fill_a_group_and_is_not_counted_as_certain() {
    let report = report(Cefr::A2, &[(1, KERPEN), (2, KERPEN), (3, ANYWHERE), (4, BONN)]);
    let kerpen = at(&report, "Kerpen");
    assert_eq!((kerpen.members.len(), kerpen.perhaps.len()), (2, 1));
    assert!(kerpen.could_start() && !kerpen.can_start());
    assert_eq!(report.clusters.len(), 2, "nobody stands in a group of the unknown");
}

#[test]
fn another_time_is_another_group() {
    let evening = (Some("Kerpen"), Some(DayPart::Evening));
    let report = report(Cefr::A2, &[(1, KERPEN), (2, KERPEN), (3, evening)]);
    let sizes: Vec<usize> = report.clusters.iter().map(|cluster| cluster.members.len()).collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn what_nobody_closes_is_counted_by_place() {
    let report = report(Cefr::B2, &[(1, KERPEN), (2, KERPEN), (3, BONN)]);
    assert_eq!(report.without_a_way.len(), 3);
    let of = |place: &str| {
        let gaps = report.funding_gaps.iter();
        gaps.filter(|gap| gap.place.as_deref() == Some(place)).map(|gap| gap.people).max()
    };
    assert_eq!((of("Kerpen"), of("Bonn")), (Some(2), Some(1)));
    assert!(self::report(Cefr::A2, &[(1, KERPEN)]).funding_gaps.is_empty());
}

/// Work that was shared out gives the same as work done alone.
#[test]
fn two_halves_joined_are_the_whole() {
    let engine = Engine::default();
    let places = [place(&engine, "helper", Cefr::A2)];
    let wishes = [(1, KERPEN), (2, ANYWHERE), (3, KERPEN), (4, BONN), (5, KERPEN)];
    let whole = surveyed(&places, &engine, &wishes).report();
    for cut in 0..=wishes.len() {
        let (one, other) = wishes.split_at(cut);
        let mut joined = surveyed(&places, &engine, one);
        joined.join(surveyed(&places, &engine, other));
        assert_eq!(joined.report(), whole, "cut at {cut}");
    }
}
