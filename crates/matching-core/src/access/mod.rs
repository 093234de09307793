//! From the residence paper to the labour market: may work, needs permission, not yet – and what to do.
//!
//! The law is data: dated [`Rule`]s with their sources. This module only reads them as of a day. It
//! never turns something unknown into a "no": what is open keeps the answer open, as a span from the
//! worst to the best, with the questions that would settle it. The note on the paper itself overrides
//! every rule. No result is a decision; a qualified person must check it.
//!
//! ```
//! use matching_core::access::{AccessRules, Paper, Purpose, Verdict};
//!
//! let rules = AccessRules::default();
//! let assessment = rules.assess(&Paper::default(), Purpose::Employment, "2026-11-21".parse()?);
//! assert_eq!(assessment.verdict, Verdict::ToClarify, "nothing is known, so nothing is denied");
//! # Ok::<(), matching_core::calendar::DateError>(())
//! ```

mod assess;
mod assessment;
mod paper;
mod problem;
mod rule;
mod rules;
#[cfg(test)]
mod tests;
mod timeline;

pub use assessment::{Alternative, Assessment, Ground, Origin, PurposeNote, Verdict, Window};
pub use paper::{Note, Paper, Purpose, Regime, Since};
pub use problem::AccessProblem;
pub use rule::{Grant, Milestone, PaperEnd, PurposeRule, Question, Rule, Step, Unless, Wait, Who};
pub use rules::{AccessParts, AccessRules};
pub use timeline::{Due, PlannedMilestone, PlannedStep};
