//! Checks a set of concepts and freezes it into a graph.

use std::collections::BTreeMap;

use super::{Node, Taxonomy};
use crate::{id::ConceptId, quantity::round_half_up};

/// A concept as it is written in a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its identifier.
    pub id: ConceptId,
    /// The concepts directly above it; none for a top branch.
    pub broader: Vec<ConceptId>,
    /// Information content in thousandths; computed from the graph where it is not given.
    pub information: Option<u16>,
}

/// Why a set of concepts is no taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxonomyError {
    /// Two concepts share an identifier.
    #[error("the concept {id} is defined more than once")]
    Duplicate {
        /// The identifier.
        id: ConceptId,
    },
    /// A concept names a broader one that is not defined.
    #[error("the concept {id} lies below {broader}, which is not defined")]
    UnknownBroader {
        /// The concept that names it.
        id: ConceptId,
        /// The missing concept.
        broader: ConceptId,
    },
    /// A concept lies above itself.
    #[error("the concept {id} lies above itself")]
    Cycle {
        /// A concept on the cycle.
        id: ConceptId,
    },
    /// An information content above 1000, or below that of a broader concept.
    #[error(
        "the concept {id} has an information content above 1000 or below that of a broader one"
    )]
    Information {
        /// The concept.
        id: ConceptId,
    },
}

impl Taxonomy {
    /// Starts a graph.
    pub fn builder() -> TaxonomyBuilder {
        TaxonomyBuilder::default()
    }
}

/// Collects concepts for a [`Taxonomy`].
#[derive(Clone, Debug, Default)]
pub struct TaxonomyBuilder {
    concepts: Vec<Concept>,
}

impl TaxonomyBuilder {
    /// Adds a concept.
    #[must_use]
    pub fn with(mut self, concept: Concept) -> Self {
        self.concepts.push(concept);
        self
    }

    /// Adds many concepts.
    #[must_use]
    pub fn with_all(mut self, concepts: impl IntoIterator<Item = Concept>) -> Self {
        self.concepts.extend(concepts);
        self
    }

    /// Checks and freezes the graph.
    ///
    /// # Errors
    /// Reports every duplicate, every missing broader concept, every concept on a cycle and every
    /// wrong information content at once.
    pub fn build(self) -> Result<Taxonomy, Vec<TaxonomyError>> {
        let mut concepts = self.concepts;
        concepts.sort_by(|one, other| one.id.cmp(&other.id));
        let mut problems = duplicates(&concepts);
        let positions: BTreeMap<&ConceptId, usize> =
            concepts.iter().enumerate().map(|(at, concept)| (&concept.id, at)).collect();
        let above = positions_above(&concepts, &positions, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let lineages = lineages(&concepts, &above)?;
        let information = information(&concepts, &lineages)?;
        let below = turned_round(&lineages);
        let parts = lineages.into_iter().zip(below).zip(information);
        let nodes = concepts
            .into_iter()
            .zip(parts)
            .map(|(Concept { id, broader, .. }, ((lineage, below), information))| Node {
                id,
                information,
                lineage,
                below,
                broader,
            })
            .collect();
        Ok(Taxonomy { nodes })
    }
}

fn duplicates(sorted: &[Concept]) -> Vec<TaxonomyError> {
    let mut problems = Vec::new();
    for pair in sorted.windows(2) {
        if let [one, other] = pair
            && one.id == other.id
        {
            problems.push(TaxonomyError::Duplicate { id: one.id.clone() });
        }
    }
    problems.dedup();
    problems
}

fn positions_above(
    concepts: &[Concept],
    positions: &BTreeMap<&ConceptId, usize>,
    problems: &mut Vec<TaxonomyError>,
) -> Vec<Vec<usize>> {
    let mut above = Vec::with_capacity(concepts.len());
    for concept in concepts {
        let mut places = Vec::with_capacity(concept.broader.len());
        for broader in &concept.broader {
            match positions.get(broader) {
                Some(place) => places.push(*place),
                None => problems.push(TaxonomyError::UnknownBroader {
                    id: concept.id.clone(),
                    broader: broader.clone(),
                }),
            }
        }
        above.push(places);
    }
    above
}

/// Each concept with everything above it, by peeling the graph from the top.
fn lineages(
    concepts: &[Concept],
    above: &[Vec<usize>],
) -> Result<Vec<Vec<usize>>, Vec<TaxonomyError>> {
    let mut below = vec![Vec::new(); above.len()];
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    for (at, parents) in above.iter().enumerate() {
        for parent in parents {
            if let Some(children) = below.get_mut(*parent) {
                children.push(at);
            }
        }
    }
    let mut ready: Vec<usize> =
        waiting.iter().enumerate().filter(|(_, open)| **open == 0).map(|(at, _)| at).collect();
    let mut lineages: Vec<Option<Vec<usize>>> = vec![None; above.len()];
    while let Some(at) = ready.pop() {
        let mut lineage = vec![at];
        for parent in above.get(at).into_iter().flatten() {
            lineage.extend(lineages.get(*parent).into_iter().flatten().flatten().copied());
        }
        lineage.sort_unstable();
        lineage.dedup();
        if let Some(place) = lineages.get_mut(at) {
            *place = Some(lineage);
        }
        for child in below.get(at).into_iter().flatten() {
            let Some(open) = waiting.get_mut(*child) else { continue };
            *open -= 1;
            if *open == 0 {
                ready.push(*child);
            }
        }
    }
    let cycles: Vec<TaxonomyError> = concepts
        .iter()
        .zip(&lineages)
        .filter(|(_, lineage)| lineage.is_none())
        .map(|(concept, _)| TaxonomyError::Cycle { id: concept.id.clone() })
        .collect();
    if cycles.is_empty() { Ok(lineages.into_iter().flatten().collect()) } else { Err(cycles) }
}

/// From what lies above each concept to what lies below it.
fn turned_round(lineages: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut below = vec![Vec::new(); lineages.len()];
    for (at, ancestor) in lineages
        .iter()
        .enumerate()
        .flat_map(|(at, lineage)| lineage.iter().map(move |up| (at, *up)))
    {
        if let Some(descendants) = below.get_mut(ancestor) {
            descendants.push(at);
        }
    }
    below
}

/// Information content as given, or from the share of the graph that lies below a concept.
fn information(
    concepts: &[Concept],
    lineages: &[Vec<usize>],
) -> Result<Vec<u16>, Vec<TaxonomyError>> {
    let mut below = vec![0_u64; concepts.len()];
    for lineage in lineages {
        for ancestor in lineage {
            if let Some(count) = below.get_mut(*ancestor) {
                *count += 1;
            }
        }
    }
    let total = u64::try_from(concepts.len()).unwrap_or(u64::MAX);
    let values: Vec<u16> = concepts
        .iter()
        .zip(&below)
        .map(|(concept, below)| concept.information.unwrap_or_else(|| intrinsic(*below, total)))
        .collect();
    let mut problems = Vec::new();
    for ((concept, lineage), value) in concepts.iter().zip(lineages).zip(&values) {
        let highest = lineage.iter().filter_map(|at| values.get(*at)).max();
        if *value > 1000 || highest.is_some_and(|highest| highest > value) {
            problems.push(TaxonomyError::Information { id: concept.id.clone() });
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}

/// `1 - log(below) / log(total)` in thousandths, where `below` counts the concept itself (Seco 2004).
///
/// A concept without anything below it tells most; a concept above everything tells nothing.
fn intrinsic(below: u64, total: u64) -> u16 {
    let share = round_half_up(u128::from(log2(below)) * 1000, u128::from(log2(total)));
    1000 - u16::try_from(share).unwrap_or(1000).min(1000)
}

/// Binary logarithm in 65536ths, by repeated squaring: integer, the same on every machine.
fn log2(value: u64) -> u64 {
    let Some(whole) = value.checked_ilog2() else { return 0 };
    let mut mantissa = if whole > 32 { value >> (whole - 32) } else { value << (32 - whole) };
    let mut log = u64::from(whole);
    for _ in 0..16 {
        // The mantissa lies in [2^32, 2^33); its square is brought back by 32 or 33 bits.
        let square = (u128::from(mantissa) * u128::from(mantissa)) >> 32;
        let carry = square >> 33 > 0;
        mantissa = u64::try_from(square >> u32::from(carry)).unwrap_or(1 << 32);
        log = (log << 1) | u64::from(carry);
    }
    log
}

#[cfg(test)]
mod tests {
    use super::log2;

    #[test]
    fn logarithms_are_right_to_four_places() {
        for (value, expected) in
            [(1, 0), (2, 65536), (3, 103_872), (10, 217_706), (13_939, 902_223)]
        {
            assert!(log2(value).abs_diff(expected) <= 2, "{value}: {}", log2(value));
        }
    }
}
