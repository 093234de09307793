//! A sector: a folder with `pack.toml`, its roles, and which papers they need in which setting.

use std::collections::BTreeMap;

use formats::{
    IssueCode,
    document::{PackDocument, PaperRule, Reference},
    papers::{self, WantedPaper},
    read::{self, Checked},
    source::{Source, Syntax},
};
use issue::Issue;
use matching_core::{
    calendar::Date,
    id::{ConceptId, ProfileId},
};

use crate::{Shelf, ShelfError, decode::as_text};

/// A sector with its roles.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What the roles have in common.
    pub document: PackDocument,
    /// The roles, sorted by identifier; lines for papers follow from their settings.
    pub roles: Vec<Checked>,
    /// Which papers the roles need in which settings.
    pub papers: Vec<PaperRule>,
}

impl Pack {
    /// The roles that hold on a day, sorted by identifier and version.
    pub fn roles_on(&self, on: Date) -> impl Iterator<Item = &Checked> {
        self.roles.iter().filter(move |role| role.document.holds_on(on))
    }

    /// The papers for a role in a setting and a first day of work, the most urgent first.
    pub fn papers_for(
        &self,
        role: &ProfileId,
        setting: Option<&ConceptId>,
        first_day: Date,
    ) -> Vec<WantedPaper> {
        papers::wanted(&self.papers, role, setting, first_day)
    }
}

/// What a folder below `packs/` holds.
#[derive(Default)]
struct Folder {
    head: Option<PackDocument>,
    papers: Vec<PaperRule>,
    roles: Vec<(String, Checked)>,
}

/// Reads the packs of a shelf, sorted by folder.
pub(crate) fn load(
    shelf: &Shelf,
    reference: &Reference,
    issues: &mut Vec<Issue>,
) -> Result<Vec<Pack>, ShelfError> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for (path, bytes) in shelf.files("packs/")? {
        let Some(text) = as_text(&bytes, &path, issues) else { continue };
        let Some(name) = path.split('/').nth(1) else { continue };
        if Syntax::of_file_name(&path) != Some(Syntax::Toml) {
            continue;
        }
        let folder = folders.entry(name.to_owned()).or_default();
        let source = Source::file(&path, &text, Syntax::Toml);
        if path.ends_with("/pack.toml") {
            let (entries, found) = read::pack(source);
            issues.extend(found);
            folder.head = entries.into_iter().next().map(|entry| entry.document);
        } else if path.ends_with("/documents.toml") {
            let (entries, found) = read::paper_rules(source);
            issues.extend(found);
            folder.papers.extend(entries.into_iter().flat_map(|entry| entry.document.rules));
        } else {
            let (checked, found) = read::profiles(source, reference);
            issues.extend(found);
            folder.roles.extend(checked.into_iter().map(|role| (path.clone(), role)));
        }
    }
    let packs = folders.into_values().filter_map(|folder| folder.pack(reference, issues));
    Ok(packs.collect())
}

impl Folder {
    /// The sector; `None` where nothing says what the roles have in common.
    fn pack(self, reference: &Reference, issues: &mut Vec<Issue>) -> Option<Pack> {
        let Self { head, papers, roles } = self;
        let mut complete = Vec::new();
        for (path, role) in roles {
            let (role, found) = with_papers(role, &papers, reference);
            issues.extend(found.into_iter().chain(shipped_issues(&role)).map(|mut issue| {
                issue.place.file = Some(path.clone());
                issue
            }));
            complete.push(role);
        }
        complete.sort_by_key(|role| (role.document.id.clone(), role.document.version));
        Some(Pack { document: head?, roles: complete, papers })
    }
}

/// A role with the lines for the papers of its setting.
fn with_papers(role: Checked, rules: &[PaperRule], reference: &Reference) -> (Checked, Vec<Issue>) {
    let Some(day) = role.document.valid_from else { return (role, Vec::new()) };
    let mut document = role.document.clone();
    papers::apply(&mut document, rules, &role.document.id, day);
    if document == role.document {
        return (role, Vec::new());
    }
    let (model, issues) = read::model(&document, &reference.names);
    // What the file itself says wrong has been told already.
    let known = read::model(&role.document, &reference.names).1;
    let issues = issues.into_iter().filter(|issue| !known.contains(issue)).collect();
    match model {
        Some(model) => (Checked { document, model }, issues),
        None => (role, issues),
    }
}

/// What shipped entries must say about themselves.
fn shipped_issues(role: &Checked) -> Vec<Issue> {
    let document = &role.document;
    let said = !document.sources.is_empty()
        && document.checked_on.is_some()
        && document.valid_from.is_some();
    if said {
        return Vec::new();
    }
    vec![Issue::new(IssueCode::NoSource, "").with("id", &document.id)]
}
