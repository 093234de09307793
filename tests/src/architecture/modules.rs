//! Inside a crate: in every folder, files name each other in one direction only.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    circles::{Graph, circle},
    names::{Names, Path},
    sources::{code, crates, rust_files},
};

/// The files of a crate, by the path of their module.
struct Crate {
    files: BTreeMap<Path, Names>,
}

impl Crate {
    fn of(name: &str) -> Self {
        let base = format!("crates/{name}/src/");
        let mut files: BTreeMap<Path, Names> = rust_files(&base)
            .iter()
            .map(|(path, text)| (module(&path[base.len()..]), Names::of(&code(text))))
            .collect();
        let tests: Vec<Path> = files
            .iter()
            .flat_map(|(at, names)| names.test_modules.iter().map(|test| below(at, test)))
            .collect();
        files.retain(|at, _| !tests.iter().any(|test| at.starts_with(test)));
        Self { files }
    }

    /// The file in which that stands which a file names so; none for another crate.
    fn file(&self, from: &Path, path: &[String]) -> Option<Path> {
        let first = path.first()?;
        let ours = ["crate", "self", "super"].contains(&first.as_str());
        if !ours && !self.files.contains_key(&below(from, first)) {
            return None;
        }
        let mut at = from.clone();
        for (place, word) in path.iter().enumerate() {
            match word.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()),
                word if self.files.contains_key(&below(&at, word)) => at.push(word.to_owned()),
                // something of this file, or a name that it has from elsewhere itself
                word => {
                    let Some(import) = self.imported(&at, word) else { return Some(at) };
                    let further = self.file(&at, &[import, &path[place + 1..]].concat());
                    return further.or(Some(at));
                }
            }
        }
        Some(at)
    }

    fn imported(&self, file: &Path, name: &str) -> Option<&[String]> {
        let import = self.files.get(file)?.imports.iter().find(|import| import.name == name)?;
        Some(&import.path)
    }

    /// The files that a file names something of: what it imports for itself, and what its code
    /// mentions. Handing a name on is not naming it.
    fn named(&self, file: &Path, names: &Names) -> BTreeSet<Path> {
        let own = names.imports.iter().filter(|import| !import.handed_on);
        let imported = own.filter_map(|import| self.file(file, &import.path));
        let mentioned = names.mentions.iter().filter_map(|path| {
            let (first, more) = path.split_first()?;
            match self.imported(file, first) {
                Some(import) => self.file(file, &[import, more].concat()),
                // a single word that is not imported is of the file itself
                None if more.is_empty() => None,
                None => self.file(file, path),
            }
        });
        imported.chain(mentioned).filter(|to| to != file).collect()
    }

    /// For each folder who names whom: its own `mod.rs`, its files, and the folders in it as wholes.
    fn folders(&self) -> BTreeMap<String, Graph> {
        let mut folders: BTreeMap<String, Graph> = BTreeMap::new();
        for (from, names) in &self.files {
            for to in self.named(from, names) {
                let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                let part = |file: &Path| file.get(shared).map_or("mod.rs", |part| part).to_owned();
                let graph = folders.entry(from[..shared].join("/")).or_default();
                graph.entry(part(from)).or_default().insert(part(&to));
            }
        }
        folders
    }
}

/// The module of a file, from its path below `src/`.
fn module(path: &str) -> Path {
    let mut module: Path = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(path, "lib.rs" | "main.rs") || path.ends_with("/mod.rs") {
        module.pop();
    }
    module
}

fn below(module: &Path, child: &str) -> Path {
    let mut path = module.clone();
    path.push(child.to_owned());
    path
}

#[test]
fn no_folder_has_a_circle() {
    let mut circles = Vec::new();
    for name in crates() {
        for (folder, graph) in Crate::of(&name).folders() {
            circles
                .extend(circle(&graph).map(|way| format!("{name}/{folder}: {}", way.join(" → "))));
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn names_are_followed_to_where_they_stand() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use a::deep::Thing;"),
        ("a/mod.rs", "mod deep; pub(crate) use deep::Other; fn f(x: other_crate::Y) {}"),
        ("a/deep.rs", "pub struct Thing; pub struct Other; use std::fmt;"),
        ("b.rs", "use crate::Thing; fn f() { crate::a::Other::new(); super::a::g() }"),
    ];
    let files = files.map(|(path, text)| (module(path), Names::of(text)));
    let house = Crate { files: BTreeMap::from(files) };
    let named = |path| {
        let at = module(path);
        let named = house.named(&at, &house.files[&at]);
        named.iter().map(|file| file.join("/")).collect::<Vec<_>>()
    };
    assert_eq!(named("b.rs"), ["a", "a/deep"]);
    assert_eq!(named("lib.rs"), [""; 0]);
    assert_eq!(named("a/mod.rs"), [""; 0]);
    assert_eq!(named("a/deep.rs"), [""; 0]);
    assert_eq!(house.folders()[""], Graph::from([("b".into(), BTreeSet::from(["a".into()]))]));
}
