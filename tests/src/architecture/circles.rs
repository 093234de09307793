//! Circles in a graph of names.

use std::collections::{BTreeMap, BTreeSet};

/// Who names whom.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// A way from a place back to itself, if there is one.
pub(super) fn circle(graph: &Graph) -> Option<Vec<String>> {
    graph.keys().find_map(|start| way(graph, start, start, &mut BTreeSet::new()))
}

fn way(graph: &Graph, from: &str, to: &str, seen: &mut BTreeSet<String>) -> Option<Vec<String>> {
    for next in graph.get(from)? {
        if next == to {
            return Some(vec![from.to_owned(), to.to_owned()]);
        }
        if seen.insert(next.clone())
            && let Some(mut rest) = way(graph, next, to, seen)
        {
            rest.insert(0, from.to_owned());
            return Some(rest);
        }
    }
    None
}

#[test]
fn a_circle_is_found() {
    let edge = |from: &str, to: &[&str]| {
        (from.to_owned(), to.iter().map(|to| (*to).to_owned()).collect::<BTreeSet<_>>())
    };
    let line = Graph::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &[])]);
    assert_eq!(circle(&line), None);
    let ring = Graph::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &["a"])]);
    assert_eq!(circle(&ring).unwrap(), ["a", "b", "c", "a"]);
}
