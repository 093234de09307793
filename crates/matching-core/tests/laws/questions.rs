//! What a question decides, each case worked by hand.

use matching_core::{
    Engine, Label,
    clarify::Question,
    criteria::Budget,
    id::{ConceptId, ProfileId},
    model::{Budgets, Criterion, RequirementProfile},
    rules::Rules,
    taxonomy::Taxonomy,
};

use crate::small::{line, person};

/// Two competences that weigh half each, and nothing that the person has to want.
fn asked(facts: &[&str], lines: Vec<Criterion>, day_overall: u16) -> Vec<Question> {
    let taxonomy = Taxonomy::builder().build().unwrap();
    let engine = Engine::new(Rules { day_overall, ..Rules::standard() }, taxonomy).unwrap();
    let mut budgets = Budgets::none();
    budgets.set(Budget::Competence, 100);
    let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("nursing").unwrap());
    let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
    let place = engine.bind(builder.budgets(budgets).criteria(lines).build().unwrap());
    let questions = engine.questions(&person(facts), &[&place]);
    questions.into_iter().filter(|one| one.swing.get() > 0 || one.pivot > 0).collect()
}

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
