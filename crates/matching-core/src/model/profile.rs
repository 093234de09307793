//! A requirement profile, checked and brought into normal form.

use std::collections::BTreeSet;

use super::{
    budgets::Budgets,
    criterion::{Criterion, Node},
    problem::{DEEPEST_GROUP, MOST_CRITERIA, MOST_IMPORTANCE, ProfileProblem},
    rung::Rung,
};
use crate::{
    Label,
    criteria::{Ask, KindName, Side, SubAsk, conditions},
    eligibility::Due,
    id::{ConceptId, CriterionId, ProfileId},
};

/// A requirement profile in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementProfile {
    id: ProfileId,
    title: Label,
    field: ConceptId,
    rung: Option<Rung>,
    budgets: Budgets,
    criteria: Vec<Criterion>,
}

/// Collects the parts of a [`RequirementProfile`].
#[derive(Clone, Debug)]
pub struct ProfileBuilder {
    profile: RequirementProfile,
}

impl RequirementProfile {
    /// Starts a profile for a field of work.
    pub const fn builder(id: ProfileId, title: Label, field: ConceptId) -> ProfileBuilder {
        let budgets = Budgets::none();
        ProfileBuilder {
            profile: Self { id, title, field, rung: None, budgets, criteria: Vec::new() },
        }
    }

    /// Its identifier.
    pub const fn id(&self) -> &ProfileId {
        &self.id
    }

    /// What it is called.
    pub const fn title(&self) -> &Label {
        &self.title
    }

    /// The field of work.
    pub const fn field(&self) -> &ConceptId {
        &self.field
    }

    /// The rung of the ladder, if it has one.
    pub const fn rung(&self) -> Option<Rung> {
        self.rung
    }

    /// How points are shared.
    pub const fn budgets(&self) -> &Budgets {
        &self.budgets
    }

    /// The lines, sorted by identifier; a language line without a skill stands as four lines.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }
}

impl ProfileBuilder {
    /// Sets the rung of the ladder.
    #[must_use]
    pub const fn rung(mut self, rung: Rung) -> Self {
        self.profile.rung = Some(rung);
        self
    }

    /// Sets how points are shared.
    #[must_use]
    pub fn budgets(mut self, budgets: Budgets) -> Self {
        self.profile.budgets = budgets;
        self
    }

    /// Adds a line.
    #[must_use]
    pub fn criterion(mut self, criterion: Criterion) -> Self {
        self.profile.criteria.push(criterion);
        self
    }

    /// Adds lines.
    #[must_use]
    pub fn criteria(mut self, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        self.profile.criteria.extend(criteria);
        self
    }

    /// Checks the profile and brings it into normal form.
    ///
    /// # Errors
    /// Reports every problem at once.
    pub fn build(mut self) -> Result<RequirementProfile, Vec<ProfileProblem>> {
        let problems = problems(&self.profile);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut criteria: Vec<Criterion> =
            self.profile.criteria.into_iter().flat_map(split).collect();
        if !criteria.iter().any(|criterion| reads(criterion, KindName::Conditions)) {
            criteria.extend(open_conditions());
        }
        criteria.sort_by(|one, other| one.id.cmp(&other.id));
        self.profile.criteria = criteria;
        Ok(self.profile)
    }
}

/// Conditions of which the place has said nothing: whatever a person rules out must be asked.
fn open_conditions() -> Option<Criterion> {
    let (present, absent, confirm) = (Vec::new(), Vec::new(), Vec::new());
    let ask = Ask::Conditions(conditions::Ask { present, absent, confirm });
    let (de, en) = KindName::Conditions.info().label;
    Some(Criterion::new(CriterionId::new("conditions").ok()?, Label::new(de, en), ask))
}

fn reads(criterion: &Criterion, kind: KindName) -> bool {
    criterion.body.asks().iter().any(|ask| ask.kind() == kind)
}

/// A line whose ask stands for several as one line for each; any other line as itself.
fn split(criterion: Criterion) -> Vec<Criterion> {
    let Node::Ask(ask) = &criterion.body else {
        return vec![Criterion { body: criterion.body.opened(), ..criterion }];
    };
    let parts = ask.split();
    if parts.is_empty() {
        return vec![criterion];
    }
    let lines = parts.into_iter().filter_map(|SubAsk { suffix, share, ask }| {
        let id = CriterionId::new(&format!("{}.{suffix}", criterion.id)).ok()?;
        let importance = criterion.importance.saturating_mul(share);
        let due = if ask.can_gate() { criterion.due } else { None };
        (importance > 0 || due.is_some()).then(|| Criterion {
            id,
            part_of: Some(criterion.id.clone()),
            importance,
            due,
            body: ask.into(),
            ..criterion.clone()
        })
    });
    lines.collect()
}

fn problems(profile: &RequirementProfile) -> Vec<ProfileProblem> {
    let mut problems = Vec::new();
    let found = profile.criteria.len();
    if found == 0 {
        problems.push(ProfileProblem::Empty);
    }
    if found > MOST_CRITERIA {
        problems.push(ProfileProblem::TooMany { found });
    }
    let mut ids = BTreeSet::new();
    let mut wishes = BTreeSet::new();
    for criterion in &profile.criteria {
        let id = &criterion.id;
        if !ids.insert(id) {
            problems.push(ProfileProblem::Duplicate { id: id.clone() });
        }
        problems.extend(line_problems(criterion));
        for ask in criterion.body.asks() {
            let info = ask.kind().info();
            if info.read_once && !wishes.insert(info.name) {
                problems.push(ProfileProblem::ReadTwice { id: id.clone(), kind: info.name });
            }
        }
    }
    for (budget, points) in profile.budgets.iter() {
        if points > Budgets::MOST {
            problems.push(ProfileProblem::BudgetTooLarge { budget, points });
        }
    }
    problems
}

fn line_problems(criterion: &Criterion) -> Vec<ProfileProblem> {
    let id = || criterion.id.clone();
    let asks = criterion.body.asks();
    let mut problems = Vec::new();
    if has_empty_group(&criterion.body) {
        problems.push(ProfileProblem::EmptyGroup { id: id() });
    }
    if criterion.body.depth() > DEEPEST_GROUP {
        problems.push(ProfileProblem::TooDeep { id: id() });
    }
    for ask in &asks {
        let found = ask.problems().into_iter();
        problems.extend(found.map(|problem| ProfileProblem::Ask { id: id(), problem }));
    }
    let importance = criterion.importance;
    if importance > MOST_IMPORTANCE {
        problems.push(ProfileProblem::Importance { id: id(), importance });
    }
    let side = |ask: &Ask| ask.kind().info().budget.side();
    let demands = asks.iter().filter(|ask| side(ask) == Side::Demands).count();
    if demands > 0 && demands < asks.len() {
        problems.push(ProfileProblem::MixedSides { id: id() });
    } else if asks.first().is_some_and(|ask| side(ask) != criterion.budget.side()) {
        problems.push(ProfileProblem::WrongSide { id: id(), budget: criterion.budget });
    }
    let bare = matches!(criterion.body, Node::Ask(_));
    if bare && importance > 0 && asks.iter().any(|ask| ask.kind().info().gate) {
        problems.push(ProfileProblem::GateWithPoints { id: id() });
    }
    problems.extend(must_problem(criterion));
    problems
}

fn must_problem(criterion: &Criterion) -> Option<ProfileProblem> {
    let id = criterion.id.clone();
    match criterion.due {
        Some(Due::AtApplication | Due::ByFirstDay | Due::WithinDays(_))
            if !criterion.body.can_gate() =>
        {
            Some(ProfileProblem::MustWithoutMinimum { id })
        }
        None if criterion.importance == 0 => Some(ProfileProblem::NoEffect { id }),
        Some(_) | None => None,
    }
}

fn has_empty_group(node: &Node) -> bool {
    match node {
        Node::Ask(_) => false,
        Node::AnyOf(nodes) | Node::AllOf(nodes) => {
            nodes.is_empty() || nodes.iter().any(has_empty_group)
        }
    }
}
