//! Reading files and folders; every problem of every file at once.

use issue::{Issue, any_error};
use std::path::Path;

use formats::{
    IssueCode,
    document::{AdaptationDocument, MappingDocument, PersonDocument},
    read::{self, Checked},
    source::{Source, Syntax},
};
use knowledge::{Knowledge, Pack, Shelf};
use matching_core::calendar::Date;

use crate::{
    arguments::{Arguments, Sides},
    clock::today,
    file::{File, Written, at, file, files},
    output::Failure,
};

/// The knowledge that the arguments ask for.
pub(crate) fn knowledge(arguments: &Arguments) -> Result<Knowledge, Failure> {
    let shelf = arguments.knowledge.clone().map_or(Shelf::Shipped, Shelf::Folder);
    let (knowledge, issues) = Knowledge::load(&shelf).map_err(Failure::system)?;
    knowledge.ok_or(Failure::Input(issues))
}

/// Both sides of a match; every problem of both at once.
pub(crate) fn sides(
    sides: &Sides,
    knowledge: &Knowledge,
) -> Result<(Read<Checked>, Read<PersonDocument>), Failure> {
    let as_of = sides.as_of.unwrap_or_else(today);
    match (profiles(&sides.profiles, knowledge, as_of), people(&sides.applicants, knowledge)) {
        (Ok(profiles), Ok(people)) => Ok((profiles, people)),
        (Err(Failure::Input(mut issues)), Err(Failure::Input(more))) => {
            issues.extend(more);
            Err(Failure::Input(issues))
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    }
}

/// What was read, and what somebody should look at.
pub(crate) struct Read<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) warnings: Vec<Issue>,
}

/// The requirement profiles at a path, or the roles of a shipped pack (`pack:care`).
pub(crate) fn profiles(
    path: &str,
    knowledge: &Knowledge,
    as_of: Date,
) -> Result<Read<Checked>, Failure> {
    if let Some(id) = path.strip_prefix("pack:") {
        return roles(id, knowledge, as_of);
    }
    let mut entries: Vec<Checked> = Vec::new();
    let mut issues = Vec::new();
    for file in files(Path::new(path), &mut issues) {
        let Some((text, syntax)) = text(&file, &mut issues) else { continue };
        let source = Source::file(&file.name, &text, syntax);
        let (checked, found) = read::profiles(source, knowledge.reference());
        entries.extend(checked);
        issues.extend(found);
    }
    done(entries, issues)
}

/// A role of the packs with the pack that it belongs to; the version that holds where none is said.
pub(crate) fn role<'k>(
    id: &str,
    version: Option<u32>,
    knowledge: &'k Knowledge,
    as_of: Date,
) -> Result<(&'k Pack, &'k Checked), Failure> {
    let all = || {
        knowledge.packs().iter().flat_map(|pack| pack.roles.iter().map(move |role| (pack, role)))
    };
    let fits = |role: &Checked| {
        let document = &role.document;
        let wanted = version.map_or_else(|| document.holds_on(as_of), |it| it == document.version);
        document.id.as_str() == id && wanted
    };
    let found = all().filter(|(_, role)| fits(role)).max_by_key(|(_, role)| role.document.version);
    found.ok_or_else(|| {
        let mut known: Vec<&str> = all().map(|(_, role)| role.document.id.as_str()).collect();
        known.dedup();
        let known = known.join(", ");
        let issue = Issue::new(IssueCode::NotAllowed, "role").with("found", id);
        Failure::Input(vec![issue.with_both(
            "suggestion",
            format!("Vorhandene Rollen: {known}."),
            format!("there are the roles: {known}"),
        )])
    })
}

/// One profile: of a file, or a role of the packs (`role:C14`, `role:C14@1`).
pub(crate) fn one_profile(
    path: &str,
    knowledge: &Knowledge,
    as_of: Date,
) -> Result<Checked, Failure> {
    if let Some(name) = path.strip_prefix("role:") {
        let (id, version) = name.split_once('@').unwrap_or((name, ""));
        let (_, found) = role(id, version.parse().ok(), knowledge, as_of)?;
        return Ok(found.clone());
    }
    let read = profiles(path, knowledge, as_of)?;
    read.entries.into_iter().next().ok_or_else(|| {
        Failure::Input(vec![at(Issue::new(IssueCode::Empty, "").with("detail", "profiles"), path)])
    })
}

/// The changes to a role in a file, with what somebody should look at.
pub(crate) fn adaptation(path: &Path) -> Result<(AdaptationDocument, Vec<Issue>), Failure> {
    let mut issues = Vec::new();
    let mut edits = None;
    for file in files(path, &mut issues) {
        let Some((text, syntax)) = text(&file, &mut issues) else { continue };
        let (entries, found) = read::adaptations(Source::file(&file.name, &text, syntax));
        issues.extend(found);
        edits = edits.or_else(|| entries.into_iter().next().map(|entry| entry.document));
    }
    match edits.filter(|_| !any_error(&issues)) {
        Some(edits) => Ok((edits, issues)),
        None => Err(Failure::Input(issues)),
    }
}

fn roles(id: &str, knowledge: &Knowledge, as_of: Date) -> Result<Read<Checked>, Failure> {
    let pack = knowledge.packs().iter().find(|pack| pack.document.id == id);
    pack.map(|pack| Read { entries: pack.roles_on(as_of).cloned().collect(), warnings: Vec::new() })
        .ok_or_else(|| {
            let known: Vec<&str> =
                knowledge.packs().iter().map(|pack| &*pack.document.id).collect();
            let issue = Issue::new(IssueCode::NotAllowed, "--profiles").with("found", id);
            let list = known.join(", ");
            Failure::Input(vec![issue.with_both(
                "suggestion",
                format!("Vorhandene Pakete: {list}."),
                format!("there are the packs: {list}"),
            )])
        })
}

/// The competence profiles at a path.
pub(crate) fn people(path: &Path, knowledge: &Knowledge) -> Result<Read<PersonDocument>, Failure> {
    let mut entries = Vec::new();
    let mut issues = Vec::new();
    for file in files(path, &mut issues) {
        if matches!(file.written, Written::Table | Written::Workbook) {
            let (people, found) = table(&file, knowledge);
            entries.extend(people);
            issues.extend(found);
            continue;
        }
        let Some((text, syntax)) = text(&file, &mut issues) else { continue };
        let source = Source::file(&file.name, &text, syntax);
        let (people, found) = read::people(source, &knowledge.reference().places);
        entries.extend(people.into_iter().map(|entry| entry.document));
        issues.extend(found);
    }
    done(entries, issues)
}

/// The people of a table, with the first mapping that knows its headings.
fn table(file: &File, knowledge: &Knowledge) -> (Vec<PersonDocument>, Vec<Issue>) {
    let (table, mut issues) = match file.written {
        Written::Workbook => read::table::table_from_xlsx(&file.name, &file.bytes, None),
        Written::Table | Written::Text(_) | Written::Unknown => {
            read::table::table_from_csv(&file.name, &file.bytes)
        }
    };
    let Some(table) = table else { return (Vec::new(), issues) };
    let fits = |mapping: &&MappingDocument| read::table::knows_the_people_of(mapping, &table);
    let mappings = knowledge.mappings();
    let Some(mapping) = mappings.iter().find(fits).or(mappings.first()) else {
        return (Vec::new(), issues);
    };
    let (mut people, found) = read::table::people_from_rows(&table, mapping);
    issues.extend(found);
    for person in &mut people {
        person.locate(&knowledge.reference().places);
    }
    (people, issues)
}

fn done<T>(entries: Vec<T>, issues: Vec<Issue>) -> Result<Read<T>, Failure> {
    if any_error(&issues) {
        return Err(Failure::Input(issues));
    }
    Ok(Read { entries, warnings: issues })
}

/// The text of one file.
pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    let mut issues = Vec::new();
    let read = file(path, &mut issues).and_then(|file| decoded(&file, &mut issues));
    read.ok_or(Failure::Input(issues))
}

/// The name of one file, its text and how it is written.
pub(crate) fn written(path: &Path) -> Result<(String, String, Syntax), Failure> {
    let mut issues = Vec::new();
    let read = file(path, &mut issues).and_then(|file| {
        let (text, syntax) = text(&file, &mut issues)?;
        Some((file.name, text, syntax))
    });
    read.ok_or(Failure::Input(issues))
}

fn unknown_format(name: &str, allowed: &str) -> Issue {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let issue = Issue::new(IssueCode::UnknownFormat, "").with("found", ending);
    at(issue.with("allowed", allowed), name)
}

/// The text of a file and how it is written.
fn text(file: &File, issues: &mut Vec<Issue>) -> Option<(String, Syntax)> {
    let Written::Text(syntax) = file.written else {
        issues.push(unknown_format(&file.name, "toml, json, ndjson, jsonl, csv, xlsx"));
        return None;
    };
    Some((decoded(file, issues)?, syntax))
}

fn decoded(file: &File, issues: &mut Vec<Issue>) -> Option<String> {
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let issue = Issue::new(IssueCode::Encoding, "").with("detail", error);
            issues.push(at(issue, &file.name));
            None
        }
    }
}
