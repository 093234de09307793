//! Text to concept over 100,000 labels, one core, beside the brute force it replaces.
//!
//! Labels are one to three words of the shipped names, drawn by a fixed sequence; questions are
//! labels with one or two typing errors. Both are the same on every run.

use std::sync::LazyLock;

use divan::{Bencher, black_box, counter::ItemsCount};
use knowledge::{Knowledge, Shelf};
use matching_core::{
    id::ConceptId,
    resolve::{Lexicon, Resolver, fold},
};

const LABELS: usize = 100_000;
const QUESTIONS: usize = 500;

struct World {
    labels: Vec<(ConceptId, String)>,
    lexicon: Lexicon,
    questions: Vec<String>,
}

static WORLD: LazyLock<World> = LazyLock::new(World::new);
static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| WORLD.resolver());

impl World {
    #[expect(clippy::expect_used, reason = "a bench without its data cannot run")]
    fn new() -> Self {
        let (knowledge, _) = Knowledge::load(&Shelf::Shipped).expect("the shelf is shipped");
        let knowledge = knowledge.expect("the shipped knowledge loads");
        let names = knowledge
            .vocabulary()
            .concepts
            .iter()
            .flat_map(|concept| [&concept.label.de].into_iter().chain(&concept.synonyms));
        let mut words: Vec<&str> =
            names.flat_map(|name| name.split([' ', ',', '(', ')'])).collect();
        words.retain(|word| word.chars().count() > 3);
        words.sort_unstable();
        words.dedup();
        let word = |draw: usize| words.get(draw % words.len()).copied().unwrap_or_default();
        let label = |number: usize| {
            let draw = |nth: usize| mixed(number * 3 + nth);
            let drawn: Vec<&str> = (0..=draw(3) % 3).map(|nth| word(draw(nth))).collect();
            drawn.join(" ")
        };
        let labels = (0..LABELS).filter_map(|number| {
            Some((ConceptId::new(&format!("c{number:06}")).ok()?, label(number)))
        });
        let questions =
            (0..QUESTIONS).map(|number| misspelt(&label(number * (LABELS / QUESTIONS)), number));
        Self {
            labels: labels.collect(),
            lexicon: knowledge.lexicon(),
            questions: questions.collect(),
        }
    }

    #[expect(clippy::expect_used, reason = "a bench without its data cannot run")]
    fn resolver(&self) -> Resolver {
        let start = Resolver::builder().lexicon(self.lexicon.clone());
        let named =
            self.labels.iter().fold(start, |builder, (id, label)| builder.name(id, label.as_str()));
        named.build().expect("labels are short")
    }

    fn question(&self, number: usize) -> &str {
        self.questions.get(number % QUESTIONS).map_or("", String::as_str)
    }
}

/// A number that looks drawn by chance and is always the same (the finaliser of splitmix64).
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "any bits will do")]
fn mixed(number: usize) -> usize {
    let mut bits = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (bits ^ (bits >> 31)) as usize
}

/// Two letters swapped, and in every second text one left out.
fn misspelt(text: &str, number: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let middle = letters.len() / 2;
    if middle + 1 < letters.len() {
        letters.swap(middle, middle + 1);
    }
    if number.is_multiple_of(2) && letters.len() > 6 {
        letters.remove(letters.len() / 4);
    }
    letters.into_iter().collect()
}

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 500, sample_size = 1)]
fn resolve_in_100_000_labels(bencher: Bencher<'_, '_>) {
    let resolver = &*RESOLVER;
    let mut number = 0;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        number += 1;
        resolver.resolve(black_box(WORLD.question(number)), 10)
    });
}

/// The baseline: normalised OSA of `strsim` against every folded label.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn strsim_over_100_000_labels(bencher: Bencher<'_, '_>) {
    let folded: Vec<String> = WORLD.labels.iter().map(|(_, label)| fold(label)).collect();
    let mut number = 0;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        number += 1;
        let asked = fold(WORLD.question(number));
        let distance = |label: &String| strsim::osa_distance(&asked, label);
        folded.iter().enumerate().map(|(at, label)| (distance(label), at)).min()
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build_100_000_labels(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| WORLD.resolver());
}
