//! Compares the best concepts letter by letter and takes levels into account.

use strsim::{jaro_winkler, normalized_damerau_levenshtein, osa_distance};

use super::fold::fold;
use super::guard::Guard;
use super::index::Index;
use super::search::Found;
use super::spelling::rough_text;
use crate::logarithm::ONE;

/// A query in the spellings needed.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) words: Vec<String>,
    pub(super) folded: String,
    rough: String,
    guard: Guard,
}

/// A concept after the comparison; no two of one answer share the concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) label: u32,
    pub(super) score_permille: u16,
    pub(super) pieces_permille: u16,
    pub(super) level_conflicts: u8,
}

/// From here on two spellings count as one with typing errors, in permille (scoring, 2.2).
const CLOSE_LETTERS: u16 = 900;
const CLOSE_START: u16 = 970;

/// Weight of the comparison letter by letter against that of pieces, in permille; 100 to 200 do equally well on the development splits.
const LETTERS_SHARE: i64 = 160;

/// What is left of a score for each conflict of levels, in permille.
const AFTER_CONFLICT: i64 = 900;

/// The most a text can score that is not spelled the same.
const MOST_SIMILAR: i64 = 999;

impl Asked {
    /// Prepares a query from its folded words.
    pub(super) fn new(words: Vec<String>) -> Self {
        Self { folded: words.join(" "), rough: rough_text(&words), guard: Guard::of(&words), words }
    }

    /// Whether a label looks like this text with a typing error, and how alike they are letter by letter, in permille.
    pub(super) fn closeness(&self, label: &str) -> (bool, u16) {
        let label = fold(label);
        let letters = permille(normalized_damerau_levenshtein(&self.folded, &label));
        let close =
            letters >= CLOSE_LETTERS || permille(jaro_winkler(&self.folded, &label)) >= CLOSE_START;
        (close, letters)
    }
}

/// So many concepts are compared letter by letter; 8 to 64 give the same hits on the development splits.
///
/// It does not depend on how many are asked for, so that a longer list begins with the shorter one.
pub(super) const COMPARED: usize = 16;

/// Ranks what the search found: the first [`COMPARED`] by letters and levels too, ties by concept, the rest as found.
///
/// The score that orders counts the concept as a whole; the one shown is likeness alone, and never above that of a better rank.
pub(super) fn compare(index: &Index, asked: &Asked, found: &[Found]) -> Vec<Candidate> {
    let mut ranked: Vec<(i64, u32, Candidate)> =
        found.iter().map(|found| scored(index, asked, found)).collect();
    if let Some(first) = ranked.get_mut(..COMPARED.min(found.len())) {
        first.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    }
    let mut least = u16::MAX;
    let candidates = ranked.into_iter().map(|(_, _, candidate)| {
        least = least.min(candidate.score_permille);
        Candidate { score_permille: least, ..candidate }
    });
    candidates.collect()
}

fn scored(index: &Index, asked: &Asked, found: &Found) -> (i64, u32, Candidate) {
    let (label, rough, guard) = index.form(found.form);
    let conflicts = asked.guard.differences(guard);
    let one = i64::try_from(ONE).unwrap_or(i64::MAX);
    let longer = asked.rough.chars().count().max(rough.chars().count()).max(1);
    let distance = i64::try_from(osa_distance(&asked.rough, rough) * 1000 / longer).unwrap_or(1000);
    let letters = (1000 - distance) * one / 1000;
    let by_letters = (letters - found.likeness) * LETTERS_SHARE / 1000;
    let candidate = Candidate {
        label,
        score_permille: shown(after(conflicts, found.likeness + by_letters) * 1000 / one),
        pieces_permille: shown(found.likeness * 1000 / one),
        level_conflicts: u8::try_from(conflicts).unwrap_or(u8::MAX),
    };
    (after(conflicts, found.score + by_letters), found.concept, candidate)
}

/// A score after conflicts of levels; it falls whether it is positive or negative.
fn after(conflicts: u32, score: i64) -> i64 {
    (0..conflicts).fold(score, |score, _| score - score.abs() * (1000 - AFTER_CONFLICT) / 1000)
}

fn shown(permille: i64) -> u16 {
    u16::try_from(permille.clamp(0, MOST_SIMILAR)).unwrap_or(0)
}

/// A share between 0 and 1 in permille, truncated once (scoring, 10).
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1000 before; casts of floats saturate"
)]
fn permille(share: f64) -> u16 {
    (share * 1000.0).clamp(0.0, 1000.0) as u16
}
