//! Random rule sets, vocabularies, places and people: small enough that they meet often.

pub(crate) mod asks;
pub(crate) mod complete;
pub(crate) mod facts;
pub(crate) mod facts_for;
pub(crate) mod ideal;
pub(crate) mod lines;
pub(crate) mod rules;
pub(crate) mod vocabulary;

use std::fmt;

use matching_core::{
    Engine, Label,
    calendar::Date,
    criteria::{Ask, Fact, Goal, Key, KindName},
    eligibility::{Reach, Step},
    evidence::Provenance,
    explain::Explanation,
    id::{ApplicantId, ConceptId, CriterionId, ProfileId},
    model::{Budgets, CompetenceProfile, Criterion, Node, Portrait, RequirementProfile},
    rules::Rules,
    score::{BoundProfile, Score},
    taxonomy::{Concept, Taxonomy},
};
use proptest::{collection::vec, option, prelude::*};

/// Everything that a score depends on.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) rules: Rules,
    pub(crate) concepts: Vec<Concept>,
    pub(crate) place: Place,
    pub(crate) facts: Vec<Fact>,
    pub(crate) steps: Vec<(Key, Step)>,
    pub(crate) at: Date,
}

/// A requirement profile before it is brought into normal form.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) budgets: Budgets,
    pub(crate) lines: Vec<Criterion>,
}

impl Place {
    pub(crate) fn profile(&self) -> RequirementProfile {
        let (id, field) = (ProfileId::new("place").unwrap(), concept("f0"));
        let builder = RequirementProfile::builder(id, Label::german("Platz"), field);
        let builder = builder.budgets(self.budgets.clone()).criteria(self.lines.clone());
        builder.build().unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    /// Everything that is asked, line by line.
    pub(crate) fn asks(&self) -> Vec<Ask> {
        let profile = self.profile();
        let asks = profile.criteria().iter().flat_map(|line| line.body.asks());
        asks.cloned().collect()
    }

    /// Whether a line of the place speaks of conditions.
    pub(crate) fn asks_conditions(&self) -> bool {
        let asks = self.lines.iter().flat_map(|line| line.body.asks());
        asks.into_iter().any(|ask| ask.kind() == KindName::Conditions)
    }
}

/// Short enough to be read where a law fails.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rules != Rules::standard() {
            writeln!(f, "rules {:?}", self.rules)?;
        }
        for concept in self.concepts.iter().filter(|concept| !concept.broader.is_empty()) {
            writeln!(f, "{:?} below {:?} {:?}", concept.id, concept.broader, concept.information)?;
        }
        let budgets = self.place.budgets.iter().filter(|(_, points)| *points > 0);
        writeln!(f, "budgets {:?}", budgets.collect::<Vec<_>>())?;
        for Criterion { id, importance, due, budget, body, .. } in &self.place.lines {
            writeln!(f, "{id} importance {importance} due {due:?} from {budget:?}: {body:?}")?;
        }
        for fact in &self.facts {
            writeln!(f, "{}", serde_json::to_string(fact).unwrap_or_default())?;
        }
        writeln!(f, "steps {:?} at {}", self.steps, self.at)
    }
}

/// Changes what a statement rests on.
pub(crate) fn edit_provenance(fact: &mut Fact, edit: &mut impl FnMut(&mut Provenance)) {
    match fact {
        Fact::Language(fact) => edit(&mut fact.provenance),
        Fact::Competence(fact) => edit(&mut fact.provenance),
        Fact::Social(fact) => edit(&mut fact.provenance),
        Fact::Qualification(fact) => edit(&mut fact.provenance),
        Fact::School(fact) => edit(&mut fact.provenance),
        Fact::Document(fact) => edit(&mut fact.provenance),
        Fact::WorkAccess(fact) => edit(&mut fact.provenance),
        Fact::DrivingLicence(fact) => edit(&mut fact.provenance),
        Fact::Shifts(fact) => edit(&mut fact.provenance),
        Fact::Start(fact) => edit(&mut fact.provenance),
        Fact::Experience(fact) => edit(&mut fact.provenance),
        Fact::Interest(fact) => edit(&mut fact.provenance),
        Fact::Expectation(fact) => edit(&mut fact.provenance),
        Fact::Hours(fact) => edit(&mut fact.provenance),
        Fact::Commute(fact) => edit(&mut fact.provenance),
        Fact::Development(fact) => edit(&mut fact.provenance),
        Fact::Setting(fact) => edit(&mut fact.provenance),
        Fact::Load(fact) => edit(&mut fact.provenance),
        Fact::Conditions(fact) => edit(&mut fact.provenance),
    }
}

/// Changes every ask of a line.
pub(crate) fn edit_asks(node: &mut Node, edit: &mut impl FnMut(&mut Ask)) {
    match node {
        Node::Ask(ask) => edit(ask),
        Node::AnyOf(nodes) | Node::AllOf(nodes) => {
            for node in nodes {
                edit_asks(node, edit);
            }
        }
    }
}

impl Case {
    pub(crate) fn engine(&self) -> Engine {
        let taxonomy: Taxonomy =
            Taxonomy::builder().with_all(self.concepts.clone()).build().unwrap();
        Engine::new(self.rules.clone(), taxonomy).unwrap()
    }

    pub(crate) fn person(&self) -> CompetenceProfile {
        CompetenceProfile::new(applicant(0)).with_all(self.facts.clone())
    }

    pub(crate) fn reach(&self) -> Reach {
        let mut reach = Reach::default();
        for (key, step) in &self.steps {
            reach.record(key.clone(), *step);
        }
        reach
    }

    pub(crate) fn portrait(&self) -> Portrait {
        self.engine().portrait(&self.person(), self.at).with_reach(self.reach())
    }

    pub(crate) fn bound(&self) -> BoundProfile {
        self.engine().bind(self.place.profile())
    }

    pub(crate) fn score(&self) -> Score {
        self.engine().score(&self.portrait(), &self.bound())
    }

    pub(crate) fn explain(&self) -> Explanation {
        self.engine().explain(&self.portrait(), &self.bound())
    }

    pub(crate) fn with_facts(&self, facts: Vec<Fact>) -> Self {
        Self { facts, ..self.clone() }
    }

    pub(crate) fn with_lines(&self, lines: Vec<Criterion>) -> Self {
        let budgets = self.place.budgets.clone();
        Self { place: Place { budgets, lines }, ..self.clone() }
    }

    pub(crate) fn with_budgets(&self, budgets: Budgets) -> Self {
        let lines = self.place.lines.clone();
        Self { place: Place { budgets, lines }, ..self.clone() }
    }
}

pub(crate) fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

pub(crate) fn concept(text: &str) -> ConceptId {
    ConceptId::new(text).unwrap()
}

pub(crate) fn applicant(number: usize) -> ApplicantId {
    ApplicantId::new(&format!("P-{number:03}")).unwrap()
}

pub(crate) fn criterion_id(text: &str) -> CriterionId {
    CriterionId::new(text).unwrap()
}

/// A random pair of a person and a place, with rules, vocabulary and measures.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (rules::rules(), vocabulary::concepts(), lines::place(), facts::facts(), vec(step(), 0..6))
        .prop_map(|(rules, concepts, place, facts, steps)| {
            let steps = steps_for(&place, &steps);
            Case { rules, concepts, place, facts, steps, at: today() }
        })
}

/// A pair, and numbers from which choices are made.
pub(crate) fn case_and_picks() -> impl Strategy<Value = (Case, Vec<usize>)> {
    (case(), vec(0_usize..60, 1..40))
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let goal = (1_u8..=6, any::<bool>());
    (0_usize..20, goal, 1_u32..400, option::of(1_u32..400)).prop_map(
        |(ask, (level, documented), days, in_service)| {
            (ask, Step { goal: Goal { level, documented }, days, in_service })
        },
    )
}

/// Measures are told for what is asked; others would never matter.
fn steps_for(place: &Place, steps: &[(usize, Step)]) -> Vec<(Key, Step)> {
    let asks: Vec<Ask> = place.asks().into_iter().filter(|ask| ask.goals().is_some()).collect();
    if asks.is_empty() {
        return Vec::new();
    }
    steps.iter().map(|(at, step)| (asks[at % asks.len()].key(), *step)).collect()
}
