//! Collects the names of concepts and checks them.

use super::{
    entry::{Entry, LONGEST_TEXT, LabelKind, MOST_LABELS},
    error::BuildError,
    index::Index,
    lexicon::Lexicon,
    resolver::Resolver,
};
use crate::id::ConceptId;

impl Resolver {
    /// Starts collecting names.
    pub fn builder() -> ResolverBuilder {
        ResolverBuilder::default()
    }
}

/// Collects names for a [`Resolver`].
#[derive(Clone, Debug, Default)]
pub struct ResolverBuilder {
    labels: Vec<(ConceptId, String, LabelKind)>,
    lexicon: Lexicon,
}

impl ResolverBuilder {
    /// Adds the concept's own name, as people read it.
    #[must_use]
    pub fn name(mut self, concept: &ConceptId, label: impl Into<String>) -> Self {
        self.labels.push((concept.clone(), label.into(), LabelKind::Preferred));
        self
    }

    /// Adds another name that somebody confirmed.
    #[must_use]
    pub fn synonym(mut self, concept: &ConceptId, label: impl Into<String>) -> Self {
        self.labels.push((concept.clone(), label.into(), LabelKind::Synonym));
        self
    }

    /// Sets what is known of the language; without it letters alone decide.
    #[must_use]
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = lexicon;
        self
    }

    /// Checks the names and builds the resolver; names without a letter or digit are left out.
    ///
    /// # Errors
    /// A name is longer than [`LONGEST_TEXT`] bytes, or there are more than [`MOST_LABELS`].
    pub fn build(self) -> Result<Resolver, BuildError> {
        if self.labels.len() > MOST_LABELS {
            let given = self.labels.len();
            return Err(BuildError::TooManyLabels { given, limit: MOST_LABELS });
        }
        if let Some((concept, label, _)) =
            self.labels.iter().find(|(_, label, _)| label.len() > LONGEST_TEXT)
        {
            let (concept, bytes) = (concept.clone(), label.len());
            return Err(BuildError::LabelTooLong { concept, bytes, limit: LONGEST_TEXT });
        }
        let mut ids: Vec<ConceptId> = self.labels.iter().map(|label| label.0.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let entries = self.labels.into_iter().filter_map(|(concept, label, kind)| {
            let number = ids.binary_search(&concept).ok()?;
            Some(Entry { concept: u32::try_from(number).ok()?, label, kind })
        });
        let entries: Vec<Entry> = entries.collect();
        Ok(Resolver { index: Index::new(&entries, self.lexicon), ids })
    }
}
