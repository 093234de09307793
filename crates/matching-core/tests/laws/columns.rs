//! L35 where columns are full: subjects of which nearly everybody has something stand in codes of one
//! byte, of two where there are more than 256 values, and over more rows than are gone through at once.

use matching_core::{
    Engine, Label,
    compiled::Pool,
    criteria::{Ask, Budget},
    eligibility::Due,
    id::{ApplicantId, ConceptId, CriterionId, ProfileId},
    model::{Budgets, CompetenceProfile, Criterion, Node, Portrait, RequirementProfile},
    score::{BoundProfile, Order, RankKey, Score},
};

use crate::small::{engine_with_two, line, today};

/// What the person of a number holds; every combination comes up.
fn portrait(engine: &Engine, number: usize) -> Portrait {
    let level = |concept: &str, level: usize| {
        format!(
            r#"{{"kind": "competence", "concept": "{concept}", "level": {level}, "evidence": "tested"}}"#
        )
    };
    let months = (number * 37) % 700;
    let mut facts = vec![
        level("wiping", number % 4),
        level("hoist", (number / 4) % 5),
        level("bath", (number / 20) % 4),
        format!(
            r#"{{"kind": "experience", "field": "cleaning", "months": {months}, "evidence": "certificate"}}"#
        ),
    ];
    if number.is_multiple_of(3) {
        facts.push(level("cleaning", (number / 3) % 3));
    }
    let facts = facts.iter().map(|fact| serde_json::from_str(fact).unwrap());
    let id = ApplicantId::new(&format!("P-{number:05}")).unwrap();
    engine.portrait(&CompetenceProfile::new(id).with_all(facts), today())
}

fn places(engine: &Engine) -> Vec<BoundProfile> {
    let ask = |text: &str| -> Ask { serde_json::from_str(text).unwrap() };
    let competence = |concept: &str, level: u8| {
        ask(&format!(
            r#"{{"kind": "competence", "concept": "{concept}", "target": 4, "minimum": {level}}}"#
        ))
    };
    let group = |id: &str, node: Node, importance| {
        let line = Criterion::new(CriterionId::new(id).unwrap(), Label::german("Gruppe"), node);
        line.due(Due::AtApplication).importance(importance)
    };
    let months = line("months", r#"{"kind": "experience", "field": "cleaning", "months": 600}"#);
    let cleaning = || {
        Criterion::new(
            CriterionId::new("cleaning").unwrap(),
            Label::german("Putzen"),
            competence("cleaning", 2),
        )
    };
    let either = Node::AnyOf(vec![competence("hoist", 3).into(), competence("bath", 2).into()]);
    let both = Node::AllOf(vec![competence("hoist", 1).into(), competence("bath", 1).into()]);
    let sets = [
        vec![months.clone()],
        vec![cleaning(), months.clone()],
        vec![group("either", either.clone(), 3), months.clone()],
        vec![cleaning(), group("either", either, 0), group("both", both, 3), months],
    ];
    let bound = |lines: Vec<Criterion>| {
        let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("cleaning").unwrap());
        let mut budgets = Budgets::none();
        for budget in [Budget::Competence, Budget::Experience] {
            budgets.set(budget, 50);
        }
        let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
        engine.bind(builder.budgets(budgets).criteria(lines).build().unwrap())
    };
    sets.map(bound).into()
}

fn agree(engine: &Engine, pool: &Pool, people: &[Portrait]) {
    for place in &places(engine) {
        let scores: Vec<Score> = people.iter().map(|one| engine.score(one, place)).collect();
        let listed = engine.scores(pool, place);
        assert!(listed.iter().map(|one| one.score).eq(scores.iter().copied()));
        for order in [Order::Overall, Order::Demands] {
            let key = |(score, person): (&Score, &Portrait)| match order {
                Order::Demands => RankKey::demands(score, person.id()),
                Order::Overall | Order::Neutral => RankKey::overall(score, person.id()),
            };
            let mut keys: Vec<RankKey> = scores.iter().zip(people).map(key).collect();
            keys.sort_by(|one, other| other.cmp(one));
            for count in [1, 25, 400] {
                let list = engine.top(pool, place, count, order).into_iter().map(|one| one.id);
                assert!(list.eq(keys.iter().take(count).map(|key| key.id().clone())));
            }
        }
    }
}

#[test]
fn full_columns_of_every_width_give_the_full_sort() {
    let engine = engine_with_two();
    let people: Vec<Portrait> = (0..2_600).map(|number| portrait(&engine, number)).collect();
    // Two hundred people and values fit into bytes; the rest comes one by one and no longer does.
    let (few, many) = people.split_at(200);
    let mut pool = Pool::new(few.iter().cloned());
    assert_eq!((pool.len(), pool.is_empty(), Pool::default().is_empty()), (200, false, true));
    agree(&engine, &pool, few);
    for person in many {
        pool.put(person.clone());
    }
    agree(&engine, &pool, &people);
    agree(&engine, &Pool::new(people.iter().cloned()), &people);
}

/// A column ends with the last row that has something in it. Of whoever lies beyond its end nothing
/// is known, and that is better than a certain nothing.
#[test]
fn rows_beyond_the_end_of_a_column_are_unknown_and_not_lost() {
    let engine = engine_with_two();
    let place = places(&engine).remove(0);
    let person = |number: usize, facts: &[&str]| {
        let facts = facts.iter().map(|fact| serde_json::from_str(fact).unwrap());
        let id = ApplicantId::new(&format!("P-{number:05}")).unwrap();
        engine.portrait(&CompetenceProfile::new(id).with_all(facts), today())
    };
    let none =
        r#"{"kind": "experience", "field": "cleaning", "months": 0, "evidence": "certificate"}"#;
    let known = (0..40).map(|number| person(number, &[none]));
    let pool = Pool::new(known.chain((40..44).map(|number| person(number, &[]))));
    let list = engine.top(&pool, &place, 4, Order::Overall).into_iter();
    let names: Vec<String> = list.map(|one| one.id.to_string()).collect();
    assert_eq!(names, ["P-00040", "P-00041", "P-00042", "P-00043"]);
}
