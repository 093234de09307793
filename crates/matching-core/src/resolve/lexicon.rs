//! What a language adds to letters: families of words that mean much the same, and words around a name that say nothing.

use super::{
    letters::{clean, lower},
    spelling::rough,
};

/// A stem inside a word needs this many letters; one that starts or ends the word needs one letter less.
const INSIDE: usize = 5;

/// Letters that must stand before a stem that does not start the word, so that it begins after a real first part.
const BEFORE: usize = 3;

/// Families of words (Tischler and Schreiner, Verkauf and Handel) and fillers (`suche`, `Vollzeit`), in folded spelling.
///
/// It only helps proposals: without one, letters alone decide. The shipped one is in `profiles/words/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Stems of families, sorted, to be found inside words in rough spelling.
    stems: Vec<(String, u16)>,
    /// For each pair of first letters, which lengths its stems have (bit = length).
    lengths: Vec<u32>,
    /// Sorted.
    fillers: Vec<String>,
}

impl Lexicon {
    /// A lexicon from families, each the stems of its words, and from fillers.
    ///
    /// Stems are folded; those that hold no letter are left out, and so are families beyond the 65,536th.
    pub fn new<'s, F, W>(families: F, fillers: impl IntoIterator<Item = &'s str>) -> Self
    where
        F: IntoIterator<Item = W>,
        W: IntoIterator<Item = &'s str>,
    {
        let mut stems: Vec<(String, u16)> = (0..=u16::MAX)
            .zip(families)
            .flat_map(|(family, stems)| stems.into_iter().map(move |stem| (folded(stem), family)))
            .map(|(stem, family)| (rough(&stem), family))
            .filter(|(stem, _)| !stem.is_empty())
            .collect();
        stems.sort_unstable();
        stems.dedup();
        let mut lengths = vec![0; 26 * 26];
        for (stem, _) in &stems {
            if let Some(slot) = pair(stem).and_then(|pair| lengths.get_mut(pair)) {
                *slot |= 1 << stem.len().min(31);
            }
        }
        let mut fillers: Vec<String> = fillers.into_iter().map(folded).collect();
        fillers.sort_unstable();
        Self { stems, lengths, fillers }
    }

    /// Whether a folded word says nothing about the concept that is asked for.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.fillers.binary_search_by(|filler| filler.as_str().cmp(word)).is_ok()
    }

    /// The families a word in rough spelling belongs to, ascending.
    pub(super) fn families(&self, word: &str) -> Vec<u16> {
        let mut families = Vec::new();
        for at in (0..word.len()).filter(|&at| at == 0 || at >= BEFORE) {
            if let Some(stem) = self.longest_at(word, at) {
                families.extend(self.of(stem));
            }
        }
        families.sort_unstable();
        families.dedup();
        families
    }

    fn longest_at<'w>(&self, word: &'w str, at: usize) -> Option<&'w str> {
        let rest = word.get(at..)?;
        let lengths = *self.lengths.get(pair(rest)?)?;
        let possible = (2..32).rev().filter(|length| lengths & (1 << length) != 0);
        possible.filter_map(|length| rest.get(..length)).find(|stem| {
            let starts = at == 0;
            let ends = at + stem.len() == word.len();
            let long_enough = stem.len() + usize::from(starts || ends) >= INSIDE;
            (long_enough || (starts && ends)) && self.of(stem).next().is_some()
        })
    }

    fn of<'k>(&'k self, stem: &'k str) -> impl Iterator<Item = u16> + 'k {
        let from = self.stems.partition_point(|(known, _)| known.as_str() < stem);
        self.stems
            .iter()
            .skip(from)
            .take_while(move |(known, _)| known == stem)
            .map(|(_, family)| *family)
    }
}

/// A stem or filler without umlauts and capitals; gender endings stay, a stem is no whole word.
fn folded(word: &str) -> String {
    lower(&clean(word)).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The first two letters as a number, if both are plain letters.
fn pair(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [first @ b'a'..=b'z', second @ b'a'..=b'z', ..] => {
            Some(usize::from(first - b'a') * 26 + usize::from(second - b'a'))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::spelling::rough;
    use super::Lexicon;

    fn lexicon() -> Lexicon {
        let families = [
            vec!["Tischler", "schreiner"],
            vec!["verkäufer", "verkauf", "haendler"],
            vec!["baecker", "backerei"],
            vec!["pfleger", "sehrlangesstammwortohneende"],
        ];
        Lexicon::new(families, ["Suche", "als"])
    }

    #[test]
    fn relatives_share_a_family() {
        let lexicon = lexicon();
        let families = |word: &str| lexicon.families(&rough(word));
        let related = |one: &str, other: &str| {
            families(one).iter().any(|family| families(other).contains(family))
        };
        assert!(related("bauschreiner", "moebeltischler"));
        assert!(related("glaswarenverkaeufer", "buchhaendler"));
        assert!(related("backer", "baeckerei"));
        assert!(!related("tischler", "pfleger"));
        assert!(families("eis").is_empty());
    }

    #[test]
    fn every_stem_belongs_to_its_family() {
        let lexicon = lexicon();
        for (stem, family) in &lexicon.stems {
            assert!(lexicon.families(stem).contains(family), "{stem}");
        }
        assert!(lexicon.is_filler("suche") && !lexicon.is_filler("tischler"));
    }

    #[test]
    fn nothing_is_in_no_family() {
        assert!(Lexicon::default().families("tischler").is_empty());
        assert!(Lexicon::new([["", "!"]], [""]).families("tischler").is_empty());
    }
}
