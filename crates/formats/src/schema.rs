//! Sets of JSON Schemas: what a document may look like.

use std::collections::BTreeMap;

use regex_lite::Regex;
use serde_json::{Map, Value, json};
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

/// Where schemas of an OpenAPI document stand.
pub(crate) const COMPONENTS: &str = "#/components/schemas/";

/// A set of named schemas that refer to each other, each as a JSON Schema (2020-12) object.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    parts: BTreeMap<String, Value>,
    patterns: BTreeMap<String, Regex>,
}

impl Schemas {
    /// The schemas of a document and of all it refers to.
    pub fn of<T: ToSchema>() -> Self {
        let mut found = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut found);
        collected(found)
    }

    /// Whether a text has the form of a pattern that stands in the schemas.
    pub(crate) fn has_form(&self, pattern: &str, text: &str) -> bool {
        self.patterns.get(pattern).is_none_or(|pattern| pattern.is_match(text))
    }

    /// The schema of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.parts.get(name)
    }

    /// The schema that a reference names; the schema itself where it is none.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut here = schema;
        // A chain of references is short; a circle of them would say nothing.
        for _ in 0..8 {
            let Some(name) = here.get("$ref").and_then(Value::as_str) else { break };
            let Some(next) = name.strip_prefix(COMPONENTS).and_then(|name| self.parts.get(name))
            else {
                break;
            };
            here = next;
        }
        here
    }

    /// A self-contained JSON Schema for files: the named part with everything it refers to.
    pub fn for_files(&self, name: &str, title: &str) -> Value {
        let mut root = self.parts.get(name).cloned().unwrap_or_default();
        let mut parts: Map<String, Value> = self
            .parts
            .iter()
            .filter(|(part, _)| *part != name)
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        for schema in parts.values_mut().chain(std::iter::once(&mut root)) {
            for_file(schema);
        }
        if let Value::Object(root) = &mut root {
            root.insert(
                "$schema".to_owned(),
                json!("https://json-schema.org/draft/2020-12/schema"),
            );
            root.insert("title".to_owned(), json!(title));
            root.insert("$defs".to_owned(), Value::Object(parts));
        }
        root
    }
}

pub(crate) fn plain(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

/// Rewrites references from an OpenAPI document to a file of its own.
fn for_file(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && let Some(name) = reference.strip_prefix(COMPONENTS)
            {
                *reference = format!("#/$defs/{name}");
            }
            // A word of OpenAPI that JSON Schema does not know.
            map.remove("discriminator");
            map.values_mut().for_each(for_file);
        }
        Value::Array(values) => values.iter_mut().for_each(for_file),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Schemas by name, as utoipa collects them.
pub(crate) type Named = Vec<(String, RefOr<Schema>)>;

pub(crate) fn collected(parts: Named) -> Schemas {
    let parts: BTreeMap<String, Value> =
        parts.into_iter().map(|(name, schema)| (name, plain(&schema))).collect();
    let mut patterns = BTreeMap::new();
    for part in parts.values() {
        collect_patterns(part, &mut patterns);
    }
    Schemas { parts, patterns }
}

fn collect_patterns(schema: &Value, patterns: &mut BTreeMap<String, Regex>) {
    match schema {
        Value::Object(map) => {
            if let Some(pattern) = map.get("pattern").and_then(Value::as_str)
                && let Ok(regex) = Regex::new(pattern)
            {
                patterns.insert(pattern.to_owned(), regex);
            }
            for value in map.values() {
                collect_patterns(value, patterns);
            }
        }
        Value::Array(list) => {
            for value in list {
                collect_patterns(value, patterns);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
