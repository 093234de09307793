//! Cuts words into weighted pieces of three and four letters, heavier towards the start, and names their families.

use super::lexicon::Lexicon;
use super::spelling::rough;

/// A piece as a number: up to four symbols of six bits with a mark of their count, or a family of words.
pub(super) type Gram = u32;

/// A piece and how much it weighs in its text, in units of 1/32.
pub(super) type Weighted = (Gram, u8);

/// Shorter pieces are in every word, longer ones break at each typing error.
const PIECES: [usize; 2] = [3, 4];

/// One full weight, in the units of [`Weighted`].
const WHOLE: u64 = 32;

/// Weight of a family of words: about two letter pieces, so that kinship helps and letters decide.
const FAMILY_WEIGHT: u64 = 60;

/// Words of a query that tell about an application rather than an occupation count this share, in percent.
const FILLER_SHARE: u64 = 30;

/// Extra weight of a piece by its place in the word, in permille: the first part of a German compound is what is special about it.
///
/// Half a weight more at the start, falling by a factor e every four letters; chosen on the development splits (plateau 0.4 to 0.8).
const START_BONUS: [u64; 20] =
    [500, 389, 303, 236, 184, 143, 112, 87, 68, 53, 41, 32, 25, 19, 15, 12, 9, 7, 6, 4];

/// Weight of each piece by the length of the word, in permille: the fourth root of 6 / length.
///
/// Without it, a long general word (Programmiersprache) drowns a short telling one (SQL).
const LENGTH_FACTOR: [u64; 29] = [
    1000, 1000, 1000, 1189, 1107, 1047, 1000, 962, 931, 904, 880, 859, 841, 824, 809, 795, 783,
    771, 760, 750, 740, 731, 723, 715, 707, 700, 693, 687, 680,
];

const COUNT_MARK: u32 = 1 << 24;
const FAMILY_MARK: u32 = 1 << 27;

/// Whether the words name a concept or ask for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Label,
    Query,
}

/// The pieces of folded words, sorted, equal ones added up.
pub(super) fn grams(words: &[String], role: Role, lexicon: &Lexicon) -> Vec<Weighted> {
    let mut pieces: Vec<(Gram, u64)> = Vec::new();
    for word in words {
        let filler = role == Role::Query && lexicon.is_filler(word);
        let share = if filler { FILLER_SHARE } else { 100 };
        let word = rough(word);
        cut(&symbols(&word), share, &mut pieces);
        pieces.extend(
            lexicon
                .families(&word)
                .into_iter()
                .map(|family| (FAMILY_MARK | u32::from(family), FAMILY_WEIGHT * share / 100)),
        );
    }
    pieces.sort_unstable();
    let sums = pieces.chunk_by(|one, other| one.0 == other.0);
    sums.filter_map(|same| {
        let sum: u64 = same.iter().map(|(_, weight)| weight).sum();
        same.first().map(|(gram, _)| (*gram, u8::try_from(sum).unwrap_or(u8::MAX)))
    })
    .collect()
}

fn cut(symbols: &[u8], share: u64, pieces: &mut Vec<(Gram, u64)>) {
    let factor = LENGTH_FACTOR.get(symbols.len()).or(LENGTH_FACTOR.last()).copied().unwrap_or(1000)
        * share
        / 100;
    for count in PIECES {
        for (at, piece) in symbols.windows(count).enumerate() {
            let bonus = START_BONUS.get(at).copied().unwrap_or(0);
            pieces.push((key(piece), WHOLE * factor * (1000 + bonus) / 1_000_000));
        }
    }
}

fn key(piece: &[u8]) -> Gram {
    piece.iter().fold(0, |key, symbol| (key << 6) | u32::from(*symbol))
        + COUNT_MARK * u32::from(piece.len() == 4)
}

/// A word as symbols of six bits between a start and an end sign.
fn symbols(word: &str) -> Vec<u8> {
    let mut symbols = vec![START_SIGN];
    symbols.extend(word.chars().map(symbol));
    symbols.push(END_SIGN);
    symbols
}

const START_SIGN: u8 = 39;
const END_SIGN: u8 = 40;

fn symbol(letter: char) -> u8 {
    let below = |first: u8, count: u8| {
        u8::try_from(letter)
            .ok()
            .and_then(|byte| byte.checked_sub(first))
            .filter(|place| *place < count)
    };
    match letter {
        '+' => 37,
        '#' => 38,
        _ => below(b'a', 26)
            .map(|place| place + 1)
            .or_else(|| below(b'0', 10).map(|place| place + 27))
            .unwrap_or_else(|| foreign(letter)),
    }
}

/// Letters of other scripts share the symbols that are left.
fn foreign(letter: char) -> u8 {
    u8::try_from(41 + u32::from(letter) % 23).unwrap_or(END_SIGN)
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::{Lexicon, Role, grams};
    use proptest::prelude::*;

    #[test]
    fn a_typing_error_leaves_most_pieces() {
        let pieces = |text: &str| grams(&words(text), Role::Label, &Lexicon::default());
        let (right, wrong) = (pieces("Altenpflege"), pieces("Altenflege"));
        let shared =
            wrong.iter().filter(|(gram, _)| right.iter().any(|(other, _)| other == gram)).count();
        assert!(shared * 3 > right.len(), "{shared} of {}", right.len());
    }

    #[test]
    fn the_start_of_a_word_weighs_more() {
        let pieces = grams(&words("xyz abcdefghijk"), Role::Label, &Lexicon::default());
        assert!(
            pieces.iter().map(|(_, weight)| weight).max()
                > pieces.iter().map(|(_, weight)| weight).min()
        );
    }

    proptest! {
        #[test]
        fn pieces_are_sorted_and_distinct(text in "\\PC{0,60}") {
            let pieces = grams(&words(&text), Role::Query, &Lexicon::default());
            prop_assert!(pieces.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
