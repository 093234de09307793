//! From the cells of a table to competence profiles.

use issue::{Issue, Language, any_error};
use std::{collections::BTreeMap, sync::LazyLock};

use matching_core::id::{ApplicantId, SiteId};
use serde_json::{Map, Value};

use super::rows::{Row, Table};
use crate::{
    IssueCode,
    document::kinds::FactSchema,
    document::{MappingDocument, PersonDocument, mapping::ColumnDocument},
    schema::Schemas,
    shape,
    text::folded,
};

static FACT: LazyLock<Schemas> = LazyLock::new(Schemas::of::<FactSchema>);

/// Reads the people of a table with a mapping; every problem of every cell at once.
pub fn people_from_rows(
    table: &Table,
    mapping: &MappingDocument,
) -> (Vec<PersonDocument>, Vec<Issue>) {
    let reader = Reader::new(table, mapping);
    let mut issues = reader.heading_issues();
    let mut people = Vec::new();
    let mut first_line: BTreeMap<ApplicantId, usize> = BTreeMap::new();
    if knows_the_people_of(mapping, table) {
        for row in &table.rows {
            let (person, found) = reader.person(row);
            issues.extend(found);
            let Some(person) = person else { continue };
            if let Some(before) = first_line.insert(person.id.clone(), row.line) {
                let mut issue = Issue::new(IssueCode::Duplicate, "").with("id", &person.id);
                issue.place.line = Some(row.line);
                issues.push(issue.with("where", format!("{}:{before}", table.name)));
            }
            people.push(person);
        }
    }
    for issue in &mut issues {
        issue.place.file = Some(table.name.clone());
    }
    (people, issues)
}

/// Whether a mapping knows which column of a table has the people's codes.
pub fn knows_the_people_of(mapping: &MappingDocument, table: &Table) -> bool {
    Reader::new(table, mapping).place(&mapping.id_headings).is_some()
}

struct Reader<'a> {
    table: &'a Table,
    mapping: &'a MappingDocument,
    /// Where each folded heading stands.
    places: BTreeMap<String, usize>,
    yes: Vec<String>,
    no: Vec<String>,
    unknown: Vec<String>,
}

/// What a cell says.
enum Cell {
    Nothing,
    Values(Vec<Value>),
    Range(Value, Value),
}

/// The facts of a row, each with the heading it comes from.
#[derive(Default)]
struct Facts<'a> {
    all: Vec<(Value, String)>,
    /// Where the fact of each group stands.
    groups: BTreeMap<&'a str, usize>,
}

impl<'a> Facts<'a> {
    /// Adds a fact, or fills the fact of its group.
    fn add(&mut self, mut fact: Map<String, Value>, heading: &str, group: Option<&'a str>) {
        let whole = group.and_then(|group| self.groups.get(group)).copied();
        if let Some((Value::Object(whole), _)) = whole.and_then(|at| self.all.get_mut(at)) {
            whole.append(&mut fact);
            return;
        }
        self.groups.extend(group.map(|group| (group, self.all.len())));
        self.all.push((Value::Object(fact), heading.to_owned()));
    }
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table, mapping: &'a MappingDocument) -> Self {
        let headings = table.headings.iter().enumerate();
        let words = |words: &[String]| words.iter().map(|word| folded(word)).collect();
        Self {
            table,
            mapping,
            places: headings.map(|(at, heading)| (folded(heading), at)).collect(),
            yes: words(&mapping.yes),
            no: words(&mapping.no),
            unknown: words(&mapping.unknown),
        }
    }

    /// Where a column stands that may be called by any of these headings.
    fn place(&self, headings: &[String]) -> Option<usize> {
        headings.iter().find_map(|heading| self.places.get(&folded(heading)).copied())
    }

    fn cell<'r>(&self, row: &'r Row, headings: &[String]) -> Option<&'r str> {
        let cell = row.cells.get(self.place(headings)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Columns that are missing, and columns that nobody reads.
    fn heading_issues(&self) -> Vec<Issue> {
        let found = self.table.headings.join(", ");
        let mut issues = Vec::new();
        let required = self.mapping.columns.iter().filter(|column| column.required);
        let needed = std::iter::once(&self.mapping.id_headings)
            .chain(required.map(|column| &column.headings));
        for headings in needed {
            if self.place(headings).is_none() {
                let column = headings.first().map_or("", String::as_str);
                let mut issue = Issue::new(IssueCode::MissingColumn, column).with("column", column);
                issue.place.line = Some(1);
                issues.push(issue.with("found", &found));
            }
        }
        let known = self.known_headings();
        for heading in &self.table.headings {
            if !known.iter().any(|known| folded(known) == folded(heading)) {
                let mut issue =
                    Issue::new(IssueCode::UnknownColumn, heading).with("column", heading).warning();
                issue.place.line = Some(1);
                issues.push(shape::suggest(issue, heading, &known));
            }
        }
        issues
    }

    fn known_headings(&self) -> Vec<&'a str> {
        let mapping = self.mapping;
        let columns = mapping.columns.iter();
        let own =
            columns.flat_map(|column| column.headings.iter().chain(&column.evidence_headings));
        let others = [
            &mapping.id_headings,
            &mapping.office_headings,
            &mapping.interpreter_headings,
            &mapping.ignored,
        ];
        own.chain(others.into_iter().flatten()).map(String::as_str).collect()
    }

    fn person(&self, row: &Row) -> (Option<PersonDocument>, Vec<Issue>) {
        let mut issues = Vec::new();
        let id = self.cell(row, &self.mapping.id_headings).unwrap_or_default();
        let id = ApplicantId::new(id).map_err(|error| {
            let heading = self.mapping.id_headings.first().map_or("", String::as_str);
            issues.push(bad_cell(row, heading, id, &error.to_string(), &error.to_string()));
        });
        let mut facts = Facts::default();
        for column in &self.mapping.columns {
            let Some(place) = self.place(&column.headings) else { continue };
            let heading = self.table.headings.get(place).map_or("", String::as_str);
            let cell = row.cells.get(place).map_or("", String::as_str);
            for mut fact in self.facts(column, cell) {
                self.add_evidence(row, column, &mut fact, &mut issues);
                facts.add(fact, heading, column.group.as_deref());
            }
        }
        let facts = facts.all;
        issues.extend(facts.iter().flat_map(|(fact, heading)| fact_issues(row, fact, heading)));
        if any_error(&issues) {
            return (None, issues);
        }
        let facts = facts.into_iter().filter_map(|(fact, _)| serde_json::from_value(fact).ok());
        let office = self.cell(row, &self.mapping.office_headings);
        let person = id.ok().map(|id| PersonDocument {
            id,
            office: office.and_then(|office| SiteId::new(office).ok()),
            interpreter: self
                .cell(row, &self.mapping.interpreter_headings)
                .filter(|word| !says(&self.unknown, word) && !says(&self.no, word))
                .map(str::to_lowercase),
            facts: facts.collect(),
        });
        (person, issues)
    }

    /// The facts that a cell states.
    fn facts(&self, column: &ColumnDocument, cell: &str) -> Vec<Map<String, Value>> {
        let with = |fields: Vec<(&str, Value)>| {
            let mut fact = column.fact.clone();
            fact.extend(fields.into_iter().map(|(field, value)| (field.to_owned(), value)));
            fact
        };
        match self.read(column, cell) {
            Cell::Nothing => Vec::new(),
            Cell::Values(values) => {
                values.into_iter().map(|value| with(vec![(&column.field, value)])).collect()
            }
            Cell::Range(low, high) => {
                let field = if column.field == "months" { "between_months" } else { "between" };
                vec![with(vec![(field, Value::Array(vec![low, high]))])]
            }
        }
    }

    fn read(&self, column: &ColumnDocument, cell: &str) -> Cell {
        if cell.is_empty() || says(&self.unknown, cell) {
            return Cell::Nothing;
        }
        if column.several {
            let words = cell.split([',', ';', '/', '|']).map(str::trim);
            let words = words.filter(|word| !word.is_empty() && !says(&self.unknown, word));
            return Cell::Values(words.map(|word| self.value(column, word)).collect());
        }
        if column.words.keys().any(|word| folded(word) == folded(cell)) {
            return Cell::Values(vec![self.value(column, cell)]);
        }
        let range = [" bis ", "–", "-", ".."].into_iter().find_map(|sign| cell.split_once(sign));
        if let Some((low, high)) = range
            && matches!(column.field.as_str(), "level" | "months")
        {
            return Cell::Range(self.value(column, low.trim()), self.value(column, high.trim()));
        }
        Cell::Values(vec![self.value(column, cell)])
    }

    /// The value that a word stands for; the word itself where the mapping does not know it.
    fn value(&self, column: &ColumnDocument, word: &str) -> Value {
        let own = column.words.iter().find(|(known, _)| folded(known) == folded(word));
        let word = own.map_or(word, |(_, value)| value.as_str());
        if shape::expects_text(&FACT, "Fact", &column.fact, &column.field) {
            return word.into();
        }
        if let Ok(number) = word.parse::<i64>() {
            return number.into();
        }
        if says(&self.yes, word) {
            return true.into();
        }
        if says(&self.no, word) {
            return false.into();
        }
        word.into()
    }

    fn add_evidence(
        &self,
        row: &Row,
        column: &ColumnDocument,
        fact: &mut Map<String, Value>,
        issues: &mut Vec<Issue>,
    ) {
        let Some(cell) = self.cell(row, &column.evidence_headings) else { return };
        if says(&self.unknown, cell) {
            return;
        }
        let known = self.mapping.evidence.iter();
        let found = known.clone().find(|(name, words)| {
            folded(name) == folded(cell) || words.iter().any(|word| folded(word) == folded(cell))
        });
        if let Some((name, _)) = found {
            fact.insert("evidence".to_owned(), name.as_str().into());
        } else {
            let words: Vec<&str> = known.flat_map(|(_, words)| words).map(String::as_str).collect();
            let heading = column.evidence_headings.first().map_or("", String::as_str);
            let mut issue = Issue::new(IssueCode::Cell, heading).with("found", cell);
            issue.place.line = Some(row.line);
            issues.push(shape::suggest(issue, cell, &words));
        }
    }
}

fn says(words: &[String], cell: &str) -> bool {
    words.contains(&folded(cell))
}

/// What is wrong with a fact, as something wrong with the cell it comes from.
fn fact_issues(row: &Row, fact: &Value, heading: &str) -> Vec<Issue> {
    let found = shape::check(&FACT, "Fact", fact).into_iter();
    found
        .map(|issue| {
            let value = fact.pointer(&issue.place.field).map_or_else(String::new, |value| {
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            });
            let told = |language| format!("{} {}", issue.cause(language), issue.remedy(language));
            bad_cell(row, heading, &value, &told(Language::German), &told(Language::English))
        })
        .collect()
}

fn bad_cell(row: &Row, heading: &str, found: &str, german: &str, english: &str) -> Issue {
    let mut issue = Issue::new(IssueCode::Cell, heading).with("found", found);
    issue.place.line = Some(row.line);
    issue.with_both("suggestion", german, english)
}
