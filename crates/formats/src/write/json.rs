//! JSON without empty fields.

use serde::Serialize;
use serde_json::Value;

/// A document as indented JSON; what says nothing is left out.
///
/// # Errors
/// Fails if the value cannot be written as JSON, which no document of this crate does.
pub fn to_json(document: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&spare(document)?)?;
    text.push('\n');
    Ok(text)
}

/// Documents as JSON, one a line.
///
/// # Errors
/// Fails if a value cannot be written as JSON, which no document of this crate does.
pub fn to_json_lines<'a, T: Serialize + 'a>(
    documents: impl IntoIterator<Item = &'a T>,
) -> Result<String, serde_json::Error> {
    let mut text = String::new();
    for document in documents {
        text.push_str(&serde_json::to_string(&spare(document)?)?);
        text.push('\n');
    }
    Ok(text)
}

/// A value without fields that say nothing: null, false where that is the default, empty lists.
pub(super) fn spare(document: &impl Serialize) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(document)?;
    thin(&mut value);
    Ok(value)
}

fn thin(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(thin);
            map.retain(|_, value| !says_nothing(value));
        }
        Value::Array(values) => values.iter_mut().for_each(thin),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
