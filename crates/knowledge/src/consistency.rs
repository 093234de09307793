//! What no single file shows: whether roles, papers and rules fit together.

use std::collections::BTreeSet;

use formats::{
    IssueCode,
    document::{PaperRule, ProfileDocument, Reference},
    read::Checked,
};
use issue::Issue;
use matching_core::{Label, model::Rung};

use crate::{KnowledgeCode, Pack};

/// Everything that does not fit together within the packs.
pub(crate) fn packs(packs: &[Pack], reference: &Reference) -> Vec<Issue> {
    let all: Vec<&ProfileDocument> =
        packs.iter().flat_map(|pack| &pack.roles).map(|role| &role.document).collect();
    let ids: BTreeSet<&str> = all.iter().map(|role| role.id.as_str()).collect();
    let led_to: BTreeSet<&str> = all
        .iter()
        .flat_map(|role| &role.leads_to)
        .map(matching_core::id::ProfileId::as_str)
        .collect();
    let mut issues = Vec::new();
    for pack in packs {
        let file = |name: &str| format!("packs/{}/{name}", pack.document.id);
        for role in &pack.roles {
            let found = role_issues(role, &ids, &led_to);
            issues.extend(found.into_iter().map(|issue| placed(issue, file("roles"))));
        }
        let found = overlaps(pack).into_iter().map(|issue| placed(issue, file("roles")));
        issues.extend(found);
        let found = paper_issues(&pack.papers, &ids, reference).into_iter();
        issues.extend(found.map(|issue| placed(issue, file("documents.toml"))));
    }
    issues
}

fn placed(mut issue: Issue, file: String) -> Issue {
    issue.place.file = Some(file);
    issue
}

fn role_issues(role: &Checked, ids: &BTreeSet<&str>, led_to: &BTreeSet<&str>) -> Vec<Issue> {
    let document = &role.document;
    let id = document.id.as_str();
    let mut issues = Vec::new();
    for next in document.leads_to.iter().filter(|next| !ids.contains(next.as_str())) {
        let issue = Issue::new(KnowledgeCode::UnknownReference, "/leads_to").with("found", next);
        issues.push(issue.with_both("what", format!("Rolle in {id}"), format!("role in {id}")));
    }
    let above = document.rung.filter(|rung| *rung > Rung::H1);
    if let Some(rung) = above.filter(|_| !led_to.contains(id)) {
        let issue = Issue::new(KnowledgeCode::Unreachable, "/leads_to").warning();
        issues.push(issue.with("id", id).with("rung", format!("{rung:?}")));
    }
    issues.extend(no_english(id, "title", Some(&document.title)));
    issues.extend(no_english(id, "preview", document.preview.as_ref()));
    let labels = document.criteria.iter().filter_map(|line| line.head.label.as_ref());
    let reasons = document.criteria.iter().filter_map(|line| line.head.reason.as_ref());
    issues.extend(labels.chain(reasons).filter_map(|text| no_english(id, "criteria", Some(text))));
    issues
}

fn no_english(id: &str, what: &str, text: Option<&Label>) -> Option<Issue> {
    let missing = text.is_some_and(|text| text.en.is_none());
    let issue = || Issue::new(KnowledgeCode::NoEnglish, format!("/{what}")).warning();
    missing.then(|| issue().with("id", id).with("what", what))
}

/// Versions of a role that hold on the same day. The roles are sorted by identifier and version.
fn overlaps(pack: &Pack) -> Vec<Issue> {
    let pairs = pack.roles.iter().zip(pack.roles.iter().skip(1));
    let both = pairs.filter_map(|(one, other)| {
        let (one, other) = (&one.document, &other.document);
        let from = other.valid_from.max(one.valid_from)?;
        let overlap = one.id == other.id && one.holds_on(from) && other.holds_on(from);
        let issue = || Issue::new(KnowledgeCode::Overlap, "/valid_from").with("id", &one.id);
        overlap.then(|| issue().with("on", from))
    });
    both.collect()
}

fn paper_issues(rules: &[PaperRule], ids: &BTreeSet<&str>, reference: &Reference) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        for role in rule.roles.iter().filter(|role| !ids.contains(role.as_str())) {
            let issue = Issue::new(KnowledgeCode::UnknownReference, format!("/rules/{at}/roles"));
            issues.push(issue.with("found", role).with_both("what", "Rolle", "role"));
        }
        for term in rule.settings.iter().chain([&rule.document]) {
            if !reference.names.contains(term.as_str()) {
                let issue = Issue::new(IssueCode::UnknownConcept, format!("/rules/{at}"));
                issues.push(issue.with("found", term).with("suggestion", "vocabulary/").warning());
            }
        }
        let earlier = rules.iter().take(at).filter(|other| other.document == rule.document);
        for other in earlier {
            issues.extend(clash(rule, other));
        }
    }
    issues
}

/// Two rules for the same paper, role and setting on the same day.
fn clash(rule: &PaperRule, other: &PaperRule) -> Option<Issue> {
    let from = rule.valid_from.max(other.valid_from);
    let in_time = |rule: &PaperRule| rule.valid_to.is_none_or(|to| from <= to);
    let clash = in_time(rule)
        && in_time(other)
        && meet(&rule.roles, &other.roles)
        && meet(&rule.settings, &other.settings);
    let issue = || Issue::new(KnowledgeCode::Overlap, "/rules").with("id", &rule.document);
    clash.then(|| issue().with("on", from))
}

/// Whether two lists have something in common; an empty one stands for everything.
fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|entry| other.contains(entry))
}
