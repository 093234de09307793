//! The searchable form of a catalogue's labels: built once, immutable, a few hundred bytes a label.

use super::entry::{Entry, LabelKind};
use super::fold::words;
use super::grams::{Role, Weighted, grams};
use super::guard::Guard;
use super::lexicon::Lexicon;
use super::postings::Postings;
use super::spelling::rough_text;
use super::texts::Texts;
use crate::logarithm::{ONE, quick_log2};

/// Labels, their distinct spellings (forms) sorted by concept, and the postings of their pieces.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// Every label as given, and what it names.
    pub(super) labels: Texts,
    named: Vec<(u32, LabelKind)>,
    /// Labels sorted by folded text.
    pub(super) by_text: Vec<u32>,
    /// Concept ids, ascending; a concept's place here is its number.
    pub(super) concepts: Vec<u32>,
    /// The first form of each concept, and one more for the end.
    pub(super) first_form: Vec<u32>,
    pub(super) forms: Forms,
    /// What each concept must make up for having many labels, in 1/4096 bit.
    pub(super) bias: Vec<u32>,
    pub(super) postings: Postings,
    pub(super) lexicon: Lexicon,
    /// How much the concept as a whole counts beside its best label, in permille of likeness for each nat.
    pub(super) kinship: u64,
}

/// Distinct rough spellings; equal positions belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    pub(super) concept: Vec<u32>,
    pub(super) label: Vec<u32>,
    pub(super) rough: Texts,
    pub(super) guard: Vec<Guard>,
    /// [`SCALE`] / length of the weight vector.
    pub(super) scale: Vec<u32>,
}

/// Numerator of the scales: the shortest possible vector (16) still has a scale of 32 bits, usual ones have 17.
pub(super) const SCALE: u64 = 1 << 36;

/// Bits from `weight * telling * scale` to 1/65536 of a unit vector.
pub(super) const UNIT_SHIFT: u32 = 20;

/// What a piece counts in a concept that has never shown it, in 1/65536 of a unit vector (0.003).
pub(super) const UNSEEN: u64 = 196;

/// Share of the size of a concept that is held against it, in permille; less than all, because large concepts are asked for more.
const BIAS_SHARE: u64 = 700;

/// What each label beyond the first of an average concept adds to `kinship`, and the most it comes to.
///
/// One label a concept (ESCO skills): the best label decides. Seventeen (KldB titles): the family decides.
const KINSHIP_PER_LABEL: u64 = 60;
const MOST_KINSHIP: u64 = 600;

static NO_GUARD: Guard = Guard::none();

impl Index {
    /// Builds the index; labels without a letter or digit are left out.
    pub(super) fn new(entries: &[Entry], lexicon: Lexicon) -> Self {
        let folded: Vec<Vec<String>> = entries.iter().map(|entry| words(&entry.label)).collect();
        let mut rows: Vec<Row<'_>> = (0..)
            .zip(entries)
            .zip(&folded)
            .filter(|(_, words)| !words.is_empty())
            .map(|((label, entry), words)| Row::new(label, entry, words))
            .collect();
        let by_text = sorted_by_text(&rows);
        rows.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
        rows.dedup_by(|next, kept| next.concept == kept.concept && next.rough == kept.rough);
        let mut concepts: Vec<u32> = rows.iter().map(|row| row.concept).collect();
        concepts.dedup();
        let (mut forms, first_form) = forms(&rows);
        let vectors: Vec<Vec<Weighted>> =
            rows.iter().map(|row| grams(row.words, Role::Label, &lexicon)).collect();
        let postings = Postings::new(&vectors, &forms.concept, concepts.len());
        let bias = weigh(&vectors, &postings, &mut forms, concepts.len());
        let mut labels = Texts::default();
        for entry in entries {
            labels.push(&entry.label);
        }
        let kinship = kinship(forms.concept.len(), concepts.len());
        let named = entries.iter().map(|entry| (entry.concept, entry.kind)).collect();
        Self {
            labels,
            named,
            by_text,
            concepts,
            first_form,
            forms,
            bias,
            postings,
            lexicon,
            kinship,
        }
    }

    /// What a label names and how.
    pub(super) fn named(&self, label: u32) -> (u32, LabelKind) {
        let named = usize::try_from(label).ok().and_then(|label| self.named.get(label));
        named.copied().unwrap_or((u32::MAX, LabelKind::Synonym))
    }

    /// The label, rough spelling and level of a form.
    pub(super) fn form(&self, form: u32) -> (u32, &str, &Guard) {
        let place = usize::try_from(form).unwrap_or(usize::MAX);
        let label = self.forms.label.get(place).copied().unwrap_or(u32::MAX);
        (label, self.forms.rough.get(form), self.forms.guard.get(place).unwrap_or(&NO_GUARD))
    }

    /// Bytes the index takes, without what the allocator adds.
    pub(super) fn bytes(&self) -> usize {
        let numbers = self.by_text.capacity()
            + self.concepts.capacity()
            + self.first_form.capacity()
            + self.bias.capacity();
        let forms = self.forms.concept.capacity() * (3 * size_of::<u32>() + size_of::<Guard>())
            + self.forms.rough.bytes();
        let named = self.named.capacity() * size_of::<(u32, LabelKind)>();
        self.labels.bytes() + named + numbers * size_of::<u32>() + forms + self.postings.bytes()
    }
}

/// A label on its way into the index.
struct Row<'l> {
    concept: u32,
    rough: String,
    kind: LabelKind,
    label: u32,
    words: &'l [String],
}

impl<'l> Row<'l> {
    fn new(label: u32, entry: &Entry, words: &'l [String]) -> Self {
        Self { concept: entry.concept, rough: rough_text(words), kind: entry.kind, label, words }
    }

    /// Preferred names first, so that a form is shown by the concept's own name if it is one.
    fn key(&self) -> (u32, &str, LabelKind, u32) {
        (self.concept, &self.rough, self.kind, self.label)
    }
}

fn sorted_by_text(rows: &[Row<'_>]) -> Vec<u32> {
    let mut texts: Vec<(String, u32)> =
        rows.iter().map(|row| (row.words.join(" "), row.label)).collect();
    texts.sort_unstable();
    texts.into_iter().map(|(_, label)| label).collect()
}

fn forms(rows: &[Row<'_>]) -> (Forms, Vec<u32>) {
    let mut forms = Forms::default();
    let mut first_form = Vec::new();
    let mut start = 0;
    for (number, same) in (0..).zip(rows.chunk_by(|one, other| one.concept == other.concept)) {
        first_form.push(start);
        for row in same {
            forms.concept.push(number);
            forms.label.push(row.label);
            forms.rough.push(&row.rough);
            forms.guard.push(Guard::of(row.words));
            start += 1;
        }
    }
    first_form.push(start);
    (forms, first_form)
}

/// Sets the scale of every form and returns the bias of every concept.
fn weigh(
    vectors: &[Vec<Weighted>],
    postings: &Postings,
    forms: &mut Forms,
    concepts: usize,
) -> Vec<u32> {
    let mut masses = vec![0_u64; concepts];
    for (vector, concept) in vectors.iter().zip(&forms.concept) {
        let values = vector.iter().filter_map(|(gram, weight)| {
            Some(u64::from(*weight) * postings.telling(postings.find(*gram)?))
        });
        let (sum, squares) =
            values.fold((0, 0), |(sum, squares), value| (sum + value, squares + value * value));
        let scale = (SCALE / squares.isqrt().max(1)).min(u64::from(u32::MAX));
        forms.scale.push(u32::try_from(scale).unwrap_or(u32::MAX));
        if let Some(mass) =
            usize::try_from(*concept).ok().and_then(|concept| masses.get_mut(concept))
        {
            *mass += (sum * scale) >> UNIT_SHIFT;
        }
    }
    let unseen = u64::try_from(postings.pieces()).unwrap_or(u64::MAX).saturating_mul(UNSEEN);
    let bits = masses.iter().map(|mass| quick_log2(mass + unseen).saturating_sub(quick_log2(ONE)));
    bits.map(|bits| u32::try_from(bits * BIAS_SHARE / 1000).unwrap_or(u32::MAX)).collect()
}

fn kinship(forms: usize, concepts: usize) -> u64 {
    let beyond_first = u64::try_from(forms.saturating_sub(concepts)).unwrap_or(u64::MAX);
    let concepts = u64::try_from(concepts.max(1)).unwrap_or(u64::MAX);
    (KINSHIP_PER_LABEL.saturating_mul(beyond_first) / concepts).min(MOST_KINSHIP)
}
