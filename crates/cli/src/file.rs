//! Files at a path, or standard input: what is in them and how it is written.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use formats::{IssueCode, source::Syntax};
use issue::Issue;

/// Larger files are refused before they are read: a client list of a whole country is smaller.
const MOST_BYTES: u64 = 2 << 30;

/// A file that was read.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) written: Written,
}

/// How a file is written.
#[derive(Clone, Copy)]
pub(crate) enum Written {
    Text(Syntax),
    Table,
    Workbook,
    Unknown,
}

impl Written {
    /// By the ending of the name.
    fn named(name: &str) -> Self {
        if let Some(syntax) = Syntax::of_file_name(name) {
            return Self::Text(syntax);
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv" | "tsv" | "txt") => Self::Table,
            Some("xlsx") => Self::Workbook,
            _ => Self::Unknown,
        }
    }

    /// By how it begins, where there is no name: what standard input brings.
    fn guessed(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK") {
            return Self::Workbook;
        }
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
        let is_whole = || serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
        match first.chars().next() {
            Some('{') if is_whole() => Self::Text(Syntax::Ndjson),
            Some('{') => Self::Text(Syntax::Json),
            Some('[') if !first.starts_with("[[") && is_whole() => Self::Text(Syntax::Json),
            Some(sign) if sign == '[' || sign == '#' || first.contains('=') => {
                Self::Text(Syntax::Toml)
            }
            _ => Self::Table,
        }
    }
}

/// The files at a path: itself, or everything readable below a folder, sorted.
pub(crate) fn files(path: &Path, issues: &mut Vec<Issue>) -> Vec<File> {
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, &mut paths, issues);
        paths.retain(|path| readable(&path.to_string_lossy()));
        paths.sort();
        if paths.is_empty() {
            let issue = Issue::new(IssueCode::Empty, "").with("detail", path.display());
            issues.push(at(issue, &path.to_string_lossy()));
        }
    } else {
        paths.push(path.to_path_buf());
    }
    paths.iter().filter_map(|path| file(path, issues)).collect()
}

fn readable(name: &str) -> bool {
    !matches!(Written::named(name), Written::Unknown)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>, issues: &mut Vec<Issue>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return issues.push(unreadable(folder, &error)),
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths, issues);
        } else {
            paths.push(path);
        }
    }
}

/// What stands for standard input in place of a file.
const STANDARD_INPUT: &str = "-";

/// At most so many bytes of standard input; nothing where there are more.
fn standard_input() -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST_BYTES);
    Ok(fits.then_some(bytes))
}

/// One file; what keeps it from being read is an issue.
pub(crate) fn file(path: &Path, issues: &mut Vec<Issue>) -> Option<File> {
    let name = path.to_string_lossy().into_owned();
    let is_piped = name == STANDARD_INPUT;
    let read = if is_piped {
        standard_input()
    } else {
        fs::metadata(path).and_then(|about| {
            if about.len() > MOST_BYTES { Ok(None) } else { fs::read(path).map(Some) }
        })
    };
    let bytes = match read {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let issue = Issue::new(IssueCode::TooLarge, "").with("found", "> 2 GiB");
            issues.push(at(issue.with("limit", MOST_BYTES), &name));
            return None;
        }
        Err(error) => {
            issues.push(unreadable(path, &error));
            return None;
        }
    };
    let written = if is_piped { Written::guessed(&bytes) } else { Written::named(&name) };
    Some(File { name, bytes, written })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Issue {
    at(Issue::new(IssueCode::Unreadable, "").with("detail", error), &path.to_string_lossy())
}

/// An issue of a file.
pub(crate) fn at(mut issue: Issue, file: &str) -> Issue {
    issue.place.file = Some(file.to_owned());
    issue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pipe_brings_is_told_by_how_it_begins() {
        let told = |text: &str| match Written::guessed(text.as_bytes()) {
            Written::Text(syntax) => format!("{syntax:?}"),
            Written::Table => "table".to_owned(),
            Written::Workbook => "workbook".to_owned(),
            Written::Unknown => "unknown".to_owned(),
        };
        for (text, expected) in [
            ("{\"id\": \"P-1\"}\n{\"id\": \"P-2\"}\n", "Ndjson"),
            ("\n{\n  \"people\": []\n}", "Json"),
            ("[{\"id\": \"P-1\"}]", "Json"),
            ("[[people]]\nid = \"P-1\"", "Toml"),
            ("# a list\n[[people]]", "Toml"),
            ("format = \"x\"", "Toml"),
            ("\u{feff}Kundennummer;Name\n1;A", "table"),
            ("", "table"),
            ("PK\u{3}\u{4}", "workbook"),
        ] {
            assert_eq!(told(text), expected, "{text:?}");
        }
    }
}
