//! Competence profiles of people.

use issue::Issue;
use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

use super::list::{Entry, Wanted, under};
use crate::{
    IssueCode,
    document::{Gazetteer, PersonDocument},
    schema::Schemas,
    source::Source,
};

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<PersonDocument>);

/// Reads the competence profiles in a text: one, a list (`people = […]`), or one a line.
pub fn people<'a>(
    source: Source<'a>,
    places: &Gazetteer,
) -> (Vec<Entry<'a, PersonDocument>>, Vec<Issue>) {
    let wanted =
        Wanted { schemas: &SCHEMAS, name: "PersonDocument", list: "people", also: level_or_range };
    let (mut entries, mut issues) = wanted.read::<PersonDocument>(source);
    for entry in &mut entries {
        entry.document.locate(places);
    }
    issues.extend(duplicates(&entries));
    (entries, issues)
}

/// Every person once.
fn duplicates(entries: &[Entry<'_, PersonDocument>]) -> Vec<Issue> {
    let mut first: BTreeMap<&str, &Entry<'_, PersonDocument>> = BTreeMap::new();
    let mut issues = Vec::new();
    for entry in entries {
        let id = entry.document.id.as_str();
        if let Some(before) = first.insert(id, entry) {
            let mut place = [Issue::new(IssueCode::Duplicate, format!("{}/id", before.at))];
            before.source.locate(&mut place);
            let [before] = place;
            let issue = Issue::new(IssueCode::Duplicate, format!("{}/id", entry.at));
            let mut found = [issue.with("id", id).with("where", before.place)];
            entry.source.locate(&mut found);
            issues.extend(found);
        }
    }
    issues
}

/// A fact states a level or a range, never both and never neither.
fn level_or_range(person: &Value) -> Vec<Issue> {
    let facts = person.get("facts").and_then(Value::as_array).into_iter().flatten();
    facts
        .enumerate()
        .flat_map(|(at, fact)| under(&format!("/facts/{at}"), fact_issues(fact)))
        .collect()
}

/// Kinds of facts that state a value or a range of it, with the two fields.
fn either(kind: &str) -> Option<(&'static str, &'static str)> {
    match kind {
        "language" | "competence" | "social" | "qualification" | "school" | "interest"
        | "expectation" | "development" => Some(("level", "between")),
        "experience" => Some(("months", "between_months")),
        _ => None,
    }
}

fn fact_issues(fact: &Value) -> Vec<Issue> {
    let kind = fact.get("kind").and_then(Value::as_str).unwrap_or("");
    let Some((one, other)) = either(kind) else { return Vec::new() };
    let given = |field: &str| fact.get(field).is_some_and(|value| !value.is_null());
    if given(one) == given(other) {
        let issue = Issue::new(IssueCode::LevelOrRange, "");
        return vec![issue.with("one", one).with("other", other)];
    }
    let mut issues = Vec::new();
    if let Some([low, high]) = fact.get(other).and_then(Value::as_array).map(Vec::as_slice)
        && let (Some(low), Some(high)) = (low.as_u64(), high.as_u64())
        && high < low
    {
        let issue = Issue::new(IssueCode::Reversed, format!("/{other}"));
        issues.push(issue.with("one", low).with("other", high));
    }
    issues
}
