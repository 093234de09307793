//! Reduces the ways German writes both genders to one form: `Pfleger/in`, `Pfleger*in`, `PflegerIn`, `(m/w/d)`.

use super::tokens::Token;

/// Endings that may follow a gender sign without a blank: Pfleger*in, Angestellte/r, Beamt(er/in).
const ENDINGS: [&str; 9] = ["in", "innen", "r", "n", "e", "s", "er", "en", "nen"];

/// Whole words that may follow a gender sign and a hyphen: Kaufmann/-frau.
const COUNTERPARTS: [&str; 4] = ["frau", "mann", "dame", "herr"];

/// Letters of gender markers such as m/w/d, w/m/x, f/m/i.
const MARKERS: [&str; 7] = ["m", "w", "d", "f", "x", "i", "gn"];

/// The shortest stem a feminine ending is taken off; shorter words (Kamin, Berlin) only look feminine.
const SHORTEST_STEM: usize = 5;

/// The words of the tokens without gender markers, each in its one form; `/` is kept as a word of its own.
pub(super) fn neutral(tokens: &[Token]) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        let skipped = marker_length(rest).or_else(|| ending_length(rest, !words.is_empty()));
        if let Some(length) = skipped {
            at += length;
            continue;
        }
        match token {
            Token::Word(word) => words.push(stem(word)),
            Token::Sign('/') => words.push("/".to_owned()),
            Token::Sign(_) => {}
        }
        at += 1;
    }
    words
}

/// Length of a marker such as `m/w/d` at the start: at least two marker letters joined by signs.
fn marker_length(tokens: &[Token]) -> Option<usize> {
    let mut letters = 0;
    let mut length = 0;
    for pair in tokens.chunks(2) {
        let [Token::Word(word), rest @ ..] = pair else { break };
        if !MARKERS.contains(&word.as_str()) {
            return None;
        }
        letters += 1;
        length += 1;
        if !matches!(rest, [Token::Sign('/' | '|' | ',' | '*')]) {
            break;
        }
        length += 1;
    }
    (letters >= 2).then_some(length)
}

/// Length of a gender ending at the start: a sign, perhaps a hyphen, and an ending.
fn ending_length(tokens: &[Token], after_word: bool) -> Option<usize> {
    if !after_word {
        return None;
    }
    match tokens {
        [Token::Sign('/' | '*' | ':' | '_' | '(' | '|'), Token::Word(word), ..]
            if ENDINGS.contains(&word.as_str()) =>
        {
            Some(2)
        }
        [Token::Sign('/' | '*' | ':' | '_' | '('), Token::Sign('-'), Token::Word(word), ..]
            if is_counterpart(word) =>
        {
            Some(3)
        }
        _ => None,
    }
}

fn is_counterpart(word: &str) -> bool {
    ENDINGS.contains(&word)
        || COUNTERPARTS.contains(&word)
        || (word.len() >= SHORTEST_STEM && word.ends_with("in"))
}

/// One form for a word and its feminine: Pflegerin and Pflegerinnen become pfleger, Kauffrau becomes kaufmann.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    while let Some(shorter) = one_step(&stem) {
        stem = shorter;
    }
    stem
}

fn one_step(word: &str) -> Option<String> {
    let without = |ending: &str, shortest: usize| {
        word.strip_suffix(ending).filter(|rest| rest.chars().count() >= shortest)
    };
    if let Some(rest) = without("frau", 3) {
        return Some(format!("{rest}mann"));
    }
    if let Some(rest) = without("aerztin", 0) {
        return Some(format!("{rest}arzt"));
    }
    if let Some(rest) = without("anwaeltin", 0) {
        return Some(format!("{rest}anwalt"));
    }
    without("innen", SHORTEST_STEM).or_else(|| without("in", SHORTEST_STEM)).map(str::to_owned)
}

/// Whether two words differ by gender or case ending only: technischer and technische, Archäologe and Archäologin.
pub(super) fn same_but_ending(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn bare(word: &str) -> &str {
    let endings = ["er", "en", "es", "em", "e", "r", "n", "s"];
    endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| rest.len() > 2)
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::letters::clean;
    use super::super::tokens::tokens;
    use super::{neutral, stem};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(neutral(&tokens(&clean(text))).join(" "), expected, "{text}");
    }

    #[test]
    fn written_forms_of_both_genders_are_one() {
        for text in [
            "Pfleger/in",
            "Pfleger*in",
            "Pfleger:in",
            "Pfleger_in",
            "Pfleger/-in",
            "PflegerIn",
            "Pflegerin",
            "Pfleger (m/w/d)",
            "PflegerInnen",
            "Pfleger(in)",
            "Pfleger m/w/x",
        ] {
            check(text, "pfleger");
        }
        check("Kaufmann/-frau", "kaufmann");
        check("Beamt(er/in)", "beamt");
        check("Ackergehilf(e/in)", "ackergehilf");
        check("Betontechnologe/-technologin", "betontechnologe");
        check("Facharzt/-ärztin - Innere Medizin", "facharzt innere mediz");
        check("Medizinisch-technische/r Assistent/in", "medizinisch technische assistent");
    }

    #[test]
    fn what_only_looks_like_a_marker_stays() {
        check("Tätigkeit: in Teilzeit", "taetigkeit in teilzeit");
        check("Wasser/Strom", "wasser / strom");
        check(
            "Gesundheits- und Krankenschwester/-pfleger",
            "gesundheits und krankenschwester / pfleger",
        );
        check("Kamin", "kamin");
    }

    #[test]
    fn stems_are_final() {
        for word in ["kanininin", "kauffrau", "aerztin", "freundinneninnen"] {
            assert_eq!(stem(&stem(word)), stem(word));
        }
    }
}
