//! What a profile demands, and how that compares with its role.

use std::collections::BTreeMap;

use matching_core::{
    criteria::{Ask, Key, KindName, Side},
    evidence::Level,
    model::Criterion,
};

use super::found::Found;
use crate::read::Checked;

/// A levelled demand: its minimum where it is a must, and its target.
#[derive(Clone, Copy, Debug)]
struct Demand {
    minimum: Option<Level>,
    target: Level,
}

/// Musts that say no reason. Papers and the permission to work have theirs in the law.
pub(super) fn without_reason(profile: &Checked) -> Vec<Found> {
    let lines = musts(profile).filter(|line| {
        let by_law = |ask: &&Ask| matches!(ask.kind(), KindName::WorkAccess | KindName::Document);
        line.reason.is_none() && !line.body.asks().iter().all(by_law)
    });
    lines.map(|line| found(profile, line)).collect()
}

/// More months of experience as a must than a limit.
pub(super) fn long_experience(profile: &Checked, limit: Option<u32>) -> Vec<Found> {
    let limit = limit.unwrap_or_default();
    let long = |line: &&Criterion| {
        line.body.asks().iter().any(|ask| {
            let Ask::Experience(ask) = ask else { return false };
            ask.minimum_months.is_some_and(|months| months > limit)
        })
    };
    musts(profile).filter(long).map(|line| found(profile, line)).collect()
}

/// More musts than a limit.
pub(super) fn many(profile: &Checked, limit: Option<u32>) -> Vec<Found> {
    let mut ids: Vec<_> =
        musts(profile).map(|line| line.part_of.as_ref().unwrap_or(&line.id)).collect();
    ids.dedup();
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    if limit.is_none_or(|limit| count <= limit) {
        return Vec::new();
    }
    vec![Found { field: "/criteria".to_owned(), what: count.to_string(), explained: false }]
}

/// Competences whose minimum already is the target.
pub(super) fn nothing_to_learn(profile: &Checked) -> Vec<Found> {
    let full = |line: &&Criterion| {
        line.body.asks().iter().any(|ask| {
            let learnt = ask.kind() == KindName::Competence;
            let full = ask.goals().is_some_and(|(minimum, target)| minimum == Some(target));
            learnt && full && !line.learn_by.is_empty()
        })
    };
    musts(profile).filter(full).map(|line| found(profile, line)).collect()
}

/// Levels above those of the role.
pub(super) fn above(profile: &Checked, role: &Checked) -> Vec<Found> {
    let usual = demands(role);
    let higher = |line: &&Criterion| {
        own(line).into_iter().any(|(key, demand)| {
            usual.get(&key).is_some_and(|usual| {
                usual.target < demand.target
                    || usual.minimum.is_some_and(|least| demand.minimum > Some(least))
            })
        })
    };
    lines(profile).filter(higher).map(|line| found(profile, line)).collect()
}

/// Musts that the role does not have. Papers are compared on their own.
pub(super) fn beyond(profile: &Checked, role: &Checked) -> Vec<Found> {
    let usual: Vec<Key> = musts(role).flat_map(keys).collect();
    let more = |line: &&Criterion| {
        keys(line).iter().any(|key| key.kind != KindName::Document && !usual.contains(key))
    };
    musts(profile).filter(more).map(|line| found(profile, line)).collect()
}

/// Papers that the role does not need.
pub(super) fn papers(profile: &Checked, role: &Checked) -> Vec<Found> {
    let usual: Vec<Key> = lines(role).flat_map(keys).collect();
    let more = |line: &&Criterion| {
        keys(line).iter().any(|key| key.kind == KindName::Document && !usual.contains(key))
    };
    lines(profile).filter(more).map(|line| found(profile, line)).collect()
}

/// The lines of the demands side.
fn lines(profile: &Checked) -> impl Iterator<Item = &Criterion> {
    let lines = profile.model.criteria().iter();
    lines.filter(|line| line.budget.side() == Side::Demands)
}

/// The lines of the demands side that a person has to meet.
fn musts(profile: &Checked) -> impl Iterator<Item = &Criterion> {
    lines(profile).filter(|line| line.due.is_some())
}

fn keys(line: &Criterion) -> Vec<Key> {
    line.body.asks().iter().map(|ask| ask.key()).collect()
}

fn own(line: &Criterion) -> Vec<(Key, Demand)> {
    let must = line.due.is_some();
    let asks = line.body.asks().into_iter();
    let each = asks.filter_map(|ask| {
        let (minimum, target) = ask.goals()?;
        let minimum = minimum.filter(|_| must).map(|goal| goal.level);
        Some((ask.key(), Demand { minimum, target: target.level }))
    });
    each.collect()
}

fn demands(profile: &Checked) -> BTreeMap<Key, Demand> {
    lines(profile).flat_map(own).collect()
}

/// The line as it was written.
fn found(profile: &Checked, line: &Criterion) -> Found {
    let id = line.part_of.as_ref().unwrap_or(&line.id);
    let at = profile.document.criteria.iter().position(|written| written.head.id == *id);
    Found {
        field: at.map_or_else(|| "/criteria".to_owned(), |at| format!("/criteria/{at}")),
        what: line.id.to_string(),
        explained: line.reason.is_some(),
    }
}
