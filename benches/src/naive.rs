//! The same lists the plain way: a struct per person with a map, pair by pair, leaving a pair as
//! soon as its class cannot reach the list any more. No columns, no bounds, nothing shared.
//!
//! It is the baseline of every ratio, and it is honest: gates first, early exit, a heap of the best,
//! threads over the places. It reads asks through [`Ask::assess`], as the engine does, so that the
//! ratio measures how pairs are gone through and not how a level is read.

#![expect(clippy::disallowed_types, reason = "the plain way is a hash map; lists are sorted")]

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use matching_core::{
    Engine,
    criteria::{Ask, Beside, Budget, Held, Key, Side, Truth},
    eligibility::{Closure, Due, Eligibility, Verdict},
    id::{ApplicantId, ConceptId},
    model::{Criterion, Node, Portrait, RequirementProfile},
    quantity::{Permille, Span},
    rules::Rules,
};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// Every subject as a number, so that no text is compared while pairs are gone through.
#[derive(Clone, Debug, Default)]
pub struct Numbers(HashMap<Key, u32>);

impl Numbers {
    fn of(&mut self, key: &Key) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(key.clone()).or_insert(next)
    }
}

/// A person as a map from subjects to what is known.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) id: ApplicantId,
    pub(crate) known: HashMap<u32, Held>,
}

/// A place with its weights; musts stand first.
#[derive(Clone, Debug)]
pub struct Place {
    pub(crate) lines: Vec<Line>,
    totals: [u128; 2],
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) side: usize,
    pub(crate) weight: u128,
    pub(crate) due: Option<Due>,
    pub(crate) tree: Tree,
}

#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Ask { ask: Ask, key: u32, related: Vec<(u32, Permille)> },
    Any(Vec<Self>),
    All(Vec<Self>),
}

/// Class, sum of the overall points at both ends, lower overall end, sum of demands, person.
pub type Entry = (Eligibility, u32, u32, u32, Reverse<ApplicantId>);

impl Person {
    /// The person as a map.
    pub fn new(portrait: &Portrait, numbers: &mut Numbers) -> Self {
        let known = portrait.known().map(|(key, held)| (numbers.of(key), held.clone()));
        Self { id: portrait.id().clone(), known: known.collect() }
    }
}

impl Place {
    /// The place with its weights.
    pub fn new(profile: &RequirementProfile, engine: &Engine, numbers: &mut Numbers) -> Self {
        let mut totals = [0; 2];
        let lines = profile.criteria().iter().map(|line| {
            let side = usize::from(line.budget.side() == Side::Needs);
            let weight = weight(line, profile);
            if let Some(total) = totals.get_mut(side) {
                *total += weight;
            }
            Line { side, weight, due: line.due, tree: tree(&line.body, engine, numbers) }
        });
        let mut lines: Vec<Line> = lines.collect();
        lines.sort_by_key(|line| line.due.is_none());
        Self { lines, totals }
    }
}

/// Budget × importance × the least common multiple of the sums, over the sum of the own budget.
fn weight(line: &Criterion, profile: &RequirementProfile) -> u128 {
    let sum = |budget: Budget| -> u128 {
        let own = profile.criteria().iter().filter(|line| line.budget == budget);
        own.map(|line| u128::from(line.importance)).sum()
    };
    let points = |budget: Budget| u128::from(profile.budgets().points(budget));
    let used = Budget::ALL.into_iter().filter(|budget| {
        budget.side() == line.budget.side() && points(*budget) > 0 && sum(*budget) > 0
    });
    let common = used.map(sum).fold(1, |one, other| one / gcd(one, other) * other);
    let own = common.checked_div(sum(line.budget)).unwrap_or(0);
    points(line.budget) * u128::from(line.importance) * own
}

pub(crate) const fn gcd(one: u128, other: u128) -> u128 {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn tree(node: &Node, engine: &Engine, numbers: &mut Numbers) -> Tree {
    let mut all = |nodes: &[Node]| nodes.iter().map(|node| tree(node, engine, numbers)).collect();
    match node {
        Node::Ask(ask) => {
            let floor = |beside| match beside {
                Beside::Counts => engine.rules().similarity_floor,
                Beside::CountsNot => Permille::FULL,
            };
            let kind = ask.kind();
            let mut number =
                |concept: &ConceptId| numbers.of(&Key { kind, subject: concept.shared() });
            let related = ask.concept().map(|(concept, beside)| {
                let near = engine.taxonomy().related(concept, floor(beside)).into_iter();
                near.map(|(concept, share)| (number(concept), share)).collect()
            });
            let key = numbers.of(&ask.key());
            Tree::Ask { ask: ask.clone(), key, related: related.unwrap_or_default() }
        }
        Node::AnyOf(nodes) => Tree::Any(all(nodes)),
        Node::AllOf(nodes) => Tree::All(all(nodes)),
    }
}

pub(crate) type Found = (Span<Permille>, Verdict);

/// What comes of one thing that is held, or of nothing, as an answer to an ask.
pub(crate) fn answer(
    (ask, due): (&Ask, Option<Due>),
    (held, share): (Option<&Held>, Permille),
    rules: &Rules,
) -> Found {
    let found = ask.assess(held, rules);
    let Span { low, high } = found.satisfaction;
    let truth = if share == Permille::FULL { found.truth } else { Truth::Not };
    let closure = Closure::default();
    let verdict = due.map_or(Verdict::CLEAR, |due| Verdict::of(truth, due, closure));
    (Span { low: low.scaled(share), high: high.scaled(share) }, verdict)
}

fn assess(tree: &Tree, due: Option<Due>, person: &Person, rules: &Rules) -> Found {
    let nothing = (Span::exact(Permille::NONE), Verdict::CLEAR);
    let either = |one: Found, other: Found| (one.0.best(other.0), one.1.or(other.1));
    let both = |one: Found, other: Found| (one.0.worst(other.0), one.1.and(other.1));
    match tree {
        Tree::Ask { ask, key, related } => {
            let answer = |held, share| answer((ask, due), (held, share), rules);
            let own = answer(person.known.get(key), Permille::FULL);
            let beside = related
                .iter()
                .filter_map(|(key, share)| Some(answer(Some(person.known.get(key)?), *share)));
            beside.fold(own, either)
        }
        Tree::Any(trees) => {
            let found = trees.iter().map(|tree| assess(tree, due, person, rules));
            found.reduce(either).unwrap_or(nothing)
        }
        Tree::All(trees) => {
            let found = trees.iter().map(|tree| assess(tree, due, person, rules));
            found.reduce(both).unwrap_or(nothing)
        }
    }
}

/// The pair, unless its class stays below the least.
fn pair(person: &Person, place: &Place, rules: &Rules, least: Eligibility) -> Option<Entry> {
    let mut class = Eligibility::Suitable;
    let mut sums = [[0_u128; 2]; 2];
    for line in &place.lines {
        let (satisfaction, verdict) = assess(&line.tree, line.due, person, rules);
        class = class.min(verdict.now);
        if class < least {
            return None;
        }
        let [low, high] = sums.get_mut(line.side)?;
        *low += line.weight * u128::from(satisfaction.low.get());
        *high += line.weight * u128::from(satisfaction.high.get());
    }
    let [demands, needs] = [0, 1].map(|side: usize| {
        let total = place.totals.get(side).copied().unwrap_or(0);
        let sums = sums.get(side).copied().unwrap_or_default();
        sums.map(|sum| (20 * sum + total).checked_div(2 * total).unwrap_or(10_000))
    });
    let harmonic = |one: u128, other: u128| {
        (4 * one * other + one + other).checked_div(2 * (one + other)).unwrap_or(0)
    };
    let ([a, c], [b, d]) = (demands, needs);
    let (low, high) = (harmonic(a, b), harmonic(c, d));
    let small = |points: u128| u32::try_from(points).unwrap_or(0);
    let id = Reverse(person.id.clone());
    Some((class, small(low + high), small(low), small(a + c), id))
}

/// The first `count` people for a place, best first.
pub fn top(people: &[Person], place: &Place, count: usize, rules: &Rules) -> Vec<Entry> {
    let mut best: BinaryHeap<Reverse<Entry>> = BinaryHeap::new();
    for person in people {
        let full = best.len() >= count;
        let least = best.peek().filter(|_| full).map_or(Eligibility::NotPossible, |one| one.0.0);
        let Some(entry) = pair(person, place, rules, least) else { continue };
        if !full {
            best.push(Reverse(entry));
        } else if best.peek().is_some_and(|worst| worst.0 < entry) {
            best.pop();
            best.push(Reverse(entry));
        }
    }
    let mut list: Vec<Entry> = best.into_iter().map(|one| one.0).collect();
    list.sort_by(|one, other| other.cmp(one));
    list
}

/// The first `count` people for each place, on all threads.
pub fn cross(people: &[Person], places: &[Place], count: usize, rules: &Rules) -> Vec<Vec<Entry>> {
    places.par_iter().map(|place| top(people, place, count, rules)).collect()
}

/// All places for a person, best first, with the position of each place.
pub fn places_for(
    person: &Person,
    places: &[Place],
    rules: &Rules,
) -> Vec<(Entry, Reverse<usize>)> {
    let scored = places.iter().enumerate().filter_map(|(at, place)| {
        Some((pair(person, place, rules, Eligibility::NotPossible)?, Reverse(at)))
    });
    let mut list: Vec<_> = scored.collect();
    list.sort_by(|one, other| other.cmp(one));
    list
}
