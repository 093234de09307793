//! One problem of an input: what, where, why, and what to do.

use std::fmt;

use crate::{Code, Language};

/// Whether a document can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// Where something is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// The file, or what stands for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The field as a JSON pointer (RFC 6901), or the heading of a table's column.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or("-"))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let (Some(_), Some(column)) = (self.line, self.column) {
            write!(f, ":{column}")?;
        }
        if self.field.is_empty() { Ok(()) } else { write!(f, " {}", self.field) }
    }
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What is wrong.
    pub code: Code,
    /// Whether the document can be used all the same.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Values for the placeholders of the texts.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// A value for a placeholder: the same in both languages, or a German and an English one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The same in both languages.
    Plain(String),
    /// A German and an English one.
    Both(String, String),
}

impl<T: fmt::Display> From<T> for Argument {
    fn from(value: T) -> Self {
        Self::Plain(value.to_string())
    }
}

impl Issue {
    /// An issue at a field.
    pub fn new(code: impl Into<Code>, field: impl Into<String>) -> Self {
        let place = Place { field: field.into(), ..Place::default() };
        Self { code: code.into(), severity: Severity::Error, place, arguments: Vec::new() }
    }

    /// Sets the value of a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// Sets the value of a placeholder, in German and in English.
    #[must_use]
    pub fn with_both(
        mut self,
        name: &'static str,
        german: impl Into<String>,
        english: impl Into<String>,
    ) -> Self {
        self.arguments.push((name, Argument::Both(german.into(), english.into())));
        self
    }

    /// Makes it a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Why it is wrong.
    pub fn cause(&self, language: Language) -> String {
        self.fill(self.code.cause(language), language)
    }

    /// What to do.
    pub fn remedy(&self, language: Language) -> String {
        self.fill(self.code.remedy(language), language)
    }

    fn fill(&self, template: &str, language: Language) -> String {
        self.arguments.iter().fold(template.to_owned(), |text, (name, value)| {
            let value = match value {
                Argument::Plain(value) => value,
                Argument::Both(german, english) => language.pick(german, english),
            };
            text.replace(&format!("{{{name}}}"), &shortened(value))
        })
    }
}

/// Whether any of them makes a document unusable.
pub fn any_error(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Error)
}

/// A value that is short enough for a message and does not steer a terminal.
fn shortened(value: &str) -> String {
    const MOST: usize = 240;
    let steers = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let printable = |character: char| if steers(character) { '\u{fffd}' } else { character };
    let short: String = value.chars().take(MOST).map(printable).collect();
    if value.chars().nth(MOST).is_some() { short + " …" } else { short }
}
