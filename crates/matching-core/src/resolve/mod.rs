//! Text to concept: the same spelling is accepted, everything else is a proposal for a person to confirm.
//!
//! 1. [`fold`] brings labels and queries into one spelling. What is then equal to the labels of one concept is accepted.
//! 2. For the rest, pieces of three and four letters and families of related words, each weighted by the bits it tells
//!    about the concept, give the cosine to every label; where concepts have many labels, the concept as a whole counts too.
//! 3. The best are compared letter by letter, and conflicts of levels (A1 to C2, numbers, helper, assistant, ...) count against them.
//!
//! Everything is integer arithmetic but the similarities of `strsim`, which are truncated to permille once and never decide an order.

mod answer;
mod build;
mod compare;
mod entry;
mod error;
mod fold;
mod gender;
mod grams;
mod guard;
mod index;
#[cfg(test)]
mod laws;
mod letters;
mod lexicon;
mod postings;
mod resolver;
mod search;
mod spelling;
mod texts;
mod tokens;

pub use answer::{Outcome, Proposal, Relation, Resolution, Why};
pub use build::ResolverBuilder;
pub use entry::{LONGEST_TEXT, MOST_LABELS, MOST_PROPOSALS};
pub use error::{BuildError, QueryError};
pub use fold::fold;
pub use guard::level_words;
pub use lexicon::Lexicon;
pub use resolver::Resolver;
