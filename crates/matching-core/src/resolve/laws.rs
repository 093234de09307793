//! The laws of text resolution, each as a property over generated German labels and hostile strings.

use proptest::prelude::*;

use super::entry::{Entry, LabelKind};
use super::fold::words;
use super::guard::Guard;
use super::{
    BuildError, LONGEST_TEXT, Lexicon, MOST_PROPOSALS, Outcome, Proposal, QueryError, Relation,
    Resolver, ResolverBuilder, fold,
};
use crate::id::ConceptId;

fn id(concept: u32) -> ConceptId {
    ConceptId::new(&format!("{concept:03}")).unwrap()
}

fn builder(labels: &[Entry]) -> ResolverBuilder {
    let families = [["pfleger", "betreuung"], ["helfer", "assistent"], ["kueche", "kinder"]];
    let start = Resolver::builder().lexicon(Lexicon::new(families, ["in"]));
    labels.iter().fold(start, |builder, entry| match entry.kind {
        LabelKind::Preferred => builder.name(&id(entry.concept), entry.label.as_str()),
        LabelKind::Synonym => builder.synonym(&id(entry.concept), entry.label.as_str()),
    })
}

fn resolver(labels: &[Entry]) -> Resolver {
    builder(labels).build().unwrap()
}

fn scores(proposals: &[Proposal]) -> Vec<(ConceptId, u16)> {
    proposals.iter().map(|proposal| (proposal.concept.clone(), proposal.score.get())).collect()
}

fn label(concept: u32, label: &str) -> Entry {
    Entry { concept, label: label.to_owned(), kind: LabelKind::Preferred }
}

fn synonym(concept: u32, label: &str) -> Entry {
    Entry { kind: LabelKind::Synonym, ..self::label(concept, label) }
}

fn care() -> Resolver {
    let labels = [
        label(1, "Altenpfleger/in"),
        label(2, "Altenpflegehelfer/in"),
        label(3, "Deutsch B1"),
        label(4, "Deutsch B2"),
        label(5, "Betreuungskraft nach § 43b"),
        label(6, "Krankenpfleger/in"),
        synonym(6, "Krankenschwester"),
        label(7, "Führungszeugnis"),
        label(8, "Direktor/in (Hochschule)"),
        label(9, "Pflegefachassistent/in"),
        label(10, "Pflegefachmann/-frau"),
        synonym(9, "Doppelt vergeben"),
        synonym(10, "Doppelt vergeben"),
    ];
    resolver(&labels)
}

#[track_caller]
fn first(query: &str, concept: u32) {
    let resolution = care().resolve(query, 3).unwrap();
    assert_eq!(resolution.outcome, Outcome::Proposed, "{query}");
    assert_eq!(resolution.proposals[0].concept, id(concept), "{query}: {:?}", resolution.proposals);
}

#[test]
fn the_same_spelling_is_accepted() {
    for (query, concept) in [
        ("altenpflegerin", 1),
        ("Altenpfleger*in (m/w/d)", 1),
        ("DEUTSCH B 2", 4),
        ("Krankenschwester", 6),
        ("fuehrungszeugnis", 7),
    ] {
        assert_eq!(
            care().resolve(query, 3).unwrap().outcome,
            Outcome::Accepted(id(concept)),
            "{query}"
        );
    }
}

#[test]
fn another_spelling_is_only_proposed() {
    first("Altenflegerin", 1);
    first("Fuehrungszeugniss", 7);
    first("Altenpflegehelfr", 2);
    first("Betreuungskraft 43b", 5);
    first("Direktorin", 8);
}

#[test]
fn another_level_is_listed_but_never_taken_for_the_same() {
    for (query, concept) in
        [("Altenpflegeassistent", 2), ("Deutsch C1", 3), ("Betreuungskraft nach § 53b", 5)]
    {
        let resolution = care().resolve(query, 5).unwrap();
        assert_eq!(resolution.outcome, Outcome::Proposed);
        let proposal =
            resolution.proposals.iter().find(|proposal| proposal.concept == id(concept)).unwrap();
        assert!(proposal.why.level_conflicts > 0, "{proposal:?}");
        assert_ne!(proposal.why.relation, Relation::TypingError);
    }
}

#[test]
fn a_label_of_two_concepts_is_not_accepted() {
    let resolution = care().resolve("doppelt vergeben", 5).unwrap();
    assert_eq!(resolution.outcome, Outcome::Proposed);
    assert_eq!(
        resolution
            .proposals
            .iter()
            .map(|proposal| proposal.concept.clone())
            .take(2)
            .collect::<Vec<_>>(),
        [id(9), id(10)]
    );
    assert_eq!(resolution.margin.get(), 0);
}

#[test]
fn a_must_is_always_confirmed() {
    let resolution = care().resolve_for_must("Altenpfleger", 5).unwrap();
    assert_eq!(
        (resolution.outcome, resolution.proposals[0].score.get()),
        (Outcome::Proposed, 1000)
    );
}

#[test]
fn hostile_texts_are_refused_or_answered() {
    let resolver = care();
    let million = "Pfleger ".repeat(131_072);
    assert_eq!(
        resolver.resolve(&million, 5),
        Err(QueryError::TooLong { bytes: 1_048_576, limit: LONGEST_TEXT })
    );
    for empty in ["", "   ", "!?/()-:*", "\u{202E}\u{200B}", "\u{301}\u{308}\u{308}", "\0\n\t"] {
        assert_eq!(resolver.resolve(empty, 5), Err(QueryError::Empty), "{empty:?}");
    }
    for odd in [
        "a\u{308}\u{308}\u{301}",
        "\u{202E}regelfP",
        "\u{FDFA}",
        "𝔓𝔣𝔩𝔢𝔤𝔢𝔯",
        "متمريض",
        "1",
        "in",
        "/in",
        "(m/w/d",
        "\u{0}Pfleger",
        "ﬀﬃ",
        "m/w/d",
    ] {
        assert!(
            resolver
                .resolve(odd, usize::MAX)
                .is_ok_and(|resolution| resolution.proposals.len() <= MOST_PROPOSALS)
                || resolver.resolve(odd, 1) == Err(QueryError::Empty),
            "{odd:?}"
        );
    }
}

#[test]
fn an_empty_catalogue_finds_nothing() {
    let resolver = Resolver::builder().build().unwrap();
    assert!(resolver.is_empty());
    assert_eq!(resolver.resolve("Pfleger", 5).unwrap().outcome, Outcome::NothingFound);
    assert!(self::resolver(&[label(1, "???")]).is_empty());
    let error = builder(&[label(1, &"a".repeat(LONGEST_TEXT + 1))]).build().unwrap_err();
    assert_eq!(
        error,
        BuildError::LabelTooLong { concept: id(1), bytes: LONGEST_TEXT + 1, limit: LONGEST_TEXT }
    );
}

/// Labels put together from parts that make many near misses, levels among them.
fn name() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec![
        "Alten",
        "Kranken",
        "Kinder",
        "Pflege",
        "Büro",
        "Küchen",
        "Deutsch ",
        "Betreuung ",
    ]);
    let second = prop::sample::select(vec![
        "pfleger",
        "helfer",
        "assistent",
        "fachkraft",
        "kraft",
        "meister",
        "B1",
        "B2",
        "43b",
        "53b",
    ]);
    let end = prop::sample::select(vec!["", "in", "/in", "*in", " (m/w/d)", "innen"]);
    (first, second, end).prop_map(|(first, second, end)| format!("{first}{second}{end}"))
}

fn catalogue() -> impl Strategy<Value = Vec<Entry>> {
    let kind = prop_oneof![Just(LabelKind::Preferred), Just(LabelKind::Synonym)];
    prop::collection::vec(
        (0..12_u32, name(), kind).prop_map(|(concept, label, kind)| Entry { concept, label, kind }),
        0..25,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn accepted_means_the_same_spelling_of_one_concept(labels in catalogue(), query in name()) {
        let resolution = resolver(&labels).resolve(&query, 5).unwrap();
        let mut same: Vec<u32> = labels.iter().filter(|entry| fold(&entry.label) == fold(&query)).map(|entry| entry.concept).collect();
        same.sort_unstable();
        same.dedup();
        match resolution.outcome {
            Outcome::Accepted(concept) => prop_assert_eq!(same.into_iter().map(id).collect::<Vec<_>>(), [concept]),
            Outcome::Proposed | Outcome::NothingFound => prop_assert_ne!(same.len(), 1),
        }
    }

    #[test]
    fn levels_are_never_merged(labels in catalogue(), query in name()) {
        let resolution = resolver(&labels).resolve(&query, 5).unwrap();
        let level = Guard::of(&words(&query));
        for proposal in &resolution.proposals {
            if Guard::of(&words(&proposal.label)).differences(&level) > 0 {
                prop_assert_ne!(&resolution.outcome, &Outcome::Accepted(proposal.concept.clone()));
                prop_assert!(proposal.why.level_conflicts > 0);
                prop_assert_eq!(proposal.why.relation, Relation::Similar);
            }
        }
    }

    #[test]
    fn proposals_are_ordered_distinct_and_no_more_than_asked_for(labels in catalogue(), query in name(), k in 0..8_usize) {
        let resolution = resolver(&labels).resolve(&query, k).unwrap();
        let proposals = &resolution.proposals;
        prop_assert!(proposals.len() <= k);
        prop_assert!(proposals.windows(2).all(|pair| pair[0].score >= pair[1].score));
        let mut concepts: Vec<ConceptId> = proposals.iter().map(|proposal| proposal.concept.clone()).collect();
        concepts.sort_unstable();
        concepts.dedup();
        prop_assert_eq!(concepts.len(), proposals.len());
        prop_assert!(proposals.iter().all(|proposal| (proposal.score.get() == 1000) == (fold(&proposal.label) == fold(&query))));
        if let [one, two, ..] = proposals.as_slice() {
            prop_assert_eq!(resolution.margin.get(), one.score.get() - two.score.get());
        }
    }

    #[test]
    fn the_order_of_labels_does_not_matter(labels in catalogue(), query in name(), turn in 0..25_usize) {
        let mut turned = labels.clone();
        turned.rotate_left(turn.min(labels.len()));
        let concepts = |labels: &[Entry]| {
            let resolution = resolver(labels).resolve(&query, 5).unwrap();
            (resolution.outcome, resolution.margin, scores(&resolution.proposals))
        };
        prop_assert_eq!(concepts(&labels), concepts(&turned));
    }

    #[test]
    fn fewer_proposals_are_the_first_of_more(labels in catalogue(), query in name(), k in 0..8_usize) {
        let resolver = resolver(&labels);
        let (few, many) = (resolver.resolve(&query, k).unwrap(), resolver.resolve(&query, 20).unwrap());
        prop_assert_eq!(few.outcome, many.outcome);
        prop_assert_eq!(&few.proposals[..], &many.proposals[..few.proposals.len()]);
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), k in any::<usize>()) {
        prop_assert!(care().resolve(&text, k).map_or(true, |resolution| resolution.proposals.len() <= k));
    }

    #[test]
    fn no_label_panics(texts in prop::collection::vec(any::<String>(), 0..5), query in any::<String>()) {
        let labels: Vec<Entry> = (0..).zip(&texts).map(|(concept, text)| label(concept, text)).collect();
        if let Ok(resolver) = builder(&labels).build() {
            prop_assert!(resolver.resolve(&query, 5).map_or(true, |resolution| resolution.proposals.len() <= 5));
            for (concept, text) in (0..).zip(&texts) {
                if let Ok(resolution) = resolver.resolve(text, 5) {
                    prop_assert!(resolution.proposals.iter().any(|proposal| proposal.concept == id(concept)));
                }
            }
        }
    }
}
