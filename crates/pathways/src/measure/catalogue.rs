//! A set of measures that has been checked and made ready for planning.

use std::collections::BTreeMap;

use matching_core::{
    Engine,
    calendar::Date,
    criteria::{Goal, Key},
    id::{ApplicantId, MeasureId},
    model::{CompetenceProfile, Node},
    need::{BoundNeed, Need},
};

use super::Measure;

/// What is wrong with a measure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueProblem {
    /// Two measures share an identifier.
    #[error("the measure {id} occurs more than once")]
    Duplicate {
        /// The measure.
        id: MeasureId,
    },
    /// It ends before it begins.
    #[error("the measure {id} ends before it begins")]
    Reversed {
        /// The measure.
        id: MeasureId,
        /// The later field, and the earlier one that names the end.
        fields: (&'static str, &'static str),
        /// Which route, where it is about one.
        route: Option<usize>,
    },
    /// It takes no time at all.
    #[error("the measure {id} takes no time")]
    NoTime {
        /// The measure.
        id: MeasureId,
    },
    /// It gives something that no measure can give, or that its evidence does not settle.
    #[error("the measure {id} gives something that no measure can give (number {at})")]
    GivesNothing {
        /// The measure.
        id: MeasureId,
        /// Which of the things given.
        at: usize,
    },
    /// It needs something that nobody can have, or what only the measure itself gives.
    #[error("nobody can meet what the measure {id} needs")]
    NobodyCan {
        /// The measure.
        id: MeasureId,
        /// Which route, where a route is the reason.
        route: Option<usize>,
    },
    /// It has no route: nobody would ever get it.
    #[error("the measure {id} has no route")]
    NoRoute {
        /// The measure.
        id: MeasureId,
    },
}

impl CatalogueProblem {
    /// The measure it is about.
    pub const fn id(&self) -> &MeasureId {
        match self {
            Self::Duplicate { id }
            | Self::Reversed { id, .. }
            | Self::NoTime { id }
            | Self::GivesNothing { id, .. }
            | Self::NobodyCan { id, .. }
            | Self::NoRoute { id } => id,
        }
    }
}

/// A measure made ready: what it gives as goals, what it needs as something to be looked up.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The measure.
    pub measure: Measure,
    /// What it gives, by key.
    pub(crate) gives: Vec<(Key, Goal)>,
    pub(crate) needs: BoundNeed,
    /// What it helps with.
    pub(crate) supports: Vec<Key>,
}

/// Measures, checked and made ready, sorted by identifier.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    measures: Vec<Bound>,
    by_id: BTreeMap<MeasureId, usize>,
}

impl Catalogue {
    /// Checks measures and makes them ready.
    ///
    /// # Errors
    /// Reports every problem at once.
    pub fn new(
        engine: &Engine,
        measures: impl IntoIterator<Item = Measure>,
    ) -> Result<Self, Vec<CatalogueProblem>> {
        let mut measures: Vec<Measure> = measures.into_iter().collect();
        measures.sort_by(|one, other| one.id.cmp(&other.id));
        let mut problems = Vec::new();
        let mut catalogue = Self::default();
        for measure in measures {
            problems.extend(problems_of(engine, &measure));
            let at = catalogue.measures.len();
            if catalogue.by_id.insert(measure.id.clone(), at).is_some() {
                problems.push(CatalogueProblem::Duplicate { id: measure.id.clone() });
            }
            let gives = engine.effects(&measure.gives);
            let needs = engine.need(&measure.needs);
            let supports = keys(engine, &measure.supports);
            catalogue.measures.push(Bound { measure, gives, needs, supports });
        }
        if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
    }

    /// The measures, sorted by identifier.
    pub fn measures(&self) -> &[Bound] {
        &self.measures
    }

    /// The measure of that identifier.
    pub fn get(&self, id: &MeasureId) -> Option<&Measure> {
        let at = self.by_id.get(id)?;
        self.measures.get(*at).map(|bound| &bound.measure)
    }
}

/// What is wrong with one measure by itself.
fn problems_of(engine: &Engine, measure: &Measure) -> Vec<CatalogueProblem> {
    let id = || measure.id.clone();
    let mut problems = Vec::new();
    let reversed = |fields, route| CatalogueProblem::Reversed { id: id(), fields, route };
    if measure.valid_from.zip(measure.valid_to).is_some_and(|(from, to)| to < from) {
        problems.push(reversed(("valid_from", "valid_to"), None));
    }
    if measure.days.to < measure.days.from || measure.wait.to < measure.wait.from {
        problems.push(reversed(("from", "to"), None));
    }
    if measure.days.from == 0 {
        problems.push(CatalogueProblem::NoTime { id: id() });
    }
    if measure.routes.is_empty() {
        problems.push(CatalogueProblem::NoRoute { id: id() });
    }
    for (at, route) in measure.routes.iter().enumerate() {
        if route.valid_from.zip(route.valid_to).is_some_and(|(from, to)| to < from) {
            problems.push(reversed(("valid_from", "valid_to"), Some(at)));
        }
        if route.age_from.zip(route.age_to).is_some_and(|(from, to)| to < from) {
            problems.push(CatalogueProblem::NobodyCan { id: id(), route: Some(at) });
        }
    }
    for (at, fact) in measure.gives.iter().enumerate() {
        let given = engine.effects(std::slice::from_ref(fact));
        if given.is_empty() || given.iter().any(|(_, goal)| goal.level == 0) {
            problems.push(CatalogueProblem::GivesNothing { id: id(), at });
        }
    }
    if needs_itself(engine, measure) {
        problems.push(CatalogueProblem::NobodyCan { id: id(), route: None });
    }
    problems
}

/// What is needed by somebody of whom nothing is known.
fn of_nobody(engine: &Engine, node: &Node) -> Option<Need> {
    let person = CompetenceProfile::new(ApplicantId::new("-").ok()?);
    let portrait = engine.portrait(&person, Date::MIN);
    Some(engine.need(node).of(&portrait, engine.rules()))
}

fn keys(engine: &Engine, nodes: &[Node]) -> Vec<Key> {
    let needs = nodes.iter().filter_map(|node| of_nobody(engine, node));
    needs
        .flat_map(|need| {
            need.leaves().into_iter().map(|needed| needed.key.clone()).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether a measure asks for as much of something as it gives: whoever meets that has no use for it.
fn needs_itself(engine: &Engine, measure: &Measure) -> bool {
    let gives = engine.effects(&measure.gives);
    let need = of_nobody(engine, &measure.needs);
    !gives.is_empty() && need.is_some_and(|need| asks_for(&need, &gives))
}

fn asks_for(need: &Need, gives: &[(Key, Goal)]) -> bool {
    match need {
        Need::One(needed) => needed.goal.is_some_and(|asked| {
            gives.iter().any(|(key, given)| {
                *key == needed.key
                    && asked.level >= given.level
                    && (asked.documented || !given.documented)
            })
        }),
        Need::AnyOf(needs) => !needs.is_empty() && needs.iter().all(|need| asks_for(need, gives)),
        Need::AllOf(needs) => needs.iter().any(|need| asks_for(need, gives)),
    }
}
