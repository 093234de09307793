//! Inside a crate: modules import each other in one direction only.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{code, crates, named_modules, rust_files};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// Which top module of a crate names which other.
fn graph(name: &str) -> Graph {
    let base = format!("crates/{name}/src/");
    let mut graph = Graph::new();
    let files = rust_files(&base);
    let module = |path: &str| {
        let rest = path.strip_prefix(&base)?;
        let first = rest.split('/').next()?;
        Some(first.trim_end_matches(".rs").to_owned())
    };
    let modules: BTreeSet<String> = files.iter().filter_map(|(path, _)| module(path)).collect();
    for (path, text) in &files {
        let Some(from) = module(path) else { continue };
        // the root and the tests see everything
        if matches!(from.as_str(), "lib" | "main" | "tests") || path.contains("/tests") {
            continue;
        }
        let named = named_modules(&code(text));
        let others = named.into_iter().filter(|to| *to != from && modules.contains(to));
        graph.entry(from.clone()).or_default().extend(others);
    }
    graph
}

/// A way from a module back to itself, if there is one.
fn circle(graph: &Graph) -> Option<Vec<String>> {
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
fn no_crate_has_a_circle_of_modules() {
    let circles: Vec<_> =
        crates().iter().filter_map(|name| Some((name.clone(), circle(&graph(name))?))).collect();
    assert!(circles.is_empty(), "{circles:?}");
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
