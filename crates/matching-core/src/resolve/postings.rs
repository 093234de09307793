//! For every piece of a word the labels that hold it, and how much it tells about the concept.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "dense tables built and read together; label numbers fit 24 bits because the index checks their count first"
)]

use super::grams::{Gram, Weighted};
use crate::logarithm::{ONE, log2};

/// Labels and their weights by piece; `form` numbers labels, equal spellings of a concept being one.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    keys: Vec<Gram>,
    /// Where the run of each piece starts, and one more for the end.
    starts: Vec<u32>,
    /// How much each piece tells, in 1/256 bit.
    telling: Vec<u32>,
    /// Form in the upper 24 bits, weight in the lower 8, ascending inside a run.
    packed: Vec<u32>,
}

/// The pieces of no more than this share of a bit count as if they told that much, so that no weight is zero.
const LEAST_TOLD: u64 = ONE / 16;

impl Postings {
    /// Builds the postings of forms that are sorted by concept.
    pub(super) fn new(vectors: &[Vec<Weighted>], concept_of: &[u32], concepts: usize) -> Self {
        let mut all: Vec<(Gram, u32)> = Vec::with_capacity(vectors.iter().map(Vec::len).sum());
        for (form, vector) in (0_u32..).zip(vectors) {
            all.extend(
                vector.iter().map(|(gram, weight)| (*gram, (form << 8) | u32::from(*weight))),
            );
        }
        all.sort_unstable();
        let mut postings = Self::default();
        for run in all.chunk_by(|one, other| one.0 == other.0) {
            postings.keys.push(run[0].0);
            postings.starts.push(postings.packed.len() as u32);
            postings.packed.extend(run.iter().map(|(_, posting)| posting));
            postings.telling.push(telling(run, concept_of, concepts));
        }
        postings.starts.push(postings.packed.len() as u32);
        postings
    }

    /// The number of a piece, if any label holds it.
    pub(super) fn find(&self, gram: Gram) -> Option<usize> {
        self.keys.binary_search(&gram).ok()
    }

    /// How much the piece with a number tells, in 1/256 bit.
    pub(super) fn telling(&self, piece: usize) -> u64 {
        u64::from(self.telling[piece])
    }

    /// The forms that hold a piece with its weight there, ascending by form.
    pub(super) fn run(&self, piece: usize) -> impl Iterator<Item = (usize, u32)> {
        let run = &self.packed[self.starts[piece] as usize..self.starts[piece + 1] as usize];
        run.iter().map(|posting| ((posting >> 8) as usize, posting & 255))
    }

    /// How many different pieces there are.
    pub(super) fn pieces(&self) -> usize {
        self.keys.len()
    }

    /// Bytes the postings take.
    pub(super) fn bytes(&self) -> usize {
        size_of::<u32>()
            * (self.keys.capacity()
                + self.starts.capacity()
                + self.telling.capacity()
                + self.packed.capacity())
    }
}

/// The bits by which a piece narrows down the concept: those needed for any concept, less those left among its labels.
///
/// A piece in many labels of one concept tells much, which the usual inverse document frequency does not see.
fn telling(run: &[(Gram, u32)], concept_of: &[u32], concepts: usize) -> u32 {
    let concept = |posting: &(Gram, u32)| concept_of[(posting.1 >> 8) as usize];
    let held: u64 = run
        .chunk_by(|one, other| concept(one) == concept(other))
        .map(|same| same.len() as u64)
        .map(|count| count * log2(count))
        .sum();
    let count = run.len() as u64;
    let left = log2(count).saturating_sub(held / count);
    (log2(concepts as u64 + 1).saturating_sub(left).max(LEAST_TOLD) >> 8) as u32
}

#[cfg(test)]
mod tests {
    use super::Postings;

    #[test]
    fn a_piece_of_one_concept_tells_more_than_one_of_many() {
        let vectors = vec![vec![(7, 1), (8, 1)], vec![(7, 1)], vec![(8, 1)], vec![(9, 1)]];
        let postings = Postings::new(&vectors, &[0, 0, 1, 2], 3);
        let telling = |gram| postings.telling(postings.find(gram).unwrap());
        assert!(telling(7) > telling(8));
        assert_eq!(telling(7), telling(9));
        assert_eq!(postings.run(postings.find(8).unwrap()).collect::<Vec<_>>(), [(0, 1), (2, 1)]);
        assert_eq!(postings.find(10), None);
    }
}
