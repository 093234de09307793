//! The engine: rules and taxonomy, and everything that can be asked of them.

use std::collections::BTreeMap;

use crate::{
    ReasonCode,
    adequacy::AdequacyError,
    calendar::Date,
    clarify::{self, Question},
    compare::{self, Comparison},
    compiled::{Catalogue, Listed, Pool},
    contrast::{self, Contrast},
    criteria::{
        Fact, Goal, Key, KindName,
        scale::{Recognition, Scale as _},
    },
    explain::{self, Explanation, Hint},
    id::ConceptId,
    model::{CompetenceProfile, Node, Portrait, RequirementProfile, Rung},
    need::{self, BoundNeed, Gap},
    quantity::Centipoints,
    roles::{RoleList, Roles},
    rules::{Rules, RulesError},
    score::{self, BoundProfile, Order, Ranked, Score},
    taxonomy::Taxonomy,
};

/// Rules and taxonomy of one version. Everything it computes depends on nothing else but its
/// arguments: same input, same result, on every machine.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    rules: Rules,
    taxonomy: Taxonomy,
    rungs: BTreeMap<ConceptId, Rung>,
}

impl Engine {
    /// An engine with a rule set and a taxonomy of competences.
    ///
    /// # Errors
    /// Fails if a table of the rule set is not monotone or leaves its range.
    pub fn new(rules: Rules, taxonomy: Taxonomy) -> Result<Self, RulesError> {
        rules.check()?;
        Ok(Self { rules, taxonomy, rungs: BTreeMap::new() })
    }

    /// Tells the engine which rung of the ladder a qualification reaches, for the hint "more
    /// qualification than the role needs".
    #[must_use]
    pub fn with_rungs(mut self, rungs: impl IntoIterator<Item = (ConceptId, Rung)>) -> Self {
        self.rungs.extend(rungs);
        self
    }

    /// The rule set.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The taxonomy.
    pub const fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// Makes a profile ready for scoring; worth keeping when many people are scored.
    pub fn bind(&self, profile: RequirementProfile) -> BoundProfile {
        BoundProfile::new(profile, &self.rules, &self.taxonomy)
    }

    /// Reads all statements about a person as of a day; worth keeping when many profiles are asked.
    pub fn portrait(&self, person: &CompetenceProfile, at: Date) -> Portrait {
        Portrait::new(person, at, &self.rules)
    }

    /// How a person and a profile fit.
    pub fn score(&self, person: &Portrait, profile: &BoundProfile) -> Score {
        score::score(person, profile, &self.rules)
    }

    /// How a person and a profile fit, line by line.
    pub fn explain(&self, person: &Portrait, profile: &BoundProfile) -> Explanation {
        let mut explanation = explain::explain(person, profile, &self.rules);
        explanation.hints.extend(self.above(self.reached(person), profile.profile()));
        explanation
    }

    /// Everybody in order for one profile, with the places they could take.
    pub fn rank(&self, people: &[Portrait], profile: &BoundProfile, order: Order) -> Vec<Ranked> {
        let scores: Vec<Score> = people.iter().map(|person| self.score(person, profile)).collect();
        score::rank(people, &scores, order)
    }

    /// The first `count` people of a pool for one profile: exactly the first of the full list.
    pub fn top(
        &self,
        pool: &Pool,
        profile: &BoundProfile,
        count: usize,
        order: Order,
    ) -> Vec<Listed> {
        pool.top(profile, count, order, &self.rules)
    }

    /// The first `count` people of a pool for each of many profiles, in the order of the profiles.
    ///
    /// With the feature `parallel` the profiles are shared out among the threads of rayon. Every
    /// list comes about alone: the result is the same on any number of threads, and without them.
    pub fn cross(
        &self,
        pool: &Pool,
        profiles: &[BoundProfile],
        count: usize,
        order: Order,
    ) -> Vec<Vec<Listed>> {
        pool.cross(profiles, count, order, &self.rules)
    }

    /// How one person fits every profile of a catalogue, in its order.
    pub fn scores_of(&self, person: &Portrait, catalogue: &Catalogue) -> Vec<Score> {
        catalogue.scores(person, &self.rules)
    }

    /// How everybody of a pool fits one profile, by identifier.
    pub fn scores(&self, pool: &Pool, profile: &BoundProfile) -> Vec<Listed> {
        pool.scores(profile, &self.rules)
    }

    /// What to ask a person next, over several places, most decisive first.
    pub fn questions(&self, person: &Portrait, profiles: &[&BoundProfile]) -> Vec<Question> {
        clarify::questions(person, profiles, &self.rules)
    }

    /// Whether nothing is open between a person and a place.
    pub fn is_complete(&self, person: &Portrait, profile: &BoundProfile) -> bool {
        clarify::complete(person, profile, &self.rules)
    }

    /// The smallest changes that would make a match good.
    pub fn contrasts(&self, person: &Portrait, profile: &BoundProfile) -> Vec<Contrast> {
        contrast::contrasts(person, profile, &self.rules)
    }

    /// How two people compare for one place.
    pub fn compare(&self, one: &Portrait, other: &Portrait, profile: &BoundProfile) -> Comparison {
        compare::people(one, other, profile, &self.rules)
    }

    /// The musts of a place that stand in the way, and what would have to hold instead.
    pub fn gaps(&self, person: &Portrait, profile: &BoundProfile) -> Vec<Gap> {
        need::gaps(person, profile, &self.rules)
    }

    /// Makes a precondition ready; worth keeping when many people are asked.
    pub fn need(&self, node: &Node) -> BoundNeed {
        BoundNeed::new(node, &self.rules, &self.taxonomy)
    }

    /// What is reached with the facts that a measure gives: by key, as goals.
    pub fn effects(&self, facts: &[Fact]) -> Vec<(Key, Goal)> {
        need::effects(facts, &self.rules)
    }

    /// Makes profiles ready to be listed for people; worth keeping.
    ///
    /// # Errors
    /// Fails if two profiles have the same identifier.
    pub fn roles(
        &self,
        profiles: impl IntoIterator<Item = BoundProfile>,
    ) -> Result<Roles, AdequacyError> {
        Roles::new(profiles, &self.taxonomy)
    }

    /// All roles for one person, best first: what is within reach before what is not, then by how
    /// near the role is to what the person can and wants.
    pub fn roles_for(&self, person: &Portrait, roles: &Roles) -> RoleList {
        let reached = self.reached(person);
        let good = Centipoints::new(self.rules.good_overall);
        let hint = Hint { code: ReasonCode::H01, rung: reached };
        roles.list(
            person,
            |profile| self.score(person, profile),
            |profile| self.above(reached, profile.profile()),
            |score| (score.demands.low >= good).then_some(hint),
        )
    }

    /// The hint that the person has reached a rung well above the role's: recognition or a higher
    /// role should be looked at. More skill never costs points.
    fn above(&self, reached: Option<Rung>, profile: &RequirementProfile) -> Option<Hint> {
        let above = profile.rung()?.up_to(reached?);
        (above >= self.rules.higher_role_rungs)
            .then_some(Hint { code: ReasonCode::H01, rung: reached })
    }

    /// The highest rung that a qualification of the person reaches, recognised or not.
    fn reached(&self, person: &Portrait) -> Option<Rung> {
        let held = person.known_of(KindName::Qualification).filter(|(_, held)| {
            held.known().is_some_and(|known| known.level.high >= Recognition::NotApplied.level())
        });
        held.filter_map(|(key, _)| self.rungs.get(&ConceptId::new(&key.subject).ok()?))
            .max()
            .copied()
    }
}
