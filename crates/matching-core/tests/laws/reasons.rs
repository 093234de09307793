//! What is said about a line that falls short or is open, each case worked by hand.

use matching_core::{
    Engine, Label,
    ReasonCode::{self, F01, F02, M01, M02, M03, M04, U01, U02, U03, X01},
    criteria::{Budget, Goal, Key, KindName, Side},
    eligibility::{Due, Eligibility, Reach, Step},
    explain::{Explanation, Reason},
    id::{ConceptId, CriterionId, ProfileId},
    model::{Budgets, Criterion, Portrait, RequirementProfile},
    rules::Rules,
    taxonomy::{Concept, Taxonomy},
};

use crate::small::{line, person, place};

const MUST: &str =
    r#"{"kind": "competence", "concept": "hoist", "target": 3, "minimum": 2, "proof": "document"}"#;
const WISHED: &str = r#"{"kind": "competence", "concept": "hoist", "target": 3}"#;

fn hoist(level: u8, rest: &str) -> String {
    format!(r#"{{"kind": "competence", "concept": "hoist", "level": {level}, {rest}}}"#)
}

fn found(person: &Portrait, lines: Vec<Criterion>) -> Explanation {
    let budgets = Budgets::with_standard_needs([(Budget::Competence, 60), (Budget::Language, 40)]);
    let mut found = Engine::default().explain(person, &place(budgets, lines));
    // Every place has a line about the setting that people wish for.
    found.parts.retain(|part| part.side == Side::Demands || part.budget == Budget::WorkingTime);
    found
}

/// What the one line that asks this says about a person.
fn said(ask: &str, facts: &[&str]) -> Vec<ReasonCode> {
    let found = found(&person(facts), vec![line("hoist", ask)]);
    found.parts.into_iter().flat_map(|part| part.reasons).collect()
}

#[test]
fn an_unmet_must_is_said_before_the_level() {
    let certified = hoist(1, r#""evidence": "certificate""#);
    assert_eq!(said(MUST, &[&certified]), [M01, F01]);
    let enough = hoist(2, r#""evidence": "certificate""#);
    assert_eq!(said(MUST, &[&enough]), [F01]);
    let all = hoist(3, r#""evidence": "certificate""#);
    assert_eq!(said(MUST, &[&all]), []);
}

#[test]
fn an_open_must_says_whether_only_the_proof_is_missing() {
    assert_eq!(said(MUST, &[]), [M02, U01]);
    // Seen at work: the level is certain, the paper is not.
    let seen = |level| hoist(level, r#""evidence": "observed""#);
    assert_eq!(said(MUST, &[&seen(3)]), [M03]);
    assert_eq!(said(MUST, &[&seen(2)]), [M03, F01]);
    // A statement may be one step too high: at 3 it is certainly 2, at 2 it may be 1.
    let stated = |level| hoist(level, r#""evidence": "statement""#);
    assert_eq!(said(MUST, &[&stated(3)]), [M03, U02]);
    assert_eq!(said(MUST, &[&stated(2)]), [M02, F01, U02]);
}

#[test]
fn what_can_be_had_by_the_first_day_is_a_condition() {
    let permit = r#"{"kind": "work_access", "status": "permission_needed", "evidence": "permit"}"#;
    let ask = r#"{"kind": "work_access"}"#;
    let codes = said(ask, &[permit]);
    assert_eq!(codes.first(), Some(&M04));
}

#[test]
fn a_course_beside_the_job_counts_if_it_ends_in_time() {
    let ask = || line("hoist", MUST).due(Due::WithinDays(60));
    let class = |days| {
        let mut reach = Reach::default();
        let key = Key { kind: KindName::Competence, subject: "hoist".into() };
        let goal = Goal { level: 2, documented: true };
        reach.record(key, Step { goal, days: 30, in_service: Some(days) });
        let person = person(&[&hoist(1, r#""evidence": "certificate""#)]).with_reach(reach);
        let found = found(&person, vec![ask()]);
        (found.score.eligibility, found.parts.first().unwrap().reasons.clone())
    };
    assert_eq!(class(60), (Eligibility::SuitableWithConditions, vec![M04, F01]));
    assert_eq!(class(61), (Eligibility::WithMeasures, vec![M01, F01]));
}

#[test]
fn an_own_limit_is_the_persons_exclusion() {
    let ask = r#"{"kind": "load", "physical": 3, "mental": 1}"#;
    let limit = r#"{"kind": "load", "physical_at_most": 2}"#;
    assert_eq!(said(ask, &[limit]).first(), Some(&X01));
    assert_eq!(said(ask, &[]), []);
}

#[test]
fn open_points_say_why_they_are_open() {
    assert_eq!(said(WISHED, &[]), [U01]);
    assert_eq!(said(WISHED, &[&hoist(3, r#""evidence": "statement""#)]), [U02]);
    let long_ago = hoist(3, r#""evidence": "tested", "last_used": "2012-01-01""#);
    assert_eq!(said(WISHED, &[&long_ago]), [U03]);
    // Below the target even at best, and open besides.
    assert_eq!(said(WISHED, &[&hoist(2, r#""evidence": "statement""#)]), [F01, U02]);
}

#[test]
fn a_line_that_weighs_nothing_says_nothing_of_points() {
    let gate = || line("hoist", MUST).importance(0);
    let low = person(&[&hoist(1, r#""evidence": "certificate""#)]);
    let codes = found(&low, vec![gate()]).parts.first().unwrap().reasons.clone();
    assert_eq!(codes, [M01]);
}

/// Washing and feeding are care; nothing else is.
#[test]
fn a_related_competence_is_named_as_one() {
    let concept = |id: &str| ConceptId::new(id).unwrap();
    let below =
        |id: &str| Concept { id: concept(id), broader: vec![concept("care")], information: None };
    let top = |id: &str| Concept { id: concept(id), broader: Vec::new(), information: None };
    let care = Concept { information: Some(800), ..top("care") };
    let concepts = [care, top("saw"), top("drill"), top("weld"), below("wash"), below("feed")];
    let taxonomy = Taxonomy::builder().with_all(concepts).build().unwrap();
    let engine = Engine::new(Rules::standard(), taxonomy).unwrap();
    let asked = || {
        let ask = r#"{"kind": "competence", "concept": "feed", "target": 3}"#;
        let id = ProfileId::new("place").unwrap();
        let builder = RequirementProfile::builder(id, Label::german("Platz"), concept("care"));
        let budgets = Budgets::with_standard_needs([(Budget::Competence, 60)]);
        let builder = builder.budgets(budgets);
        engine.bind(builder.criteria([line("feed", ask)]).build().unwrap())
    };
    let codes = |facts: &[&str]| {
        let mut parts = engine.explain(&person(facts), &asked()).parts.into_iter();
        parts.find(|part| part.criterion.as_str() == "feed").unwrap().reasons
    };
    let held = |concept: &str, level: u8| {
        format!(
            r#"{{"kind": "competence", "concept": "{concept}", "level": {level}, "evidence": "tested"}}"#
        )
    };
    assert_eq!(codes(&[&held("feed", 3)]), []);
    // Whoever can wash may be able to feed too: it has to be asked.
    assert_eq!(codes(&[&held("wash", 3)]), [U01]);
    assert_eq!(codes(&[&held("wash", 3), &held("feed", 0)]), [F02]);
    assert_eq!(codes(&[&held("feed", 0)]), [F01]);
}

/// Four skills of one written line make one reason, which costs what they cost together.
#[test]
fn parts_of_one_written_line_are_one_reason() {
    let ask = r#"{"kind": "language", "language": "de", "target": "B2"}"#;
    let tested =
        r#"{"kind": "language", "language": "de", "level": "B1", "evidence": "certificate"}"#;
    let found = found(&person(&[tested]), vec![line("german", ask)]);
    let lost: u16 = found.parts.iter().map(|part| part.lost.high.get()).sum();
    let criteria: Vec<CriterionId> =
        found.parts.iter().map(|part| part.criterion.clone()).collect();
    assert_eq!(criteria.len(), 4);
    let [Reason { code, criteria: stands_on, lost: cost }] = found.reasons.as_slice() else {
        panic!("{:?}", found.reasons)
    };
    assert_eq!((*code, stands_on, cost.get()), (F01, &criteria, lost));
}

/// Two lines with the same code stay two reasons; what is mostly open is told as open.
#[test]
fn lines_written_apart_stay_apart() {
    let lines = || vec![line("hoist", WISHED), line("bath", &WISHED.replace("hoist", "bath"))];
    let codes = |facts: &[&str]| {
        let found = found(&person(facts), lines());
        found.reasons.into_iter().map(|reason| reason.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), [U01, U01]);
    // Stated 1 may be 0: what is missing for certain (3 less 1) outweighs what is open.
    let little = hoist(1, r#""evidence": "statement""#);
    assert_eq!(codes(&[&little]), [U01, F01]);
    // Between nothing and nearly all: mostly open.
    let wide =
        r#"{"kind": "competence", "concept": "hoist", "between": [0, 2], "evidence": "tested"}"#;
    assert_eq!(codes(&[wide]), [U01, U02]);
}
