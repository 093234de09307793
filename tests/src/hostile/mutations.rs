//! How texts are damaged, and texts that were made to do harm.

use proptest::prelude::*;

/// One to four changes to a text.
#[derive(Clone, Debug)]
pub(super) struct Damage(Vec<Change>);

#[derive(Clone, Debug)]
enum Change {
    /// Cut off from here.
    Cut(prop::sample::Index),
    /// A piece is left out.
    Drop(prop::sample::Index, usize),
    /// A piece stands twice.
    Double(prop::sample::Index, usize),
    /// Something is put in.
    Insert(prop::sample::Index, String),
    /// The nth word is another one.
    Word(prop::sample::Index, String),
}

impl Damage {
    /// The damaged text.
    pub(super) fn of(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, change| change.of(&text))
    }
}

impl Change {
    fn of(&self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let place =
            |at: &prop::sample::Index| if letters.is_empty() { 0 } else { at.index(letters.len()) };
        let text = |letters: &[char]| letters.iter().collect::<String>();
        match self {
            Self::Cut(at) => text(&letters[..place(at)]),
            Self::Drop(at, count) => {
                let end = (place(at) + count).min(letters.len());
                text(&letters[..place(at)]) + &text(&letters[end..])
            }
            Self::Double(at, count) => {
                let end = (place(at) + count).min(letters.len());
                text(&letters[..end]) + &text(&letters[place(at)..])
            }
            Self::Insert(at, what) => {
                text(&letters[..place(at)]) + what + &text(&letters[place(at)..])
            }
            Self::Word(at, other) => word(&letters, place(at), other),
        }
    }
}

/// The word at or after a place, replaced.
fn word(letters: &[char], at: usize, other: &str) -> String {
    let part = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    let start = at + letters[at..].iter().position(part).unwrap_or(letters.len() - at);
    let end = start + letters[start..].iter().take_while(|letter| part(letter)).count();
    letters[..start].iter().collect::<String>() + other + &letters[end..].iter().collect::<String>()
}

/// Words that are of another type, off every scale, or mean something else.
const WORDS: [&str; 24] = [
    "-1",
    "0",
    "5",
    "99999",
    "18446744073709551616",
    "1e400",
    "nan",
    "true",
    "null",
    "[]",
    "{}",
    "\"\"",
    "\"B1\"",
    "\"Z9\"",
    "none",
    "kind",
    "any_of",
    "competence",
    "language",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "level",
    "id",
];

pub(super) fn damaged() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    let change = prop_oneof![
        1 => at().prop_map(Change::Cut),
        1 => (at(), 1..80_usize).prop_map(|(at, count)| Change::Drop(at, count)),
        1 => (at(), 1..200_usize).prop_map(|(at, count)| Change::Double(at, count)),
        1 => (at(), hostile()).prop_map(|(at, what)| Change::Insert(at, what)),
        6 => (at(), prop::sample::select(WORDS.to_vec())).prop_map(|(at, word)| Change::Word(at, word.to_owned())),
    ];
    prop::collection::vec(change, 1..5).prop_map(Damage)
}

/// Texts made to do harm: marks without end, direction overrides, controls, a megabyte of something.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => any::<String>(),
        4 => "\\PC{0,60}",
        1 => (1..2_000_usize).prop_map(|count| format!("a{}", "\u{301}".repeat(count))),
        1 => (1..400_usize).prop_map(|count| "\u{308}".repeat(count)),
        1 => Just("\u{202E}regelfP\u{202C}".to_owned()),
        1 => Just("\u{0}\u{1}\u{7f}\u{85}\u{FEFF}\u{FFFD}".to_owned()),
        1 => Just("ﷺ".repeat(200)),
        1 => Just("🧑🏽‍⚕️".repeat(80)),
        1 => Just("x".repeat(1_048_576)),
        1 => Just("Pfleger ".repeat(131_072)),
    ]
}
