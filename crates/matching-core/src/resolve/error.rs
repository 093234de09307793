//! What can be wrong with labels and queries.

use thiserror::Error;

use crate::id::ConceptId;

/// Why an index was not built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BuildError {
    /// There are more labels than one index can hold.
    #[error("{given} labels are more than the {limit} one index can hold, split the catalogue")]
    TooManyLabels {
        /// The number of labels given.
        given: usize,
        /// The most labels possible.
        limit: usize,
    },
    /// A label is too long to be a name.
    #[error("a label of the concept {concept} has {bytes} bytes, shorten it to {limit}")]
    LabelTooLong {
        /// Its concept.
        concept: ConceptId,
        /// Its length in bytes.
        bytes: usize,
        /// The longest label possible.
        limit: usize,
    },
}

/// Why a query was not answered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// The query is too long to be a name.
    #[error("the text has {bytes} bytes, ask for a name of at most {limit}")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The longest query possible.
        limit: usize,
    },
    /// Nothing is left of the query after folding: it is empty, or only signs.
    #[error("the text holds no letter and no digit, write a word")]
    Empty,
}
