//! People as a table that a mapping reads back: one column per heading, unknown as an empty cell.

use serde_json::Value;

use crate::document::{MappingDocument, PersonDocument, mapping::ColumnDocument};

/// People as CSV with semicolons, as German spreadsheets write it. A cell cannot hold everything
/// that a competence profile can: what the mapping has no column for is left out.
///
/// # Errors
/// Fails if a person cannot be written as JSON, which none does.
pub fn people_to_csv(
    people: &[PersonDocument],
    mapping: &MappingDocument,
) -> Result<String, serde_json::Error> {
    let columns = headings(mapping);
    let mut lines = vec![csv_line(columns.iter().map(|column| column.heading.as_str()))];
    for person in people {
        let facts = serde_json::to_value(&person.facts)?;
        let facts = facts.as_array().map_or(&[][..], Vec::as_slice);
        let cells: Vec<String> =
            columns.iter().map(|column| column.cell(person, facts, mapping)).collect();
        lines.push(csv_line(cells.iter().map(String::as_str)));
    }
    Ok(lines.join("\r\n") + "\r\n")
}

/// A column of the table to be written.
struct Column<'a> {
    heading: String,
    says: Says<'a>,
}

enum Says<'a> {
    Id,
    Office,
    Interpreter,
    Fact(&'a ColumnDocument),
    Evidence(&'a ColumnDocument),
}

fn headings(mapping: &MappingDocument) -> Vec<Column<'_>> {
    let first = |headings: &[String]| headings.first().cloned();
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut add = |heading: Option<String>, says| {
        let Some(heading) = heading else { return };
        if !columns.iter().any(|column: &Column<'_>| column.heading == heading) {
            columns.push(Column { heading, says });
        }
    };
    add(first(&mapping.id_headings), Says::Id);
    add(first(&mapping.office_headings), Says::Office);
    add(first(&mapping.interpreter_headings), Says::Interpreter);
    for column in &mapping.columns {
        add(first(&column.headings), Says::Fact(column));
        add(first(&column.evidence_headings), Says::Evidence(column));
    }
    columns
}

impl Column<'_> {
    fn cell(&self, person: &PersonDocument, facts: &[Value], mapping: &MappingDocument) -> String {
        match self.says {
            Says::Id => person.id.to_string(),
            Says::Office => person.office.as_ref().map_or_else(String::new, ToString::to_string),
            Says::Interpreter => person.interpreter.clone().unwrap_or_default(),
            Says::Fact(column) => {
                let mut cells: Vec<String> = facts
                    .iter()
                    .filter(|fact| states(column, fact))
                    .filter_map(|fact| value(column, fact, mapping))
                    .collect();
                if !column.several {
                    cells.truncate(1);
                }
                cells.join(", ")
            }
            Says::Evidence(column) => {
                let fact = facts.iter().find(|fact| states(column, fact));
                let evidence = fact.and_then(|fact| fact.get("evidence")?.as_str());
                let words = evidence.and_then(|name| mapping.evidence.get(name)?.first());
                words.cloned().unwrap_or_default()
            }
        }
    }
}

/// Whether a fact is of the sort that the column states; what it rests on does not matter.
fn states(column: &ColumnDocument, fact: &Value) -> bool {
    let skilled = |field: &str| field == "skill" && !column.fact.contains_key("skill");
    let same = column
        .fact
        .iter()
        .all(|(field, value)| field == "evidence" || fact.get(field) == Some(value));
    let informal = column.fact.get("informal").is_none_or(|value| value == &Value::Bool(false));
    let paid = fact.get("informal") != Some(&Value::Bool(true));
    // A level of one skill is not a level of the whole language.
    let whole = fact.get("skill").is_none_or(Value::is_null) || !skilled("skill");
    same && whole && (!informal || paid)
}

fn value(column: &ColumnDocument, fact: &Value, mapping: &MappingDocument) -> Option<String> {
    let said = |value: &Value| word(column, value, mapping);
    if let Some(value) = fact.get(&column.field).filter(|value| !value.is_null()) {
        return said(value);
    }
    let range = if column.field == "months" { "between_months" } else { "between" };
    match fact.get(range)?.as_array()?.as_slice() {
        [low, high] => Some(format!("{}-{}", said(low)?, said(high)?)),
        _ => None,
    }
}

fn word(column: &ColumnDocument, value: &Value, mapping: &MappingDocument) -> Option<String> {
    let text = match value {
        Value::Bool(true) => return mapping.yes.first().cloned(),
        Value::Bool(false) => return mapping.no.first().cloned(),
        Value::Number(number) => return Some(number.to_string()),
        Value::String(text) => text,
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let known = column.words.iter().find(|(_, meaning)| *meaning == text);
    Some(known.map_or_else(|| text.clone(), |(word, _)| word.clone()))
}

/// A line of CSV without its end: cells with semicolons between them; a cell that a spreadsheet would take for a formula is
/// marked as text.
pub fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells = cells.map(|cell| {
        let formula =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
        if cell.contains([';', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    cells.collect::<Vec<_>>().join(";")
}

/// Text in the encoding of older German programs; signs it does not have become references.
pub fn windows_1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}
