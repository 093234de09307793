//! One place and one person, as small as can be: for cases worked by hand.

use matching_core::{
    Engine, Label,
    calendar::Date,
    criteria::Ask,
    id::{ApplicantId, ConceptId, CriterionId, ProfileId},
    model::{Budgets, CompetenceProfile, Criterion, Portrait, RequirementProfile},
    rules::Rules,
    score::BoundProfile,
    taxonomy::{Concept, Taxonomy},
};

pub(crate) fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

pub(crate) fn line(id: &str, ask: &str) -> Criterion {
    let ask: Ask = serde_json::from_str(ask).unwrap();
    Criterion::new(CriterionId::new(id).unwrap(), Label::german("Zeile"), ask)
}

pub(crate) fn place(budgets: Budgets, lines: Vec<Criterion>) -> BoundProfile {
    let (id, field) = (ProfileId::new("place").unwrap(), ConceptId::new("nursing").unwrap());
    let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
    let builder = builder.budgets(budgets).criteria(lines);
    Engine::default().bind(builder.build().unwrap())
}

pub(crate) fn person(facts: &[&str]) -> Portrait {
    let facts = facts.iter().map(|fact| serde_json::from_str(fact).unwrap());
    let person = CompetenceProfile::new(ApplicantId::new("P-001").unwrap()).with_all(facts);
    Engine::default().portrait(&person, today())
}

/// "Wiping tables" lies below "cleaning".
pub(crate) fn engine_with_two() -> Engine {
    let cleaning = ConceptId::new("cleaning").unwrap();
    let concept = |id: &ConceptId, broader| Concept { id: id.clone(), broader, information: None };
    let concepts = [
        concept(&cleaning, Vec::new()),
        concept(&ConceptId::new("wiping").unwrap(), vec![cleaning.clone()]),
    ];
    let taxonomy = Taxonomy::builder().with_all(concepts).build().unwrap();
    Engine::new(Rules::standard(), taxonomy).unwrap()
}
