//! Answers what a text means, from the same spelling first and from likeness after.

use super::answer::{Outcome, Proposal, Relation, Resolution, Why};
use super::compare::{Asked, COMPARED, Candidate, compare};
use super::entry::{LONGEST_TEXT, LabelKind, MOST_PROPOSALS};
use super::error::QueryError;
use super::fold::{fold, words};
use super::index::Index;
use super::search::search;
use crate::{id::ConceptId, quantity::Permille};

/// Finds concepts by their labels; built once, immutable, shared freely.
///
/// ```
/// use matching_core::{id::ConceptId, resolve::{Outcome, Resolver}};
///
/// let nurse = ConceptId::new("geriatric_nurse")?;
/// let aide = ConceptId::new("geriatric_aide")?;
/// let resolver = Resolver::builder()
///     .name(&nurse, "Altenpfleger/in")
///     .name(&aide, "Altenpflegehelfer/in")
///     .build()?;
///
/// let same = resolver.resolve("ALTENPFLEGERIN (m/w/d)", 5)?;
/// assert_eq!(same.outcome, Outcome::Accepted(nurse.clone()));
///
/// let typing_error = resolver.resolve("Altenflegerin", 5)?;
/// assert_eq!(typing_error.outcome, Outcome::Proposed);
/// assert_eq!(typing_error.proposals[0].concept, nurse);
/// assert!(typing_error.margin.get() > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Resolver {
    pub(super) index: Index,
    /// Concepts by number.
    pub(super) ids: Vec<ConceptId>,
}

/// The lead a typing error must have over the next concept, in permille (scoring, 2.2).
const CLEAR_LEAD: u16 = 30;

/// The first proposal and the one it must be ahead of, even where only one is asked for.
const FOR_MARGIN: usize = 2;

/// Below this score, in permille, a concept shares a syllable at most and is not shown.
const LEAST_SCORE: u16 = 20;

impl Resolver {
    /// Number of concepts that can be found.
    pub fn len(&self) -> usize {
        self.index.concepts.len()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.index.concepts.is_empty()
    }

    /// Finds at most `k` concepts for a text, and never more than [`MOST_PROPOSALS`].
    ///
    /// # Errors
    /// The text is longer than [`LONGEST_TEXT`] bytes, or holds no letter and no digit.
    pub fn resolve(&self, query: &str, k: usize) -> Result<Resolution, QueryError> {
        if query.len() > LONGEST_TEXT {
            return Err(QueryError::TooLong { bytes: query.len(), limit: LONGEST_TEXT });
        }
        let asked = Asked::new(words(query));
        if asked.words.is_empty() {
            return Err(QueryError::Empty);
        }
        let labels = self.same_spelling(&asked.folded);
        let same: Vec<u32> = labels.iter().map(|label| self.index.named(*label).0).collect();
        let mut proposals: Vec<Proposal> =
            labels.into_iter().filter_map(|label| self.exact(label)).collect();
        let wanted = k.clamp(COMPARED, MOST_PROPOSALS);
        let ranked = compare(&self.index, &asked, &search(&self.index, &asked.words, wanted));
        let known = |candidate: &Candidate| same.contains(&self.index.named(candidate.label).0);
        let others = ranked
            .into_iter()
            .filter(|candidate| candidate.score_permille >= LEAST_SCORE && !known(candidate))
            .take(k.clamp(FOR_MARGIN, MOST_PROPOSALS).saturating_sub(same.len()));
        proposals.extend(others.filter_map(|candidate| self.similar(&asked, candidate)));
        Ok(resolution(proposals, same.len(), k.min(MOST_PROPOSALS)))
    }

    /// Like [`Self::resolve`], but accepts nothing: what a must requirement means is always confirmed by a person.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub fn resolve_for_must(&self, query: &str, k: usize) -> Result<Resolution, QueryError> {
        let resolution = self.resolve(query, k)?;
        let outcome = match resolution.outcome {
            Outcome::Accepted(_) | Outcome::Proposed => Outcome::Proposed,
            Outcome::NothingFound => Outcome::NothingFound,
        };
        Ok(Resolution { outcome, ..resolution })
    }

    /// Bytes the index takes, without what the allocator adds.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
    }

    /// One label of each concept that is spelled like this: preferred ones first, then by concept.
    fn same_spelling(&self, folded: &str) -> Vec<u32> {
        let text = |label: u32| fold(self.index.labels.get(label));
        let from = self.index.by_text.partition_point(|label| text(*label).as_str() < folded);
        let mut labels: Vec<u32> = self
            .index
            .by_text
            .iter()
            .skip(from)
            .copied()
            .take_while(|label| text(*label) == folded)
            .collect();
        labels.sort_unstable_by_key(|label| (self.index.named(*label), *label));
        labels.dedup_by_key(|label| self.index.named(*label).0);
        labels.sort_unstable_by_key(|label| {
            let (concept, kind) = self.index.named(*label);
            (kind, concept)
        });
        labels
    }

    fn exact(&self, label: u32) -> Option<Proposal> {
        let (concept, kind) = self.index.named(label);
        let relation = match kind {
            LabelKind::Preferred => Relation::SameName,
            LabelKind::Synonym => Relation::Synonym,
        };
        let full = Permille::FULL;
        let why = Why { relation, spelling: full, pieces: full, level_conflicts: 0 };
        let label = self.index.labels.get(label).to_owned();
        Some(Proposal { concept: self.id(concept)?, label, score: full, why })
    }

    fn similar(&self, asked: &Asked, candidate: Candidate) -> Option<Proposal> {
        let label = self.index.labels.get(candidate.label);
        let (close, spelling) = asked.closeness(label);
        let relation = if close && candidate.level_conflicts == 0 {
            Relation::TypingError
        } else {
            Relation::Similar
        };
        let why = Why {
            relation,
            spelling: Permille::new(spelling),
            pieces: Permille::new(candidate.pieces_permille),
            level_conflicts: candidate.level_conflicts,
        };
        Some(Proposal {
            concept: self.id(self.index.named(candidate.label).0)?,
            label: label.to_owned(),
            score: Permille::new(candidate.score_permille),
            why,
        })
    }

    fn id(&self, number: u32) -> Option<ConceptId> {
        self.ids.get(usize::try_from(number).ok()?).cloned()
    }
}

fn resolution(mut proposals: Vec<Proposal>, same: usize, k: usize) -> Resolution {
    let outcome = match proposals.as_slice() {
        [] => Outcome::NothingFound,
        [only, ..] if same == 1 => Outcome::Accepted(only.concept.clone()),
        _ => Outcome::Proposed,
    };
    let score = |nth: usize| proposals.get(nth).map_or(0, |proposal| proposal.score.get());
    let margin = score(0).saturating_sub(score(1));
    for (nth, proposal) in proposals.iter_mut().enumerate() {
        // A typing error stands out; where several labels are as close, none does.
        if proposal.why.relation == Relation::TypingError && (nth > 0 || margin < CLEAR_LEAD) {
            proposal.why.relation = Relation::Similar;
        }
    }
    proposals.truncate(k);
    Resolution { outcome, proposals, margin: Permille::new(margin) }
}
