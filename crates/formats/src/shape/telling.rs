//! How it is told that a value is wrong: types, units, and what may have been meant.

use issue::Issue;
use serde_json::Value;

use super::asked::type_of;
use crate::IssueCode;

/// A value of another type than the schema asks for.
pub(super) fn wrong_type(schema: &Value, value: &Value, at: &str) -> Issue {
    let expected = type_of(schema).unwrap_or("object");
    let (de, en) = match expected {
        "string" => ("ein Text in Anführungszeichen", "a text in quotation marks"),
        "integer" => ("eine ganze Zahl", "a whole number"),
        "number" => ("eine Zahl", "a number"),
        "boolean" => ("true oder false", "true or false"),
        "array" => ("eine Liste", "a list"),
        _ => ("eine Tabelle mit Feldern", "a table of fields"),
    };
    let (de, en) = with_unit(expected, at, de, en);
    if let (Value::String(text), "integer" | "number") = (value, expected)
        && carries_unit(text)
    {
        let issue = Issue::new(IssueCode::WrongUnit, at).with("found", text);
        return issue.with_both("expected", de, en);
    }
    let (found_de, found_en) = match value {
        Value::Null => ("nichts (null)", "nothing (null)"),
        Value::Bool(_) => ("true oder false", "true or false"),
        Value::Number(_) => ("eine Zahl", "a number"),
        Value::String(_) => ("ein Text", "a text"),
        Value::Array(_) => ("eine Liste", "a list"),
        Value::Object(_) => ("eine Tabelle", "a table"),
    };
    Issue::new(IssueCode::WrongType, at)
        .with_both("found", found_de, found_en)
        .with_both("expected", de, en)
}

/// The unit of a number, from the name of its field.
fn with_unit(expected: &str, at: &str, de: &str, en: &str) -> (String, String) {
    let field = at.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or("");
    let unit = match field {
        _ if !matches!(expected, "integer" | "number") => None,
        "within_days" => Some(("Tagen", "days")),
        "months" | "minimum_months" | "between_months" => Some(("Monaten", "months")),
        "max_km" => Some(("Kilometern", "kilometres")),
        "max_minutes" | "minutes_to" => Some(("Minuten", "minutes")),
        "from" | "to" => Some(("Wochenstunden", "hours a week")),
        "informal_credit" | "information" => Some(("Tausendsteln", "thousandths")),
        _ => None,
    };
    match unit {
        Some((unit_de, unit_en)) => {
            (format!("{de} (in {unit_de})"), format!("{en} (in {unit_en})"))
        }
        None => (de.to_owned(), en.to_owned()),
    }
}

/// Whether a text is a number followed by a word, such as "12 Monate" or "30km".
fn carries_unit(text: &str) -> bool {
    let text = text.trim();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = rest.trim_start();
    text.starts_with(|c: char| c.is_ascii_digit())
        && !unit.is_empty()
        && unit.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '.' | '/'))
}

/// Adds what somebody may have meant, or what is allowed.
pub(crate) fn suggest(issue: Issue, found: &str, known: &[&str]) -> Issue {
    let found = found.to_lowercase();
    let near = known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&found, &word.to_lowercase()), *word))
        .min()
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 4);
    let (de, en) = if let Some((_, word)) = near {
        (format!("Meinten Sie „{word}“?"), format!("did you mean “{word}”?"))
    } else {
        let list = known.join(", ");
        (format!("Erlaubt sind: {list}."), format!("allowed are: {list}"))
    };
    issue.with_both("suggestion", de, en)
}
