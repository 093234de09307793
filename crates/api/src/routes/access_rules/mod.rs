//! What residence papers mean for work: the dated rules, and reading one paper.

mod assessment;

pub(super) use assessment::assess_access;

use std::collections::BTreeMap;

use actix_web::{get, web};
use matching_core::{
    access::{AccessRules, PurposeRule, Question, Rule, Step},
    calendar::Date,
    id::StatusId,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Answer, Desk, Listing, PageParameters, Reply, page_of},
    problem::Problem,
};

/// Which rules.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only versions that hold on this day; all without it, those that have ended among them.
    on: Option<Date>,
    /// Only cases that this names: an identifier, what a paper says, or a part of the label.
    #[param(min_length = 1, max_length = 200)]
    names: Option<String>,
    /// The `next` of the page before; from the beginning without it.
    #[param(max_length = 2048)]
    cursor: Option<String>,
    /// Most entries of the page, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
}

/// A case of the access rules: every version of it, and what the versions name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccessCase {
    /// The versions, the oldest first.
    versions: Vec<Rule>,
    /// The questions whose answers decide.
    questions: Vec<Question>,
    /// The steps to a permission.
    steps: Vec<Step>,
    /// What holds for purposes, whatever the case.
    purposes: Vec<PurposeRule>,
}

impl AccessCase {
    fn of(rules: &AccessRules, versions: Vec<Rule>) -> Self {
        let grants = || versions.iter().flat_map(|rule| rule.work.values());
        let ends = versions.iter().filter_map(|rule| rule.end.as_ref());
        let asked = grants()
            .flat_map(|grant| grant.better_if.iter().chain(&grant.worse_if))
            .map(|unless| &unless.question)
            .chain(ends.map(|end| &end.continues_if));
        let questions: BTreeMap<_, _> =
            asked.filter_map(|id| Some((id, rules.question(id)?.clone()))).collect();
        let steps: BTreeMap<_, _> = grants()
            .flat_map(|grant| &grant.steps)
            .filter_map(|id| Some((id, rules.step(id)?.clone())))
            .collect();
        let (questions, steps) = (questions.into_values().collect(), steps.into_values().collect());
        Self { questions, steps, purposes: rules.purposes().cloned().collect(), versions }
    }
}

/// Lists the access rules by case and version, with law, sources and day of the last check.
#[utoipa::path(operation_id = "list_access_rules", tag = "knowledge", params(Which), responses((status = 200, description = "A page of rules.", body = Listing<Rule>)))]
#[get("/access-rules")]
pub(crate) async fn list_access_rules(desk: Desk, which: web::Query<Which>) -> Answer {
    desk.run(move |desk| {
        let knowledge = &desk.state.knowledge;
        let mut found: Vec<&Rule> = match &which.names {
            Some(text) => knowledge.statuses(text, which.on.unwrap_or_else(|| desk.today())),
            None => knowledge.access().rules().iter().collect(),
        };
        found.retain(|rule| which.on.is_none_or(|day| rule.holds_on(day)));
        found.sort_by_key(|rule| (rule.id.clone(), rule.valid_from));
        let page = PageParameters { cursor: which.cursor.clone(), limit: which.limit };
        let name = |rule: &&Rule| format!("{} {}", rule.id, rule.valid_from);
        Reply::ok(&page_of(&found, &page, name, |rule| Rule::clone(rule))?)
    })
    .await
}

/// Gives one case with all its versions and the questions and steps that they name.
#[utoipa::path(operation_id = "get_access_rule", tag = "knowledge", params(("id" = String, Path, description = "The identifier of the case, such as `A26`.")), responses((status = 200, description = "The case.", body = AccessCase)))]
#[get("/access-rules/{id}")]
pub(crate) async fn get_access_rule(desk: Desk, id: web::Path<String>) -> Answer {
    desk.run(move |desk| {
        let key = StatusId::new(&id).map_err(|_unusable| Problem::missing(&id))?;
        let rules = desk.state.knowledge.access();
        let mut versions: Vec<Rule> =
            rules.rules().iter().filter(|rule| rule.id == key).cloned().collect();
        if versions.is_empty() {
            return Err(Problem::missing(&id));
        }
        versions.sort_by_key(|rule| rule.valid_from);
        Reply::ok(&AccessCase::of(rules, versions))
    })
    .await
}
