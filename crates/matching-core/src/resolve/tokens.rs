//! Cuts cleaned text into words and the signs between them, which tell how gender forms are written.

use super::letters::lower;

/// A word in lower case, or one sign between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters and digits, `+` and `#` after them (C++, C#).
    Word(String),
    /// A blank or a sign; the inner capital of `PflegerIn` counts as `*`.
    Sign(char),
}

/// Cuts text into tokens.
pub(super) fn tokens(cleaned: &str) -> Vec<Token> {
    let letters: Vec<char> = cleaned.chars().collect();
    let mut tokens = Vec::new();
    let mut word = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        if belongs_to_word(letter, &word) {
            if starts_inner_capital(&letters, at) {
                finish(&mut word, &mut tokens);
                tokens.push(Token::Sign('*'));
            }
            word.push(letter);
        } else {
            finish(&mut word, &mut tokens);
            tokens.push(Token::Sign(if letter.is_whitespace() { ' ' } else { letter }));
        }
    }
    finish(&mut word, &mut tokens);
    tokens
}

fn finish(word: &mut String, tokens: &mut Vec<Token>) {
    if !word.is_empty() {
        tokens.push(Token::Word(lower(word)));
        word.clear();
    }
}

fn belongs_to_word(letter: char, word: &str) -> bool {
    letter.is_alphanumeric() || (matches!(letter, '+' | '#') && !word.is_empty())
}

/// `PflegerIn`, `PflegerInnen`: a capital I after a small letter, and nothing but `n` or `nnen` behind it.
fn starts_inner_capital(letters: &[char], at: usize) -> bool {
    let small_before = at
        .checked_sub(1)
        .and_then(|before| letters.get(before))
        .is_some_and(|letter| letter.is_lowercase());
    if !small_before || letters.get(at) != Some(&'I') {
        return false;
    }
    let rest: Vec<char> = letters
        .iter()
        .skip(at + 1)
        .take(5)
        .copied()
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    rest == ['n'] || rest == ['n', 'n', 'e', 'n']
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    fn word(text: &str) -> Token {
        Token::Word(text.to_owned())
    }

    #[test]
    fn the_inner_capital_is_a_sign() {
        assert_eq!(tokens("PflegerIn"), [word("pfleger"), Token::Sign('*'), word("in")]);
        assert_eq!(
            tokens("LehrerInnen X"),
            [word("lehrer"), Token::Sign('*'), word("innen"), Token::Sign(' '), word("x")]
        );
        assert_eq!(tokens("MedizInfo"), [word("medizinfo")]);
    }

    #[test]
    fn signs_that_belong_to_a_name_stay() {
        assert_eq!(
            tokens("C++, C#"),
            [word("c++"), Token::Sign(','), Token::Sign(' '), word("c#")]
        );
    }
}
