//! A small world: places that ask for German, and courses that teach it.

use matching_core::{
    CompetenceProfile, Criterion, Date, Engine, Label, RequirementProfile,
    criteria::{Budget, language, scale::Cefr},
    evidence::Evidence,
    id::{ApplicantId, ConceptId, CriterionId, MeasureId, ProfileId},
    model::{Budgets, Node},
    quantity::Permille,
    score::BoundProfile,
};
use pathways::{Catalogue, Days, Field, Funding, Measure, Mode, Route};

/// The day asked.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// A place that asks for a level of German.
pub(crate) fn place(engine: &Engine, id: &str, level: Cefr) -> BoundProfile {
    let german = Criterion::new(
        CriterionId::new("german").unwrap(),
        Label::german("Deutsch"),
        language::Ask::new("de", level).minimum(level),
    );
    let builder = RequirementProfile::builder(
        ProfileId::new(id).unwrap(),
        Label::german(id),
        ConceptId::new("nursing").unwrap(),
    );
    let budgets = Budgets::from_iter([(Budget::Language, 100)]);
    engine.bind(builder.budgets(budgets).criterion(german).build().unwrap())
}

/// Somebody with a level of German on paper.
pub(crate) fn person(id: &str, level: Cefr) -> CompetenceProfile {
    let german = language::Fact::new("de", level, Evidence::Certificate);
    CompetenceProfile::new(ApplicantId::new(id).unwrap()).with(german)
}

/// A course before a job that anybody gets at any time, and that gives a level of German.
pub(crate) fn course(id: &str, level: Cefr, days: u16) -> Measure {
    Measure {
        id: MeasureId::new(id).unwrap(),
        field: Field::Language,
        gives: vec![language::Fact::new("de", level, Evidence::Certificate).into()],
        supports: Vec::new(),
        needs: Node::AllOf(Vec::new()),
        days: Days { from: days, to: days },
        wait: Days { from: 0, to: 0 },
        load: Permille::new(400),
        mode: Mode::Before,
        starts: Vec::new(),
        min_group: None,
        cents: Some(0),
        at_employer: false,
        routes: vec![Route {
            regimes: Vec::new(),
            statuses: Vec::new(),
            age_from: None,
            age_to: None,
            employed: None,
            unemployed_months: None,
            funding: Funding::Entitled,
            valid_from: None,
            valid_to: None,
        }],
        valid_from: None,
        valid_to: None,
    }
}

pub(crate) fn catalogue(engine: &Engine, courses: Vec<Measure>) -> Catalogue {
    Catalogue::new(engine, courses).unwrap()
}
