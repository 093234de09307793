//! Lines in normal form, groups, and the value of a must: scoring.md 2.3 (alternatives) and 2.5.

use matching_core::{
    criteria::{Ask, Budget, Key, KindName, conditions, language},
    eligibility::{Due, Eligibility},
    model::{Criterion, Node},
};

use super::fit::{Truth, answers};
use crate::world::{Case, Place};

/// A line as it is scored.
#[derive(Clone, Debug)]
pub(crate) struct Flat {
    pub(crate) id: String,
    pub(crate) budget: Budget,
    pub(crate) importance: u128,
    pub(crate) due: Option<Due>,
    pub(crate) tree: Tree,
}

/// What a line asks, with every language by skill.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Leaf(Ask),
    Any(Vec<Self>),
    All(Vec<Self>),
}

/// What a line makes of a person: satisfaction at both ends; as a must at worst, now, at best.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    pub(crate) satisfaction: [u128; 2],
    pub(crate) must: Option<[Eligibility; 3]>,
}

/// The lines in the order of their identifiers.
pub(crate) fn flat(place: &Place) -> Vec<Flat> {
    let mut lines: Vec<Flat> = place.lines.iter().flat_map(of_line).collect();
    let says_conditions =
        |line: &Criterion| line.body.asks().iter().any(|ask| ask.kind() == KindName::Conditions);
    if !place.lines.iter().any(says_conditions) {
        let nothing = || Vec::new();
        let ask = conditions::Ask { present: nothing(), absent: nothing(), confirm: nothing() };
        lines.push(Flat {
            id: "conditions".to_owned(),
            budget: Budget::Field,
            importance: 0,
            due: Some(Due::AtApplication),
            tree: Tree::Leaf(Ask::Conditions(ask)),
        });
    }
    lines.sort_by(|one, other| one.id.cmp(&other.id));
    lines
}

fn of_line(line: &Criterion) -> Vec<Flat> {
    let whole = Flat {
        id: line.id.to_string(),
        budget: line.budget,
        importance: u128::from(line.importance),
        due: line.due,
        tree: tree(&line.body),
    };
    let Node::Ask(Ask::Language(ask)) = &line.body else { return vec![whole] };
    if ask.skill.is_some() {
        return vec![whole];
    }
    let parts = by_skill(ask).into_iter().map(|(share, name, part)| Flat {
        id: format!("{}.{name}", line.id),
        importance: whole.importance * share,
        due: line.due.filter(|_| part.minimum.is_some()),
        tree: Tree::Leaf(Ask::Language(part)),
        ..whole.clone()
    });
    parts.filter(|part| part.importance > 0 || part.due.is_some()).collect()
}

fn by_skill(ask: &language::Ask) -> Vec<(u128, &'static str, language::Ask)> {
    use language::Skill;
    let own = ask.minima.unwrap_or_default();
    let skills = [
        (3, "listening", Skill::Listening, own.listening),
        (3, "speaking", Skill::Speaking, own.speaking),
        (2, "reading", Skill::Reading, own.reading),
        (1, "writing", Skill::Writing, own.writing),
    ];
    let part = |(share, name, skill, minimum): (u128, _, _, Option<_>)| {
        let minimum = minimum.or(ask.minimum);
        (share, name, language::Ask { skill: Some(skill), minimum, minima: None, ..ask.clone() })
    };
    skills.into_iter().map(part).collect()
}

fn tree(node: &Node) -> Tree {
    match node {
        Node::Ask(Ask::Language(ask)) if ask.skill.is_none() => {
            let parts = by_skill(ask).into_iter();
            Tree::All(parts.map(|(_, _, ask)| Tree::Leaf(Ask::Language(ask))).collect())
        }
        Node::Ask(ask) => Tree::Leaf(ask.clone()),
        Node::AnyOf(nodes) => Tree::Any(nodes.iter().map(tree).collect()),
        Node::AllOf(nodes) => Tree::All(nodes.iter().map(tree).collect()),
    }
}

/// What a line makes of the person.
pub(crate) fn line_value(line: &Flat, case: &Case) -> Value {
    tree_value(&line.tree, line.due, case)
}

fn tree_value(tree: &Tree, due: Option<Due>, case: &Case) -> Value {
    match tree {
        Tree::Leaf(ask) => leaf_value(ask, due, case),
        Tree::Any(trees) => {
            trees.iter().map(|tree| tree_value(tree, due, case)).reduce(either).unwrap()
        }
        Tree::All(trees) => {
            trees.iter().map(|tree| tree_value(tree, due, case)).reduce(both).unwrap()
        }
    }
}

/// Of several things that answer an ask the best counts.
fn leaf_value(ask: &Ask, due: Option<Due>, case: &Case) -> Value {
    let answers = answers(ask, case).into_iter().map(|fit| Value {
        satisfaction: [fit.low, fit.high],
        must: due.map(|due| {
            let at = |truth| at_end(truth, due, ask, case);
            let (worst, best) = (at(fit.worst), at(fit.best));
            let settled = fit.worst == fit.best;
            let now = match worst {
                _ if settled => worst,
                Eligibility::SuitableWithConditions | Eligibility::Suitable => {
                    Eligibility::SuitableWithConditions
                }
                _ => Eligibility::ToClarify,
            };
            [worst, now, best]
        }),
    });
    answers.reduce(either).unwrap()
}

/// The value of a must whose threshold is known to be reached or not.
fn at_end(truth: Truth, due: Due, ask: &Ask, case: &Case) -> Eligibility {
    let key: Key = ask.key();
    let goal = ask.goals().and_then(|(minimum, _)| minimum);
    let serves = case.steps.iter().filter(|(of, step)| {
        goal.is_some_and(|goal| {
            *of == key
                && step.goal.level >= goal.level
                && (step.goal.documented || !goal.documented)
        })
    });
    let serves: Vec<_> = serves.map(|(_, step)| step).collect();
    let in_time = |days: u16| {
        serves.iter().any(|step| step.in_service.is_some_and(|needed| needed <= u32::from(days)))
    };
    match (truth, due) {
        (Truth::Yes, _) => Eligibility::Suitable,
        (Truth::Obtainable, _) | (Truth::No, Due::ByFirstDay) => {
            Eligibility::SuitableWithConditions
        }
        (Truth::No, Due::WithinDays(days)) if in_time(days) => Eligibility::SuitableWithConditions,
        (Truth::No, _) if !serves.is_empty() => Eligibility::WithMeasures,
        (Truth::No, _) => Eligibility::NotPossible,
    }
}

fn joined(one: Value, other: Value, join: &dyn Fn(usize, u128, u128) -> u128) -> Value {
    let satisfaction = [0, 1].map(|end| join(end, one.satisfaction[end], other.satisfaction[end]));
    let rank = |class: Eligibility| -> u128 {
        Eligibility::ALL.iter().position(|each| *each == class).unwrap().try_into().unwrap()
    };
    let must = one.must.zip(other.must).map(|(one, other)| {
        [0, 1, 2].map(|end| {
            let joined = join(end, rank(one[end]), rank(other[end]));
            Eligibility::ALL[usize::try_from(joined).unwrap()]
        })
    });
    Value { satisfaction, must }
}

fn either(one: Value, other: Value) -> Value {
    joined(one, other, &|_, one, other| one.max(other))
}

fn both(one: Value, other: Value) -> Value {
    joined(one, other, &|_, one, other| one.min(other))
}
