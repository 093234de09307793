//! Cleans characters: one Unicode form, no marks, no controls, umlauts and sharp s written out.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The combining diaeresis, which makes an umlaut of a, o and u.
const DIAERESIS: char = '\u{308}';

/// Text with case kept, umlauts written out (`ä` as `ae`), other marks dropped and controls turned into blanks.
///
/// Invisible format characters (soft hyphen, zero-width and direction marks) vanish, so that they cannot hide inside a word.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut base = ' ';
    for letter in text.nfkd() {
        if letter == DIAERESIS {
            if matches!(base, 'a' | 'o' | 'u' | 'A' | 'O' | 'U') {
                cleaned.push('e');
            }
            base = ' ';
        } else if !is_combining_mark(letter) && !is_invisible(letter) {
            base = if letter.is_control() { ' ' } else { letter };
            push_spelled_out(base, &mut cleaned);
        }
    }
    cleaned
}

/// Lower case, once more decomposed, because the lower case of some letters carries a mark.
pub(super) fn lower(word: &str) -> String {
    let mut lowered = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase).nfkd() {
        if !is_combining_mark(letter) {
            push_spelled_out(letter, &mut lowered);
        }
    }
    lowered
}

fn push_spelled_out(letter: char, out: &mut String) {
    match letter {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' | 'ø' | 'Ø' => out.push_str("oe"),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        _ => out.push(letter),
    }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::{clean, lower};

    #[test]
    fn umlauts_are_written_out_however_they_are_encoded() {
        assert_eq!(clean("Öl für Straßen"), "Oel fuer Strassen");
        assert_eq!(clean("O\u{308}l"), "Oel");
        assert_eq!(clean("Café"), "Cafe");
    }

    #[test]
    fn what_nobody_sees_does_not_count() {
        assert_eq!(clean("Pfle\u{AD}ge\u{202E}r\u{200B}"), "Pfleger");
        assert_eq!(clean("a\u{0}b\nc"), "a b c");
    }

    #[test]
    fn lower_case_keeps_no_marks() {
        assert_eq!(lower("ÄRZTİN"), lower(&lower("ÄRZTİN")));
    }
}
