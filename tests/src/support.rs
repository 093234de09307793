//! Where things are, and how they are read in tests.

use issue::{Issue, Language};
use std::{fs, path::PathBuf};

use formats::{
    document::{Gazetteer, PersonDocument, Reference},
    read::{Checked, people, profiles},
    source::{Source, Syntax},
};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The text of a file of the project.
pub(crate) fn text(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All issues as one text, for messages.
pub(crate) fn told(issues: &[Issue]) -> String {
    let lines = issues.iter().map(|issue| {
        format!("{} [{}] {}", issue.place, issue.code.name(), issue.cause(Language::English))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The requirement profiles of a file without issues.
pub(crate) fn profiles_in(path: &str) -> Vec<Checked> {
    let text = text(path);
    let source = Source::file(path, &text, Syntax::of_file_name(path).unwrap());
    let (checked, issues) = profiles(source, &Reference::default());
    assert!(issues.is_empty(), "{}", told(&issues));
    checked
}

/// The people of a file without issues.
pub(crate) fn people_in(path: &str) -> Vec<PersonDocument> {
    let text = text(path);
    let source = Source::file(path, &text, Syntax::of_file_name(path).unwrap());
    let (entries, issues) = people(source, &Gazetteer::default());
    assert!(issues.is_empty(), "{}", told(&issues));
    entries.into_iter().map(|entry| entry.document).collect()
}
