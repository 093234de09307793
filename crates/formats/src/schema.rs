//! The JSON Schemas of the documents, put together from the kinds.

use std::collections::BTreeMap;

use matching_core::criteria::{KINDS, KindName};
use regex_lite::Regex;
use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use crate::document::{
    AccessDocument, MappingDocument, MatchesDocument, PackDocument, PersonDocument, PlacesDocument,
    ProfileDocument, VocabularyDocument, WordsDocument,
    criterion::{CriterionDocument, CriterionHead},
};

/// Where schemas of an OpenAPI document stand.
const COMPONENTS: &str = "#/components/schemas/";

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

/// The documents that are read and written, each as a self-contained JSON Schema with a name.
pub fn file_schemas() -> Vec<(&'static str, Value)> {
    fn one<T: ToSchema>(title: &str) -> Value {
        Schemas::of::<T>().for_files(&T::name(), title)
    }
    vec![
        ("requirement-profile", one::<ProfileDocument>("Passgenau requirement profile")),
        ("competence-profile", one::<PersonDocument>("Passgenau competence profile")),
        ("vocabulary", one::<VocabularyDocument>("Passgenau vocabulary")),
        ("mapping", one::<MappingDocument>("Passgenau table mapping")),
        ("pack", one::<PackDocument>("Passgenau sector pack")),
        ("access", one::<AccessDocument>("Passgenau access rules")),
        ("places", one::<PlacesDocument>("Passgenau postal codes")),
        ("words", one::<WordsDocument>("Passgenau words of a language")),
        ("matches", one::<MatchesDocument>("Passgenau matches")),
    ]
}

fn plain(schema: &RefOr<Schema>) -> Value {
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

/// What a kind asks or records, with `kind` and the fields of `head`, as one closed object.
fn variant(
    kind: KindName,
    payload: &RefOr<Schema>,
    parts: &Schemas,
    head: Option<&Value>,
) -> Value {
    let mut object = flattened(&plain(payload), parts);
    if let Some(head) = head {
        let head = flattened(head, parts);
        object.properties = head.properties.into_iter().chain(object.properties).collect();
        object.required.extend(head.required);
    }
    let info = kind.info();
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), json!({ "type": "string", "enum": [info.name] }));
    properties.extend(object.properties);
    let mut required = vec!["kind".to_owned()];
    required.extend(object.required);
    json!({
        "type": "object",
        "description": format!("{} / {}: {}", info.label.0, info.label.1, info.about),
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// What a line of a kind asks, as a closed object, without the head that all lines have.
pub fn ask_schema(kind: KindName) -> Value {
    variant(kind, &kind.schemas().ask, &collected(kind_parts()), None)
}

/// What is recorded of a kind, as a closed object.
pub fn fact_schema(kind: KindName) -> Value {
    variant(kind, &kind.schemas().fact, &collected(kind_parts()), None)
}

struct Flat {
    properties: Map<String, Value>,
    required: Vec<String>,
}

/// The properties of an object schema, those of its `allOf` members included.
fn flattened(schema: &Value, parts: &Schemas) -> Flat {
    let schema = parts.resolve(schema);
    let mut flat = Flat { properties: Map::new(), required: Vec::new() };
    for member in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        let inner = flattened(member, parts);
        flat.properties.extend(inner.properties);
        flat.required.extend(inner.required);
    }
    if let Some(Value::Object(properties)) = schema.get("properties") {
        flat.properties.extend(properties.clone());
    }
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    flat.required.extend(required.filter_map(Value::as_str).map(str::to_owned));
    flat
}

fn group(name: &str, about: &str, head: Option<&Value>, parts: &Schemas) -> Value {
    let head = head.map(|head| flattened(head, parts));
    let (mut properties, mut required) =
        head.map(|head| (head.properties, head.required)).unwrap_or_default();
    let members =
        json!({ "type": "array", "minItems": 1, "items": { "$ref": format!("{COMPONENTS}Node") } });
    properties.insert(name.to_owned(), members);
    required.push(name.to_owned());
    json!({
        "type": "object",
        "description": about,
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

const ANY_OF: &str = "The best answered of several.";
const ALL_OF: &str = "The worst answered of several.";

fn kinds_with(head: Option<&Value>, parts: &Schemas) -> Value {
    let mut variants: Vec<Value> =
        KINDS.iter().map(|kind| variant(*kind, &kind.schemas().ask, parts, head)).collect();
    variants.push(group("any_of", ANY_OF, head, parts));
    variants.push(group("all_of", ALL_OF, head, parts));
    json!({ "oneOf": variants, "discriminator": { "propertyName": "kind" } })
}

/// Schemas by name, as utoipa collects them.
type Named = Vec<(String, RefOr<Schema>)>;

/// What the schemas of all kinds refer to.
fn kind_parts() -> Named {
    let mut all: Named = KINDS.iter().flat_map(|kind| kind.schemas().parts).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.dedup_by(|one, other| one.0 == other.0);
    all
}

fn collected(parts: Named) -> Schemas {
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

fn schema_from(value: Value) -> RefOr<Schema> {
    // The value is put together from schemas that utoipa itself wrote.
    serde_json::from_value(value).unwrap_or_else(|_| RefOr::T(Schema::default()))
}

impl PartialSchema for CriterionDocument {
    fn schema() -> RefOr<Schema> {
        let mut parts = kind_parts();
        CriterionHead::schemas(&mut parts);
        let head = plain(&CriterionHead::schema());
        schema_from(kinds_with(Some(&head), &collected(parts)))
    }
}

impl ToSchema for CriterionDocument {
    fn name() -> std::borrow::Cow<'static, str> {
        "Criterion".into()
    }

    fn schemas(schemas: &mut Named) {
        let parts = kind_parts();
        CriterionHead::schemas(schemas);
        let node = schema_from(kinds_with(None, &collected(parts.clone())));
        schemas.extend(parts);
        schemas.push(("Node".to_owned(), node));
    }
}

/// The schema of a recorded statement.
#[derive(Debug)]
pub struct FactSchema;

impl PartialSchema for FactSchema {
    fn schema() -> RefOr<Schema> {
        let parts = collected(kind_parts());
        let variants: Vec<Value> =
            KINDS.iter().map(|kind| variant(*kind, &kind.schemas().fact, &parts, None)).collect();
        schema_from(json!({ "oneOf": variants, "discriminator": { "propertyName": "kind" } }))
    }
}

impl ToSchema for FactSchema {
    fn name() -> std::borrow::Cow<'static, str> {
        "Fact".into()
    }

    fn schemas(schemas: &mut Named) {
        schemas.extend(kind_parts());
    }
}
