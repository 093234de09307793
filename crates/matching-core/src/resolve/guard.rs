//! Tokens that tell a qualification level; labels that differ in one of them are never the same concept.

use super::fold::words;

/// The words of a text that tell a level, folded, in order: what a text and a proposal must have in
/// common before anybody takes one for the other.
///
/// ```
/// use matching_core::resolve::level_words;
///
/// assert_eq!(level_words("Altenpflegehelferin, Deutsch B1"), ["altenpflegehelfer", "b1"]);
/// assert!(level_words("einfache Arbeit").is_empty());
/// ```
pub fn level_words(text: &str) -> Vec<String> {
    let tells = |word: &String| marks(word) != 0 || word.bytes().any(|byte| byte.is_ascii_digit());
    words(text).into_iter().filter(tells).collect()
}

/// What a text says about levels: which marks it carries and which numbered words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guard {
    marks: u8,
    numbered: Vec<String>,
}

/// Marks of a level inside words, with the bit that stands for each.
///
/// Helper, assistant, specialist (-fach-), master craftsman, technician and academic titles are rungs of German ladders.
const MARKS: [(&str, u8); 12] = [
    ("helfer", 1),
    ("hilfs", 1),
    ("gehilf", 1),
    ("assisten", 2),
    ("fach", 4),
    ("meister", 8),
    ("techniker", 16),
    ("ingenieur", 32),
    ("dipl", 32),
    ("bachelor", 32),
    ("master", 32),
    ("engineer", 32),
];

/// After `fach` more must follow (Pflegefachkraft); `einfach` and `mehrfach` say nothing.
const LETTERS_AFTER_FACH: usize = 3;

impl Guard {
    /// The guard of a text that says nothing about levels.
    pub(super) const fn none() -> Self {
        Self { marks: 0, numbered: Vec::new() }
    }

    /// Reads the guard tokens from folded words.
    pub(super) fn of(words: &[String]) -> Self {
        let mut guard = Self::none();
        for word in words {
            guard.marks |= marks(word);
            if word.bytes().any(|byte| byte.is_ascii_digit()) {
                guard.numbered.push(word.clone());
            }
        }
        guard.numbered.sort_unstable();
        guard.numbered.dedup();
        guard
    }

    /// In how many respects two texts name different levels; zero when nothing speaks against the same level.
    pub(super) fn differences(&self, other: &Self) -> u32 {
        (self.marks ^ other.marks).count_ones() + u32::from(self.numbered != other.numbered)
    }
}

fn marks(word: &str) -> u8 {
    MARKS.iter().filter(|(mark, _)| carries(word, mark)).fold(0, |marks, (_, bit)| marks | bit)
}

fn carries(word: &str, mark: &str) -> bool {
    match word.find(mark) {
        Some(at) if mark == "fach" => word.len() >= at + mark.len() + LETTERS_AFTER_FACH,
        Some(at) if mark == "dipl" || mark == "master" => at == 0,
        found => found.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::Guard;

    #[track_caller]
    fn differ(one: &str, other: &str, expected: u32) {
        assert_eq!(
            Guard::of(&words(one)).differences(&Guard::of(&words(other))),
            expected,
            "{one} / {other}"
        );
    }

    #[test]
    fn levels_that_look_alike_differ() {
        differ("Altenpfleger", "Altenpflegehelfer", 1);
        differ("Krankenpfleger/in", "Krankenpflegehelfer/in", 1);
        differ("Deutsch B1", "Deutsch B2", 1);
        differ("Betreuungskraft nach § 53b", "Betreuungskraft 43b", 1);
        differ("Pflegekraft", "Pflegefachkraft", 1);
        differ("Pflegefachkraft", "Pflegefachassistent", 1);
    }

    #[test]
    fn the_same_level_written_differently_does_not_differ() {
        differ("Altenpflegehelfer", "ALTENPFLEGEHELFERIN", 0);
        differ("Hilfsarbeiter", "Helfer", 0);
        differ("Deutsch B 1", "deutsch b1", 0);
        differ("einfache Arbeit", "Arbeit", 0);
        differ("mehrfach", "Arbeit", 0);
    }
}
