//! Phrases in texts, whatever their spelling: case, umlauts and signs do not matter.

use std::ops::Range;

use crate::text::folded;

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    let separate = |character: char| !character.is_alphanumeric();
    text.split(separate).map(folded).filter(|word| !word.is_empty()).collect()
}

/// A part of a phrase.
#[derive(Debug)]
enum Piece {
    Word(String),
    Begin(String),
    End(String),
    Number,
}

/// A phrase that is looked for.
#[derive(Debug)]
pub(super) struct Phrase(Vec<Piece>);

impl Phrase {
    /// Reads a phrase: `*` at an end of a word stands for any letters, `#` for a number.
    pub(super) fn new(text: &str) -> Self {
        let pieces = text.split_whitespace().filter_map(|word| {
            if word == "#" {
                return Some(Piece::Number);
            }
            let piece = match (word.strip_suffix('*'), word.strip_prefix('*')) {
                (Some(begin), _) => Piece::Begin(folded(begin)),
                (None, Some(end)) => Piece::End(folded(end)),
                (None, None) => Piece::Word(folded(word)),
            };
            let (Piece::Word(text) | Piece::Begin(text) | Piece::End(text)) = &piece else {
                return Some(piece);
            };
            (!text.is_empty()).then_some(piece)
        });
        Self(pieces.collect())
    }

    /// Every place where the phrase stands among words.
    pub(super) fn places(&self, words: &[String]) -> Vec<Range<usize>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let fits = |window: &[String]| {
            window.iter().zip(&self.0).all(|(word, piece)| match piece {
                Piece::Word(text) => word == text,
                Piece::Begin(text) => word.starts_with(text.as_str()),
                Piece::End(text) => word.ends_with(text.as_str()),
                Piece::Number => word.bytes().all(|byte| byte.is_ascii_digit()),
            })
        };
        let windows = words.windows(self.0.len()).enumerate().filter(|(_, window)| fits(window));
        windows.map(|(at, window)| at..at + window.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, words};

    fn finds(phrase: &str, text: &str) -> Option<String> {
        let words = words(text);
        let place = Phrase::new(phrase).places(&words).into_iter().next()?;
        Some(words[place].join(" "))
    }

    #[test]
    fn phrases_are_found_whatever_their_spelling() {
        assert_eq!(
            finds("muttersprach*", "Deutsch: Muttersprachler/in"),
            Some("muttersprachler".to_owned())
        );
        assert_eq!(
            finds("höchstens # jahre alt", "HOECHSTENS 35 Jahre alt"),
            Some("hoechstens 35 jahre alt".to_owned())
        );
        assert_eq!(
            finds("*ausländer", "keine Inlaender, nur EU-Auslaender"),
            Some("auslaender".to_owned())
        );
        assert_eq!(finds("jung", "Jugendliche, junge Menschen"), None);
        assert_eq!(finds("#", "kein"), None);
        assert_eq!(finds("*", "alles"), None, "a star alone finds nothing");
    }
}
