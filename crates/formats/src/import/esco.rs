//! ESCO in its official CSV layout: skills, groups, occupations and what stands above them.

use std::collections::{BTreeMap, BTreeSet};

use issue::Issue;
use matching_core::{Label, id::ConceptId};
use serde::Serialize;

use super::{ba, table::CsvFile};
use crate::{
    IssueCode,
    document::{ConceptDocument, VocabularyDocument, vocabulary::ConceptType},
};

/// What stands before the identifiers of ESCO.
const BASE: &str = "http://data.europa.eu/esco/";

/// The files of ESCO that are read; those of one language.
#[derive(Clone, Copy, Debug)]
pub struct EscoFiles<'a> {
    /// `skills_de.csv`.
    pub skills: CsvFile<'a>,
    /// `skillGroups_de.csv`.
    pub skill_groups: CsvFile<'a>,
    /// `broaderRelationsSkillPillar_de.csv`.
    pub skill_relations: CsvFile<'a>,
    /// `occupations_de.csv`, `ISCOGroups_de.csv` and `broaderRelationsOccPillar_de.csv`.
    pub occupations: Option<[CsvFile<'a>; 3]>,
    /// Files with `conceptUri` and `preferredLabel` in English.
    pub english: &'a [CsvFile<'a>],
    /// The mapping from competences of the Bundesagentur.
    pub ba: Option<CsvFile<'a>>,
}

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// New concepts, sorted by identifier.
    #[serde(skip)]
    pub concepts: Vec<ConceptDocument>,
    /// How many of them are competences or groups of them.
    pub competences: usize,
    /// How many of them are occupations or groups of them.
    pub occupations: usize,
    /// How many links to something above were read.
    pub links: usize,
    /// How many concepts were known already, by their ESCO identifier.
    pub known: usize,
    /// How many links name something without a label in this language; they are left out.
    pub links_left_out: usize,
    /// How many concepts are the same as a competence of the Bundesagentur.
    pub ba_same: usize,
    /// How many mappings of the Bundesagentur are only near and were not taken.
    pub ba_near: usize,
}

/// A concept on its way: what a row said, with its file and line.
struct Row<'f> {
    file: CsvFile<'f>,
    line: u64,
    uri: String,
    label: String,
    others: String,
    concept_type: ConceptType,
}

/// Reads ESCO into concepts that are new to a vocabulary, and checks the graph of both together.
///
/// A concept that the vocabulary has already, by its ESCO identifier, is not repeated; what lies
/// below it lies below the one that is there. Duplicates and circles are errors.
pub fn esco(files: EscoFiles<'_>, known: &VocabularyDocument) -> (Imported, Vec<Issue>) {
    let mut issues = Vec::new();
    let rows = rows(files, &mut issues);
    let ids = ids(&rows, known, &mut issues);
    let (above, links_left_out) = above(files, &ids, &mut issues);
    let english = english(files.english, &mut issues);
    let (same, ba_near) =
        files.ba.map_or_else(Default::default, |file| ba::same(file, &mut issues));
    let mut imported = Imported { links_left_out, ba_near, ..Imported::default() };
    let held: BTreeSet<&ConceptId> = known.concepts.iter().map(|concept| &concept.id).collect();
    let mut done = BTreeSet::new();
    for row in rows {
        let Some(id) = ids.get(&row.uri).filter(|id| done.insert((*id).clone())) else { continue };
        if held.contains(id) {
            imported.known += 1;
            continue;
        }
        let mut concept = concept(&row, id, &above, &english);
        if let Some(same) = same.get(&row.uri) {
            concept.ba = Some(same.id.clone());
            add_name(&mut concept, &same.label);
            imported.ba_same += 1;
        }
        if row.concept_type == ConceptType::Occupation {
            imported.occupations += 1;
        } else {
            imported.competences += 1;
        }
        imported.links += concept.broader.len();
        imported.concepts.push(concept);
    }
    imported.concepts.sort_by(|one, other| one.id.cmp(&other.id));
    issues.extend(graph_issues(&imported.concepts, known));
    (imported, issues)
}

/// Everything with a label, groups first.
fn rows<'f>(files: EscoFiles<'f>, issues: &mut Vec<Issue>) -> Vec<Row<'f>> {
    let mut each = vec![
        (files.skill_groups, ConceptType::Competence),
        (files.skills, ConceptType::Competence),
    ];
    if let Some([occupations, groups, _]) = files.occupations {
        each.extend([(groups, ConceptType::Occupation), (occupations, ConceptType::Occupation)]);
    }
    let mut rows = Vec::new();
    for (file, concept_type) in each {
        let columns = ["conceptUri", "preferredLabel", "altLabels"];
        for (line, [uri, label, others]) in file.rows(columns, issues) {
            if !label.is_empty() {
                rows.push(Row { file, line, uri, label, others, concept_type });
            }
        }
    }
    rows
}

/// The identifiers: of a concept that the vocabulary has, its own; of any other, from ESCO.
fn ids(
    rows: &[Row<'_>],
    known: &VocabularyDocument,
    issues: &mut Vec<Issue>,
) -> BTreeMap<String, ConceptId> {
    let own: BTreeMap<&str, &ConceptId> = known
        .concepts
        .iter()
        .filter_map(|concept| Some((concept.esco.as_deref()?, &concept.id)))
        .collect();
    let mut ids: BTreeMap<String, ConceptId> = BTreeMap::new();
    for row in rows {
        let short = row.uri.strip_prefix(BASE).unwrap_or(&row.uri);
        let id = match own.get(row.uri.as_str()) {
            Some(id) => (*id).clone(),
            None => match ConceptId::new(&format!("esco:{short}")) {
                Ok(id) => id,
                Err(error) => {
                    let issue = Issue::new(IssueCode::Cell, "conceptUri").with("found", &row.uri);
                    let issue = issue.with("suggestion", error);
                    issues.push(row.file.at_line(issue, row.line));
                    continue;
                }
            },
        };
        if ids.insert(row.uri.clone(), id).is_some() {
            let issue = Issue::new(IssueCode::Duplicate, "conceptUri").with("id", &row.uri);
            issues.push(row.file.at_line(issue.with("where", row.file.name), row.line));
        }
    }
    ids
}

/// What stands directly above each concept, and how many links name something without a label.
fn above(
    files: EscoFiles<'_>,
    ids: &BTreeMap<String, ConceptId>,
    issues: &mut Vec<Issue>,
) -> (BTreeMap<ConceptId, BTreeSet<ConceptId>>, usize) {
    let mut above: BTreeMap<ConceptId, BTreeSet<ConceptId>> = BTreeMap::new();
    let mut left_out = 0;
    let relations = [Some(files.skill_relations), files.occupations.map(|[_, _, last]| last)];
    for file in relations.into_iter().flatten() {
        for (_, [uri, broader]) in file.rows(["conceptUri", "broaderUri"], issues) {
            match (ids.get(&uri), ids.get(&broader)) {
                (Some(id), Some(broader)) => {
                    above.entry(id.clone()).or_default().insert(broader.clone());
                }
                _ => left_out += 1,
            }
        }
    }
    (above, left_out)
}

/// English names by ESCO identifier.
fn english(files: &[CsvFile<'_>], issues: &mut Vec<Issue>) -> BTreeMap<String, String> {
    let rows = files.iter().flat_map(|file| file.rows(["conceptUri", "preferredLabel"], issues));
    rows.map(|(_, [uri, label])| (uri, label)).filter(|(_, label)| !label.is_empty()).collect()
}

fn concept(
    row: &Row<'_>,
    id: &ConceptId,
    above: &BTreeMap<ConceptId, BTreeSet<ConceptId>>,
    english: &BTreeMap<String, String>,
) -> ConceptDocument {
    let mut concept = ConceptDocument {
        id: id.clone(),
        concept_type: row.concept_type,
        label: Label { de: row.label.clone(), en: english.get(&row.uri).cloned() },
        synonyms: Vec::new(),
        broader: above.get(id).into_iter().flatten().cloned().collect(),
        information: None,
        rung: None,
        esco: Some(row.uri.clone()),
        ba: None,
        about: None,
    };
    for name in row.others.lines() {
        add_name(&mut concept, name);
    }
    concept
}

/// Adds another word, unless it is there already.
fn add_name(concept: &mut ConceptDocument, name: &str) {
    let name = name.trim();
    let there = concept.label.de == name || concept.synonyms.iter().any(|other| other == name);
    if !name.is_empty() && !there {
        concept.synonyms.push(name.to_owned());
    }
}

/// What is wrong with the graph of the new concepts and those that were there.
fn graph_issues(concepts: &[ConceptDocument], known: &VocabularyDocument) -> Vec<Issue> {
    let all = known.concepts.iter().chain(concepts).cloned().collect();
    let problems = VocabularyDocument { concepts: all }.taxonomy().err().unwrap_or_default();
    problems
        .iter()
        .map(|problem| Issue::new(IssueCode::Taxonomy, "").with("detail", problem))
        .collect()
}
