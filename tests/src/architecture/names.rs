//! What a file names: the paths of its `use` lines, and those in the code below them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A path as it is written: `crate::a::B` as its three words.
pub(super) type Path = Vec<String>;

/// A name that a `use` line brings into a file; a glob is called `*`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    pub(super) path: Path,
    pub(super) name: String,
    /// Whether the file only hands the name on: `pub use`, `pub(crate) use`.
    pub(super) handed_on: bool,
}

/// Everything that a file names.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) imports: Vec<Import>,
    /// The paths in the code, of one word or more.
    pub(super) mentions: Vec<Path>,
    /// The modules below it that are there for tests alone.
    pub(super) test_modules: Vec<String>,
}

impl Names {
    /// Reads the code of a file.
    pub(super) fn of(code: &str) -> Self {
        let mut words = Words { words: Vec::new(), at: 0 };
        words.flatten(code.parse().unwrap());
        let mut names = Self::default();
        while words.at < words.words.len() {
            if words.are(&["cfg", "(", "test", ")", "]", "mod"]) {
                names.test_modules.push(words.word(6).to_owned());
                words.at += 7;
            } else if words.are(&["mod"]) {
                words.at += 2;
            } else if words.are(&["(", "in"]) {
                // how far something can be seen: `pub(in crate::a)`
                words.at += 2;
                words.path();
            } else if words.are(&["use"]) {
                let handed_on = words.at > 0 && ["pub", ")"].contains(&&*words.words[words.at - 1]);
                words.at += 1;
                words.tree(&[], handed_on, &mut names.imports);
            } else if words.is_word(0) {
                names.mentions.push(words.path());
            } else {
                // what follows a point is a field or a method, not a path
                words.at += if words.are(&["."]) { 2 } else { 1 };
            }
        }
        names
    }
}

/// The words and signs of a file in one row, and how far they are read.
struct Words {
    words: Vec<String>,
    at: usize,
}

impl Words {
    /// Appends a stream; what is written between quotes becomes an empty word.
    fn flatten(&mut self, stream: TokenStream) {
        let mut tokens = stream.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) => self.words.push(word.to_string()),
                TokenTree::Literal(_) => self.words.push(String::new()),
                TokenTree::Punct(sign)
                    if sign.as_char() == ':' && sign.spacing() == Spacing::Joint =>
                {
                    tokens.next();
                    self.words.push("::".to_owned());
                }
                TokenTree::Punct(sign) => self.words.push(sign.to_string()),
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
                    };
                    self.words.push(open.to_owned());
                    self.flatten(group.stream());
                    self.words.push(close.to_owned());
                }
            }
        }
    }

    /// The word so many places on.
    fn word(&self, on: usize) -> &str {
        self.words.get(self.at + on).map_or("", String::as_str)
    }

    fn is_word(&self, on: usize) -> bool {
        self.word(on).starts_with(|c: char| c.is_alphabetic() || c == '_')
    }

    fn are(&self, expected: &[&str]) -> bool {
        expected.iter().enumerate().all(|(on, word)| self.word(on) == *word)
    }

    /// Reads the path that begins here.
    fn path(&mut self) -> Path {
        let mut path = vec![self.word(0).to_owned()];
        self.at += 1;
        while self.are(&["::"]) && self.is_word(1) {
            path.push(self.word(1).to_owned());
            self.at += 2;
        }
        path
    }

    /// Reads what a `use` line or a group in it imports.
    fn tree(&mut self, above: &[String], handed_on: bool, imports: &mut Vec<Import>) {
        if self.are(&["{"]) {
            while !self.are(&["}"]) {
                self.at += 1;
                self.tree(above, handed_on, imports);
            }
            self.at += 1;
            return;
        }
        if !self.is_word(0) && !self.are(&["*"]) {
            return;
        }
        let mut path = [above, &self.path()].concat();
        if self.are(&["::"]) {
            self.at += 1;
            return self.tree(&path, handed_on, imports);
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.are(&["as"]) {
            self.at += 1;
            name = self.path().remove(0);
        }
        imports.push(Import { path, name, handed_on });
    }
}

#[test]
fn names_are_found_in_code() {
    let names = Names::of(
        "//! `crate::not::this`
        #[cfg(test)] mod laws;
        use crate::{a::{self, B as C, d::*}, e};
        pub(super) use super::f::G;
        pub(in crate::not) mod nor;
        fn f<'a>(x: C::H) -> self::I { x.field(\"crate::not::that\"); vec![e::j::<K>()] }",
    );
    let imports = names.imports.iter().map(|import| {
        let on = if import.handed_on { " handed on" } else { "" };
        format!("{} as {}{on}", import.path.join("::"), import.name)
    });
    let expected = [
        "crate::a as a",
        "crate::a::B as C",
        "crate::a::d::* as *",
        "crate::e as e",
        "super::f::G as G handed on",
    ];
    assert_eq!(imports.collect::<Vec<_>>(), expected);
    let mentions: Vec<_> = names.mentions.iter().map(|path| path.join("::")).collect();
    for path in ["C::H", "self::I", "e::j", "K"] {
        assert!(mentions.contains(&path.to_owned()), "{path} in {mentions:?}");
    }
    assert!(!mentions.iter().any(|path| path == "field" || path == "nor" || path.contains("not")));
    assert_eq!(names.test_modules, ["laws"]);
}
