//! A set of rules that fits together.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    paper::Purpose,
    problem::AccessProblem,
    rule::{Grant, PurposeRule, Question, Rule, Step, Unless},
};
use crate::{
    calendar::Date,
    criteria::scale::Access,
    id::{QuestionId, StatusId, StepId},
};

/// What a set of rules is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessParts {
    /// A rule that was last checked longer ago than this is shown as unchecked.
    pub review_months: u32,
    /// What holds for purposes, whatever the status.
    pub purposes: Vec<PurposeRule>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The steps.
    pub steps: Vec<Step>,
    /// The rules, in any order.
    pub rules: Vec<Rule>,
}

/// A set of access rules that fits together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessRules {
    pub(super) review_months: u32,
    pub(super) purposes: BTreeMap<Purpose, PurposeRule>,
    questions: BTreeMap<QuestionId, Question>,
    steps: BTreeMap<StepId, Step>,
    rules: Vec<Rule>,
}

impl AccessRules {
    /// Puts parts together. Mild problems come back beside a usable set.
    ///
    /// # Errors
    /// Reports every contradiction and every name that leads nowhere.
    pub fn new(parts: AccessParts) -> Result<(Self, Vec<AccessProblem>), Vec<AccessProblem>> {
        let mut problems = duplicates(&parts);
        let AccessParts { review_months, purposes, questions, steps, mut rules } = parts;
        rules.sort_by_key(|rule| (rule.id.clone(), rule.valid_from));
        let set = Self {
            review_months,
            purposes: purposes.into_iter().map(|rule| (rule.purpose, rule)).collect(),
            questions: questions.into_iter().map(|part| (part.id.clone(), part)).collect(),
            steps: steps.into_iter().map(|part| (part.id.clone(), part)).collect(),
            rules,
        };
        problems.extend(set.problems());
        if problems.iter().all(AccessProblem::is_mild) {
            Ok((set, problems))
        } else {
            Err(problems)
        }
    }

    /// All rules, sorted by case and first day.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// All steps.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.values()
    }

    /// All questions.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.values()
    }

    /// What holds for purposes, whatever the status.
    pub fn purposes(&self) -> impl Iterator<Item = &PurposeRule> {
        self.purposes.values()
    }

    /// After so many months a rule counts as unchecked.
    pub const fn review_months(&self) -> u32 {
        self.review_months
    }

    /// A question.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(id)
    }

    /// A step.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.get(id)
    }

    /// The version of a case that holds on a day.
    pub fn rule(&self, id: &StatusId, on: Date) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id && rule.holds_on(on))
    }

    /// What a rule gives for a purpose: its own grant, or that of the purpose which it follows.
    pub(super) fn grant<'a>(&'a self, rule: &'a Rule, purpose: Purpose) -> Option<&'a Grant> {
        let mut purpose = purpose;
        // A chain of purposes is short; one that leads nowhere is refused when the set is made.
        for _ in Purpose::ALL {
            if let Some(grant) = rule.work.get(&purpose) {
                return Some(grant);
            }
            purpose = self.purposes.get(&purpose)?.follows?;
        }
        None
    }

    fn problems(&self) -> Vec<AccessProblem> {
        let mut problems = self.clashes();
        for rule in self.purposes.values() {
            let own = rule.access.is_some() || rule.purpose == Purpose::Employment;
            if !own && rule.follows.is_none_or(|follows| follows == rule.purpose) {
                problems.push(AccessProblem::Purpose { purpose: rule.purpose });
            }
        }
        let (mut asked, mut taken) = (BTreeMap::new(), BTreeMap::new());
        for rule in &self.rules {
            if !rule.work.contains_key(&Purpose::Employment) {
                problems.push(AccessProblem::NoEmployment { id: rule.id.clone() });
            }
            if rule.valid_to.is_some_and(|to| to < rule.valid_from) {
                let (id, from) = (rule.id.clone(), rule.valid_from);
                problems.push(AccessProblem::Reversed { id, from });
            }
            asked.extend(rule.end.iter().map(|end| (&end.continues_if, &rule.id)));
            for (purpose, grant) in &rule.work {
                asked.extend(conditions(grant).map(|unless| (&unless.question, &rule.id)));
                taken.extend(grant.steps.iter().map(|step| (step, &rule.id)));
                if grant.access == Some(Access::PermissionNeeded) && grant.steps.is_empty() {
                    let (id, purpose) = (rule.id.clone(), *purpose);
                    problems.push(AccessProblem::NoSteps { id, purpose });
                }
            }
        }
        problems.extend(self.dangling(&asked, &taken));
        problems
    }

    /// Names that lead nowhere, and entries that nobody names.
    fn dangling(
        &self,
        asked: &BTreeMap<&QuestionId, &StatusId>,
        taken: &BTreeMap<&StepId, &StatusId>,
    ) -> Vec<AccessProblem> {
        let mut problems = Vec::new();
        for (question, at) in asked.iter().filter(|(id, _)| !self.questions.contains_key(**id)) {
            let (at, question) = ((*at).clone(), (*question).clone());
            problems.push(AccessProblem::UnknownQuestion { at, question });
        }
        for (step, at) in taken.iter().filter(|(id, _)| !self.steps.contains_key(**id)) {
            let (at, step) = ((*at).clone(), (*step).clone());
            problems.push(AccessProblem::UnknownStep { at, step });
        }
        let orphans = self.questions.keys().filter(|id| !asked.contains_key(id));
        problems.extend(orphans.map(|id| AccessProblem::Orphan { id: id.to_string() }));
        let orphans = self.steps.keys().filter(|id| !taken.contains_key(id));
        problems.extend(orphans.map(|id| AccessProblem::Orphan { id: id.to_string() }));
        problems
    }

    /// Versions of a case that hold on the same day. The rules are sorted by case and first day.
    fn clashes(&self) -> Vec<AccessProblem> {
        let pairs = self.rules.iter().zip(self.rules.iter().skip(1));
        let clash = |(one, other): (&Rule, &Rule)| {
            let both = one.id == other.id && one.valid_to.is_none_or(|to| other.valid_from <= to);
            both.then(|| AccessProblem::Overlap { id: one.id.clone(), on: other.valid_from })
        };
        pairs.filter_map(clash).collect()
    }
}

/// Everything that is asked about a grant.
pub(super) fn conditions(grant: &Grant) -> impl Iterator<Item = &Unless> {
    grant.better_if.iter().chain(&grant.worse_if)
}

fn duplicates(parts: &AccessParts) -> Vec<AccessProblem> {
    let mut seen = BTreeSet::new();
    let ids = parts.questions.iter().map(|part| part.id.to_string());
    let ids = ids.chain(parts.steps.iter().map(|part| part.id.to_string()));
    let ids = ids.chain(parts.purposes.iter().map(|part| part.purpose.name().to_owned()));
    let again: Vec<String> = ids.filter(|id| !seen.insert(id.clone())).collect();
    again.into_iter().map(|id| AccessProblem::Duplicate { id }).collect()
}
