//! The measures of a shelf: read, checked among each other, and made ready for planning.

use std::collections::{BTreeMap, BTreeSet};

use formats::{
    IssueCode,
    document::{MeasureDocument, Names},
    read::{self, Checked, Entry},
    source::{Source, Syntax},
};
use issue::Issue;
use matching_core::{Engine, id::MeasureId};
use pathways::{Catalogue, CatalogueProblem};

use crate::{Shelf, ShelfError, decode::as_text};

/// The measures of a shelf.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    catalogue: Catalogue,
    documents: BTreeMap<MeasureId, MeasureDocument>,
}

impl Measures {
    /// Reads all files below `measures/`.
    pub(crate) fn load(
        shelf: &Shelf,
        names: &Names,
        engine: &Engine,
        issues: &mut Vec<Issue>,
    ) -> Result<Self, ShelfError> {
        let mut texts: Vec<(String, String)> = Vec::new();
        for (path, bytes) in shelf.files("measures/")? {
            if let Some(text) = as_text(&bytes, &path, issues) {
                texts.push((path, text));
            }
        }
        let mut entries: Vec<Entry<'_, MeasureDocument>> = Vec::new();
        for (path, text) in &texts {
            let (read, found) = read::measures(Source::file(path, text, Syntax::Toml), names);
            entries.extend(read);
            issues.extend(found);
        }
        let models = entries.iter().map(|entry| read::measure(&entry.document));
        let catalogue = match Catalogue::new(engine, models) {
            Ok(catalogue) => catalogue,
            Err(problems) => {
                issues.extend(problems.iter().map(|problem| located(problem, &entries)));
                Catalogue::default()
            }
        };
        let documents =
            entries.into_iter().map(|entry| (entry.document.id.clone(), entry.document));
        Ok(Self { catalogue, documents: documents.collect() })
    }

    /// The measures as they are planned with.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The measures as they are written, sorted by identifier; those that have ended among them.
    pub fn documents(&self) -> impl Iterator<Item = &MeasureDocument> {
        self.documents.values()
    }

    /// The measure of that identifier as it is written.
    pub fn document(&self, id: &MeasureId) -> Option<&MeasureDocument> {
        self.documents.get(id)
    }

    /// Measures that roles name and that do not exist.
    pub(crate) fn unknown_in<'r>(&self, roles: impl Iterator<Item = &'r Checked>) -> Vec<Issue> {
        let mut told: BTreeSet<(&str, &MeasureId)> = BTreeSet::new();
        for role in roles {
            let lines = role.document.criteria.iter();
            let named = lines.flat_map(|line| &line.head.learn_by);
            let unknown = named.filter(|id| !self.documents.contains_key(*id));
            told.extend(unknown.map(|id| (role.document.id.as_str(), id)));
        }
        let issue = |(role, id)| {
            Issue::new(IssueCode::UnknownMeasure, "").with("found", id).with("id", role)
        };
        told.into_iter().map(issue).collect()
    }
}

/// A problem of the catalogue at the place of its entry; of duplicates at the last one.
fn located(problem: &CatalogueProblem, entries: &[Entry<'_, MeasureDocument>]) -> Issue {
    let mut issue = read::catalogue_issue(problem);
    let own = entries.iter().rev().find(|entry| entry.document.id == *problem.id());
    if let Some(entry) = own {
        issue.place.field.insert_str(0, &entry.at);
        entry.source.locate(std::slice::from_mut(&mut issue));
    }
    issue
}
