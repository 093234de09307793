//! Random vocabularies: small graphs without cycles.

use matching_core::taxonomy::Concept;
use proptest::{collection::vec, prelude::*};

use super::concept;

/// Concepts of the graph; `x0` and `x1` are not in it.
pub(crate) const KNOWN: usize = 7;

/// The identifier of the `number`th concept; the last two are unknown to the graph.
pub(crate) fn name(number: usize) -> String {
    if number < KNOWN { format!("c{number}") } else { format!("x{}", number - KNOWN) }
}

/// A graph in which a concept lies below up to two earlier ones, with information content computed
/// or given.
pub(crate) fn concepts() -> impl Strategy<Value = Vec<Concept>> {
    let parents = vec(vec(0_usize..KNOWN, 0..=2), KNOWN);
    (parents, any::<bool>(), vec(0_u16..=400, KNOWN)).prop_map(|(parents, given, steps)| {
        let mut told: Vec<u16> = Vec::new();
        let mut concepts = Vec::new();
        for (at, (parents, step)) in parents.into_iter().zip(steps).enumerate() {
            let mut above: Vec<usize> = parents.into_iter().filter(|up| *up < at).collect();
            above.sort_unstable();
            above.dedup();
            let highest = above.iter().map(|up| told[*up]).max().unwrap_or(0);
            told.push((highest + step).min(1000));
            concepts.push(Concept {
                id: concept(&name(at)),
                broader: above.iter().map(|up| concept(&name(*up))).collect(),
                information: given.then(|| told[at]),
            });
        }
        concepts
    })
}
