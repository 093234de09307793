//! L37 to L40: what one competence says about another.

use std::collections::BTreeSet;

use matching_core::{
    criteria::{Ask, Fact, KindName, Stated, competence, scale},
    id::ConceptId,
    quantity::Permille,
    taxonomy::{Concept, Taxonomy},
};
use proptest::prelude::*;

use crate::{
    config,
    reference::{Graph, known, similarity},
    world::{
        case, concept,
        facts::provenance,
        vocabulary::{KNOWN, concepts, name},
    },
};

fn built(concepts: &[Concept]) -> Taxonomy {
    Taxonomy::builder().with_all(concepts.to_vec()).build().unwrap()
}

/// A concept and everything above it, step by step.
fn lineage(taxonomy: &Taxonomy, of: &ConceptId) -> BTreeSet<ConceptId> {
    let mut all = BTreeSet::from([of.clone()]);
    for above in taxonomy.broader(of) {
        all.extend(lineage(taxonomy, above));
    }
    all
}

fn all_names() -> Vec<ConceptId> {
    (0..KNOWN + 2).map(|number| concept(&name(number))).collect()
}

fn held(id: &str, grade: u8, provenance: matching_core::evidence::Provenance) -> Fact {
    let stated = Stated::level(scale::Grade::new(grade).unwrap());
    Fact::Competence(competence::Fact { concept: concept(id), stated, provenance })
}

proptest! {
    #![proptest_config(config())]

    /// L37: what lies below the asked thing is the asked thing.
    #[test]
    fn what_lies_below_counts_in_full((concepts, floor) in (concepts(), 0_u16..=1000)) {
        let taxonomy = built(&concepts);
        for one in all_names() {
            for above in lineage(&taxonomy, &one) {
                let share = taxonomy.similarity(&one, &above, Permille::new(floor));
                prop_assert_eq!(share, Permille::FULL);
            }
        }
    }

    /// L38: one more recorded competence that is not itself asked for never lowers a bound.
    #[test]
    fn one_competence_more_never_hurts(
        (case, at, grade, from) in (case(), 0..KNOWN + 2, 0_u8..=4, provenance())
    ) {
        let id = name(at);
        let asks = case.place.asks();
        let asked = asks.iter().any(|ask| matches!(ask, Ask::Competence(ask) if ask.concept.as_str() == id));
        if asked || known(&case, KindName::Competence, &id).is_some() {
            return Ok(());
        }
        let mut facts = case.facts.clone();
        facts.push(held(&id, grade, from));
        let (before, after) = (case.score(), case.with_facts(facts).score());
        for (before, after) in [
            (before.demands, after.demands),
            (before.needs, after.needs),
            (before.overall, after.overall),
        ] {
            prop_assert!(before.low <= after.low && before.high <= after.high);
        }
        prop_assert!(before.eligibility <= after.eligibility);
    }

    /// L39: a share lies between nothing and all; across top branches it is nothing; and it is what
    /// the second reckoning finds, whichever way it is asked for.
    #[test]
    fn shares_keep_to_their_branch((concepts, floor) in (concepts(), 0_u16..=1000)) {
        let (taxonomy, graph) = (built(&concepts), Graph::new(&concepts));
        for asked in all_names() {
            let floor = Permille::new(floor);
            let related = taxonomy.related(&asked, floor);
            for other in all_names() {
                let share = taxonomy.similarity(&other, &asked, floor);
                let (one, two) = (lineage(&taxonomy, &other), lineage(&taxonomy, &asked));
                if one.is_disjoint(&two) {
                    prop_assert_eq!(share, Permille::NONE);
                }
                if !one.contains(&asked) {
                    prop_assert!(share < Permille::FULL);
                }
                let found = similarity(&graph, other.as_str(), asked.as_str(), floor.get().into());
                prop_assert_eq!(u128::from(share.get()), found);
                let listed = related.iter().find(|(id, _)| **id == other).map(|(_, share)| *share);
                let expected = Some(share).filter(|share| other != asked && *share > Permille::NONE);
                prop_assert_eq!(listed, expected);
            }
        }
    }

    /// L40: likeness of words is nothing: a concept that is written almost like the asked one, and
    /// that nobody has put into the vocabulary, changes nothing.
    #[test]
    fn likeness_of_words_changes_nothing((case, from) in (case(), provenance())) {
        let asks = case.place.asks();
        let names: Vec<&ConceptId> = asks
            .iter()
            .filter_map(|ask| match ask {
                Ask::Competence(ask) => Some(&ask.concept),
                _ => None,
            })
            .collect();
        let mut facts = case.facts.clone();
        for name in names {
            facts.extend(["0", "e", "-"].map(|more| held(&format!("{name}{more}x"), 4, from.clone())));
        }
        prop_assert_eq!(case.with_facts(facts).explain(), case.explain());
    }
}

/// L37 and L39 on a tree worked by hand: of twelve concepts five are `care` or below it, which tells
/// 1 − log 5 / log 12 = 0.352; two are `lift` or below it, which tells 1 − log 2 / log 12 = 0.721.
#[test]
fn a_tree_worked_by_hand() {
    let below = |id: &str, above: &str| Concept {
        id: concept(id),
        broader: vec![concept(above)],
        information: None,
    };
    let top = |id: &str| Concept { id: concept(id), broader: Vec::new(), information: None };
    let mut all = vec![top("care"), top("craft")];
    all.extend(["wash", "feed", "lift"].map(|id| below(id, "care")));
    all.extend(["saw", "drill", "weld", "paint", "lay", "plan"].map(|id| below(id, "craft")));
    all.push(below("lift-with-belt", "lift"));
    let floor = Permille::new(1);
    let taxonomy = built(&all);
    let share =
        |held: &str, asked: &str| taxonomy.similarity(&concept(held), &concept(asked), floor).get();
    assert_eq!(taxonomy.information(&concept("care")), 352);
    assert_eq!(taxonomy.information(&concept("lift")), 721);
    assert_eq!(share("lift-with-belt", "lift"), 1000);
    assert_eq!(share("lift", "lift-with-belt"), 721);
    assert_eq!(share("wash", "feed"), 352);
    assert_eq!(share("wash", "lift"), 488);
    assert_eq!(share("wash", "saw"), 0);
}
