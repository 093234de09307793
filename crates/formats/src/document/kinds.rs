//! The schemas of lines and facts, put together from the kinds of criteria.

use matching_core::criteria::{KINDS, KindName};
use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::criterion::{CriterionDocument, CriterionHead};
use crate::schema::{COMPONENTS, Named, Schemas, collected, plain};

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

/// What the schemas of all kinds refer to.
fn kind_parts() -> Named {
    let mut all: Named = KINDS.iter().flat_map(|kind| kind.schemas().parts).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.dedup_by(|one, other| one.0 == other.0);
    all
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

/// The schema of something that has to hold: one thing, or a group.
#[derive(Debug)]
pub struct NodeSchema;

impl PartialSchema for NodeSchema {
    fn schema() -> RefOr<Schema> {
        schema_from(kinds_with(None, &collected(kind_parts())))
    }
}

impl ToSchema for NodeSchema {
    fn name() -> std::borrow::Cow<'static, str> {
        "Node".into()
    }

    fn schemas(schemas: &mut Named) {
        schemas.extend(kind_parts());
    }
}
