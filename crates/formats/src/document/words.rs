//! Words of a language as they are written: what the text resolver knows beyond letters.

use matching_core::{calendar::Date, resolve::Lexicon};
use serde::{Deserialize, Serialize};

/// Families of words and words that say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsDocument {
    /// Where they come from.
    pub sources: Vec<String>,
    /// Day on which somebody last checked them.
    pub checked_on: Option<Date>,
    /// First day on which they hold.
    pub valid_from: Option<Date>,
    /// Last day on which they hold.
    pub valid_to: Option<Date>,
    /// Words around the name of an occupation or skill that say nothing about it.
    #[serde(default)]
    pub fillers: Vec<String>,
    /// Families: stems that mean much the same, without umlauts.
    #[serde(default)]
    pub families: Vec<Vec<String>>,
}

impl WordsDocument {
    /// The lexicon of several documents.
    pub fn lexicon(documents: &[Self]) -> Lexicon {
        let families = documents.iter().flat_map(|words| &words.families);
        let fillers = documents.iter().flat_map(|words| &words.fillers);
        Lexicon::new(
            families.map(|family| family.iter().map(String::as_str)),
            fillers.map(String::as_str),
        )
    }
}
