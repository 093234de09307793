//! Seeded people and places over the shipped knowledge.

use formats::document::vocabulary::ConceptType;
use knowledge::{Knowledge, Shelf};
use matching_core::{
    Engine,
    calendar::Date,
    id::ConceptId,
    model::{CompetenceProfile, Portrait, RequirementProfile},
    score::BoundProfile,
};
use synthetic::{Focus, Population};

use crate::places::varied;

/// What went wrong, told to the person at the terminal.
pub type Failure = Box<dyn std::error::Error>;

/// Where people of the Rhein-Erft-Kreis set out.
const POSTAL_CODES: [&str; 8] =
    ["50171", "50169", "50126", "50389", "50354", "50226", "50374", "50321"];

/// The shipped knowledge with people and places of one seed.
#[derive(Debug)]
pub struct World {
    engine: Engine,
    roles: Vec<RequirementProfile>,
    population: Population,
}

impl World {
    /// Reads the shipped knowledge.
    ///
    /// # Errors
    /// Fails if the shipped knowledge cannot be read, or the day or a number in it is wrong.
    pub fn new() -> Result<Self, Failure> {
        let on: Date = "2026-11-21".parse()?;
        let (knowledge, issues) = Knowledge::load(&Shelf::Shipped)?;
        let knowledge = knowledge.ok_or_else(|| format!("{issues:?}"))?;
        let concepts = knowledge.vocabulary().concepts.iter();
        let competences: Vec<ConceptId> = concepts
            .filter(|concept| matches!(concept.concept_type, ConceptType::Competence))
            .map(|concept| concept.id.clone())
            .collect();
        let position = |code: &str| knowledge.reference().places.position(code);
        let places = POSTAL_CODES.map(|code| (code.to_owned(), position(code)));
        let population = Population {
            seed: 1,
            focus: Focus::Everybody,
            on,
            offices: Vec::new(),
            places: places.to_vec(),
            competences,
        };
        let roles = knowledge
            .packs()
            .iter()
            .flat_map(|pack| pack.roles_on(on))
            .map(|role| role.model.clone())
            .collect();
        Ok(Self { engine: knowledge.engine().clone(), roles, population })
    }

    /// The engine over the shipped rules and vocabulary.
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The people from number `from` up to, but not including, number `to`.
    pub fn people(&self, from: usize, to: usize) -> impl Iterator<Item = Portrait> {
        let people = self.profiles(from, to);
        people.map(|person| self.engine.portrait(&person, self.population.on))
    }

    /// The same people as they are recorded.
    pub fn profiles(&self, from: usize, to: usize) -> impl Iterator<Item = CompetenceProfile> {
        self.population.people(from, to).map(|person| person.model())
    }

    /// The shipped roles as they are.
    pub fn roles(&self) -> Vec<BoundProfile> {
        self.roles.iter().map(|role| self.engine.bind(role.clone())).collect()
    }

    /// So many places: the shipped roles in turn, each varied as employers vary them.
    pub fn places(&self, count: usize) -> Vec<BoundProfile> {
        let roles = self.roles.iter().cycle().take(count).enumerate();
        roles
            .filter_map(|(number, role)| varied(role, number))
            .map(|place| self.engine.bind(place))
            .collect()
    }
}
