//! What to ask next: the open answers that decide most, without guessing how they turn out.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    criteria::{End, Key},
    eligibility::Eligibility,
    model::Portrait,
    quantity::Centipoints,
    rules::Rules,
    score::{BoundProfile, Open, Outcome, Reading, Score, Silent, from_outcomes},
};

/// A question about one person, and what depends on its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is to be asked.
    pub topic: Key,
    /// What the answer settles.
    pub settles: Vec<Key>,
    /// Places whose class crosses the line between "to clarify" and "suitable with conditions".
    pub pivot: usize,
    /// Places that could or could not be met on an application day, by their overall points.
    pub pivot_invitation: usize,
    /// Most overall points, at best, that depend on it.
    pub swing: Centipoints,
    /// The places, by position, whose class it decides.
    pub decides: Vec<usize>,
}

/// The open questions about a person over several places, most decisive first: scoring.md 2.8.
///
/// A question is tried at its worst and at its best end, while every other open answer turns out
/// best (alternatives beside it turn out worst). An answer can be asked only if something depends
/// on it: a complete profile has no questions.
pub(crate) fn questions(
    person: &Portrait,
    profiles: &[&BoundProfile],
    rules: &Rules,
) -> Vec<Question> {
    let mut found: Vec<Question> = open_topics(person, profiles, rules)
        .into_iter()
        .map(|(topic, settles)| ask(topic, settles, person, profiles, rules))
        .collect();
    found.sort_by(|one, other| {
        let rank = |question: &Question| {
            (Reverse(question.pivot), Reverse(question.pivot_invitation), Reverse(question.swing))
        };
        rank(one).cmp(&rank(other)).then_with(|| one.topic.cmp(&other.topic))
    });
    found
}

/// What is open, by topic: a line reads it, and its outcome depends on how it turns out.
fn open_topics(
    person: &Portrait,
    profiles: &[&BoundProfile],
    rules: &Rules,
) -> BTreeMap<Key, Vec<Key>> {
    let mut topics: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for line in profiles.iter().flat_map(|profile| profile.lines()) {
        for (topic, key) in line.readings().into_iter().flat_map(|one| answers(one, person)) {
            let keys = std::slice::from_ref(key);
            let at = |end| line.settled(person, rules, Open::Question(keys, end));
            if at(End::Worst) != at(End::Best) {
                let settles = topics.entry(topic).or_default();
                if !settles.contains(key) {
                    settles.push(key.clone());
                }
            }
        }
    }
    topics
}

/// What answers an ask, by topic: the asked thing, and whatever is recorded below or beside it.
fn answers<'a>(reading: &'a Reading, person: &Portrait) -> impl Iterator<Item = (Key, &'a Key)> {
    let beside = reading.recorded(person).map(|(key, _)| (key.clone(), key));
    [(reading.ask.topic(), &reading.key)].into_iter().chain(beside)
}

fn ask(
    topic: Key,
    settles: Vec<Key>,
    person: &Portrait,
    profiles: &[&BoundProfile],
    rules: &Rules,
) -> Question {
    let mut question = Question {
        pivot: 0,
        pivot_invitation: 0,
        swing: Centipoints::ZERO,
        decides: Vec::new(),
        topic,
        settles,
    };
    for (at, profile) in profiles.iter().enumerate() {
        let turned_out =
            |end| settled(person, profile, rules, Open::Question(&question.settles, end));
        let (worst, best) = (turned_out(End::Worst), turned_out(End::Best));
        let line = Eligibility::SuitableWithConditions;
        if worst.eligibility < line && line <= best.eligibility {
            question.pivot += 1;
            question.decides.push(at);
        }
        let reaches = |score: &Score| score.overall.high.get() >= rules.day_overall;
        if reaches(&worst) != reaches(&best) {
            question.pivot_invitation += 1;
        }
        let swing = best.overall.high.get().saturating_sub(worst.overall.high.get());
        question.swing = question.swing.max(Centipoints::new(swing));
    }
    question
}

/// The score if open answers turned out so.
fn settled(person: &Portrait, profile: &BoundProfile, rules: &Rules, open: Open<'_>) -> Score {
    let outcomes = profile.lines().iter().map(|line| line.settled(person, rules, open));
    from_outcomes(profile, outcomes.collect::<Vec<Outcome>>())
}

/// Whether nothing is open between a person and a place.
pub(crate) fn complete(person: &Portrait, profile: &BoundProfile, rules: &Rules) -> bool {
    profile.lines().iter().all(|line| {
        let outcome = line.assess(person, rules, &mut Silent);
        outcome.satisfaction.is_exact() && outcome.verdict.span.is_exact()
    })
}
