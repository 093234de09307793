//! What can be wrong with a set of rules.

use super::paper::Purpose;
use crate::{
    calendar::Date,
    id::{QuestionId, StatusId, StepId},
};

/// What is wrong with a set of access rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessProblem {
    /// Two versions of a case hold on the same day.
    #[error("two rules for {id} hold on {on}")]
    Overlap {
        /// The case.
        id: StatusId,
        /// The first day on which both hold.
        on: Date,
    },
    /// A version ends before it begins.
    #[error("the rule for {id} from {from} ends before it begins")]
    Reversed {
        /// The case.
        id: StatusId,
        /// The day on which it begins.
        from: Date,
    },
    /// A question that nobody asks is named.
    #[error("{at} names the question {question}, which does not exist")]
    UnknownQuestion {
        /// The case that names it.
        at: StatusId,
        /// The question.
        question: QuestionId,
    },
    /// A step that does not exist is named.
    #[error("{at} names the step {step}, which does not exist")]
    UnknownStep {
        /// The case that names it.
        at: StatusId,
        /// The step.
        step: StepId,
    },
    /// An identifier is given twice.
    #[error("{id} is given twice")]
    Duplicate {
        /// The identifier.
        id: String,
    },
    /// A status says nothing about employment.
    #[error("the rule for {id} says nothing about employment")]
    NoEmployment {
        /// The case.
        id: StatusId,
    },
    /// A purpose follows itself, or none, and has no access of its own.
    #[error("the purpose {} leads nowhere", purpose.name())]
    Purpose {
        /// The purpose.
        purpose: Purpose,
    },
    /// A permission is needed, but no step leads to it.
    #[error("the rule for {id} asks for a permission, but names no step to it")]
    NoSteps {
        /// The case.
        id: StatusId,
        /// The purpose.
        purpose: Purpose,
    },
    /// A question or step that no rule uses.
    #[error("{id} is used by no rule")]
    Orphan {
        /// The identifier.
        id: String,
    },
}

impl AccessProblem {
    /// Whether the rules can be used all the same.
    pub const fn is_mild(&self) -> bool {
        matches!(self, Self::Orphan { .. })
    }
}
