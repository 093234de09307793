//! Labels as an index takes them.

/// Whether a label is the concept's own name or another name somebody confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LabelKind {
    /// The name the catalogue shows.
    Preferred,
    /// A curated other name.
    Synonym,
}

/// One label of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The number of the concept the label names; ties are broken by it, smaller first.
    pub(super) concept: u32,
    /// The label as people read it.
    pub(super) label: String,
    /// What kind of name it is.
    pub(super) kind: LabelKind,
}

/// The most bytes a label or a query may have; the longest German ESCO label has 199.
pub const LONGEST_TEXT: usize = 500;

/// The most labels one index holds: a label's number shares four bytes with a weight of one byte.
pub const MOST_LABELS: usize = (1 << 24) - 1;

/// The most proposals of one answer: nobody reads more, and each costs a comparison letter by letter.
pub const MOST_PROPOSALS: usize = 100;
