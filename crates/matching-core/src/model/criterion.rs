//! One line of a requirement profile.

use crate::{
    Label,
    criteria::{Ask, Budget, MustRule},
    eligibility::Due,
    id::{CriterionId, MeasureId},
};

/// What a criterion asks: one thing, one of several, or all of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One thing.
    Ask(Ask),
    /// The best answered of several.
    AnyOf(Vec<Self>),
    /// The worst answered of several.
    AllOf(Vec<Self>),
}

impl Node {
    /// The asks at the leaves, from first to last.
    pub fn asks(&self) -> Vec<&Ask> {
        match self {
            Self::Ask(ask) => vec![ask],
            Self::AnyOf(nodes) | Self::AllOf(nodes) => nodes.iter().flat_map(Self::asks).collect(),
        }
    }

    /// Whether somebody could fail it as a must: every alternative, or one of several things asked
    /// together, has a threshold.
    pub(super) fn can_gate(&self) -> bool {
        match self {
            Self::Ask(ask) => ask.can_gate(),
            Self::AnyOf(nodes) => nodes.iter().all(Self::can_gate),
            Self::AllOf(nodes) => nodes.iter().any(Self::can_gate),
        }
    }

    /// The same, where an ask that stands for several stands as all of them.
    #[must_use]
    pub(crate) fn opened(self) -> Self {
        let all = |nodes: Vec<Self>| nodes.into_iter().map(Self::opened).collect();
        match self {
            Self::Ask(ask) => {
                let parts = ask.split();
                if parts.is_empty() {
                    return Self::Ask(ask);
                }
                Self::AllOf(parts.into_iter().map(|part| part.ask.into()).collect())
            }
            Self::AnyOf(nodes) => Self::AnyOf(all(nodes)),
            Self::AllOf(nodes) => Self::AllOf(all(nodes)),
        }
    }

    /// How many groups lie inside one another.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Ask(_) => 0,
            Self::AnyOf(nodes) | Self::AllOf(nodes) => {
                1 + nodes.iter().map(Self::depth).max().unwrap_or(0)
            }
        }
    }
}

impl<A: Into<Ask>> From<A> for Node {
    fn from(ask: A) -> Self {
        Self::Ask(ask.into())
    }
}

/// One line of a requirement profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its identifier within the profile.
    pub id: CriterionId,
    /// The line as the employer wrote it, where this is a part of it: one skill of a language.
    pub part_of: Option<CriterionId>,
    /// What it is called.
    pub label: Label,
    /// What it asks.
    pub body: Node,
    /// Weight inside its budget: 1 can, 2 should, 3 important; 0 for a gate without points.
    pub importance: u8,
    /// When its minimum must hold; `None` where it has none.
    pub due: Option<Due>,
    /// The budget whose points it shares.
    pub budget: Budget,
    /// Why it is asked, where the employer has said so.
    pub reason: Option<Label>,
    /// Measures by which it can be learnt in service.
    pub learn_by: Vec<MeasureId>,
}

impl Criterion {
    /// A line with the defaults of its kind: importance 2, or 0 for gates; a must where there is a
    /// minimum, papers by the first day, everything else when the person applies.
    pub fn new(id: CriterionId, label: Label, body: impl Into<Node>) -> Self {
        let body = body.into();
        let asks = body.asks();
        let kinds = || asks.iter().map(|ask| ask.kind());
        let gate = !asks.is_empty() && kinds().all(|kind| kind.info().gate);
        let rule = |rule| !asks.is_empty() && kinds().all(|kind| kind.info().must == rule);
        let due = if rule(MustRule::ByFirstDay) {
            Some(Due::ByFirstDay)
        } else if rule(MustRule::WithMinimum) && asks.iter().all(|ask| ask.can_gate()) {
            Some(Due::AtApplication)
        } else {
            None
        };
        let budget = asks.first().map_or(Budget::Competence, |ask| ask.kind().info().budget);
        let importance = if gate { 0 } else { 2 };
        Self {
            id,
            part_of: None,
            label,
            importance,
            due,
            budget,
            reason: None,
            learn_by: Vec::new(),
            body,
        }
    }

    /// Sets the weight inside the budget.
    #[must_use]
    pub fn importance(mut self, importance: u8) -> Self {
        self.importance = importance;
        self
    }

    /// Sets when the minimum must hold.
    #[must_use]
    pub fn due(mut self, due: Due) -> Self {
        self.due = Some(due);
        self
    }

    /// Sets the budget, for lines that join several kinds.
    #[must_use]
    pub fn budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }
}
