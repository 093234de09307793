//! The attributes that an audit compares: read, and checked among each other.

use std::collections::BTreeSet;

use formats::{
    IssueCode,
    document::AttributeDocument,
    read,
    source::{Source, Syntax},
};
use issue::Issue;

use crate::{KnowledgeCode, Shelf, ShelfError, decode::as_text};

/// Reads all files below `audit/`: the attributes, sorted by identifier and first day.
pub(crate) fn load(
    shelf: &Shelf,
    issues: &mut Vec<Issue>,
) -> Result<Vec<AttributeDocument>, ShelfError> {
    let mut attributes: Vec<AttributeDocument> = Vec::new();
    for (path, bytes) in shelf.files("audit/")? {
        let Some(text) = as_text(&bytes, &path, issues) else { continue };
        let (files, found) = read::attributes(Source::file(&path, &text, Syntax::Toml));
        issues.extend(found);
        for entry in files {
            let mut wrong = Vec::new();
            for (at, attribute) in entry.document.attributes.iter().enumerate() {
                let field = format!("{}/attributes/{at}", entry.at);
                wrong.extend(doubled_groups(attribute, &field));
                wrong.extend(overlapping(attribute, &attributes, &field));
                attributes.push(attribute.clone());
            }
            entry.source.locate(&mut wrong);
            issues.extend(wrong);
        }
    }
    attributes.sort_by(|one, other| (&one.id, one.valid_from).cmp(&(&other.id, other.valid_from)));
    Ok(attributes)
}

/// Groups that stand twice in an attribute.
fn doubled_groups(attribute: &AttributeDocument, field: &str) -> Vec<Issue> {
    let mut seen = BTreeSet::new();
    let again = attribute.groups.iter().enumerate().filter(|(_, group)| !seen.insert(&group.id));
    let issue = |(at, group): (usize, &formats::document::GroupDocument)| {
        let issue = Issue::new(IssueCode::Duplicate, format!("{field}/groups/{at}/id"));
        issue.with("id", &group.id).with("where", &attribute.id)
    };
    again.map(issue).collect()
}

/// That another attribute of that identifier holds on the same days.
fn overlapping(
    attribute: &AttributeDocument,
    earlier: &[AttributeDocument],
    field: &str,
) -> Option<Issue> {
    let starts =
        |one: &AttributeDocument, other: &AttributeDocument| other.holds_on(one.valid_from);
    let other = earlier.iter().find(|other| {
        other.id == attribute.id && (starts(attribute, other) || starts(other, attribute))
    })?;
    let on = attribute.valid_from.max(other.valid_from);
    let issue = Issue::new(KnowledgeCode::Overlap, format!("{field}/valid_from"));
    Some(issue.with("id", &attribute.id).with("on", on))
}
