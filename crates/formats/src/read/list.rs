//! One document, a list of them, or one a line: all give entries.

use issue::{Issue, any_error};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    IssueCode,
    schema::Schemas,
    shape,
    source::{Source, Syntax},
};

/// A document with where it stands.
#[derive(Clone, Debug)]
pub struct Entry<'a, T> {
    /// The document.
    pub document: T,
    /// The text it comes from.
    pub source: Source<'a>,
    /// Where it begins in that text, as a JSON pointer.
    pub at: String,
}

/// What documents of a kind are called.
pub(super) struct Wanted<'s> {
    pub(super) schemas: &'s Schemas,
    /// The name of the schema of one document.
    pub(super) name: &'static str,
    /// The field that holds a list of documents.
    pub(super) list: &'static str,
    /// Checks that the schema cannot express.
    pub(super) also: fn(&Value) -> Vec<Issue>,
}

impl Wanted<'_> {
    /// Reads every document of a text, and everything that is wrong with any of them.
    pub(super) fn read<'a, T: DeserializeOwned>(
        &self,
        source: Source<'a>,
    ) -> (Vec<Entry<'a, T>>, Vec<Issue>) {
        let mut entries = Vec::new();
        let mut issues = Vec::new();
        if source.syntax == Syntax::Ndjson {
            for line in source.lines() {
                self.read_text(line, &mut entries, &mut issues);
            }
        } else {
            self.read_text(source, &mut entries, &mut issues);
        }
        if entries.is_empty() && issues.is_empty() {
            issues.push(Issue::new(IssueCode::Empty, "").with("detail", self.list));
            source.locate(&mut issues);
        }
        (entries, issues)
    }

    fn read_text<'a, T: DeserializeOwned>(
        &self,
        source: Source<'a>,
        entries: &mut Vec<Entry<'a, T>>,
        issues: &mut Vec<Issue>,
    ) {
        let (value, mut found) = source.parse();
        if let Some(value) = value {
            for (at, value) in self.documents(value) {
                match self.document(value, &at) {
                    Ok(document) => entries.push(Entry { document, source, at }),
                    Err(problems) => found.extend(problems),
                }
            }
        }
        source.locate(&mut found);
        issues.extend(found);
    }

    /// The documents in a value, each with where it stands.
    fn documents(&self, value: Value) -> Vec<(String, Value)> {
        let numbered = |prefix: String, values: Vec<Value>| {
            let each = values.into_iter().enumerate();
            each.map(|(at, value)| (format!("{prefix}/{at}"), value)).collect()
        };
        match value {
            Value::Array(values) => numbered(String::new(), values),
            Value::Object(mut map) if map.get(self.list).is_some_and(Value::is_array) => {
                let listed = map.remove(self.list).and_then(|list| match list {
                    Value::Array(values) => Some(values),
                    Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Object(_) => None,
                });
                numbered(format!("/{}", self.list), listed.unwrap_or_default())
            }
            single @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_)) => {
                vec![(String::new(), single)]
            }
        }
    }

    fn document<T: DeserializeOwned>(&self, value: Value, at: &str) -> Result<T, Vec<Issue>> {
        let mut issues = shape::check(self.schemas, self.name, &value);
        issues.extend((self.also)(&value));
        if any_error(&issues) {
            return Err(under(at, issues));
        }
        // The schema is derived from the type; what it lets through the type can hold.
        serde_json::from_value(value).map_err(|error| {
            let detail = error.to_string();
            let issue = Issue::new(IssueCode::Syntax, "").with("format", self.name);
            under(at, vec![issue.with("detail", detail)])
        })
    }
}

/// Moves issues below a pointer.
pub(super) fn under(at: &str, mut issues: Vec<Issue>) -> Vec<Issue> {
    for issue in &mut issues {
        issue.place.field.insert_str(0, at);
    }
    issues
}
