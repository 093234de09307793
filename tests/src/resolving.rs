//! Text to concept over the shipped vocabulary: every name finds its concept, and no must is decided by a text.

use knowledge::{Knowledge, Shelf};
use matching_core::{
    id::ConceptId,
    resolve::{Outcome, Relation, Resolver},
};

fn shipped() -> Knowledge {
    Knowledge::load(&Shelf::Shipped).unwrap().0.unwrap()
}

fn resolver() -> Resolver {
    shipped().resolver(|_| true).unwrap()
}

#[test]
fn every_name_finds_its_concept() {
    let knowledge = shipped();
    let resolver = resolver();
    assert_eq!(resolver.len(), knowledge.vocabulary().concepts.len());
    for concept in &knowledge.vocabulary().concepts {
        let names = [concept.label.de.as_str(), concept.label.english()];
        for name in names.into_iter().chain(concept.synonyms.iter().map(String::as_str)) {
            let found = resolver.resolve(name, 10).unwrap();
            let here = found.proposals.iter().find(|proposal| proposal.concept == concept.id);
            assert!(here.is_some_and(|here| here.score.get() == 1000), "{name}: {found:?}");
        }
    }
}

#[test]
fn what_people_write_finds_what_they_mean() {
    let resolver = resolver();
    for (text, concept) in [
        ("Grundpflge", "basic_care"),
        ("koerperpflege", "basic_care"),
        ("FUEHRUNGSZEUGNISS", "police_certificate"),
        ("Masernimpfungg", "measles_proof"),
        ("Gesundheitszeugnis", "food_hygiene_instruction"),
        ("beim waschen + duschen helfen", "washing_people"),
        ("довідка про несудимість", "police_certificate"),
    ] {
        let found = resolver.resolve(text, 5).unwrap();
        assert_eq!(found.proposals[0].concept, ConceptId::new(concept).unwrap(), "{text}");
    }
}

#[test]
fn a_must_is_always_confirmed_by_a_person() {
    let knowledge = shipped();
    let resolver = resolver();
    for concept in &knowledge.vocabulary().concepts {
        let found = resolver.resolve_for_must(&concept.label.de, 3).unwrap();
        assert_eq!(found.outcome, Outcome::Proposed, "{}", concept.id);
    }
}

#[test]
fn levels_that_look_alike_are_not_taken_for_each_other() {
    let resolver = resolver();
    for text in ["Pflegefachassistenz C1", "Betreuungskraft 53c", "Führerschein Klasse B96"] {
        let found = resolver.resolve(text, 10).unwrap();
        assert!(!matches!(found.outcome, Outcome::Accepted(_)), "{text}: {found:?}");
        let typing_error = |proposal: &matching_core::resolve::Proposal| {
            proposal.why.relation == Relation::TypingError && proposal.why.level_conflicts > 0
        };
        assert!(!found.proposals.iter().any(typing_error), "{text}: {found:?}");
    }
}
