//! Requirement profiles.

use issue::Issue;
use std::{collections::BTreeMap, sync::LazyLock};

use matching_core::{
    Label,
    criteria::{Ask, Side},
    id::CriterionId,
    model::{Budgets, Criterion, Node, Offer, ProfileProblem, RequirementProfile},
};
use serde_json::Value;

use super::list::{Entry, Wanted, under};
use crate::{
    IssueCode,
    document::{CriterionDocument, Names, NodeDocument, ProfileDocument, Reference},
    schema::Schemas,
    shape::suggest,
    source::Source,
};

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::of::<ProfileDocument>);

/// A profile as it is written and as it is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// As it is written.
    pub document: ProfileDocument,
    /// As it is scored.
    pub model: RequirementProfile,
}

/// Reads the requirement profiles in a text: one, a list (`profiles = […]`), or one a line.
///
/// The reference gives lines their labels, tells which terms are known, and where postal codes lie.
pub fn profiles(source: Source<'_>, reference: &Reference) -> (Vec<Checked>, Vec<Issue>) {
    let wanted = Wanted {
        schemas: &SCHEMAS,
        name: "ProfileDocument",
        list: "profiles",
        also: contradictions,
    };
    let (entries, mut issues) = wanted.read::<ProfileDocument>(source);
    let mut checked = Vec::new();
    for Entry { mut document, source, at } in entries {
        document.locate(&reference.places);
        let (model, found) = model(&document, &reference.names);
        let mut found = under(&at, found);
        source.locate(&mut found);
        issues.extend(found);
        checked.extend(model.map(|model| Checked { document, model }));
    }
    issues.extend(duplicates(&checked, source));
    (checked, issues)
}

fn duplicates(checked: &[Checked], source: Source<'_>) -> Vec<Issue> {
    let mut seen: BTreeMap<(&str, u32), usize> = BTreeMap::new();
    let mut issues = Vec::new();
    for Checked { document, .. } in checked {
        let id = document.id.as_str();
        let count = seen.entry((id, document.version)).or_default();
        *count += 1;
        if *count == 2 {
            let issue = Issue::new(IssueCode::Duplicate, "").with("id", id);
            issues.push(issue.with("where", format!("version {}", document.version)));
        }
    }
    source.locate(&mut issues);
    issues
}

/// What a document asks, checked and in normal form, with everything that is wrong with it.
pub fn model(
    document: &ProfileDocument,
    names: &Names,
) -> (Option<RequirementProfile>, Vec<Issue>) {
    let mut issues = document_issues(document, names);
    let mut budgets: Budgets = document.budgets.iter().map(|(k, v)| (*k, *v)).collect();
    if budgets.total(Side::Needs) == 0 {
        for (budget, points) in Budgets::STANDARD_NEEDS {
            budgets.set(budget, points);
        }
    }
    let mut lines: Vec<Criterion> =
        document.criteria.iter().map(|line| criterion(line, names)).collect();
    let has_points = |line: &Criterion| line.budget.side() == Side::Needs && line.importance > 0;
    if !lines.iter().any(has_points) {
        lines.extend(standard_needs(document));
    }
    issues.extend(budget_issues(document, &budgets, &lines));
    let builder = RequirementProfile::builder(
        document.id.clone(),
        document.title.clone(),
        document.field.clone(),
    );
    let builder = document.rung.map_or(builder.clone(), |rung| builder.rung(rung));
    match builder.budgets(budgets).criteria(lines).build() {
        Ok(profile) => (Some(profile), issues),
        Err(problems) => {
            issues.extend(problems.iter().map(|problem| problem_issue(problem, document)));
            (None, issues)
        }
    }
}

fn standard_needs(document: &ProfileDocument) -> Vec<Criterion> {
    let offer = Offer {
        hours: document.offer.hours.clone(),
        commute: document.offer.commute.clone(),
        development: document.offer.development.clone(),
        setting: document.offer.setting.clone(),
    };
    let taken =
        |line: &Criterion| document.criteria.iter().any(|written| written.head.id == line.id);
    let lines = offer.standard_needs(&document.field).unwrap_or_default();
    // A gate that the profile writes itself, such as a must on interest, keeps its name.
    lines
        .into_iter()
        .filter_map(|line| {
            if !taken(&line) {
                return Some(line);
            }
            let id = CriterionId::new(&format!("{}.wish", line.id)).ok()?;
            Some(Criterion { id, ..line })
        })
        .collect()
}

fn criterion(written: &CriterionDocument, names: &Names) -> Criterion {
    let body = node(&written.body);
    let label = written.head.label.clone().unwrap_or_else(|| label(&body, names));
    let mut line = Criterion::new(written.head.id.clone(), label, body);
    if let Some(importance) = written.head.importance {
        line.importance = importance;
    }
    if let Some(due) = written.head.due {
        line.due = Some(due);
    }
    if let Some(budget) = written.head.budget {
        line.budget = budget;
    }
    line.reason.clone_from(&written.head.reason);
    line.learn_by.clone_from(&written.head.learn_by);
    line
}

pub(super) fn node(written: &NodeDocument) -> Node {
    match written {
        NodeDocument::Ask(ask) => Node::Ask(Ask::clone(ask)),
        NodeDocument::AnyOf(nodes) => Node::AnyOf(nodes.iter().map(node).collect()),
        NodeDocument::AllOf(nodes) => Node::AllOf(nodes.iter().map(node).collect()),
    }
}

/// What a line is called where nobody said so: as its first ask is called.
fn label(body: &Node, names: &Names) -> Label {
    let asks = body.asks();
    let Some(ask) = asks.first() else { return Label::default() };
    let key = ask.key();
    let (de, en) = key.kind.info().label;
    names.label(&key.subject).cloned().unwrap_or_else(|| Label::new(de, en))
}

/// What the schema cannot express.
fn contradictions(profile: &Value) -> Vec<Issue> {
    let mut issues = Vec::new();
    let day = |field: &str| profile.get(field).and_then(Value::as_str);
    if let (Some(from), Some(to)) = (day("valid_from"), day("valid_to"))
        && to < from
    {
        let issue = Issue::new(IssueCode::Reversed, "/valid_to");
        issues.push(issue.with("one", "valid_from").with("other", "valid_to"));
    }
    let lines = profile.get("criteria").and_then(Value::as_array).into_iter().flatten();
    for (at, line) in lines.enumerate() {
        // A field that is written as null is not given.
        let given = |field: &str| line.get(field).is_some_and(|value| !value.is_null());
        if given("skill") && given("minima") {
            let issue = Issue::new(IssueCode::Contradiction, format!("/criteria/{at}/minima"));
            issues.push(issue.with("one", "skill").with("other", "minima"));
        }
    }
    issues
}

/// Terms that the vocabulary does not have.
fn document_issues(document: &ProfileDocument, names: &Names) -> Vec<Issue> {
    if names.is_empty() {
        return Vec::new();
    }
    let known: Vec<&str> = names.ids().map(matching_core::id::ConceptId::as_str).collect();
    let mut issues = Vec::new();
    let mut look = |term: &str, field: String| {
        if !names.contains(term) {
            let issue = Issue::new(IssueCode::UnknownConcept, field).with("found", term).warning();
            issues.push(nearest(issue, term, &known));
        }
    };
    look(document.field.as_str(), "/field".to_owned());
    if let Some(setting) = &document.offer.setting {
        look(setting.as_str(), "/offer/setting".to_owned());
    }
    for (at, line) in document.criteria.iter().enumerate() {
        for ask in node(&line.body).asks() {
            for term in ask.terms() {
                look(term.as_str(), format!("/criteria/{at}"));
            }
        }
    }
    issues
}

pub(super) fn nearest(issue: Issue, term: &str, known: &[&str]) -> Issue {
    let close: Vec<&str> = known
        .iter()
        .copied()
        .filter(|word| strsim::damerau_levenshtein(term, word) <= 1 + term.chars().count() / 4)
        .collect();
    if close.is_empty() {
        return issue.with_both(
            "suggestion",
            "Nehmen Sie einen Begriff des Vokabulars oder ergänzen Sie ihn dort.",
            "take a term of the vocabulary or add it there",
        );
    }
    suggest(issue, term, &close)
}

fn budget_issues(document: &ProfileDocument, budgets: &Budgets, lines: &[Criterion]) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (side, name) in [(Side::Demands, "demands"), (Side::Needs, "needs")] {
        let found = budgets.total(side);
        let asked = lines.iter().any(|line| line.budget.side() == side && line.importance > 0);
        if asked && found != 100 {
            let issue = Issue::new(IssueCode::BudgetSum, "/budgets").warning();
            issues.push(issue.with("side", name).with("found", found));
        }
    }
    for line in lines {
        if line.importance > 0 && budgets.points(line.budget) == 0 {
            let field = written_at(document, &line.id).unwrap_or_default();
            let issue = Issue::new(IssueCode::BudgetMissing, field).warning();
            issues.push(issue.with("id", &line.id).with("budget", line.budget.name()));
        }
    }
    issues
}

fn written_at(document: &ProfileDocument, id: &CriterionId) -> Option<String> {
    let at = document.criteria.iter().position(|line| line.head.id == *id)?;
    Some(format!("/criteria/{at}"))
}

/// A problem of the model in words of the files.
fn problem_issue(problem: &ProfileProblem, document: &ProfileDocument) -> Issue {
    use matching_core::criteria::AskProblem as A;
    let at = problem.criterion().and_then(|id| written_at(document, id));
    let at = at.unwrap_or_else(|| "/criteria".to_owned());
    let issue = |code| Issue::new(code, at.clone());
    match problem {
        ProfileProblem::Empty => {
            issue(IssueCode::Empty).with_both("detail", "keine Kriterien", "no criteria")
        }
        ProfileProblem::TooMany { found } => issue(IssueCode::WrongLength)
            .with("found", found)
            .with("low", 1)
            .with("high", matching_core::model::MOST_CRITERIA),
        ProfileProblem::Duplicate { id } => {
            issue(IssueCode::Duplicate).with("id", id).with("where", "criteria")
        }
        ProfileProblem::EmptyGroup { id } => issue(IssueCode::EmptyGroup).with("id", id),
        ProfileProblem::TooDeep { id } => issue(IssueCode::TooDeep).with("id", id),
        ProfileProblem::Ask { id, problem } => issue(match problem {
            A::TargetIsNothing => IssueCode::TargetIsNothing,
            A::MinimumIsNothing => IssueCode::MinimumIsNothing,
            A::EmptyList => IssueCode::EmptyList,
            A::Reversed => IssueCode::RangeReversed,
            A::Contradiction => IssueCode::ListedTwice,
        })
        .with("id", id),
        ProfileProblem::Importance { importance, .. } => {
            issue(IssueCode::OutOfRange).with("found", importance).with("low", 0).with("high", 9)
        }
        ProfileProblem::MustWithoutMinimum { id } => {
            issue(IssueCode::MustWithoutMinimum).with("id", id)
        }
        ProfileProblem::NoEffect { id } => issue(IssueCode::NoEffect).with("id", id),
        ProfileProblem::GateWithPoints { id } => issue(IssueCode::GateWithPoints).with("id", id),
        ProfileProblem::MixedSides { id } => issue(IssueCode::MixedSides).with("id", id),
        ProfileProblem::WrongSide { id, budget } => {
            issue(IssueCode::WrongSide).with("id", id).with("budget", budget.name())
        }
        ProfileProblem::BudgetTooLarge { budget, points } => {
            Issue::new(IssueCode::OutOfRange, format!("/budgets/{}", budget.name()))
                .with("found", points)
                .with("low", 0)
                .with("high", Budgets::MOST)
        }
        ProfileProblem::ReadTwice { id, kind } => {
            issue(IssueCode::ReadTwice).with("id", id).with("kind", kind)
        }
    }
}
