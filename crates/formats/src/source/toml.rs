//! TOML: values and places, as much as can be read.

use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

use super::number::whole;

/// The values of a text, where they can be trusted, and what is wrong with it.
pub(super) fn parse(text: &str) -> (Option<Value>, Vec<Error>) {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    // A date that does not exist is found again, with its field, when the value is checked.
    errors.retain(|error| !error.message().starts_with("invalid date"));
    let mild = |message: &str| {
        message == "duplicate key" || message.starts_with("string values must be quoted")
    };
    let trusted = errors.iter().all(|error| mild(error.message()));
    (trusted.then(|| table_value(text, table.get_ref())), errors)
}

fn table_value(text: &str, table: &DeTable<'_>) -> Value {
    let entries = table.iter();
    Value::Object(
        entries.map(|(key, value)| (key.get_ref().to_string(), value_of(text, value))).collect(),
    )
}

fn value_of(text: &str, value: &Spanned<DeValue<'_>>) -> Value {
    let written = || text.get(value.span()).unwrap_or_default();
    match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            i64::from_str_radix(digits, number.radix())
                .map_or_else(|_| Value::String(digits.to_owned()), Value::from)
        }
        DeValue::Float(number) => {
            number.as_str().parse::<f64>().map_or(Value::Null, |number| whole(number.into()))
        }
        DeValue::Datetime(_) => Value::String(written().to_owned()),
        DeValue::Array(values) => {
            Value::Array(values.iter().map(|value| value_of(text, value)).collect())
        }
        DeValue::Table(table) => table_value(text, table),
    }
}

/// Where the value after these steps begins; of a missing one, where its nearest parent does.
pub(super) fn offset(text: &str, steps: &[String]) -> usize {
    enum Here<'t, 's> {
        Table(&'t DeTable<'s>),
        Value(&'t DeValue<'s>),
    }
    let (table, _) = DeTable::parse_recoverable(text);
    let mut offset = table.span().start;
    let mut here = Here::Table(table.get_ref());
    for step in steps {
        let child = match here {
            Here::Table(table) | Here::Value(DeValue::Table(table)) => {
                let found = table.iter().find(|(key, _)| key.get_ref() == step.as_str());
                found.map(|(key, value)| (key.span().start, value))
            }
            Here::Value(DeValue::Array(values)) => {
                let found = step.parse().ok().and_then(|at: usize| values.get(at));
                found.map(|value| (value.span().start, value))
            }
            Here::Value(
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_),
            ) => None,
        };
        let Some((start, value)) = child else { break };
        offset = start;
        here = Here::Value(value.get_ref());
    }
    offset
}
