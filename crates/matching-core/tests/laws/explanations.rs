//! L42 to L46: what is said about a score is true, complete and adds up.

use matching_core::{
    contrast::{Change, Contrast},
    criteria::{Fact, Goal, Key, Side},
    eligibility::Eligibility,
    evidence::{Evidence, Provenance},
    explain::{Explanation, Part},
    model::{Criterion, Portrait},
    score::Score,
};
use proptest::prelude::*;

use crate::{
    config,
    reference::{Known, known},
    world::{Case, case, complete::exploded, facts_for::level},
};

fn sum(found: &Explanation, side: Side, of: impl Fn(&Part) -> u16) -> u16 {
    found.parts.iter().filter(|part| part.side == side).map(of).sum()
}

fn is_good(score: &Score, case: &Case) -> bool {
    score.eligibility >= Eligibility::SuitableWithConditions
        && score.overall.low.get() >= case.rules.good_overall
}

fn raised(person: &Portrait, changes: &[&Change]) -> Portrait {
    let goals = changes.iter().flat_map(|change| &change.goals);
    goals.fold(person.clone(), |person, (key, goal)| person.raised(key, *goal))
}

/// The case with the changes written down as statements: a certificate, or a test where no document
/// is needed, at the level reached or at what was held for certain before.
fn written_down(case: &Case, contrast: &Contrast) -> Case {
    let mut now = exploded(case);
    for (key, goal) in contrast.changes.iter().flat_map(|change| &change.goals) {
        now = with_goal(&now, key, *goal);
    }
    now
}

fn with_goal(case: &Case, key: &Key, goal: Goal) -> Case {
    let (held, documented) = match known(case, key.kind, &key.subject) {
        Some(Known::Level(known)) => (known.low, known.documented >= u128::from(goal.level)),
        _ => (0, false),
    };
    let evidence =
        if goal.documented || documented { Evidence::Certificate } else { Evidence::Tested };
    let mut facts: Vec<Fact> = case.facts.clone();
    facts.retain(|fact| !fact.keys().contains(key));
    let (_, top) = key.kind.info().scale.unwrap();
    let reached = held.max(u128::from(goal.level.min(top)));
    facts.push(level(key, reached, Provenance::of(evidence)));
    case.with_facts(facts)
}

/// Every level that the place asks for and that can be reached, as its minimum and as its target.
fn asked_goals(case: &Case) -> Vec<(Key, Goal)> {
    let profile = case.place.profile();
    // A line without weight that is no must asks for nothing.
    let counts = |line: &&Criterion| {
        let is_weighed = line.importance > 0 && profile.budgets().points(line.budget) > 0;
        line.due.is_some() || is_weighed
    };
    let asks = profile.criteria().iter().filter(counts).flat_map(|line| line.body.asks());
    let goals = asks.filter(|ask| ask.kind().info().changeable).flat_map(|ask| {
        let (minimum, target) = ask.goals().unwrap();
        minimum.into_iter().chain([target]).map(|goal| (ask.key(), goal))
    });
    goals.collect()
}

fn does_all(way: &Contrast, other: &Contrast) -> bool {
    let goals = |way: &Contrast| -> Vec<(Key, Goal)> {
        way.changes.iter().flat_map(|change| change.goals.clone()).collect()
    };
    goals(other).iter().all(|(key, goal)| {
        goals(way).iter().any(|(own, reached)| {
            own == key && reached.level >= goal.level && reached.documented >= goal.documented
        })
    })
}

proptest! {
    #![proptest_config(config())]

    /// L42: the columns sum to what is shown: achieved to the lower end, with open to the upper end,
    /// with missing to 100.00 points, on each side that asks for anything.
    #[test]
    fn the_columns_add_up(case in case()) {
        let found = case.explain();
        for (side, span) in [(Side::Demands, found.score.demands), (Side::Needs, found.score.needs)] {
            let achieved = sum(&found, side, |part| part.achieved.get());
            let open = sum(&found, side, |part| part.open.get());
            let missing = sum(&found, side, |part| part.missing.get());
            if sum(&found, side, |part| part.weight.get()) == 0 {
                prop_assert_eq!((span.low.get(), span.high.get()), (10_000, 10_000));
                continue;
            }
            prop_assert_eq!(achieved, span.low.get());
            prop_assert_eq!(achieved + open, span.high.get());
            prop_assert_eq!(achieved + open + missing, 10_000);
        }
        for part in &found.parts {
            let points = [part.achieved, part.open, part.missing].map(matching_core::quantity::Centipoints::get);
            prop_assert_eq!(points.iter().sum::<u16>(), part.weight.get());
        }
        prop_assert_eq!(found.score, case.score());
    }

    /// L43: what the lines cost sums to what is missing of the whole, at both ends; a line that is
    /// satisfied costs nothing.
    #[test]
    fn the_lost_points_add_up(case in case()) {
        let found = case.explain();
        let lost = |of: fn(&Part) -> u16| -> u16 { found.parts.iter().map(of).sum() };
        prop_assert_eq!(lost(|part| part.lost.high.get()), 10_000 - found.score.overall.low.get());
        prop_assert_eq!(lost(|part| part.lost.low.get()), 10_000 - found.score.overall.high.get());
        for part in &found.parts {
            prop_assert!(part.satisfaction.low.get() < 1000 || part.lost.high.get() == 0);
            prop_assert!(part.satisfaction.high.get() < 1000 || part.lost.low.get() == 0);
        }
    }

    /// L44: what is said would be enough is enough: applied, and written down as statements.
    #[test]
    fn what_would_be_enough_is_enough(case in case()) {
        let (engine, bound, person) = (case.engine(), case.bound(), case.portrait());
        let ways = engine.contrasts(&person, &bound);
        prop_assert!(ways.len() <= 3);
        prop_assert!(ways.is_empty() || !is_good(&case.score(), &case));
        for way in ways {
            prop_assert!(way.changes.len() <= 3 && is_good(&way.score, &case));
            let changes: Vec<&Change> = way.changes.iter().collect();
            prop_assert_eq!(engine.score(&raised(&person, &changes), &bound), way.score);
            let written = written_down(&case, &way).score();
            prop_assert!(is_good(&written, &case), "{:?} gives {:?}", way, written);
            prop_assert!(written.overall.low >= way.score.overall.low);
        }
    }

    /// L45: none of it can be left out.
    #[test]
    fn nothing_of_it_can_be_left_out(case in case()) {
        let (engine, bound, person) = (case.engine(), case.bound(), case.portrait());
        for way in engine.contrasts(&person, &bound) {
            for fewer in 0..(1_usize << way.changes.len()) - 1 {
                let chosen = way.changes.iter().enumerate().filter(|(at, _)| fewer >> at & 1 == 1);
                let chosen: Vec<&Change> = chosen.map(|(_, change)| change).collect();
                let score = engine.score(&raised(&person, &chosen), &bound);
                prop_assert!(!is_good(&score, &case), "{:?} suffices of {:?}", chosen, way);
            }
        }
    }

    /// L44, the other way round: where reaching one or two of the asked levels is enough, a way is
    /// told, and the first is no longer than that; no way told does all that another does.
    #[test]
    fn a_way_that_exists_is_told(case in case()) {
        let (engine, bound, person) = (case.engine(), case.bound(), case.portrait());
        let ways = engine.contrasts(&person, &bound);
        let goals = asked_goals(&case);
        // With so many there may be more than are tried.
        if is_good(&case.score(), &case) || goals.len() > 12 {
            return Ok(());
        }
        let enough = |chosen: &[&(Key, Goal)]| {
            let raised = chosen.iter().fold(person.clone(), |one, (key, goal)| one.raised(key, *goal));
            is_good(&engine.score(&raised, &bound), &case)
        };
        let one = goals.iter().any(|goal| enough(&[goal]));
        let pairs = goals.iter().flat_map(|one| goals.iter().map(move |other| (one, other)));
        let two = || pairs.clone().any(|(one, other)| one.0 != other.0 && enough(&[one, other]));
        let least = if one { 1 } else if two() { 2 } else { return Ok(()) };
        prop_assert!(ways.first().is_some_and(|way| way.changes.len() <= least), "{:?}", ways);
        for (at, way) in ways.iter().enumerate() {
            for (before, other) in ways.iter().enumerate().filter(|(before, _)| *before != at) {
                prop_assert!(!does_all(way, other), "way {} does all that way {} does", at, before);
            }
        }
        prop_assert!(ways.is_sorted_by_key(|way| way.changes.len()));
        for pair in ways.windows(2).filter(|pair| pair[0].changes.len() == pair[1].changes.len()) {
            prop_assert!(pair[0].score.overall.low >= pair[1].score.overall.low);
        }
    }

    /// L46: at most four reasons, each on lines that cost points, are open or are unmet musts, none
    /// twice, the heaviest first; and whoever is not perfect hears one.
    #[test]
    fn every_reason_stands_on_something(case in case()) {
        let found = case.explain();
        prop_assert!(found.reasons.len() <= 4);
        for reason in &found.reasons {
            let own = |part: &&Part| reason.criteria.contains(&part.criterion);
            let parts: Vec<&Part> = found.parts.iter().filter(own).collect();
            prop_assert_eq!(parts.len(), reason.criteria.len());
            prop_assert_eq!(
                parts.iter().map(|part| part.lost.high.get()).sum::<u16>(),
                reason.lost.get()
            );
            for part in parts {
                let unmet = part.must.is_some_and(|must| must.value < Eligibility::Suitable);
                prop_assert!(unmet || part.missing.get() + part.open.get() > 0 || part.lost.high.get() > 0);
                prop_assert!(part.reasons.contains(&reason.code));
            }
        }
        let weight = |reason: &matching_core::explain::Reason| {
            let parts = found.parts.iter().filter(|part| reason.criteria.contains(&part.criterion));
            let value = parts.filter_map(|part| part.must).map(|must| must.value).min();
            (value.unwrap_or(Eligibility::Suitable), std::cmp::Reverse(reason.lost))
        };
        prop_assert!(found.reasons.is_sorted_by_key(weight));
        let perfect = found.score.overall.low.get() == 10_000
            && found.score.eligibility == Eligibility::Suitable;
        prop_assert_eq!(found.reasons.is_empty(), perfect);
    }
}
