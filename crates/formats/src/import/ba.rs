//! The mapping of the Bundesagentur from its competences to ESCO.

use std::collections::BTreeMap;

use issue::Issue;

use super::table::CsvFile;

/// A competence of the Bundesagentur that is the same as one of ESCO.
#[derive(Clone, Debug)]
pub(super) struct Same {
    pub(super) id: String,
    pub(super) label: String,
}

/// The competences that are the same, by ESCO identifier, and how many mappings were only near.
pub(super) fn same(file: CsvFile<'_>, issues: &mut Vec<Issue>) -> (BTreeMap<String, Same>, usize) {
    let columns = [
        "Classification 1 URI",
        "Classification 2 ID",
        "Classification 2 PrefLabel",
        "Mapping relation",
    ];
    let mut same = BTreeMap::new();
    let mut near = 0;
    for (_, [uri, id, label, relation]) in file.rows(columns, issues) {
        if relation == "skos:exactMatch" {
            // A competence that is the same as two of ours keeps the first: files are sorted.
            same.entry(uri).or_insert(Same { id, label });
        } else {
            near += 1;
        }
    }
    (same, near)
}
