//! A text with its name: parsed into values, and able to say where a field stands.

mod json;
mod number;
mod toml;

use issue::Issue;
use serde_json::Value;

use crate::IssueCode;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// TOML.
    Toml,
    /// JSON.
    Json,
    /// One JSON document a line.
    Ndjson,
}

impl Syntax {
    /// The syntax that a file name promises.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON",
        }
    }
}

/// A text with its name.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, or what stands for it.
    pub name: Option<&'a str>,
    /// The text.
    pub text: &'a str,
    /// How it is written.
    pub syntax: Syntax,
    /// Lines before this text in the file.
    pub lines_before: usize,
}

impl<'a> Source<'a> {
    /// A text that came without a file.
    pub const fn text(text: &'a str, syntax: Syntax) -> Self {
        Self { name: None, text, syntax, lines_before: 0 }
    }

    /// A text from a file.
    pub const fn file(name: &'a str, text: &'a str, syntax: Syntax) -> Self {
        Self { name: Some(name), text, syntax, lines_before: 0 }
    }

    /// The lines of a text with one document a line, each as a source of its own; blank lines are
    /// passed over.
    pub fn lines(self) -> impl Iterator<Item = Self> {
        self.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(
            move |(at, line)| Self {
                text: line,
                syntax: Syntax::Json,
                lines_before: self.lines_before + at,
                ..self
            },
        )
    }

    /// Reads the text as values.
    ///
    /// What could be read comes back even where something is wrong, so that the rest can be
    /// checked too; `None` where nothing can be trusted.
    pub fn parse(&self) -> (Option<Value>, Vec<Issue>) {
        let (value, mut issues) = match self.syntax {
            Syntax::Toml => self.parse_toml(),
            Syntax::Json | Syntax::Ndjson => self.parse_json(),
        };
        for issue in &mut issues {
            issue.place.file = self.name.map(str::to_owned);
        }
        (value, issues)
    }

    fn parse_toml(&self) -> (Option<Value>, Vec<Issue>) {
        let (value, errors) = toml::parse(self.text);
        let issues = errors
            .iter()
            .map(|error| self.syntax_issue(error.message(), error.span().map(|span| span.start)));
        (value, issues.collect())
    }

    fn parse_json(&self) -> (Option<Value>, Vec<Issue>) {
        match json::parse(self.text) {
            Ok(value) => (Some(value), Vec::new()),
            Err(error) => {
                let text = error.to_string();
                let detail = text.split(" at line ").next().unwrap_or(&text);
                let mut issue = self.syntax_issue(detail, None);
                issue.place.line = Some(error.line() + self.lines_before);
                issue.place.column = Some(error.column());
                (None, vec![issue])
            }
        }
    }

    /// Fills in file, line and column of issues that know only their field.
    pub fn locate(&self, issues: &mut [Issue]) {
        for issue in issues {
            issue.place.file = self.name.map(str::to_owned);
            if issue.place.line.is_none() {
                let found =
                    self.offset(&issue.place.field).map(|offset| self.line_and_column(offset));
                (issue.place.line, issue.place.column) = found.unzip();
            }
        }
    }

    /// Where the value at a JSON pointer begins; of a missing one, where its nearest parent does.
    fn offset(&self, pointer: &str) -> Option<usize> {
        let steps: Vec<String> = pointer.split('/').skip(1).map(unescape).collect();
        match self.syntax {
            Syntax::Toml => Some(toml::offset(self.text, &steps)),
            Syntax::Json | Syntax::Ndjson => json::offset(self.text, &steps),
        }
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1 + self.lines_before;
        (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
    }

    fn syntax_issue(&self, detail: &str, offset: Option<usize>) -> Issue {
        let mut issue = Issue::new(IssueCode::Syntax, "")
            .with("format", self.syntax.name())
            .with("detail", detail);
        (issue.place.line, issue.place.column) =
            offset.map(|offset| self.line_and_column(offset)).unzip();
        issue
    }
}

/// One step of a JSON pointer as it is written in the document.
fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// One step of a JSON pointer, escaped.
pub(crate) fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}
