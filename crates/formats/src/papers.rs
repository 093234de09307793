//! Papers by role and setting: the same role needs other papers in a school than in a home.

use matching_core::{
    calendar::Date,
    criteria::{Ask, document},
    id::{ConceptId, CriterionId, ProfileId},
};
use serde::Serialize;

use crate::document::{
    CriterionDocument, NodeDocument, PaperRule, ProfileDocument, criterion::CriterionHead,
};

/// A paper on the list for the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct WantedPaper {
    /// The rule.
    pub rule: PaperRule,
    /// The last day to begin so that it is surely there on the first day of work.
    pub begin_by: Date,
}

/// The papers for a role in a setting and a first day of work, the most urgent first.
pub fn wanted(
    rules: &[PaperRule],
    role: &ProfileId,
    setting: Option<&ConceptId>,
    first_day: Date,
) -> Vec<WantedPaper> {
    let held = rules.iter().filter(|rule| rule.holds(role, setting, first_day));
    let mut papers: Vec<WantedPaper> = held
        .map(|rule| {
            let [_, most] = rule.days;
            let days = i32::try_from(most).unwrap_or(i32::MAX);
            WantedPaper { rule: rule.clone(), begin_by: first_day.plus_days(-days) }
        })
        .collect();
    papers.sort_by(|one, other| {
        (one.begin_by, &one.rule.document).cmp(&(other.begin_by, &other.rule.document))
    });
    papers
}

/// Replaces the lines for papers that rules decide about by those of the role in the setting of the
/// profile; lines that the rules do not know stay.
pub fn apply(profile: &mut ProfileDocument, rules: &[PaperRule], role: &ProfileId, day: Date) {
    let setting = profile.offer.setting.clone();
    let decided = |line: &CriterionDocument| {
        let NodeDocument::Ask(ask) = &line.body else { return false };
        let Ask::Document(ask) = &**ask else { return false };
        rules.iter().any(|rule| rule.criterion && rule.document == ask.document)
    };
    profile.criteria.retain(|line| !decided(line));
    let held = rules.iter().filter(|rule| rule.criterion);
    let held = held.filter(|rule| rule.holds(role, setting.as_ref(), day));
    profile.criteria.extend(held.filter_map(line));
}

/// The line of a rule.
fn line(rule: &PaperRule) -> Option<CriterionDocument> {
    let id = CriterionId::new(&rule.document.as_str().replace('_', "-")).ok()?;
    let head = CriterionHead {
        id,
        label: None,
        importance: None,
        due: Some(rule.due),
        budget: None,
        reason: Some(rule.reason.clone()),
        learn_by: Vec::new(),
        sources: rule.sources.clone(),
    };
    let ask = Ask::Document(document::Ask { document: rule.document.clone() });
    Some(CriterionDocument { head, body: NodeDocument::Ask(Box::new(ask)) })
}
