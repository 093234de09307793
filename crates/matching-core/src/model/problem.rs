//! What is wrong with a profile.

use crate::{
    criteria::{AskProblem, Budget},
    id::CriterionId,
};

/// Most lines of a profile. Nobody reads more, and exact weights need a bound.
pub const MOST_CRITERIA: usize = 256;
/// 1 can, 2 should, 3 important; a language line that is split by skill multiplies that by up to 3.
pub(super) const MOST_IMPORTANCE: u8 = 9;
/// Groups may lie so deep inside one another.
pub(super) const DEEPEST_GROUP: usize = 8;

/// What is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileProblem {
    /// It asks nothing.
    #[error("the profile has no criteria")]
    Empty,
    /// It has more than [`MOST_CRITERIA`] lines.
    #[error("the profile has {found} criteria, at most {MOST_CRITERIA} are allowed")]
    TooMany {
        /// Lines found.
        found: usize,
    },
    /// Two lines share an identifier.
    #[error("the criterion {id} occurs more than once")]
    Duplicate {
        /// The identifier.
        id: CriterionId,
    },
    /// A group has no members.
    #[error("a group in {id} is empty")]
    EmptyGroup {
        /// The line.
        id: CriterionId,
    },
    /// Groups lie too deep inside one another.
    #[error("the groups in {id} lie more than 8 deep")]
    TooDeep {
        /// The line.
        id: CriterionId,
    },
    /// An ask is wrong in itself.
    #[error("{id}: {problem}")]
    Ask {
        /// The line.
        id: CriterionId,
        /// What is wrong.
        problem: AskProblem,
    },
    /// An importance above 9.
    #[error("the importance {importance} of {id} is not 0 to 9")]
    Importance {
        /// The line.
        id: CriterionId,
        /// The importance found.
        importance: u8,
    },
    /// A must without a minimum would exclude nobody.
    #[error("{id} is a must, but has no minimum")]
    MustWithoutMinimum {
        /// The line.
        id: CriterionId,
    },
    /// A line with neither points nor a must has no effect.
    #[error("{id} carries no points and is no must")]
    NoEffect {
        /// The line.
        id: CriterionId,
    },
    /// A gate cannot carry points.
    #[error("{id} is answered by yes or no only and cannot carry points")]
    GateWithPoints {
        /// The line.
        id: CriterionId,
    },
    /// A line joins kinds of both sides.
    #[error("{id} joins demands and needs")]
    MixedSides {
        /// The line.
        id: CriterionId,
    },
    /// The budget belongs to the other side.
    #[error("{id} is paid from the budget {}, which belongs to the other side", budget.name())]
    WrongSide {
        /// The line.
        id: CriterionId,
        /// The budget.
        budget: Budget,
    },
    /// A budget above [`Budgets::MOST`](super::Budgets::MOST).
    #[error("the budget {} has {points} points, at most 1000 are allowed", budget.name())]
    BudgetTooLarge {
        /// The budget.
        budget: Budget,
        /// Points found.
        points: u16,
    },
    /// A wish may be read by one line only: two lines could want opposite things of it.
    #[error("{id} reads {kind} a second time; join the lines into one")]
    ReadTwice {
        /// The line.
        id: CriterionId,
        /// The kind.
        kind: &'static str,
    },
}

impl ProfileProblem {
    /// The line it is about, if it is about one.
    pub const fn criterion(&self) -> Option<&CriterionId> {
        match self {
            Self::Empty | Self::TooMany { .. } | Self::BudgetTooLarge { .. } => None,
            Self::Duplicate { id }
            | Self::EmptyGroup { id }
            | Self::TooDeep { id }
            | Self::Ask { id, .. }
            | Self::Importance { id, .. }
            | Self::MustWithoutMinimum { id }
            | Self::NoEffect { id }
            | Self::GateWithPoints { id }
            | Self::MixedSides { id }
            | Self::WrongSide { id, .. }
            | Self::ReadTwice { id, .. } => Some(id),
        }
    }
}
