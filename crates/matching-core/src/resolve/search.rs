//! One pass over the postings of a query gives the likeness to every label and to every concept as a whole.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "hot loop over tables whose numbers the index gave out itself; sums are bounded where they are scaled"
)]

use std::cmp::Ordering;

use super::grams::{Role, grams};
use super::index::{Index, SCALE, UNIT_SHIFT, UNSEEN};
use crate::logarithm::{ONE, QUICK_BITS, quick_log2};

/// A concept with its most similar form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The number of the concept.
    pub(super) concept: u32,
    /// The number of the form.
    pub(super) form: u32,
    /// Cosine of the pieces of the query and the form, in 1/65536.
    pub(super) likeness: i64,
    /// Likeness and kinship, in the same unit; may be negative.
    pub(super) score: i64,
}

/// A piece of the query the catalogue knows.
struct Piece {
    number: usize,
    /// Weight in the query times what it tells, twice: what each unit of weight in a label gains.
    gain: u64,
    /// Share in the query, in 1/4096.
    share: u64,
}

/// The pieces of a query and what turns sums into cosines.
struct Query {
    pieces: Vec<Piece>,
    gains: u64,
    /// Gains by the length of the weight vector, in 1/2^32.
    unit: u64,
}

/// The `k` best concepts for folded words, best first, ties by concept.
pub(super) fn search(index: &Index, words: &[String], k: usize) -> Vec<Found> {
    let query = weighed(index, words);
    let mut likeness = vec![0_u32; index.forms.concept.len()];
    let mut family = vec![0_u32; index.concepts.len()];
    for piece in &query.pieces {
        collect(index, piece, query.gains, &mut likeness, &mut family);
    }
    found(index, &query, &likeness, &family, k)
}

fn weighed(index: &Index, words: &[String]) -> Query {
    let vector = grams(words, Role::Query, &index.lexicon);
    let known = vector.iter().filter_map(|(gram, weight)| {
        let number = index.postings.find(*gram)?;
        Some((
            number,
            u64::from(*weight) * index.postings.telling(number),
            index.postings.telling(number),
        ))
    });
    let known: Vec<(usize, u64, u64)> = known.collect();
    let sum: u64 = known.iter().map(|(_, value, _)| value).sum();
    let squares: u64 = known.iter().map(|(_, value, _)| value * value).sum();
    let pieces: Vec<Piece> = known
        .into_iter()
        .map(|(number, value, telling)| Piece {
            number,
            gain: value * telling,
            share: (value << 12) / sum.max(1),
        })
        .collect();
    let gains: u64 = pieces.iter().map(|piece| piece.gain).sum();
    let unit = (u128::from(gains) << 32) / u128::from(squares.isqrt().max(1));
    Query { pieces, gains, unit: unit as u64 }
}

/// Adds what one piece gives to forms and concepts; forms are sorted by concept, so those of one concept follow each other.
fn collect(index: &Index, piece: &Piece, gains: u64, likeness: &mut [u32], family: &mut [u32]) {
    // The gains of all pieces together become 2^24, so that their sums with weights up to 255 fit 32 bits.
    let gain = ((u128::from(piece.gain) << 24) / u128::from(gains.max(1))) as u32;
    if index.kinship == 0 {
        // Where the best label decides alone, the concept as a whole need not be known.
        for (form, weight) in index.postings.run(piece.number) {
            likeness[form] += gain * weight;
        }
        return;
    }
    let telling = index.postings.telling(piece.number);
    let mut current = u32::MAX;
    let mut held = 0;
    for (form, weight) in index.postings.run(piece.number) {
        likeness[form] += gain * weight;
        let concept = index.forms.concept[form];
        if concept != current {
            add_family(family, current, held, piece.share);
            current = concept;
            held = 0;
        }
        held += (u64::from(weight) * telling * u64::from(index.forms.scale[form])) >> UNIT_SHIFT;
    }
    add_family(family, current, held, piece.share);
}

/// Adds the logarithm of how much more a concept holds of a piece than one that never showed it.
fn add_family(family: &mut [u32], concept: u32, held: u64, share: u64) {
    if let Some(sum) = family.get_mut(concept as usize) {
        let surplus = quick_log2(UNSEEN + held) - quick_log2(UNSEEN);
        // Shares sum to 4096 and surplus stays below 2^17, so the sum fits 32 bits.
        *sum += (share * surplus) as u32;
    }
}

fn found(
    index: &Index,
    query: &Query,
    likeness: &[u32],
    family: &[u32],
    keep: usize,
) -> Vec<Found> {
    let mut kept = Best { keep, found: Vec::new(), least: i64::MIN };
    for (concept, bounds) in (0_u32..).zip(index.first_form.windows(2)) {
        let (from, to) = (bounds[0] as usize, bounds[1] as usize);
        let scaled = (from..to)
            .map(|form| (u64::from(likeness[form]) * u64::from(index.forms.scale[form]), form));
        // The first of equal forms wins, so that the order of labels never depends on chance.
        let best = scaled.reduce(|one, other| if other.0 > one.0 { other } else { one });
        if let Some((scaled, form)) = best.filter(|(scaled, _)| *scaled > 0) {
            let likeness = cosine(query, scaled);
            let bits = i64::from(family[concept as usize] >> QUICK_BITS)
                - i64::from(index.bias[concept as usize]);
            kept.offer(Found {
                concept,
                form: form as u32,
                likeness,
                score: likeness + kinship(index, bits),
            });
        }
    }
    kept.finish()
}

/// A sum of gains times scale as a cosine in 1/65536.
fn cosine(query: &Query, scaled: u64) -> i64 {
    // Gains were scaled to 2^24, scales by SCALE, the unit by 2^32; 2^16 of them stay.
    let cosine = (u128::from(scaled) * u128::from(query.unit)) >> (24 + SCALE.ilog2() + 32 - 16);
    (cosine as i64).min(ONE.cast_signed())
}

/// Bits in 1/4096 as likeness in 1/65536: permille for each nat, and a bit is 0.693 nat.
fn kinship(index: &Index, bits: i64) -> i64 {
    bits * 16 * index.kinship.cast_signed() * 693 / 1_000_000
}

/// The best so far; concepts come in ascending order, so that of equal ones the first stays.
struct Best {
    keep: usize,
    found: Vec<Found>,
    /// Whoever scores no more than this has `keep` others before it.
    least: i64,
}

impl Best {
    /// So many times what is kept is collected before it is cut back.
    const SLACK: usize = 8;

    fn offer(&mut self, found: Found) {
        if found.score > self.least {
            self.found.push(found);
            if self.found.len() >= self.keep.max(1) * Self::SLACK {
                self.cut_back();
            }
        }
    }

    fn cut_back(&mut self) {
        if self.found.len() > self.keep {
            self.found.select_nth_unstable_by(self.keep, order);
            self.found.truncate(self.keep);
            self.least = self.found.iter().map(|found| found.score).min().unwrap_or(i64::MAX);
        }
    }

    fn finish(mut self) -> Vec<Found> {
        self.cut_back();
        self.found.sort_unstable_by(order);
        self.found
    }
}

/// Better ones first, ties by concept.
fn order(one: &Found, other: &Found) -> Ordering {
    other.score.cmp(&one.score).then(one.concept.cmp(&other.concept))
}
