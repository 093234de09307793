//! A profile made ready for scoring: exact weights, and what each ask reads.

use super::weights::Weights;
use crate::{
    criteria::{Ask, Beside, Key, Side},
    eligibility::Due,
    model::{Criterion, Node, RequirementProfile},
    quantity::Permille,
    rules::Rules,
    taxonomy::Taxonomy,
};

/// A profile made ready for scoring. It depends on the rules and the taxonomy, not on any person.
#[derive(Clone, Debug)]
pub struct BoundProfile {
    profile: RequirementProfile,
    lines: Vec<Line>,
    totals: [u128; 2],
}

/// A line made ready: where it stands, what it weighs, what it reads.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) side: Side,
    pub(crate) weight: u128,
    pub(crate) due: Option<Due>,
    pub(crate) body: Body,
}

/// What a line reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Read(Reading),
    AnyOf(Vec<Self>),
    AllOf(Vec<Self>),
}

/// One ask and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) ask: Ask,
    pub(crate) key: Key,
    /// Other subjects that answer it fully (below the asked one) or in part (related).
    pub(crate) related: Vec<(Key, Permille)>,
}

impl BoundProfile {
    pub(crate) fn new(profile: RequirementProfile, rules: &Rules, taxonomy: &Taxonomy) -> Self {
        let demands = Weights::new(&profile, Side::Demands);
        let needs = Weights::new(&profile, Side::Needs);
        let weights = demands.of_lines.iter().zip(&needs.of_lines).map(|(one, other)| one + other);
        let line = |(criterion, weight): (&Criterion, u128)| Line {
            side: criterion.budget.side(),
            weight,
            due: criterion.due,
            body: body_of(&criterion.body, rules, taxonomy),
        };
        let lines = profile.criteria().iter().zip(weights).map(line).collect();
        Self { lines, totals: [demands.total, needs.total], profile }
    }

    /// The profile.
    pub const fn profile(&self) -> &RequirementProfile {
        &self.profile
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines as they are written and as they are made ready.
    pub(crate) fn both(&self) -> impl Iterator<Item = (&Criterion, &Line)> {
        self.profile.criteria().iter().zip(&self.lines)
    }

    /// The sum of the weights of a side.
    pub(crate) const fn total(&self, side: Side) -> u128 {
        let [demands, needs] = self.totals;
        match side {
            Side::Demands => demands,
            Side::Needs => needs,
        }
    }
}

/// What a line reads, with everything below or beside that answers it too.
pub(crate) fn body_of(node: &Node, rules: &Rules, taxonomy: &Taxonomy) -> Body {
    let all = |nodes: &[Node]| nodes.iter().map(|node| body_of(node, rules, taxonomy)).collect();
    match node {
        Node::Ask(ask) => {
            let key = ask.key();
            let related = related(ask, rules, taxonomy);
            Body::Read(Reading { ask: ask.clone(), key, related })
        }
        Node::AnyOf(nodes) => Body::AnyOf(all(nodes)),
        Node::AllOf(nodes) => Body::AllOf(all(nodes)),
    }
}

fn related(ask: &Ask, rules: &Rules, taxonomy: &Taxonomy) -> Vec<(Key, Permille)> {
    let Some((asked, beside)) = ask.concept() else { return Vec::new() };
    let kind = ask.kind();
    let floor = match beside {
        Beside::Counts => rules.similarity_floor,
        Beside::CountsNot => Permille::FULL,
    };
    let related = taxonomy.related(asked, floor).into_iter();
    related.map(|(concept, share)| (Key { kind, subject: concept.shared() }, share)).collect()
}
