//! The texts of one language: keys with dots, templates with placeholders in braces.

use issue::Issue;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    IssueCode,
    source::{Source, Syntax},
};

/// The texts of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(BTreeMap<String, String>);

/// Two languages that do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextsError {
    /// A key that only one of them has.
    #[error("only one language has the key {key}")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A key whose placeholders differ.
    #[error("the placeholders of {key} differ")]
    Placeholders {
        /// The key.
        key: String,
    },
}

impl Texts {
    /// Reads the texts of one language from TOML.
    ///
    /// # Errors
    /// Reports what is wrong with the file.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Issue>> {
        let source = Source::file(name, text, Syntax::Toml);
        let (value, mut issues) = source.parse();
        let mut texts = BTreeMap::new();
        if let Some(value) = value.filter(|_| issues.is_empty()) {
            flatten("", "", &value, &mut texts, &mut issues);
            source.locate(&mut issues);
        }
        if issues.is_empty() { Ok(Self(texts)) } else { Err(issues) }
    }

    /// The text of a key; the key itself where there is none, so that nothing is silently lost.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key that is put together; empty where there is none.
    pub fn known(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The text of a key with its placeholders filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    /// Whether there is a text for a key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Compares two languages.
    pub fn differences(&self, other: &Self) -> Vec<TextsError> {
        let missing = |one: &Self, other: &Self| -> Vec<TextsError> {
            let keys = one.0.keys().filter(|key| !other.contains(key));
            keys.map(|key| TextsError::MissingKey { key: key.clone() }).collect()
        };
        let mut found = missing(self, other);
        found.extend(missing(other, self));
        for (key, text) in &self.0 {
            let Some(translated) = other.0.get(key) else { continue };
            if placeholders(text) != placeholders(translated) {
                found.push(TextsError::Placeholders { key: key.clone() });
            }
        }
        found
    }
}

fn flatten(
    key: &str,
    at: &str,
    value: &Value,
    texts: &mut BTreeMap<String, String>,
    issues: &mut Vec<Issue>,
) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, &format!("{at}/{name}"), value, texts, issues);
            }
        }
        Value::String(text) => {
            texts.insert(key.to_owned(), text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            let issue = Issue::new(IssueCode::WrongType, at).with("found", value);
            issues.push(issue.with_both("expected", "ein Text", "a text"));
        }
    }
}

/// The names in braces, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
