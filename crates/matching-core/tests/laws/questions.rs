//! What a question decides and what would be enough, each case worked by hand.

use matching_core::{
    Engine, Label,
    clarify::Question,
    criteria::Budget,
    id::{ConceptId, ProfileId},
    model::{Budgets, Criterion, RequirementProfile},
    rules::Rules,
    score::BoundProfile,
    taxonomy::Taxonomy,
};

use crate::small::{line, person};

fn engine(rules: Rules) -> Engine {
    Engine::new(rules, Taxonomy::builder().build().unwrap()).unwrap()
}

/// A place that asks for competences and nothing that the person has to want.
fn place(engine: &Engine, lines: Vec<Criterion>) -> BoundProfile {
    let mut budgets = Budgets::none();
    budgets.set(Budget::Competence, 100);
    let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("nursing").unwrap());
    let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
    engine.bind(builder.budgets(budgets).criteria(lines).build().unwrap())
}

/// The questions that decide or change something.
fn asked(facts: &[&str], lines: Vec<Criterion>, day_overall: u16) -> Vec<Question> {
    let engine = engine(Rules { day_overall, ..Rules::standard() });
    let place = place(&engine, lines);
    let questions = engine.questions(&person(facts), &[&place]);
    questions.into_iter().filter(|one| one.swing.get() > 0 || one.pivot > 0).collect()
}

/// Two competences that weigh half each.
fn two() -> Vec<Criterion> {
    let ask = |id: &str| format!(r#"{{"kind": "competence", "concept": "{id}", "target": 3}}"#);
    ["hoist", "bath"].map(|id| line(id, &ask(id))).into()
}

fn tested(level: u8) -> String {
    format!(
        r#"{{"kind": "competence", "concept": "bath", "level": {level}, "evidence": "tested"}}"#
    )
}

fn weights(questions: &[Question]) -> Vec<(usize, usize, u16)> {
    let weight = |one: &Question| (one.pivot, one.pivot_invitation, one.swing.get());
    questions.iter().map(weight).collect()
}

/// Half of the demands and all of the (empty) needs: 2 · 50 · 100 / 150 = 66.67 points.
#[test]
fn an_answer_can_decide_the_invitation() {
    // Hoist open, bath not there: between 0 and 66.67.
    assert_eq!(weights(&asked(&[&tested(0)], two(), 5000)), [(0, 1, 6667)]);
    assert_eq!(weights(&asked(&[&tested(0)], two(), 6667)), [(0, 1, 6667)]);
    assert_eq!(weights(&asked(&[&tested(0)], two(), 6668)), [(0, 0, 6667)]);
    // Hoist open, bath there: between 66.67 and 100.
    assert_eq!(weights(&asked(&[&tested(3)], two(), 5000)), [(0, 0, 3333)]);
    assert_eq!(weights(&asked(&[&tested(3)], two(), 6668)), [(0, 1, 3333)]);
}

/// Both open: each is asked as if the other turned out well.
#[test]
fn other_open_answers_are_taken_at_their_best() {
    assert_eq!(weights(&asked(&[], two(), 6668)), [(0, 1, 3333), (0, 1, 3333)]);
    assert_eq!(weights(&asked(&[], two(), 6667)), [(0, 0, 3333), (0, 0, 3333)]);
}

/// Who may work after asking and who may work freely are both suitable: nothing is decided.
#[test]
fn a_condition_against_none_decides_no_class() {
    let free = r#"{"kind": "work_access", "status": "free"}"#;
    let line = || vec![line("work-access", r#"{"kind": "work_access"}"#)];
    let asked_of = |facts: &[&str]| weights(&asked(facts, line(), 5000));
    assert_eq!(asked_of(&[free]), []);
    assert_eq!(asked_of(&[]).first().map(|one| one.0), Some(1));
}

/// Of thirty lines that fall short only twenty-four are tried: the heaviest ones, whatever their
/// names. Here one of them is enough.
#[test]
fn what_weighs_most_is_tried_first() {
    let ask = |id: &str| format!(r#"{{"kind": "competence", "concept": "{id}", "target": 3}}"#);
    let names: Vec<String> = (0..29).map(|number| format!("a{number}")).collect();
    let light = names.iter().map(|id| line(id, &ask(id)).importance(1));
    let lines = || light.clone().chain([line("zz", &ask("zz")).importance(5)]).collect();
    let held = |id: &str, level: u8| {
        format!(
            r#"{{"kind": "competence", "concept": "{id}", "level": {level}, "evidence": "tested"}}"#
        )
    };
    let facts = |heavy: u8| -> Vec<String> {
        names.iter().map(|id| held(id, 2)).chain([held("zz", heavy)]).collect()
    };
    let told = |heavy: u8| {
        let facts = facts(heavy);
        person(&facts.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let usual = engine(Rules::standard());
    let reached = usual.score(&told(3), &place(&usual, lines())).overall.low.get();
    let engine = engine(Rules { good_overall: reached, ..Rules::standard() });
    let ways = engine.contrasts(&told(0), &place(&engine, lines()));
    let first = ways.first().unwrap();
    let criteria: Vec<&str> = first.changes.iter().map(|one| one.criterion.as_str()).collect();
    assert_eq!((criteria, first.score.overall.low.get()), (vec!["zz"], reached));
}
