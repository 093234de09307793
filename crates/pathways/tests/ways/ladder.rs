//! Ladders: a first job that feeds the next place.

use matching_core::{Engine, criteria::scale::Cefr, id::ProfileId, score::BoundProfile};
use pathways::{
    Catalogue, Measure, Mode, Planner, Situation,
    ladder::{Ladders, Role, ladders},
};

use crate::world::{catalogue, course, person, place, today};

const HELPER: &str = "helper";
const NURSE: &str = "nurse";

/// A2 before a job in 30 days; B1 beside a job, and only there, in 90.
fn courses(engine: &Engine) -> Catalogue {
    let beside = Measure { mode: Mode::InService, ..course("b1_beside", Cefr::B1, 90) };
    catalogue(engine, vec![course("a2_before", Cefr::A2, 30), beside])
}

struct Asked {
    leads: bool,
    helper_until: i32,
    situation: Situation,
}

impl Default for Asked {
    fn default() -> Self {
        Self { leads: true, helper_until: 720, situation: Situation::default() }
    }
}

fn climbed(asked: &Asked) -> Ladders {
    let engine = Engine::default();
    let catalogue = courses(&engine);
    let places: [BoundProfile; 2] =
        [place(&engine, HELPER, Cefr::A2), place(&engine, NURSE, Cefr::B1)];
    let nurse = ProfileId::new(NURSE).unwrap();
    let up = if asked.leads { vec![nurse.clone()] } else { Vec::new() };
    let until = Some(today().plus_days(asked.helper_until));
    let roles = [
        Role { profile: &places[0], leads_to: &up, valid_from: None, valid_to: until },
        Role { profile: &places[1], leads_to: &[], valid_from: None, valid_to: None },
    ];
    let planner = Planner::new(&engine, &catalogue);
    let standing = planner.person(&person("P-1", Cefr::A1), &asked.situation, today());
    ladders(&standing, &roles, &nurse)
}

#[test]
fn a_course_beside_a_job_is_reached_over_the_job() {
    let found = climbed(&Asked::default());
    assert!(found.complete);
    assert_eq!(found.ladders.len(), 1, "{found:?}");
    let ladder = &found.ladders[0];
    let rungs: Vec<&str> = ladder.rungs.iter().map(|rung| rung.profile.as_str()).collect();
    assert_eq!(rungs, [HELPER, NURSE]);
    let days = |to| today().days_until(to);
    assert_eq!((days(ladder.first_job_on), days(ladder.on)), (30, 120));
    assert_eq!((ladder.measures, ladder.beyond_stay), (2, false));
    assert_eq!(ladder.rungs[1].pathway.steps[0].measure.as_str(), "b1_beside");
}

#[test]
fn no_ladder_over_a_place_that_leads_elsewhere_or_is_gone() {
    assert_eq!(climbed(&Asked { leads: false, ..Asked::default() }).ladders, []);
    assert_eq!(climbed(&Asked { helper_until: 29, ..Asked::default() }).ladders, []);
    assert_eq!(climbed(&Asked { helper_until: 30, ..Asked::default() }).ladders.len(), 1);
}

#[test]
fn a_ladder_past_the_end_of_the_stay_is_marked() {
    let stay = |days| {
        let stays_until = Some(today().plus_days(days));
        let situation = Situation { stays_until, ..Situation::default() };
        climbed(&Asked { situation, ..Asked::default() }).ladders
    };
    assert!(stay(120).iter().all(|ladder| !ladder.beyond_stay));
    let beyond = stay(60);
    assert_eq!((beyond.len(), beyond[0].beyond_stay), (1, true));
}
