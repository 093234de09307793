//! What a schema asks of a value.

use serde_json::Value;

/// Whether a schema asks for nothing.
pub(super) fn is_null(schema: &Value) -> bool {
    type_of(schema) == Some("null")
}

/// The type that a schema asks for, whether or not nothing is allowed too.
pub(super) fn type_of(schema: &Value) -> Option<&str> {
    let written = schema.get("type")?;
    if let Some(types) = written.as_array() {
        return types.iter().filter_map(Value::as_str).find(|name| *name != "null");
    }
    written.as_str()
}

/// Whether a schema allows nothing (null) beside its type.
pub(super) fn is_nullable(schema: &Value) -> bool {
    let types = schema.get("type").and_then(Value::as_array);
    types.is_some_and(|types| types.iter().any(|name| name == "null"))
}

/// Whether a value has the type that a schema asks for.
pub(super) fn may_be(schema: &Value, value: &Value) -> bool {
    let expected = type_of(schema);
    match value {
        Value::Null => expected == Some("null") || is_nullable(schema),
        Value::Bool(_) => expected == Some("boolean"),
        Value::Number(_) => matches!(expected, Some("integer" | "number")),
        Value::String(_) => expected == Some("string"),
        Value::Array(_) => expected == Some("array"),
        Value::Object(_) => expected == Some("object") || schema.get("oneOf").is_some(),
    }
}

/// Largest value of the integer type behind a schema that names no maximum.
pub(super) fn type_maximum(schema: &Value) -> Option<f64> {
    match schema.get("format").and_then(Value::as_str) {
        Some("int32") => Some(f64::from(i32::MAX)),
        _ => None,
    }
}
