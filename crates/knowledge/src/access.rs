//! The access rules of a shelf: all files below `access/` make one set.

use std::collections::BTreeMap;

use formats::{
    document::AccessDocument,
    read,
    source::{Source, Syntax},
    text::folded,
};
use issue::Issue;
use matching_core::{
    access::{AccessParts, AccessProblem, AccessRules, Rule},
    calendar::Date,
};

use crate::{KnowledgeCode, Shelf, ShelfError, decode::as_text};

/// Reads the access rules; an empty set where something stands in the way.
pub(crate) fn load(shelf: &Shelf, issues: &mut Vec<Issue>) -> Result<AccessRules, ShelfError> {
    let mut parts = AccessParts::default();
    let mut stands_in: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in shelf.files("access/")? {
        let Some(text) = as_text(&bytes, &path, issues) else { continue };
        let (entries, found) = read::access(Source::file(&path, &text, Syntax::Toml));
        issues.extend(found);
        for entry in entries {
            stands_in.extend(ids(&entry.document).map(|id| (id, path.clone())));
            entry.document.add_to(&mut parts);
        }
    }
    let told = |problem: &AccessProblem| told(problem, &stands_in);
    Ok(match AccessRules::new(parts) {
        Ok((rules, mild)) => {
            issues.extend(mild.iter().map(told).map(Issue::warning));
            rules
        }
        Err(problems) => {
            issues.extend(problems.iter().map(told));
            AccessRules::default()
        }
    })
}

/// The cases that a text names on a day: by its identifier, by what the paper says, or by its label.
pub(crate) fn named<'a>(rules: &'a AccessRules, text: &str, on: Date) -> Vec<&'a Rule> {
    let wanted = folded(text);
    let held = || rules.rules().iter().filter(|rule| rule.holds_on(on));
    let exact = |rule: &&Rule| folded(rule.id.as_str()) == wanted;
    let paper = |rule: &&Rule| rule.papers.iter().any(|paper| folded(paper) == wanted);
    let near = |rule: &&Rule| {
        let german = folded(&rule.label.de).contains(&wanted);
        german || folded(rule.label.english()).contains(&wanted)
    };
    let tries: [&dyn Fn(&&Rule) -> bool; 3] = [&exact, &paper, &near];
    let mut found = tries.iter().map(|fits| held().filter(fits).collect::<Vec<_>>());
    found.find(|cases| !cases.is_empty()).unwrap_or_default()
}

fn ids(document: &AccessDocument) -> impl Iterator<Item = String> {
    let rules = document.rules.iter().map(|rule| rule.id.to_string());
    let steps = document.steps.iter().map(|step| step.id.to_string());
    let questions = document.questions.iter().map(|question| question.id.to_string());
    rules.chain(steps).chain(questions)
}

/// A problem of the set in words of the files.
fn told(problem: &AccessProblem, stands_in: &BTreeMap<String, String>) -> Issue {
    use AccessProblem as P;
    let about = |issue: Issue, de: &str, en: &str| issue.with_both("what", de, en);
    let (id, issue) = match problem {
        P::Overlap { id, on } => {
            (id.to_string(), Issue::new(KnowledgeCode::Overlap, "").with("on", on))
        }
        P::Reversed { id, from } => {
            let issue = Issue::new(KnowledgeCode::LeadsNowhere, "");
            let de = format!("die Fassung ab {from} endet, bevor sie beginnt");
            (
                id.to_string(),
                about(issue, &de, &format!("the version from {from} ends before it begins")),
            )
        }
        P::UnknownQuestion { at, question } => {
            let issue = Issue::new(KnowledgeCode::UnknownReference, "");
            (
                at.to_string(),
                about(
                    issue.with("found", question),
                    &format!("Frage in {at}"),
                    &format!("question in {at}"),
                ),
            )
        }
        P::UnknownStep { at, step } => {
            let issue = Issue::new(KnowledgeCode::UnknownReference, "");
            (
                at.to_string(),
                about(
                    issue.with("found", step),
                    &format!("Schritt in {at}"),
                    &format!("step in {at}"),
                ),
            )
        }
        P::Duplicate { id } => {
            let issue = Issue::new(formats::IssueCode::Duplicate, "").with("where", "access");
            (id.clone(), issue)
        }
        P::NoEmployment { id } => {
            let issue = Issue::new(KnowledgeCode::LeadsNowhere, "");
            let issue = about(issue, "nichts zu Beschäftigung", "nothing on employment");
            (id.to_string(), issue)
        }
        P::Purpose { purpose } => {
            let issue = Issue::new(KnowledgeCode::LeadsNowhere, "");
            (
                purpose.name().to_owned(),
                about(issue, "weder „access“ noch „follows“", "neither “access” nor “follows”"),
            )
        }
        P::NoSteps { id, purpose } => {
            let issue = Issue::new(KnowledgeCode::NoSteps, "").with("purpose", purpose.name());
            (id.to_string(), issue)
        }
        P::Orphan { id } => {
            let issue = Issue::new(KnowledgeCode::Orphan, "");
            (id.clone(), about(issue, "Frage oder Schritt", "question or step"))
        }
    };
    let mut issue = issue.with("id", &id);
    issue.place.file = stands_in.get(&id).cloned();
    issue
}
