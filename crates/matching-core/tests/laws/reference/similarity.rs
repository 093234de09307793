//! How much of a concept a related one covers: scoring.md 2.3.

use std::collections::{BTreeMap, BTreeSet};

use matching_core::taxonomy::Concept;

/// A vocabulary as sets of everything above, with information content.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    above: BTreeMap<String, BTreeSet<String>>,
    information: BTreeMap<String, u128>,
}

impl Graph {
    pub(crate) fn new(concepts: &[Concept]) -> Self {
        let mut above: BTreeMap<String, BTreeSet<String>> = concepts
            .iter()
            .map(|concept| {
                let own = concept.broader.iter().chain([&concept.id]).map(ToString::to_string);
                (concept.id.to_string(), own.collect())
            })
            .collect();
        // Until nothing new is above anything.
        loop {
            let wider: BTreeMap<String, BTreeSet<String>> = above
                .iter()
                .map(|(id, up)| {
                    (id.clone(), up.iter().flat_map(|up| above[up].iter().cloned()).collect())
                })
                .collect();
            if wider == above {
                break;
            }
            above = wider;
        }
        let information = concepts.iter().map(|concept| {
            let id = concept.id.to_string();
            let below = above.values().filter(|up| up.contains(&id)).count();
            let told = concept.information.map(u128::from);
            (id, told.unwrap_or_else(|| intrinsic(below, concepts.len())))
        });
        Self { information: information.collect(), above: above.clone() }
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &String> {
        self.above.keys()
    }
}

/// `1 − log(below)/log(all)` in thousandths: the one place where a test reckons with decimals.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a check by other means; the numbers are small"
)]
fn intrinsic(below: usize, all: usize) -> u128 {
    if all < 2 {
        return 1000;
    }
    1000 - (1000.0 * (below as f64).ln() / (all as f64).ln() + 0.5).floor() as u128
}

/// `sim({held} → asked)` in thousandths.
pub(crate) fn similarity(graph: &Graph, held: &str, asked: &str, floor: u128) -> u128 {
    if held == asked {
        return 1000;
    }
    let (Some(of_held), Some(of_asked)) = (graph.above.get(held), graph.above.get(asked)) else {
        return 0;
    };
    if of_held.contains(asked) {
        return 1000;
    }
    let whole = graph.information[asked];
    let common = of_held.intersection(of_asked).map(|id| graph.information[id]).max();
    match common {
        Some(common) if whole > 0 => {
            let share = (1000 * common / whole).min(999);
            if share < floor { 0 } else { share }
        }
        _ => 0,
    }
}
