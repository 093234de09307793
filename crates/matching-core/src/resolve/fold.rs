//! The one spelling under which two labels count as the same: case, umlauts, gender forms and signs folded away.

use super::gender::{neutral, same_but_ending};
use super::letters::clean;
use super::tokens::tokens;

/// Folds a text to its words in one spelling, joined by single blanks; folding twice changes nothing.
///
/// `Pfleger*in (m/w/d)`, `PFLEGERIN` and `Pfleger/in` all become `pfleger`; digits and qualifiers stay.
///
/// ```
/// use matching_core::resolve::fold;
/// assert_eq!(fold("Altenpfleger/in"), fold("ALTENPFLEGERIN (m/w/d)"));
/// assert_ne!(fold("Deutsch B1"), fold("Deutsch B2"));
/// ```
pub fn fold(text: &str) -> String {
    words(text).join(" ")
}

/// The folded words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = neutral(&tokens(&clean(text)));
    without_repeats(joined_levels(without_counterpart(words)))
}

/// Keeps the first of two halves that name the same in both genders: `Technischer Leiter/Technische Leiterin`.
fn without_counterpart(mut words: Vec<String>) -> Vec<String> {
    let mut slashes = words.iter().enumerate().filter(|(_, word)| *word == "/").map(|(at, _)| at);
    if let (Some(slash), None) = (slashes.next(), slashes.next()) {
        let (first, second) = words.split_at(slash);
        let second = second.get(1..).unwrap_or_default();
        let same = first.len() == second.len()
            && first.iter().zip(second).all(|(one, other)| same_but_ending(one, other));
        if same {
            words.truncate(slash);
        }
    }
    words.retain(|word| word != "/");
    words
}

/// Joins what people write apart: `B 2` is the level b2, `43 b` the paragraph 43b.
fn joined_levels(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(before) if belong_together(before, &word) => before.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

fn belong_together(before: &str, word: &str) -> bool {
    let level = matches!(before, "a" | "b" | "c") && matches!(word, "1" | "2");
    let paragraph = matches!(word, "a" | "b" | "c")
        && !before.is_empty()
        && before.bytes().all(|byte| byte.is_ascii_digit());
    level || paragraph
}

fn without_repeats(mut words: Vec<String>) -> Vec<String> {
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn both_halves_of_a_double_label_are_one() {
        assert_eq!(
            fold("Technischer Leiter für Bühne/Technische Leiterin für Bühne"),
            fold("Technischer Leiter für Bühne")
        );
        assert_eq!(fold("Pflegerin/Pfleger"), fold("Pfleger"));
        assert_eq!(fold("Archäologe/Archäologin"), fold("Archäologe/-login"));
        assert_ne!(fold("Maler/Lackierer"), fold("Maler"));
    }

    #[test]
    fn levels_and_qualifiers_stay() {
        assert_eq!(fold("Deutsch B 2"), "deutsch b2");
        assert_eq!(fold("Betreuungskraft nach § 43 b"), "betreuungskraft nach 43b");
        assert_ne!(fold("Direktor/in (Hochschule)"), fold("Direktor/in"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn folding_twice_changes_nothing_in_german(text in "[A-Ca-cEeIiNnRrMmWwDdÄäöüß/*:_()|, 0-3-]{0,30}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn case_and_form_do_not_matter(text in "[A-ZÄÖÜa-zäöüß ]{0,30}") {
            use unicode_normalization::UnicodeNormalization as _;
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&decomposed), fold(&text));
            let small = text.to_lowercase();
            let large: String = small.chars().flat_map(char::to_uppercase).collect();
            prop_assert_eq!(fold(&large), fold(&small));
        }
    }
}
