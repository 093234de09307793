//! The rough spelling the search compares by: what people mistype most is taken out of the words.

/// A folded word in rough spelling: `ae` is `a`, doubled letters are one, `ph` is `f`, `y` is `i`, `c` and `ck` are `k`.
///
/// It ranks proposals only; nothing is accepted by it.
pub(super) fn rough(word: &str) -> String {
    let mut rough = String::with_capacity(word.len());
    let mut last = ' ';
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let letter = match letter {
            'p' if next == 'h' => {
                letters.next();
                'f'
            }
            'c' if next != 'h' => 'k',
            'y' => 'i',
            other => other,
        };
        let umlaut = letter == 'e' && matches!(last, 'a' | 'o' | 'u');
        if !umlaut && (letter != last || letter.is_ascii_digit() || letter == '+') {
            rough.push(letter);
            last = letter;
        }
    }
    rough
}

/// The rough spelling of several words, joined by blanks.
pub(super) fn rough_text(words: &[String]) -> String {
    let rough: Vec<String> = words.iter().map(|word| rough(word)).collect();
    rough.join(" ")
}

#[cfg(test)]
mod tests {
    use super::rough;

    #[test]
    fn common_variants_look_alike() {
        for (one, other) in [
            ("fuer", "fur"),
            ("massnahme", "masnahme"),
            ("photograph", "fotograf"),
            ("doppelkupplung", "dopelkuplung"),
            ("cafe", "kafe"),
        ] {
            assert_eq!(rough(one), rough(other));
        }
        assert_ne!(rough("43b"), rough("433b"));
        assert_ne!(rough("c++"), rough("c"));
    }
}
