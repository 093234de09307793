//! "With this it would be enough": the smallest changes that make a match good, each tried out.

use std::collections::BTreeMap;

use crate::{
    criteria::{Goal, Key},
    eligibility::Eligibility,
    id::CriterionId,
    model::Portrait,
    quantity::Permille,
    rules::Rules,
    score::{BoundProfile, Score, Silent, score},
};

/// More than three changes are no advice.
const MOST_CHANGES: usize = 3;
/// More candidates than a person could read; the heaviest stay.
const MOST_CANDIDATES: usize = 24;
/// So many ways are told.
const MOST_WAYS: usize = 3;

/// Something the person can change: reach one or several levels together, such as a language in
/// all skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the profile, as the employer wrote it.
    pub criterion: CriterionId,
    /// What would be reached.
    pub goals: Vec<(Key, Goal)>,
}

/// A set of changes, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The changes; none can be left out.
    pub changes: Vec<Change>,
    /// The score with them, computed by applying them.
    pub score: Score,
}

/// The smallest sets of at most three changes with which the class is at least "suitable with
/// conditions" and the overall points reach [`Rules::good_overall`]: scoring.md 2.7.
///
/// Empty where the match is good already, or where no such set exists. Fewer changes come first,
/// then more points.
pub(crate) fn contrasts(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> Vec<Contrast> {
    if good(&score(person, profile, rules), rules) {
        return Vec::new();
    }
    let candidates = candidates(person, profile, rules);
    let mut ways: Vec<(Vec<usize>, Contrast)> = Vec::new();
    for size in 1..=MOST_CHANGES.min(candidates.len()) {
        let mut found = Vec::new();
        for chosen in choices(candidates.len(), size) {
            let changes: Vec<&Change> =
                chosen.iter().filter_map(|at| candidates.get(*at)).collect();
            let covered = |way: &(Vec<usize>, Contrast)| includes(&changes, &way.1.changes);
            if !distinct(&changes) || ways.iter().any(covered) {
                continue;
            }
            let score = score(&applied(person, &changes), profile, rules);
            if good(&score, rules) {
                let changes = changes.into_iter().cloned().collect();
                found.push((chosen, Contrast { changes, score }));
            }
        }
        found.sort_by(|one, other| {
            other
                .1
                .score
                .overall
                .low
                .cmp(&one.1.score.overall.low)
                .then_with(|| one.0.cmp(&other.0))
        });
        keep_smallest(&mut ways, &found);
    }
    ways.into_iter().take(MOST_WAYS).map(|(_, contrast)| contrast).collect()
}

/// Of sets of one size that only differ in how far a change goes, the ones that go least far stay; of
/// several that do the same, the first.
fn keep_smallest(ways: &mut Vec<(Vec<usize>, Contrast)>, found: &[(Vec<usize>, Contrast)]) {
    let does_all = |one: &Contrast, other: &Contrast| {
        let changes: Vec<&Change> = one.changes.iter().collect();
        includes(&changes, &other.changes)
    };
    for (at, (chosen, one)) in found.iter().enumerate() {
        let more_than_needed = found.iter().enumerate().any(|(before, (_, other))| {
            before != at && does_all(one, other) && (before < at || !does_all(other, one))
        });
        if !more_than_needed {
            ways.push((chosen.clone(), one.clone()));
        }
    }
}

fn good(score: &Score, rules: &Rules) -> bool {
    score.eligibility >= Eligibility::SuitableWithConditions
        && score.overall.low.get() >= rules.good_overall
}

/// Whether the changes do everything that the others do.
fn includes(changes: &[&Change], others: &[Change]) -> bool {
    let reaches = |key: &Key, goal: &Goal| {
        changes.iter().flat_map(|change| &change.goals).any(|(own, reached)| {
            own == key && reached.level >= goal.level && (reached.documented || !goal.documented)
        })
    };
    others.iter().flat_map(|change| &change.goals).all(|(key, goal)| reaches(key, goal))
}

/// Whether no change does everything that another of them does.
fn distinct(changes: &[&Change]) -> bool {
    let is_part = |at: usize, one: &Change| {
        let others = changes.iter().enumerate().filter(|(other, _)| *other != at);
        others.map(|(_, other)| *other).any(|other| includes(&[other], std::slice::from_ref(one)))
    };
    !changes.iter().enumerate().any(|(at, one)| is_part(at, one))
}

/// The person after the changes.
pub(crate) fn applied(person: &Portrait, changes: &[&Change]) -> Portrait {
    let goals = changes.iter().flat_map(|change| &change.goals);
    goals.fold(person.clone(), |person, (key, goal)| person.raised(key, *goal))
}

/// What could be changed: for every line that falls short or is open, reaching its minimum or its
/// target. Lines of one written line go together.
fn candidates(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> Vec<Change> {
    let mut minima: BTreeMap<(&CriterionId, usize), Vec<(Key, Goal)>> = BTreeMap::new();
    let mut targets = minima.clone();
    let mut weight: BTreeMap<&CriterionId, u128> = BTreeMap::new();
    for (criterion, line) in profile.both() {
        let outcome = line.assess(person, rules, &mut Silent);
        let lacking = outcome.satisfaction.low < Permille::FULL && line.weight > 0;
        if !lacking && outcome.verdict.now >= Eligibility::SuitableWithConditions {
            continue;
        }
        let written = criterion.part_of.as_ref().unwrap_or(&criterion.id);
        *weight.entry(written).or_default() += line.weight;
        for (at, ask) in criterion.body.asks().into_iter().enumerate() {
            let Some((minimum, target)) = ask.goals().filter(|_| ask.kind().info().changeable)
            else {
                continue;
            };
            // Parts of one line go together; members of a group are changes of their own.
            let place = (written, if criterion.part_of.is_some() { 0 } else { at });
            let key = ask.key();
            if let Some(minimum) = minimum {
                minima.entry(place).or_default().push((key.clone(), minimum));
            }
            // Reaching the target never leaves the line below its minimum.
            let above = minimum.filter(|minimum| minimum.level > target.level);
            targets.entry(place).or_default().push((key, above.unwrap_or(target)));
        }
    }
    let change = |((criterion, _), goals): ((&CriterionId, usize), Vec<(Key, Goal)>)| Change {
        criterion: criterion.clone(),
        goals,
    };
    let mut all: Vec<Change> = minima.into_iter().chain(targets).map(change).collect();
    all.sort_by(|one, other| {
        let heavy = |change: &Change| std::cmp::Reverse(weight.get(&change.criterion).copied());
        heavy(one).cmp(&heavy(other)).then_with(|| one.goals.cmp(&other.goals))
    });
    // Where several lines ask the same, the heaviest speaks for them.
    let mut told: Vec<Vec<(Key, Goal)>> = Vec::new();
    all.retain(|change| {
        let is_new = !told.contains(&change.goals);
        if is_new {
            told.push(change.goals.clone());
        }
        is_new
    });
    all.truncate(MOST_CANDIDATES);
    all
}

/// All choices of `size` out of `count`, in order.
fn choices(count: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let smaller = choices(count, size - 1);
    let extended = smaller.into_iter().flat_map(|choice| {
        let from = choice.last().map_or(0, |last| last + 1);
        (from..count).map(move |next| {
            let mut longer = choice.clone();
            longer.push(next);
            longer
        })
    });
    extended.collect()
}
