//! Bugs that the laws have found, each small enough to be checked by hand.

use matching_core::{
    Engine, Label,
    compiled::Pool,
    criteria::{Ask, Budget, Goal, Key, KindName},
    eligibility::{Due, Eligibility, Reach, Step},
    id::{ApplicantId, ConceptId, CriterionId, ProfileId},
    model::{
        Budgets, CompetenceProfile, Criterion, Node, Portrait, ProfileProblem, RequirementProfile,
    },
    quantity::Span,
    score::{BoundProfile, Score},
};

use Eligibility::{NotPossible, Suitable, SuitableWithConditions, ToClarify};

use crate::small::{engine_with_two, line, person, place, today};

fn score(facts: &[&str], lines: Vec<Criterion>) -> Score {
    Engine::default().score(&person(facts), &place(Budgets::with_standard_needs([]), lines))
}

/// L12: at 10 to 50 hours the wish for none or for sixty lies ten hours off, which is still worth
/// 250; nobody can score less.
#[test]
fn an_unknown_wish_for_hours_costs_no_more_than_the_farthest_wish() {
    let offered = || vec![line("hours", r#"{"kind": "hours", "from": 10, "to": 50}"#)];
    let unknown = score(&[], offered());
    for far in [r#"{"kind": "hours", "to": 0}"#, r#"{"kind": "hours", "from": 60}"#] {
        let far = score(&[far], offered());
        assert_eq!(far.needs.low.get(), 2500);
        assert_eq!(unknown.needs.low, far.needs.low);
    }
}

/// L14: who says that a permit for the concrete job is needed may be right: then the permit can be
/// had for the asking. Nobody is "not possible" for saying so.
#[test]
fn a_permission_that_may_be_had_for_the_asking_is_open() {
    let asked = || vec![line("work-access", r#"{"kind": "work_access"}"#)];
    let said = score(&[r#"{"kind": "work_access", "status": "permission_needed"}"#], asked());
    assert_eq!(said.eligibility, ToClarify);
    assert_eq!(said.possible_eligibility, Span { low: NotPossible, high: SuitableWithConditions });
    let shown = r#"{"kind": "work_access", "status": "permission_needed", "evidence": "permit"}"#;
    assert_eq!(score(&[shown], asked()).eligibility, SuitableWithConditions);
}

/// L14: who says that work is permitted freely may need a permit at worst and nothing at best.
#[test]
fn a_permission_that_may_be_free_can_still_turn_out_so() {
    let asked = || vec![line("work-access", r#"{"kind": "work_access"}"#)];
    let said = score(&[r#"{"kind": "work_access", "status": "free"}"#], asked());
    assert_eq!(said.eligibility, SuitableWithConditions);
    assert_eq!(said.possible_eligibility, Span { low: SuitableWithConditions, high: Suitable });
}

/// L62 and L16: a test result that has run out proves no more than a certificate that has.
#[test]
fn a_test_that_has_run_out_proves_nothing_any_more() {
    let asked = || {
        let ask = r#"{"kind": "competence", "concept": "hoist", "target": 3, "minimum": 3, "proof": "observed"}"#;
        vec![line("hoist", ask)]
    };
    let tested = |until: &str| {
        let fact = r#"{"kind": "competence", "concept": "hoist", "level": 3, "evidence": "tested", "valid_until": "#;
        score(&[&format!("{fact}\"{until}\"}}")], asked()).eligibility
    };
    assert_eq!(tested("2026-11-21"), Suitable);
    assert_eq!(tested("2026-11-20"), ToClarify);
}

/// L16: a wish is the person's own word; a paper about it that has run out takes nothing away.
#[test]
fn a_wish_outlives_the_paper_it_came_with() {
    let asked = || vec![line("interest", r#"{"kind": "interest", "field": "nursing"}"#)];
    let wish = r#"{"kind": "interest", "field": "nursing", "level": "wants", "evidence": "certificate", "valid_until": "2026-11-20"}"#;
    assert_eq!(score(&[wish], asked()).needs.low.get(), 10_000);
}

fn built(lines: Vec<Criterion>) -> Result<RequirementProfile, Vec<ProfileProblem>> {
    let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("nursing").unwrap());
    RequirementProfile::builder(id, Label::german("Platz"), field).criteria(lines).build()
}

/// L5: inside a group a language stands for its four skills; that only one of them has a minimum
/// makes the group no weaker a must, and its normal form is as valid as what was written.
#[test]
fn a_group_with_a_minimum_for_one_skill_is_a_must_in_normal_form_too() {
    let ask =
        r#"{"kind": "language", "language": "de", "target": "B1", "minima": {"speaking": "A2"}}"#;
    let ask: Ask = serde_json::from_str(ask).unwrap();
    let group = Node::AnyOf(vec![ask.into()]);
    let id = CriterionId::new("german").unwrap();
    let line = Criterion::new(id, Label::german("Deutsch"), group).due(Due::AtApplication);
    let profile = built(vec![line]).unwrap();
    assert_eq!(built(profile.criteria().to_vec()), Ok(profile));
}

/// A must whose list of minima is empty would exclude nobody, and its lines would vanish.
#[test]
fn an_empty_list_of_minima_is_no_minimum() {
    let ask = r#"{"kind": "language", "language": "de", "target": "B1", "minima": {}}"#;
    let must = line("german", ask).due(Due::AtApplication).importance(0);
    let id = CriterionId::new("german").unwrap();
    assert_eq!(built(vec![must]), Err(vec![ProfileProblem::MustWithoutMinimum { id }]));
}

fn cleaning_place(engine: &Engine) -> BoundProfile {
    let ask = r#"{"kind": "competence", "concept": "cleaning", "target": 2, "minimum": 2}"#;
    let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("cleaning").unwrap());
    let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
    engine.bind(builder.criteria([line("cleaning", ask)]).build().unwrap())
}

fn told(engine: &Engine, facts: &[&str]) -> Portrait {
    let facts = facts.iter().map(|fact| serde_json::from_str(fact).unwrap());
    let person = CompetenceProfile::new(ApplicantId::new("P-001").unwrap()).with_all(facts);
    engine.portrait(&person, today())
}

/// L52: what lies below the asked thing can leave a must open. Then it is what has to be asked.
#[test]
fn what_lies_below_the_asked_thing_can_be_asked() {
    let engine = engine_with_two();
    let place = cleaning_place(&engine);
    let person = told(
        &engine,
        &[
            r#"{"kind": "competence", "concept": "cleaning", "level": 1, "evidence": "tested"}"#,
            r#"{"kind": "competence", "concept": "wiping", "level": 2, "evidence": "statement"}"#,
        ],
    );
    assert_eq!(engine.score(&person, &place).eligibility, ToClarify);
    let questions = engine.questions(&person, &[&place]);
    let asked: Vec<(&str, usize)> =
        questions.iter().map(|one| (&*one.topic.subject, one.pivot)).collect();
    assert_eq!(asked, [("wiping", 1)]);
    // While both are open either answer alone decides: the other is taken at its worst.
    let said =
        r#"{"kind": "competence", "concept": "wiping", "level": 2, "evidence": "statement"}"#;
    let questions = engine.questions(&told(&engine, &[said]), &[&place]);
    let asked: Vec<(&str, usize)> = questions
        .iter()
        .filter(|one| one.pivot > 0)
        .map(|one| (&*one.topic.subject, one.pivot))
        .collect();
    assert_eq!(asked, [("cleaning", 1), ("wiping", 1)]);
}

/// L35: a course for something below the asked thing is no answer about the asked thing, in a pool
/// as little as alone.
#[test]
fn a_course_is_no_answer_in_a_pool_either() {
    let engine = engine_with_two();
    let place = cleaning_place(&engine);
    let none = r#"{"kind": "competence", "concept": "cleaning", "level": 0, "evidence": "tested"}"#;
    let mut reach = Reach::default();
    let goal = Goal { level: 2, documented: false };
    let key = Key { kind: KindName::Competence, subject: "wiping".into() };
    reach.record(key, Step { goal, days: 30, in_service: None });
    let person = told(&engine, &[none]).with_reach(reach);
    let alone = engine.score(&person, &place);
    assert_eq!(alone.eligibility, NotPossible);
    let listed = engine.scores(&Pool::new([person]), &place);
    assert_eq!(listed.first().unwrap().score, alone);
}

/// L44: two lines that ask for the same level, one a must without weight and one with weight, are one
/// change. Each used to be dropped because of the other, and no way was told.
#[test]
fn what_two_lines_ask_alike_is_one_change() {
    let must = Criterion {
        importance: 0,
        due: Some(Due::AtApplication),
        ..line(
            "must",
            r#"{"kind": "school", "target": "upper_secondary", "minimum": "lower_secondary"}"#,
        )
    };
    let wish = line("wish", r#"{"kind": "school", "target": "upper_secondary"}"#);
    let engine = Engine::default();
    let ways = engine.contrasts(
        &person(&[]),
        &place(Budgets::with_standard_needs([(Budget::Qualification, 100)]), vec![must, wish]),
    );
    let told: Vec<_> = ways.iter().map(|way| way.changes.len()).collect();
    assert_eq!(told, [1], "{ways:?}");
    assert_eq!(ways[0].changes[0].criterion.as_str(), "wish");
    assert_eq!(ways[0].score.overall.low.get(), 10_000);
}
