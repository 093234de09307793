//! A role, an employer's edits and a reason make a requirement profile; two versions make a list of
//! differences.

use issue::Issue;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    IssueCode,
    document::{
        AdaptationDocument, CriterionDocument, PaperRule, ProfileDocument, Reference,
        adaptation::LineChange, profile::BasedOn,
    },
    papers,
    read::{self, Checked},
    source::{Source, Syntax},
    write::to_json,
};

/// Makes a requirement profile from a role and edits, with everything that is wrong with it.
///
/// Papers follow the role and the setting of the place by the rules of the sector, on the first day
/// of the profile.
pub fn adapt(
    role: &ProfileDocument,
    edits: &AdaptationDocument,
    rules: &[PaperRule],
    reference: &Reference,
) -> (Option<Checked>, Vec<Issue>) {
    let mut profile = head(role, edits);
    let mut issues = Vec::new();
    for id in &edits.remove {
        if !profile.criteria.iter().any(|line| line.head.id == *id) {
            issues.push(unknown("/remove", id.as_str()));
        }
    }
    profile.criteria.retain(|line| !edits.remove.contains(&line.head.id));
    if let Some(day) = profile.valid_from.or(role.valid_from) {
        papers::apply(&mut profile, rules, &role.id, day);
    }
    for (at, change) in edits.change.iter().enumerate() {
        issues.extend(changed(&mut profile.criteria, change, &format!("/change/{at}")));
    }
    profile.criteria.extend(edits.add.iter().cloned());
    if issue::any_error(&issues) {
        return (None, issues);
    }
    // What was put together is read like a file, so that every check of a file holds for it too.
    match to_json(&profile) {
        Ok(text) => {
            let (checked, found) = read::profiles(Source::text(&text, Syntax::Json), reference);
            issues.extend(found.into_iter().map(without_line));
            (checked.into_iter().next(), issues)
        }
        Err(error) => {
            let issue = Issue::new(IssueCode::Syntax, "").with("format", "JSON");
            issues.push(issue.with("detail", error));
            (None, issues)
        }
    }
}

/// A place in a text that nobody has written says nothing.
fn without_line(mut issue: Issue) -> Issue {
    (issue.place.line, issue.place.column) = (None, None);
    issue
}

/// The role with everything but its lines changed.
fn head(role: &ProfileDocument, edits: &AdaptationDocument) -> ProfileDocument {
    let mut profile = role.clone();
    profile.id = edits.id.clone();
    profile.version = edits.version;
    profile.employer = Some(edits.employer.clone());
    profile.based_on = Some(BasedOn {
        role: role.id.clone(),
        version: role.version,
        reason: edits.reason.clone(),
    });
    profile.title = edits.title.clone().unwrap_or(profile.title);
    profile.preview = edits.preview.clone().or(profile.preview);
    profile.valid_from = edits.valid_from.or(profile.valid_from);
    profile.valid_to = edits.valid_to.or(profile.valid_to);
    profile.budgets.extend(edits.budgets.iter().map(|(budget, points)| (*budget, *points)));
    let offer = edits.offer.clone();
    profile.offer.hours = offer.hours.or(profile.offer.hours);
    profile.offer.commute = offer.commute.or(profile.offer.commute);
    profile.offer.development = offer.development.or(profile.offer.development);
    profile.offer.setting = offer.setting.or(profile.offer.setting);
    profile
}

/// Changes one line.
fn changed(lines: &mut [CriterionDocument], change: &LineChange, at: &str) -> Vec<Issue> {
    let Some(line) = lines.iter_mut().find(|line| line.head.id == change.id) else {
        return vec![unknown(&format!("{at}/id"), change.id.as_str())];
    };
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&*line) else { return Vec::new() };
    for field in &change.unset {
        if fields.remove(field).is_none_or(|value| value.is_null()) {
            return vec![unknown(&format!("{at}/unset"), field)];
        }
    }
    fields.extend(change.set.iter().map(|(field, value)| (field.clone(), value.clone())));
    fields.retain(|_, value| !value.is_null());
    match line_of(fields, change) {
        Ok(new) => {
            *line = new;
            Vec::new()
        }
        Err(detail) => {
            let issue = Issue::new(IssueCode::Syntax, format!("{at}/set"));
            vec![issue.with("format", "Criterion").with("detail", detail)]
        }
    }
}

fn line_of(fields: Map<String, Value>, change: &LineChange) -> Result<CriterionDocument, String> {
    let line: Result<CriterionDocument, _> = serde_json::from_value(Value::Object(fields));
    let mut line = line.map_err(|error| error.to_string())?;
    line.head.reason = Some(change.reason.clone());
    Ok(line)
}

fn unknown(field: &str, found: &str) -> Issue {
    Issue::new(IssueCode::UnknownLine, field).with("found", found)
}

/// One difference between two profiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Difference {
    /// The field as a JSON pointer; lines are named by their identifier.
    pub field: String,
    /// The value before; nothing where it is new.
    pub before: Option<Value>,
    /// The value after; nothing where it is gone.
    pub after: Option<Value>,
}

/// What differs between two profiles, field by field; the order of lines does not matter.
///
/// # Errors
/// Fails if a document cannot be written as JSON.
pub fn differences(
    before: &ProfileDocument,
    after: &ProfileDocument,
) -> Result<Vec<Difference>, serde_json::Error> {
    let mut found = Vec::new();
    compare("", Some(&named(before)?), Some(&named(after)?), &mut found);
    Ok(found)
}

/// A profile as a value in which lines stand under their identifiers.
fn named(profile: &ProfileDocument) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(profile)?;
    let mut lines = Map::new();
    for line in &profile.criteria {
        lines.insert(line.head.id.to_string(), serde_json::to_value(line)?);
    }
    if let Value::Object(fields) = &mut value {
        fields.insert("criteria".to_owned(), Value::Object(lines));
    }
    Ok(value)
}

fn compare(at: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    let said = |value: Option<&Value>| value.filter(|value| !value.is_null()).cloned();
    if let (Some(Value::Object(one)), Some(Value::Object(other))) = (before, after) {
        let more = other.keys().filter(|key| !one.contains_key(*key));
        for key in one.keys().chain(more) {
            let field = format!("{at}/{}", crate::source::escape(key));
            compare(&field, one.get(key), other.get(key), found);
        }
        return;
    }
    let (before, after) = (said(before), said(after));
    if before != after {
        found.push(Difference { field: at.to_owned(), before, after });
    }
}
