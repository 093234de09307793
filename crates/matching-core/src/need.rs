//! What would have to hold: lines of a profile and preconditions of measures, as goals that
//! measures can serve.

use crate::{
    calendar::Date,
    criteria::{Fact, Goal, Held, Key, Truth},
    eligibility::{Due, Eligibility},
    evidence::Known,
    id::CriterionId,
    model::{CompetenceProfile, Node, Portrait},
    quantity::Permille,
    rules::Rules,
    score::{Body, BoundProfile, Reading, Silent, body_of},
    taxonomy::Taxonomy,
};

/// One thing that would have to hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needed {
    /// What it is about.
    pub key: Key,
    /// The goal a measure would have to reach; `None` for kinds that no measure moves.
    pub goal: Option<Goal>,
    /// Other subjects that answer it as fully: concepts below the asked one.
    pub below: Vec<Key>,
    /// Whether it holds for the person already.
    pub truth: Truth,
}

/// What would have to hold: one thing, one of several, or all of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// One thing.
    One(Needed),
    /// One of several.
    AnyOf(Vec<Self>),
    /// All of several; nothing at all where the list is empty.
    AllOf(Vec<Self>),
}

/// A must of a place that does not hold yet, and what would have to hold instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The line of the profile.
    pub criterion: CriterionId,
    /// The line as the employer wrote it, where this is a part of it.
    pub of: Option<CriterionId>,
    /// When it has to hold.
    pub due: Due,
    /// Its value as things stand.
    pub value: Eligibility,
    /// What would have to hold.
    pub need: Need,
}

/// A precondition made ready: it depends on rules and taxonomy, not on any person.
#[derive(Clone, Debug)]
pub struct BoundNeed(Body);

impl Needed {
    /// Whether it is there, or can be had for the asking.
    pub const fn holds(&self) -> bool {
        matches!(self.truth, Truth::Met | Truth::Obtainable | Truth::ObtainableOrMet)
    }

    /// Whether nobody knows yet.
    pub const fn is_open(&self) -> bool {
        matches!(self.truth, Truth::Open | Truth::NotOrObtainable)
    }
}

impl Need {
    /// Nothing has to hold.
    pub const NOTHING: Self = Self::AllOf(Vec::new());

    /// The things at the leaves, from first to last.
    pub fn leaves(&self) -> Vec<&Needed> {
        match self {
            Self::One(needed) => vec![needed],
            Self::AnyOf(needs) | Self::AllOf(needs) => {
                needs.iter().flat_map(Self::leaves).collect()
            }
        }
    }

    /// Whether it holds: the best of alternatives, the worst of things that go together.
    pub fn truth(&self) -> Truth {
        match self {
            Self::One(needed) => needed.truth,
            Self::AnyOf(needs) => needs.iter().map(Self::truth).max().unwrap_or(Truth::Not),
            Self::AllOf(needs) => needs.iter().map(Self::truth).min().unwrap_or(Truth::Met),
        }
    }
}

impl BoundNeed {
    pub(crate) fn new(node: &Node, rules: &Rules, taxonomy: &Taxonomy) -> Self {
        Self(body_of(&node.clone().opened(), rules, taxonomy))
    }

    /// What it needs of a person.
    pub fn of(&self, person: &Portrait, rules: &Rules) -> Need {
        of_precondition(&self.0, person, rules)
    }
}

/// The musts of a place that stand in the way of "suitable with conditions", in the order of its
/// lines.
pub(crate) fn gaps(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> Vec<Gap> {
    let open = profile.both().filter_map(|(criterion, line)| {
        let due = criterion.due?;
        let value = line.assess(person, rules, &mut Silent).verdict.now;
        (value < Eligibility::SuitableWithConditions).then(|| Gap {
            criterion: criterion.id.clone(),
            of: criterion.part_of.clone(),
            due,
            value,
            need: of_must(line.body(), person, rules),
        })
    });
    open.collect()
}

/// What is held after the facts, as goals: what a measure gives. Facts whose kind no measure moves
/// are left out; a level that its evidence does not settle counts at its lower end.
pub(crate) fn effects(facts: &[Fact], rules: &Rules) -> Vec<(Key, Goal)> {
    let nobody = crate::id::ApplicantId::new("-");
    let Ok(nobody) = nobody else { return Vec::new() };
    let person = CompetenceProfile::new(nobody).with_all(facts.iter().cloned());
    let portrait = Portrait::new(&person, Date::MIN, rules);
    let goal = |held: &Held| {
        let Known { level, documented, .. } = held.known()?;
        Some(Goal { level: level.low, documented: documented >= level.low })
    };
    portrait.known().filter_map(|(key, held)| Some((key.clone(), goal(held)?))).collect()
}

/// Whether what is held answers a leaf.
type Answers<'a> = dyn Fn(&Reading, Option<&Held>) -> Truth + 'a;

fn need(
    body: &Body,
    person: &Portrait,
    goal: &dyn Fn(&Reading) -> Option<Goal>,
    answers: &Answers<'_>,
) -> Need {
    let all =
        |bodies: &[Body]| bodies.iter().map(|body| need(body, person, goal, answers)).collect();
    match body {
        Body::Read(reading) => {
            let full = reading.related.iter().filter(|(_, share)| *share == Permille::FULL);
            let below: Vec<Key> = full.map(|(key, _)| key.clone()).collect();
            let own = answers(reading, person.held(&reading.key));
            // That something below the asked thing is not recorded says nothing.
            let recorded = below.iter().filter_map(|key| person.held(key));
            let truth = recorded.map(|held| answers(reading, Some(held))).fold(own, Truth::max);
            Need::One(Needed { key: reading.key.clone(), goal: goal(reading), below, truth })
        }
        Body::AnyOf(bodies) => Need::AnyOf(all(bodies)),
        Body::AllOf(bodies) => Need::AllOf(all(bodies)),
    }
}

/// What a must needs: its threshold, and what the score makes of what is held.
fn of_must(body: &Body, person: &Portrait, rules: &Rules) -> Need {
    let goal = |reading: &Reading| {
        let (minimum, _) = reading.ask.goals()?;
        minimum
    };
    need(body, person, &goal, &|reading, held| reading.ask.assess(held, rules).truth)
}

/// What a precondition needs: its minimum, or its target where none is written.
fn of_precondition(body: &Body, person: &Portrait, rules: &Rules) -> Need {
    let goal =
        |reading: &Reading| reading.ask.goals().map(|(minimum, target)| minimum.unwrap_or(target));
    let answers = |reading: &Reading, held: Option<&Held>| match (goal(reading), held) {
        (Some(goal), Some(held)) => held.known().map_or(Truth::Open, |known| reached(known, goal)),
        (Some(_), None) => Truth::Open,
        (None, held) => reading.ask.assess(held, rules).truth,
    };
    need(body, person, &goal, &answers)
}

fn reached(known: Known, goal: Goal) -> Truth {
    let proven = !goal.documented || known.documented >= goal.level;
    if known.level.low >= goal.level && proven {
        Truth::Met
    } else if known.level.high < goal.level || (known.undocumented && !proven) {
        Truth::Not
    } else {
        Truth::Open
    }
}
