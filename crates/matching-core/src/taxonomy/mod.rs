//! Competences as a graph: what stands above what, and how much of a competence a related one covers.

mod build;
mod similarity;

pub use build::{Concept, TaxonomyBuilder, TaxonomyError};

use crate::id::ConceptId;

/// A checked graph of concepts without cycles.
///
/// A concept that the graph does not know is related to nothing but itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taxonomy {
    /// Sorted by identifier.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    id: ConceptId,
    /// Intrinsic information content in thousandths: 0 at a root, 1000 at a leaf.
    information: u16,
    /// Itself and everything above it, as positions in `nodes`, sorted.
    lineage: Vec<usize>,
    /// Itself and everything below it, as positions in `nodes`, sorted.
    below: Vec<usize>,
    broader: Vec<ConceptId>,
}

impl Taxonomy {
    /// Number of concepts.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no concept.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether the graph knows the concept.
    pub fn contains(&self, concept: &ConceptId) -> bool {
        self.node(concept).is_some()
    }

    /// All concepts in the order of their identifiers.
    pub fn concepts(&self) -> impl Iterator<Item = &ConceptId> {
        self.nodes.iter().map(|node| &node.id)
    }

    /// The concepts directly above `concept`.
    pub fn broader(&self, concept: &ConceptId) -> &[ConceptId] {
        self.node(concept).map_or(&[], |node| &node.broader)
    }

    /// Information content in thousandths; 1000 for a concept that the graph does not know.
    pub fn information(&self, concept: &ConceptId) -> u16 {
        self.node(concept).map_or(1000, |node| node.information)
    }

    fn node(&self, concept: &ConceptId) -> Option<&Node> {
        let at = self.nodes.binary_search_by(|node| node.id.cmp(concept)).ok()?;
        self.nodes.get(at)
    }
}
